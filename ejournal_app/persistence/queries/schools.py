"""The school of this installation, and its years."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import School, SchoolYear


def school_of(session: Session) -> School | None:
    """Return the school; None while nothing has been set up."""
    return session.scalars(select(School).order_by(col(School.id)).limit(1)).first()


def school_id_of(session: Session) -> int:
    """Return the school's id; Refused while nothing has been set up."""
    school = school_of(session)
    if school is None or school.id is None:
        raise Refused(Message(N_("The school has not been set up yet.")))
    return school.id


def years_of(session: Session) -> list[SchoolYear]:
    """Return the school years, the latest first."""
    return list(session.scalars(select(SchoolYear).order_by(col(SchoolYear.starting).desc())))


def year_on(session: Session, on: date) -> SchoolYear | None:
    """Return the school year a day is in; None when it has not been set up."""
    return session.scalars(
        select(SchoolYear).where(col(SchoolYear.starts_on) <= on, col(SchoolYear.ends_on) >= on)
    ).first()


def working_year(session: Session, on: date) -> SchoolYear | None:
    """Return the year people work on at a day.

    Of the day itself; otherwise the next one that is set up, then the latest.
    """
    known = years_of(session)
    current = next((year for year in known if year.starts_on <= on <= year.ends_on), None)
    coming = [year for year in known if year.starts_on > on]
    return current or (coming[-1] if coming else None) or (known[0] if known else None)
