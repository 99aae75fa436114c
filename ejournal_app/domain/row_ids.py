"""What a browser may send as the id of something."""

ROW_ID_LIMIT = 2**31
"""Ids are 32-bit integers in the database: a greater one is an error there, not a missing row."""
