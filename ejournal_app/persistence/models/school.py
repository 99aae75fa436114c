"""The school, its year, its calendar, its bells and its own numbers (Regulation 7.1, 13)."""

from datetime import date, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, false, text, true
from sqlmodel import Field

from .base import Table, Versioned, one_of, ordered


class DayKind(StrEnum):
    """Why a date differs from the ordinary calendar."""

    CLOSED = "closed"
    """No lessons and no work: a holiday of the school."""
    MOVED_WORKING = "moved_working"
    """A Saturday worked instead of another day (pārcelta darba diena)."""
    LESSONS_ALLOWED = "lessons_allowed"
    """The superuser lets lessons be held although the calendar says no."""


class School(Versioned, table=True):
    """A school (skola): the owner of everything that can differ between schools."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=200)
    registration_number: str = Field(default="", max_length=20)
    address: str = Field(default="", max_length=300)
    phone: str = Field(default="", max_length=40, sa_column_kwargs={"server_default": ""})
    email: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    website: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    director_name: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    """Who signs what the school issues (direktors)."""


class Programme(Versioned, table=True):
    """An education programme (izglītības programma) with its eight-digit code (Regulation 7.7)."""

    __table_args__ = (UniqueConstraint("school_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    code: str = Field(max_length=8)
    name: str = Field(max_length=300)
    is_active: bool = Field(default=True)


class SchoolYear(Table, table=True):
    """A school year (mācību gads), from 1 September to 31 August."""

    __table_args__ = (UniqueConstraint("school_id", "starting"), ordered())

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    starting: int
    """The calendar year of its first September: 2026 for 2026/27."""
    starts_on: date
    ends_on: date


class Semester(Table, table=True):
    """A semester of one grade (semestris): grades end on different days."""

    __table_args__ = (
        UniqueConstraint("year_id", "grade", "number"),
        CheckConstraint("grade BETWEEN 1 AND 12", name="grade_range"),
        CheckConstraint("number IN (1, 2)", name="number_range"),
        ordered(),
    )

    id: int | None = Field(default=None, primary_key=True)
    year_id: int = Field(foreign_key="school_year.id")
    grade: int
    number: int
    starts_on: date
    ends_on: date


class SchoolBreak(Table, table=True):
    """Pupils' holidays (skolēnu brīvdienas) of every grade or of one."""

    __table_args__ = (ordered(), Index(None, "year_id"))

    id: int | None = Field(default=None, primary_key=True)
    year_id: int = Field(foreign_key="school_year.id")
    grade: int | None = None
    """None means every grade."""
    name: str = Field(max_length=100)
    starts_on: date
    ends_on: date


class CalendarException(Table, table=True):
    """A single date the school treats otherwise; official holidays come from the law's calendar."""

    __table_args__ = (one_of("kind", DayKind), Index(None, "year_id", "day"))

    id: int | None = Field(default=None, primary_key=True)
    year_id: int = Field(foreign_key="school_year.id")
    day: date
    grade: int | None = None
    kind: str = Field(max_length=20)
    name: str = Field(max_length=200)
    """The reason in words, shown in refusals."""
    replaces: date | None = None
    """For a moved working day: the day whose timetable it follows."""


class BellSchedule(Table, table=True):
    """Ringing times (zvanu saraksts).

    An ordinary one is in force from its date until the next ordinary one; any other rings only
    where a `BellDay` says so.
    """

    __table_args__ = (UniqueConstraint("school_id", "name", "valid_from"),)

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    name: str = Field(max_length=100)
    valid_from: date
    is_ordinary: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    """False: for short or special days (saīsinātās stundas)."""


class BellPeriod(Table, table=True):
    """One lesson's time of a bell schedule, numbered from 0, Europe/Riga wall clock."""

    __table_args__ = (
        UniqueConstraint("schedule_id", "number"),
        CheckConstraint("number BETWEEN 0 AND 15", name="number_range"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    id: int | None = Field(default=None, primary_key=True)
    schedule_id: int = Field(foreign_key="bell_schedule.id")
    number: int
    starts_at: time
    ends_at: time


class BellDay(Table, table=True):
    """When a bell schedule rings instead of the ordinary one: every such weekday, or one date."""

    __table_args__ = (
        CheckConstraint("(weekday IS NULL) <> (day IS NULL)", name="weekday_or_day"),
        CheckConstraint("weekday IS NULL OR weekday BETWEEN 1 AND 7", name="weekday_range"),
        Index(None, "schedule_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    schedule_id: int = Field(foreign_key="bell_schedule.id")
    weekday: int | None = None
    """ISO: 1 is Monday; holds from `effective_from` until `ends_on`."""
    day: date | None = None
    """A single date; goes before weekdays."""
    effective_from: date
    ends_on: date | None = None


class Room(Table, table=True):
    """A room (kabinets)."""

    __table_args__ = (UniqueConstraint("school_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    name: str = Field(max_length=40)


class RuleSetting(Table, table=True):
    """A number of the school's own, from a date on; work dated earlier keeps the earlier value."""

    __table_args__ = (UniqueConstraint("school_id", "key", "effective_from"),)

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    key: str = Field(max_length=60)
    effective_from: date
    value: str = Field(max_length=2000)


class WorkKind(Table, table=True):
    """A kind of work (darba veids) with its scale, weight and deadline (Regulation 15)."""

    __table_args__ = (
        UniqueConstraint("school_id", "code", "effective_from"),
        CheckConstraint("weight >= 0", name="weight_not_negative"),
        CheckConstraint("deadline_days >= 0", name="deadline_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    code: str = Field(max_length=30)
    name_lv: str = Field(max_length=60)
    name_en: str = Field(max_length=60)
    scale: str = Field(default="", max_length=20)
    """Empty: the ordinary scale of the grade (STAP or ten points)."""
    weight: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    """Whole weight in the weighted average (Regulation 16)."""
    deadline_days: int
    """Working days until the mark is due."""
    effective_from: date
    is_active: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    """False: retired from that date; works of it stay."""
    is_test: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """A test (pārbaudes darbs): told to families ahead and counted in the test load of a class."""
    entry_kind: str = Field(default="", max_length=20, sa_column_kwargs={"server_default": ""})
    """Empty: an ordinary work. Otherwise a `domain.kinds.EntryKind` whose mark enters no average:
    an interim, year or exam mark."""
