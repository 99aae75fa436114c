"""Absences in numbers: unjustified totals, summaries, reports, the canteen (Regulation 20)."""
