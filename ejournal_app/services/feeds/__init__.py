"""Calendars that a person's own calendar program reads by a secret address (iCalendar)."""
