"""What people are reminded of, how and when (paziņojumi un atgādinājumi, Regulation 6, 10)."""

from enum import StrEnum


class Topic(StrEnum):
    """What a message is about; each can be chosen apart."""

    MARKS = "marks"
    """New and changed marks of the own child."""
    ABSENCES = "absences"
    """Absences of the own child."""
    HOMEWORK = "homework"
    """Homework and tests of the own child."""
    DUE_TODAY = "due_today"
    """A teacher: what is missing today (at 16:00)."""
    DUE_AHEAD = "due_ahead"
    """A teacher: what falls due (in the morning)."""
    CLASS_DUTIES = "class_duties"
    """A class teacher: what the class is owed (from the 1st for the 3rd, in autumn for 30.09.)."""
    NOTICES = "notices"
    """What the application tells its staff in other matters."""


class Channel(StrEnum):
    """How a message reaches somebody."""

    APP = "app"
    EMAIL = "email"
    SMS = "sms"


class Rhythm(StrEnum):
    """When news are told."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"
