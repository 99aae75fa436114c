"""Accounts: passwords, log-in sessions, who somebody is today (Regulation 3, 4, 5, 7.2)."""
