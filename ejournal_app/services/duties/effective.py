"""The deadline of one lesson or work as pages show it: pauses and extensions counted in (15).

Most of the time nobody is unfit and nothing is put off; then this asks two questions and counts
as for everybody.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.deadlines import Deadline, deadline, lesson_entry_day0
from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.extensions import Extension
from ejournal_app.domain.working_days import Pauses, is_paused
from ejournal_app.persistence.models import Journal, Lesson, Substitution
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.school_rules import lesson_entry_days, lesson_entry_due_time

from .exceptions import read_exceptions
from .people import Owners, read_attached, read_employed, read_pauses

_EXCEPTIONS, _OWNERS, _SUBSTITUTES = "duty_exceptions", "duty_owners", "duty_substitutes"


@dataclass(frozen=True, slots=True)
class _Exceptions:
    """What holds for some people only."""

    pauses: dict[int, Pauses]
    extensions: tuple[Extension, ...]

    def __bool__(self) -> bool:
        return bool(self.pauses or self.extensions)


def lesson_due(session: Session, lesson: Lesson, journal: Journal) -> datetime | None:
    """Return when the entry of a lesson is due (Regulation 7.3, 10, 14, 15).

    Of several who owe it the earliest deadline is shown; None while it rests for all of them.
    """
    due_time = lesson_entry_due_time(session, lesson.day)
    days = lesson_entry_days(session, journal.kind, lesson.day)
    day0, count = lesson_entry_day0(lesson.ends_at, due_time, days)
    calendar = load_calendar(session, journal.year_id)
    exceptions = _exceptions(session)
    if not exceptions:
        return deadline(day0, count, calendar, wall_clock=due_time).at
    dues = [
        deadline(
            day0,
            count,
            calendar,
            wall_clock=due_time,
            pauses=exceptions.pauses.get(person, ()),
            extensions=_for(exceptions, DutyKind.LESSON_ENTRY, person, journal.id),
        ).at
        for person in _owing(session, lesson, journal)
        if not is_paused(lesson.day, exceptions.pauses.get(person, ()))
    ]
    return min((due for due in dues if due is not None), default=None)


def marks_due(
    session: Session, journal: Journal, day: date, working_days: int, person_id: int
) -> Deadline:
    """Return when marks of a work of a day are due for whoever asks (Regulation 15)."""
    exceptions = _exceptions(session)
    return deadline(
        day,
        working_days,
        load_calendar(session, journal.year_id),
        pauses=exceptions.pauses.get(person_id, ()),
        extensions=_for(exceptions, DutyKind.MARKS, person_id, journal.id),
    )


def _for(
    exceptions: _Exceptions, kind: DutyKind, person_id: int, journal_id: int | None
) -> list[Extension]:
    return [one for one in exceptions.extensions if one.is_for(kind, person_id, journal_id)]


def _exceptions(session: Session) -> _Exceptions:
    if _EXCEPTIONS not in session.info:
        session.info[_EXCEPTIONS] = _Exceptions(
            read_pauses(session), read_exceptions(session).extensions
        )
    found: _Exceptions = session.info[_EXCEPTIONS]
    return found


def _owing(session: Session, lesson: Lesson, journal: Journal) -> frozenset[int]:
    """Return who owes the entry of a lesson today, read once per session and year."""
    substitutes: dict[int, int] | None = session.info.get(_SUBSTITUTES)
    if substitutes is None:
        substitutes = {
            lesson_id: person_id
            for lesson_id, person_id in session.execute(
                select(col(Substitution.lesson_id), col(Substitution.substitute_id))
            )
            if person_id is not None
        }
        session.info[_SUBSTITUTES] = substitutes
    if lesson.id in substitutes:
        return frozenset({substitutes[lesson.id]})
    known: dict[int, Owners] = session.info.setdefault(_OWNERS, {})
    if journal.year_id not in known:
        known[journal.year_id] = Owners(
            read_attached(session, journal.year_id, None), read_employed(session), looks_back=True
        )
    assert journal.id is not None
    return known[journal.year_id].of(journal.id, lesson.day, max(lesson.day, clock.today()))
