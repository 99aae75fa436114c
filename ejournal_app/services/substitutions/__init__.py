"""Lessons of absent teachers: who leads them, what becomes of them (Regulation 12)."""
