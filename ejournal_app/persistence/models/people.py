"""People: one person may be teacher, parent and former pupil at once (Regulation 3-5, 8)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, false, text
from sqlmodel import Field

from ejournal_app.domain.kinds import GuardianKind

from .base import Table, Versioned, one_of, ordered


class ContractKind(StrEnum):
    """On what a member of staff works (Regulation 5)."""

    EMPLOYMENT = "employment"
    """Darba līgums."""
    SERVICES = "services"
    """Uzņēmuma līgums."""


class LeavingKind(StrEnum):
    """How an enrolment ended (Regulation 8)."""

    LEFT = "left"
    MOVED = "moved"
    PROMOTED = "promoted"
    GRADUATED = "graduated"


class Person(Versioned, table=True):
    """A human being; the personal code is data, never a key (domain: personas kods)."""

    __table_args__ = (Index(None, "family_name", "given_name"),)

    id: int | None = Field(default=None, primary_key=True)
    given_name: str = Field(max_length=100)
    family_name: str = Field(max_length=100)
    personal_code: str | None = Field(default=None, max_length=12, unique=True)
    """Canonical `DDMMYY-CNNNN`; None for foreign pupils who have none."""
    birth_date: date | None = None
    email: str | None = Field(default=None, max_length=200)
    phone: str | None = Field(default=None, max_length=40)


class FormerPersonalCode(Table, table=True):
    """A code a person had before; imports still find them by it (Regulation 7.5)."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    code: str = Field(max_length=12, unique=True)
    changed_on: date


class StaffContract(Versioned, table=True):
    """A contract: access lives and ends with it (Regulation 5)."""

    __table_args__ = (
        UniqueConstraint("school_id", "number"),
        one_of("kind", ContractKind),
        ordered(),
    )

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str = Field(max_length=20)
    number: str = Field(max_length=40)
    position: str = Field(default="", max_length=100)
    starts_on: date
    ends_on: date | None = None
    activated_at: datetime | None = None
    """When the superuser opened the access; None: entered by the clerk only."""
    activated_by_id: int | None = Field(default=None, foreign_key="person.id")


class Pupil(Versioned, table=True):
    """A person who is or was a pupil (izglītojamais) of the school."""

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    person_id: int = Field(foreign_key="person.id", unique=True)
    parents_see_data: bool = Field(default=True)
    """A pupil of 18 may switch this off (domain: who may see what)."""
    second_language: str = Field(default="", max_length=30, sa_column_kwargs={"server_default": ""})
    """The second foreign language the pupil learns (otrā svešvaloda), for splitting into groups."""


class Enrolment(Versioned, table=True):
    """A pupil's time in one class, by the director's order (Regulation 4, 7.7, 8)."""

    __table_args__ = (
        one_of("end_kind", LeavingKind),
        ordered(),
        CheckConstraint("(ends_on IS NULL) = (end_kind IS NULL)", name="end_has_kind"),
        Index(
            "uq_enrolment_open",
            "pupil_id",
            unique=True,
            sqlite_where=text("ends_on IS NULL"),
            postgresql_where=text("ends_on IS NULL"),
        ),
        Index(None, "class_id"),
        Index(None, "pupil_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id")
    class_id: int = Field(foreign_key="school_class.id")
    programme_code: str = Field(max_length=8)
    starts_on: date
    is_repeating: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """The pupil does the grade a second time (atstāts uz otru gadu)."""
    ends_on: date | None = None
    """Last day in the class; None while enrolled."""
    order_number: str = Field(max_length=40)
    order_date: date
    end_kind: str | None = Field(default=None, max_length=20)
    end_order_number: str | None = Field(default=None, max_length=40)
    end_order_date: date | None = None


class Guardianship(Versioned, table=True):
    """Who stands for a pupil and what they may do (Regulation 4)."""

    __table_args__ = (
        UniqueConstraint("pupil_id", "person_id", "starts_on"),
        one_of("kind", GuardianKind),
        ordered(),
        Index(None, "person_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id")
    person_id: int = Field(foreign_key="person.id")
    kind: str = Field(default=GuardianKind.PARENT, max_length=20)
    sees_data: bool = Field(default=True)
    is_notified: bool = Field(default=True)
    may_file_absences: bool = Field(default=True)
    court_restricted: bool = Field(default=False)
    """By court decision sees nothing, whatever the other flags say."""
    note: str = Field(default="", max_length=300, sa_column_kwargs={"server_default": ""})
    """What the relation rests on: the number of a decision, for staff only."""
    starts_on: date
    ends_on: date | None = None
