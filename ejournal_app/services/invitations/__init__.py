"""Bringing everybody in: who should have access, one-time codes, slips, letters (Regulation 4, 5).

Nobody ever sees a password: a code lets its person choose one.
"""
