"""Which days of pupils stand upon a parent's word: justified, or applied for (Regulation 11)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.absence_filing import Days, days_with_lessons
from ejournal_app.domain.absence_states import ApplicationState
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.school_calendar import SchoolCalendar
from ejournal_app.persistence.models import AbsenceApplication, AbsenceNote, SchoolYear


class Standing(StrEnum):
    """How far a day has come."""

    JUSTIFIED = "justified"
    APPLIED = "applied"


def counted_days(
    session: Session,
    calendar: SchoolCalendar,
    grades: Mapping[int, int],
    year: SchoolYear,
    *,
    but: int | None = None,
) -> dict[int, dict[Standing, Days]]:
    """Return the days of a school year, by pupil; `grades` are the grades of the pupils.

    Not counted is what a document stands for, what the class teacher decided to be unjustified,
    and the application `but`.
    """
    found: dict[int, dict[Standing, Days]] = {
        pupil: {Standing.JUSTIFIED: {}, Standing.APPLIED: {}} for pupil in grades
    }
    notes = session.execute(
        select(col(AbsenceNote.pupil_id), col(AbsenceNote.starts_on), col(AbsenceNote.ends_on))
        .join(AbsenceApplication, col(AbsenceApplication.id) == col(AbsenceNote.application_id))
        .where(
            col(AbsenceNote.pupil_id).in_(list(grades)),
            col(AbsenceNote.withdrawn_at).is_(None),
            col(AbsenceNote.document_id).is_(None),
            col(AbsenceNote.reason) != Justification.NONE,
            col(AbsenceApplication.document_id).is_(None),
            col(AbsenceNote.starts_on) <= year.ends_on,
            col(AbsenceNote.ends_on) >= year.starts_on,
        )
    ).all()
    applied = session.execute(
        select(
            col(AbsenceApplication.pupil_id),
            col(AbsenceApplication.starts_on),
            col(AbsenceApplication.ends_on),
        ).where(
            col(AbsenceApplication.pupil_id).in_(list(grades)),
            or_(
                col(AbsenceApplication.state) == ApplicationState.PENDING,
                col(AbsenceApplication.state) == ApplicationState.ASKED,
            ),
            col(AbsenceApplication.document_id).is_(None),
            col(AbsenceApplication.id) != (but or 0),
            col(AbsenceApplication.starts_on) <= year.ends_on,
            col(AbsenceApplication.ends_on) >= year.starts_on,
        )
    ).all()
    for standing, rows in ((Standing.JUSTIFIED, notes), (Standing.APPLIED, applied)):
        for pupil_id, first, last in rows:
            own = found[pupil_id]
            days = days_with_lessons(calendar, grades[pupil_id], first, last)
            own[standing] = {**own[standing], **days}
    return found


def states_by_day(
    session: Session, pupil_id: int, first: date, last: date
) -> dict[date, tuple[ApplicationState, ...]]:
    """Return how a pupil's applications for the days between two days stand; not withdrawn ones."""
    found: defaultdict[date, set[ApplicationState]] = defaultdict(set)
    for starts_on, ends_on, state in session.execute(
        select(
            col(AbsenceApplication.starts_on),
            col(AbsenceApplication.ends_on),
            col(AbsenceApplication.state),
        ).where(
            col(AbsenceApplication.pupil_id) == pupil_id,
            col(AbsenceApplication.state) != ApplicationState.WITHDRAWN,
            col(AbsenceApplication.starts_on) <= last,
            col(AbsenceApplication.ends_on) >= first,
        )
    ):
        day = max(starts_on, first)
        while day <= min(ends_on, last):
            found[day].add(ApplicationState(state))
            day += timedelta(days=1)
    return {day: tuple(sorted(states)) for day, states in found.items()}
