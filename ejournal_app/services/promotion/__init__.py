"""Promotion (pārcelšana): from the classes of a year into those of the next (Regulation 8, 21)."""
