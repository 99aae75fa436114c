"""Classes, groups, subjects, journals and who teaches them (Regulation 7.3, 7.4, 7.6)."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, true
from sqlmodel import Field

from ejournal_app.domain.kinds import JournalKind

from .base import Table, Versioned, one_of, ordered


class SchoolClass(Versioned, table=True):
    """A class of one year (klase): 5.a."""

    __table_args__ = (
        UniqueConstraint("year_id", "grade", "letter"),
        CheckConstraint("grade BETWEEN 1 AND 12", name="grade_range"),
    )

    id: int | None = Field(default=None, primary_key=True)
    year_id: int = Field(foreign_key="school_year.id")
    grade: int
    letter: str = Field(max_length=5)
    programme_code: str = Field(default="", max_length=8, sa_column_kwargs={"server_default": ""})
    """What a new pupil of the class is enrolled in unless said otherwise; empty: not chosen."""

    @property
    def name(self) -> str:
        """Return the class as people write it: 5.a."""
        return f"{self.grade}.{self.letter}"


class ClassTeacher(Table, table=True):
    """Who is class teacher (klases audzinātājs) of a class, and when."""

    __table_args__ = (ordered(), Index(None, "class_id"), Index(None, "person_id"))

    id: int | None = Field(default=None, primary_key=True)
    class_id: int = Field(foreign_key="school_class.id")
    person_id: int = Field(foreign_key="person.id")
    starts_on: date
    ends_on: date | None = None


class Subject(Table, table=True):
    """A subject (mācību priekšmets)."""

    __table_args__ = (UniqueConstraint("school_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    name: str = Field(max_length=100)
    short_name: str = Field(max_length=30)
    is_active: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    """False: offered no more; its journals stay."""


class StudyGroup(Table, table=True):
    """A group of pupils for a subject (grupa), also from several classes."""

    __table_args__ = (UniqueConstraint("year_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    year_id: int = Field(foreign_key="school_year.id")
    subject_id: int | None = Field(default=None, foreign_key="subject.id")
    name: str = Field(max_length=80)


class GroupMembership(Table, table=True):
    """A pupil's time in a group."""

    __table_args__ = (
        UniqueConstraint("group_id", "pupil_id", "starts_on"),
        ordered(),
        Index(None, "pupil_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="study_group.id")
    pupil_id: int = Field(foreign_key="pupil.id")
    starts_on: date
    ends_on: date | None = None


class Journal(Versioned, table=True):
    """A journal (žurnāls): one subject or activity of one class or one group in one year."""

    __table_args__ = (
        one_of("kind", JournalKind),
        CheckConstraint("(class_id IS NULL) <> (group_id IS NULL)", name="class_or_group"),
        CheckConstraint("grade BETWEEN 1 AND 12", name="grade_range"),
        ordered(),
        Index(None, "class_id"),
        Index(None, "group_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    year_id: int = Field(foreign_key="school_year.id")
    kind: str = Field(default=JournalKind.SUBJECT, max_length=20)
    subject_id: int = Field(foreign_key="subject.id")
    class_id: int | None = Field(default=None, foreign_key="school_class.id")
    group_id: int | None = Field(default=None, foreign_key="study_group.id")
    name: str = Field(max_length=160)
    """What people call it: "Matemātika 5.a"."""
    grade: int
    """The grade whose calendar and scale it follows."""
    starts_on: date
    ends_on: date | None = None
    course_ends_on: date | None = None
    """The day the course of the subject ends: then there is a final mark (Regulation 19)."""
    attendance_only: bool = Field(default=False)
    runs_in_breaks: bool = Field(default=False)


class JournalTeacher(Versioned, table=True):
    """Who teaches a journal, and when (Regulation 7.6)."""

    __table_args__ = (
        UniqueConstraint("journal_id", "person_id", "starts_on"),
        ordered(),
        Index(None, "person_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    journal_id: int = Field(foreign_key="journal.id")
    person_id: int = Field(foreign_key="person.id")
    starts_on: date
    ends_on: date | None = None


class CurriculumLine(Versioned, table=True):
    """What a grade learns in a year: a row of the curriculum table (mācību plāns, Regulation 7.3).

    The journals of the grade are made from it in one go.
    """

    __table_args__ = (
        UniqueConstraint("year_id", "grade", "subject_id", "kind"),
        one_of("kind", JournalKind),
        CheckConstraint("grade BETWEEN 1 AND 12", name="grade_range"),
        CheckConstraint("lessons_per_week BETWEEN 0 AND 40", name="lessons_range"),
        CheckConstraint("group_count BETWEEN 0 AND 6", name="group_range"),
    )

    id: int | None = Field(default=None, primary_key=True)
    year_id: int = Field(foreign_key="school_year.id")
    grade: int
    subject_id: int = Field(foreign_key="subject.id")
    kind: str = Field(default=JournalKind.SUBJECT, max_length=20)
    lessons_per_week: int = Field(default=0)
    group_count: int = Field(default=0)
    """Groups each class is split into for it; 0: the whole class together."""
    attendance_only: bool = Field(default=False)
