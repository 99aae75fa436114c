"""What everybody owes and by when, computed from the rows (Regulation 6, 9, 10, 15-21)."""
