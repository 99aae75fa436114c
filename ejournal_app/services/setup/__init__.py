"""Setting the school up and keeping it right: data, years, bells, works, rules (Regulation 7.1)."""
