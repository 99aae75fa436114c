"""Changes of many rows that can be taken back as a whole: runs, their log, their undoing."""
