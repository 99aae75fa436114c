"""The timetable on a week grid: looking at it, drafting another, making it valid from a date."""
