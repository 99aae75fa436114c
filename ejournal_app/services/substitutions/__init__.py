"""Lessons whose teacher is away: who covers them, and what follows from it (Regulation 12)."""
