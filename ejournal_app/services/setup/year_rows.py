"""Finding the year a change is about, and whether a day lies in it."""

from datetime import date

from sqlalchemy.orm import Session

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import SchoolYear


def year_or_forbidden(session: Session, year_id: int) -> SchoolYear:
    """Return a year; Forbidden when there is none by that id."""
    year = session.get(SchoolYear, year_id)
    if year is None:
        raise Forbidden(
            Attempt(action=Permission.SETUP_WRITE, entity="school_year", entity_id=year_id)
        )
    return year


def require_within(year: SchoolYear, day: date, *, field: str) -> None:
    """Raise Refused for a day outside the year."""
    if not year.starts_on <= day <= year.ends_on:
        raise Refused(
            Message(
                N_("The day must be in the school year, from {first} to {last}."),
                {"first": year.starts_on, "last": year.ends_on},
            ),
            field=field,
        )
