"""Removing a school year that was added by mistake (Regulation 7.1)."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import CalendarException, SchoolBreak, Semester
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .year_rows import year_or_forbidden

_OF_THE_CALENDAR = (Semester, SchoolBreak, CalendarException)


@use_case
def remove_year(actor: Actor, year_id: int) -> int:
    """Remove a year with its calendar and return when it would have begun.

    Refused when anything else is in the year: classes, journals, timetables.
    """
    require(actor, Permission.SETUP_WRITE)
    try:
        with writing() as session:
            year = year_or_forbidden(session, year_id)
            starting = year.starting
            for table in _OF_THE_CALENDAR:
                session.connection().execute(delete(table).where(col(table.year_id) == year_id))
            session.delete(year)
            session.flush()
            audit.record(
                session,
                actor=actor,
                action=Permission.SETUP_WRITE,
                entity="school_year",
                entity_id=year_id,
                before={"starting": starting},
            )
            return starting
    except IntegrityError:
        raise Refused(
            Message(N_("The year has classes, journals or timetables, so it stays."))
        ) from None
