"""Everything a teacher types in a lesson or a journal goes through one door: `submit`."""
