"""The school years there are to choose from."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import SchoolYear
from ejournal_app.persistence.queries.schools import working_year, years_of

from .finding import find


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOption:
    """A school year (mācību gads): 2026/27."""

    year_id: int
    label: str
    is_working: bool
    """The year people work on today."""


def year_label(starting: int) -> str:
    """Return a year as people write it: 2026/27."""
    return f"{starting}/{(starting + 1) % 100:02}"


def year_options(session: Session) -> tuple[YearOption, ...]:
    """Return the years, the working one first, then the latest."""
    working = working_year(session, clock.today())
    options = [
        YearOption(
            year_id=year.id,
            label=year_label(year.starting),
            is_working=working is not None and year.id == working.id,
        )
        for year in years_of(session)
        if year.id is not None
    ]
    return tuple(sorted(options, key=lambda option: not option.is_working))


def no_year() -> Refused:
    """Return the refusal of what cannot be done before there is a school year."""
    return Refused(
        Message(N_("No school year has been set up yet. Add one first.")),
        leads_to="/iestatijumi/gadi",
    )


def chosen_year(session: Session, year_id: int | None) -> SchoolYear:
    """Return the chosen year, or the working one; Refused while no year has been set up."""
    if year_id is not None:
        return find(session, SchoolYear, year_id)
    year = working_year(session, clock.today())
    if year is None:
        raise no_year()
    return year
