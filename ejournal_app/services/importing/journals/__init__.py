"""Journals of the system the school used before, from its XLSX workbook (domain: migration).

Reading (`layout`), comparing with the school (`planning`), carrying out (`applying`).
"""
