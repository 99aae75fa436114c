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


class EntryKind(StrEnum):
    """Marks that are no ordinary works: each closes a part of the year (Regulation 17-19).

    An ordinary work has none of these. They never enter a weighted average.
    """

    INTERIM_1 = "interim_1"
    """I semestra starpvērtējums."""
    INTERIM_2 = "interim_2"
    """II semestra starpvērtējums."""
    SEMESTER_1 = "semester_1"
    """I semestra vērtējums."""
    SEMESTER_2 = "semester_2"
    """II semestra vērtējums."""
    PREDICTED = "predicted"
    """Prognozētais vērtējums."""
    COMBINED = "combined"
    """Kombinētais darbs."""
    YEAR = "year"
    """Gada vērtējums."""
    SESSION_EXAM = "session_exam"
    """Sesijas eksāmens: the school's own exam in a subject, in the scale of the grade."""
    RE_EXAM = "re_exam"
    """Pēcpārbaudījums."""
    FINAL = "final"
    """Galīgais vērtējums priekšmetā."""
    STATE_DIAGNOSTIC = "state_diagnostic"
    """Valsts diagnosticējošais vai monitoringa darbs."""
    STATE_EXAM = "state_exam"
    """Valsts eksāmens."""
    TRANSFERRED = "transferred"
    """A transferred pupil's earlier mark (pārnests vērtējums, Regulation 7.8)."""


class AchievementKind(StrEnum):
    """What a pupil achieved something in (Regulation 7.8)."""

    OLYMPIAD = "olympiad"
    COMPETITION = "competition"
    SPORT = "sport"
    RESEARCH = "research"
    """Zinātniski pētnieciskais darbs."""
    OTHER = "other"


class AchievementLevel(StrEnum):
    """How far the event reached."""

    SCHOOL = "school"
    MUNICIPALITY = "municipality"
    REGION = "region"
    COUNTRY = "country"
    INTERNATIONAL = "international"
