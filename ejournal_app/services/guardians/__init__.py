"""Who stands for a pupil, what they may do, and a pupil's own data (Regulation 3, 4)."""
