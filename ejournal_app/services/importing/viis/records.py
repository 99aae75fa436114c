"""Rows of the database as the planning of an import compares them: plain and without a session."""

from datetime import date
from typing import NamedTuple


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
