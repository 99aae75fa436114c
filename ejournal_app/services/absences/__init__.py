"""Absences of pupils: notes, applications, events, and what lessons show of them (11)."""
