"""The semesters absences are counted in: each grade has its own days (MK 89/2011)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import SchoolYear, Semester
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.services.teaching.years import no_year, year_label


@dataclass(frozen=True, slots=True, kw_only=True)
class SemesterDays:
    """One semester of a year."""

    year_id: int
    year: str
    """2026/27."""
    number: int
    by_grade: Mapping[int, tuple[date, date]]
    """First and last day; grades without semesters are not there."""
    year_days: tuple[date, date]

    def of(self, grade: int) -> tuple[date, date]:
        """Return the days of a grade; of the whole year where the grade has no semesters."""
        return self.by_grade.get(grade, self.year_days)

    @property
    def first(self) -> date:
        """Return the first day any grade has."""
        return min((days[0] for days in self.by_grade.values()), default=self.year_days[0])

    @property
    def last(self) -> date:
        """Return the last day any grade has."""
        return max((days[1] for days in self.by_grade.values()), default=self.year_days[1])


def semester_days(session: Session, today: date, number: int | None = None) -> SemesterDays:
    """Return a semester of the working year, the running one unless another is asked for.

    Refused while no year is set up. Between the semesters the earlier one still runs.
    """
    year = working_year(session, today)
    if year is None or year.id is None:
        raise no_year()
    found: dict[int, dict[int, tuple[date, date]]] = {1: {}, 2: {}}
    for row in session.scalars(select(Semester).where(col(Semester.year_id) == year.id)):
        found[row.number][row.grade] = (row.starts_on, row.ends_on)
    begins = min((days[0] for days in found[2].values()), default=None)
    running = 2 if begins is not None and begins <= today else 1
    return _days(year, number or running, found[number or running])


def _days(year: SchoolYear, number: int, by_grade: dict[int, tuple[date, date]]) -> SemesterDays:
    assert year.id is not None
    return SemesterDays(
        year_id=year.id,
        year=year_label(year.starting),
        number=number,
        by_grade=by_grade,
        year_days=(year.starts_on, year.ends_on),
    )
