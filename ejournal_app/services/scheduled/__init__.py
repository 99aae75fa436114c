"""Scheduled work as rows: which process may run it, every run there was, what the jobs tidy."""
