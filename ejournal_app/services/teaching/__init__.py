"""Classes, subjects, the curriculum table, journals and who teaches them (Regulation 7.3, 7.6)."""
