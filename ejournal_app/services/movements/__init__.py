"""Movements of pupils by the director's order: enrolled, left, moved (Regulation 4, 7.7, 8).

Each is shown before it is carried out, is one run, and can be taken back while nothing was built
on it.
"""
