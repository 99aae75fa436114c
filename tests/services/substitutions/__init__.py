"""Substitutions: planning, changes of the day, entering, hours."""
