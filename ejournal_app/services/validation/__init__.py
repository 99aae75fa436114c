"""What is not in order in the school, each with the place that puts it right (Regulation 7)."""
