"""A tiny app around the entry components, for tests in the browser."""
