"""The spans of a year absences are summed up for: months, semesters, the year."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import SchoolYear, Semester

from .months import months_between, next_month

YEAR = "gads"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of days, both included."""

    key: str
    """As it stands in addresses: `2026-11`, `1`, `2`, `gads`."""
    first: date
    last: date


def period_choices(session: Session, year: SchoolYear, today: date) -> tuple[Period, ...]:
    """Return the year's months up to today, the latest first, its semesters and itself."""
    months = [
        Period(
            key=f"{month:%Y-%m}",
            first=max(month, year.starts_on),
            last=min(next_month(month) - _DAY, year.ends_on),
        )
        for month in months_between(year.starts_on, min(max(today, year.starts_on), year.ends_on))
    ]
    return (
        *reversed(months),
        *_semesters(session, year),
        Period(key=YEAR, first=year.starts_on, last=year.ends_on),
    )


def period_of(session: Session, year: SchoolYear, key: str, today: date) -> Period:
    """Return the period of a key; the running month, or the year's last one, for an unknown key."""
    known = period_choices(session, year, today)
    return next((one for one in known if one.key == key), known[0])


def _semesters(session: Session, year: SchoolYear) -> list[Period]:
    """Return the semesters with the days any grade has in them."""
    return [
        Period(key=str(number), first=first, last=last)
        for number, first, last in session.execute(
            select(
                col(Semester.number),
                func.min(col(Semester.starts_on)),
                func.max(col(Semester.ends_on)),
            )
            .where(col(Semester.year_id) == year.id)
            .group_by(col(Semester.number))
            .order_by(col(Semester.number))
        )
    ]
