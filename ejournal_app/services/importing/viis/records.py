"""Rows of the database as the planning of an import compares them: plain and without a session."""

from datetime import date
from typing import NamedTuple


class PersonRecord(NamedTuple):
    """A person as on record."""

    person_id: int
    given_name: str
    family_name: str
    personal_code: str | None
    birth_date: date | None
    email: str | None
    phone: str | None

    @property
    def name(self) -> str:
        """Return the name as lists show it: surname first."""
        return f"{self.family_name} {self.given_name}"


class EnrolmentRecord(NamedTuple):
    """A pupil's time in a class as on record."""

    enrolment_id: int
    pupil_id: int
    class_id: int
    programme_code: str
    starts_on: date
    ends_on: date | None
    order_number: str
    order_date: date


class GuardianshipRecord(NamedTuple):
    """A relation as on record."""

    guardianship_id: int
    pupil_id: int
    person_id: int
    kind: str
    starts_on: date
    ends_on: date | None


class ClassRecord(NamedTuple):
    """A class of any year."""

    class_id: int
    year_id: int
    grade: int
    letter: str

    @property
    def name(self) -> str:
        """Return the class as people write it: 5.a."""
        return f"{self.grade}.{self.letter}"
