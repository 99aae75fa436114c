"""What people are reminded of, how and when (paziņojumi un atgādinājumi, Regulation 6, 10)."""

from dataclasses import dataclass
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
    CHANGES = "changes"
    """Changes of a day's lessons: substitutions, lessons moved or not held (Regulation 12)."""
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


FAMILY_TOPICS: tuple[Topic, ...] = (
    Topic.MARKS,
    Topic.ABSENCES,
    Topic.HOMEWORK,
    Topic.CHANGES,
)
"""News of pupils, told to those who stand for them and to themselves."""
TEACHER_TOPICS: tuple[Topic, ...] = (Topic.DUE_TODAY, Topic.DUE_AHEAD)
SCHOOL_TIMED = frozenset({*TEACHER_TOPICS, Topic.CLASS_DUTIES})
"""Told at the school's time: one only chooses whether, and by what."""
OUTSIDE = (Channel.EMAIL, Channel.SMS)
"""Channels that leave the application; quiet hours hold for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How somebody wants to be told about one topic."""

    rhythm: Rhythm
    in_app: bool = True
    by_email: bool = False
    by_sms: bool = False

    @property
    def channels(self) -> frozenset[Channel]:
        """Return by what the person wants to be told; nothing when never."""
        if self.rhythm is Rhythm.NEVER:
            return frozenset()
        chosen = {
            Channel.APP: self.in_app,
            Channel.EMAIL: self.by_email,
            Channel.SMS: self.by_sms,
        }
        return frozenset(channel for channel, is_chosen in chosen.items() if is_chosen)


_DEFAULTS = {
    Topic.MARKS: Choice(rhythm=Rhythm.DAILY, by_email=True),
    Topic.ABSENCES: Choice(rhythm=Rhythm.AT_ONCE, by_email=True),
    Topic.HOMEWORK: Choice(rhythm=Rhythm.DAILY),
    Topic.CHANGES: Choice(rhythm=Rhythm.AT_ONCE, by_email=True),
    Topic.DUE_TODAY: Choice(rhythm=Rhythm.AT_ONCE, by_email=True),
    Topic.DUE_AHEAD: Choice(rhythm=Rhythm.AT_ONCE, by_email=True),
    Topic.CLASS_DUTIES: Choice(rhythm=Rhythm.AT_ONCE, by_email=True),
    Topic.NOTICES: Choice(rhythm=Rhythm.AT_ONCE),
}


def default_choice(topic: Topic, *, stands_for_pupils: bool = True) -> Choice:
    """Return how a topic is told to who has chosen nothing.

    Pupils are told about themselves only when they want it: they see the diary anyway.
    """
    if topic in FAMILY_TOPICS and not stands_for_pupils:
        return Choice(rhythm=Rhythm.NEVER)
    return _DEFAULTS[topic]


def rhythms_of(topic: Topic) -> tuple[Rhythm, ...]:
    """Return the rhythms a topic can be chosen in."""
    if topic in SCHOOL_TIMED:
        return (Rhythm.AT_ONCE, Rhythm.NEVER)
    return tuple(Rhythm)
