"""Files that leave the school: spreadsheets, and the whole school as open files."""
