"""Entries held back because they look like no teacher's: kept, confirmed by password, or dropped.

`submit` asks `brake` which of a batch they are and has `keeping` keep them.
"""
