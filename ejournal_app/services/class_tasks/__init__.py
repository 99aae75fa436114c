"""What class teachers owe at the start of the year: personal files, telling parents (6, 9)."""
