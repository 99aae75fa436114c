"""The timetable and what is recorded in lessons (Regulation 10, 15)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, false, text
from sqlmodel import Field

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.marks import Scale

from .base import Table, Versioned, one_of


class TimetableVersion(Table, table=True):
    """A timetable (stundu saraksts) in force from a date until the next version's date."""

    __table_args__ = (UniqueConstraint("year_id", "valid_from"),)

    id: int | None = Field(default=None, primary_key=True)
    year_id: int = Field(foreign_key="school_year.id")
    valid_from: date
    source: str = Field(default="", max_length=200)
    imported_at: datetime


class TimetableSlot(Table, table=True):
    """One weekly lesson of a journal."""

    __table_args__ = (
        UniqueConstraint("version_id", "journal_id", "weekday", "number"),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday_range"),
        CheckConstraint("number BETWEEN 0 AND 15", name="number_range"),
        Index(None, "journal_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="timetable_version.id")
    journal_id: int = Field(foreign_key="journal.id")
    weekday: int
    """ISO: 1 is Monday."""
    number: int
    room_id: int | None = Field(default=None, foreign_key="room.id")


class Lesson(Versioned, table=True):
    """A lesson (mācību stunda) of a journal on a date; planned from the timetable ahead of time."""

    __table_args__ = (
        UniqueConstraint("journal_id", "day", "number"),
        CheckConstraint("NOT (no_homework AND homework <> '')", name="homework_or_none"),
        Index(None, "day"),
        # Few of a year's lessons are not entered: what is owed is found without the others.
        Index(
            "ix_lesson_open",
            "day",
            sqlite_where=text("completed_at IS NULL"),
            postgresql_where=text("completed_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    journal_id: int = Field(foreign_key="journal.id")
    day: date
    number: int
    room_id: int | None = Field(default=None, foreign_key="room.id")
    starts_at: datetime
    ends_at: datetime
    topic: str = Field(default="", max_length=500)
    """Tēma."""
    outcome: str = Field(default="", max_length=1000)
    """Sasniedzamais rezultāts."""
    homework: str = Field(default="", max_length=2000)
    """Mājas darbs."""
    homework_due: date | None = None
    homework_set_at: datetime | None = None
    """When the text of the homework last changed: what families see as new."""
    no_homework: bool = Field(default=False)
    """Ticked "nav uzdots"."""
    attendance_checked_at: datetime | None = None
    """Checking is its own act: nobody absent is not the same as not checked."""
    completed_at: datetime | None = None
    """When the entry first had all its parts; later than due means late (Regulation 10)."""
    changed_at: datetime | None = None
    """Last change of topic, outcome or homework; None: only planned."""
    changed_by_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    called_off_at: datetime | None = None
    """Not held: cancelled, or another lesson is held in its place (Regulation 12)."""


class Attendance(Versioned, table=True):
    """Whether one pupil was in one lesson: a fact by the teacher, without its justification."""

    __table_args__ = (
        UniqueConstraint("lesson_id", "pupil_id"),
        one_of("status", AttendanceStatus),
        Index(None, "pupil_id"),
        # Most who are recorded were there; deadlines ask for the others.
        Index(
            "ix_attendance_absent",
            "lesson_id",
            "pupil_id",
            sqlite_where=text("status = 'absent'"),
            postgresql_where=text("status = 'absent'"),
        ),
        # What families are told: who was not there, by when it was written down.
        Index(
            "ix_attendance_missed",
            "recorded_at",
            sqlite_where=text("status <> 'present'"),
            postgresql_where=text("status <> 'present'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    lesson_id: int = Field(foreign_key="lesson.id")
    pupil_id: int = Field(foreign_key="pupil.id")
    status: str = Field(max_length=10)
    recorded_at: datetime
    recorded_by_id: int = Field(foreign_key="person.id", index=True)


class Work(Versioned, table=True):
    """Something marked (darbs): a test, a homework, an answer in the lesson (Regulation 15)."""

    __table_args__ = (
        one_of("scale", Scale),
        CheckConstraint("weight >= 0", name="weight_not_negative"),
        Index(None, "journal_id", "day"),
        Index(None, "lesson_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    journal_id: int = Field(foreign_key="journal.id")
    lesson_id: int | None = Field(default=None, foreign_key="lesson.id")
    kind_id: int = Field(foreign_key="work_kind.id")
    title: str = Field(default="", max_length=200)
    day: date
    """The day the work was done: day 0 of its deadline."""
    scale: str = Field(max_length=20)
    weight: int
    created_by_id: int | None = Field(default=None, foreign_key="person.id")


class Mark(Versioned, table=True):
    """The latest value of a mark (vērtējums); its whole life is in the events."""

    __table_args__ = (
        UniqueConstraint("work_id", "pupil_id"),
        Index(None, "pupil_id"),
        # Who is marked in a work is answered from here, without the rows.
        Index(
            "ix_mark_entered",
            "work_id",
            "pupil_id",
            sqlite_where=text("value <> ''"),
            postgresql_where=text("value <> ''"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    work_id: int = Field(foreign_key="work.id")
    pupil_id: int = Field(foreign_key="pupil.id")
    value: str = Field(max_length=10)
    """Canonical (`domain.marks`); empty when the mark was cleared."""
    improved_from: str = Field(default="", max_length=10)
    """The value before an improvement: 4 in 4|7."""
    set_at: datetime
    set_by_id: int = Field(foreign_key="person.id", index=True)
    entered_as: str = Field(
        default="teacher", max_length=20, sa_column_kwargs={"server_default": "teacher"}
    )
    """In which role the latest value was entered; a superuser's is shown as such (7.8)."""


class MarkEvent(Table, table=True):
    """One step in the life of a mark; rows are only ever added (Regulation: decided 3)."""

    __table_args__ = (UniqueConstraint("mark_id", "sequence"), Index(None, "at"))

    id: int | None = Field(default=None, primary_key=True)
    mark_id: int = Field(foreign_key="mark.id")
    sequence: int
    old_value: str = Field(max_length=21)
    """As shown before, improvement included: 4|7."""
    new_value: str = Field(max_length=21)
    at: datetime
    by_id: int = Field(foreign_key="person.id", index=True)
    as_role: str = Field(default="teacher", max_length=20)
    reason: str = Field(default="", max_length=300)
    address: str = Field(default="", max_length=60, sa_column_kwargs={"server_default": ""})
    """Network address it was written from; empty when it came from a file."""
    session_id: int | None = None
    """The log-in it was written in. No foreign key: log-ins are deleted, events are not."""
    after_lock: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Written after the mark was locked: a reason is given, the class teacher was told."""
    revert_id: int | None = Field(default=None, index=True)
    """The `EntryRevert` that wrote it. No foreign key: a column added to this table has none."""


class TimetableDraft(Table, table=True):
    """A timetable being worked on; nothing follows from it until it is published."""

    id: int | None = Field(default=None, primary_key=True)
    year_id: int = Field(foreign_key="school_year.id", unique=True)
    valid_from: date
    """The day from which it is to hold."""
    started_at: datetime
    started_by_id: int = Field(foreign_key="person.id")


class TimetableDraftSlot(Table, table=True):
    """One weekly lesson of the draft."""

    __table_args__ = (
        UniqueConstraint("draft_id", "journal_id", "weekday", "number"),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday_range"),
        CheckConstraint("number BETWEEN 0 AND 15", name="number_range"),
        Index(None, "journal_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="timetable_draft.id")
    journal_id: int = Field(foreign_key="journal.id")
    weekday: int
    number: int
    room_id: int | None = Field(default=None, foreign_key="room.id")
