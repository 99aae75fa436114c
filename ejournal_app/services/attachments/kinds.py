"""What a document may hang on, and how large it may be."""

from enum import StrEnum

MAX_BYTES = 10 * 1024 * 1024
NAME_LIMIT = 120
MOST_LOOSE = 20
"""Documents one person may have stored that hang on nothing yet."""


class Purpose(StrEnum):
    """What a document is stored for; decides who may store one."""

    NOTE = "absence_note"
    APPLICATION = "absence_application"
    TEACHER_ABSENCE = "teacher_absence"
    """A teacher's absence, or the request for one."""
