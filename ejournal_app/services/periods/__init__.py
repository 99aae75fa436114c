"""Marks that close a part of the year: windows, suggestions, overviews (Regulation 17-19)."""
