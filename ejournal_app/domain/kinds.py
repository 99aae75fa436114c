"""Kinds of journals and of guardians: enumerations that rules, rows and screens share."""

from enum import StrEnum


class JournalKind(StrEnum):
    """What a journal records (Regulation 7.3)."""

    SUBJECT = "subject"
    """Priekšmets."""
    INTEREST = "interest"
    """Interešu izglītība."""
    EXTENDED_DAY = "extended_day"
    """Pagarinātās dienas grupa."""
    ELECTIVE = "elective"
    """Fakultatīvs."""
    INDIVIDUAL = "individual"
    """Individuālās nodarbības."""
    GROUP_LESSONS = "group_lessons"
    """Grupu nodarbības."""


class GuardianKind(StrEnum):
    """Who stands for the pupil (Regulation 4)."""

    PARENT = "parent"
    GUARDIAN = "guardian"
    FOSTER_FAMILY = "foster_family"
    INSTITUTION = "institution"
