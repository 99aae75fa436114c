"""The whole school as open files: written out, described, and loaded into an empty installation."""
