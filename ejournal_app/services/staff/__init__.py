"""Staff: the clerk enters persons and contracts, the superuser opens access (Regulation 5, 7.2)."""
