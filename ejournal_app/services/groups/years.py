"""The years groups are made for: the present one and those to come."""

from datetime import date

from sqlalchemy.orm import Session

from ejournal_app.persistence.models import SchoolYear
from ejournal_app.persistence.queries.schools import years_of


def open_years(session: Session, today: date) -> list[SchoolYear]:
    """Return the school years that have not ended, the earliest first."""
    return [year for year in reversed(years_of(session)) if year.ends_on >= today]


def day_in(year: SchoolYear, today: date) -> date:
    """Return today, or the nearest day of the year."""
    return min(max(today, year.starts_on), year.ends_on)


def year_name(year: SchoolYear) -> str:
    """Return a school year as people write it: 2026/2027."""
    return f"{year.starting}/{year.starting + 1}"
