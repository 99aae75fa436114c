"""Whether marks of a journal are locked today, by the school's rules and periods."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.mark_locks import Lock, LockCause, Term, closing_day, lock_of, term_of
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import Journal, Mark, PeriodWindow, Work, WorkKind
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.school_rules import mark_lock_days, period_days

_INTERIM = {EntryKind.INTERIM_1: 1, EntryKind.INTERIM_2: 2}


@dataclass(slots=True)
class MarkLocks:
    """Answers for one batch; asks the database once for each grade and day."""

    session: Session
    today: date
    _terms: dict[tuple[int, int], list[Term]] = field(
        default_factory=dict[tuple[int, int], list[Term]]
    )
    _days: dict[date, int] = field(default_factory=dict[date, int])

    def lock_of(self, journal: Journal, work: Work, mark: Mark | None) -> Lock | None:
        """Return the lock of a pupil's place in a work; None while it is open.

        Marks that close a part of the year have periods of their own: here only their age counts.
        """
        set_on = clock.local(mark.set_at).date() if mark is not None and mark.value else None
        kind = self.session.get(WorkKind, work.kind_id)
        ordinary = kind is None or not kind.entry_kind
        return lock_of(
            set_on=set_on,
            lock_days=self._lock_days(set_on) if set_on else 0,
            term=term_of(work.day, self._terms_of(journal)) if ordinary else None,
            today=self.today,
        )

    def _lock_days(self, set_on: date) -> int:
        if set_on not in self._days:
            self._days[set_on] = mark_lock_days(self.session, set_on)
        return self._days[set_on]

    def _terms_of(self, journal: Journal) -> list[Term]:
        place = (journal.year_id, journal.grade)
        if place not in self._terms:
            self._terms[place] = _terms(self.session, *place, self.today)
        return self._terms[place]


def _terms(session: Session, year_id: int, grade: int, today: date) -> list[Term]:
    """Return the semesters; while one lasts it is open, whatever its window."""
    semesters = [one for one in load_calendar(session, year_id).semesters if one.grade == grade]
    windows = (
        _windows(session, year_id, grade) if any(own.ends_on < today for own in semesters) else {}
    )
    return [
        Term(
            semester.number,
            semester.starts_on,
            closing_day(
                semester.ends_on,
                windows.get(semester.number),
                period_days(session, semester.ends_on)[1],
            )
            if semester.ends_on < today
            else semester.ends_on,
        )
        for semester in semesters
    ]


def _windows(session: Session, year_id: int, grade: int) -> dict[int, date]:
    """Return the last days of the interim windows the school has set, by semester."""
    return {
        _INTERIM[EntryKind(kind)]: closes_on
        for kind, closes_on in session.execute(
            select(col(PeriodWindow.entry_kind), col(PeriodWindow.closes_on)).where(
                col(PeriodWindow.year_id) == year_id,
                col(PeriodWindow.grade) == grade,
                col(PeriodWindow.entry_kind).in_(_INTERIM),
            )
        )
    }


def reason_needed(lock: Lock, set_at: datetime | None) -> Message:
    """Return what a teacher reads who writes over a lock without a reason."""
    if lock.cause is LockCause.PERIOD:
        return Message(
            N_(
                "Marks of semester {number} were closed on {day}. Write why this one is changed;"
                " the class teacher will be told."
            ),
            {"number": lock.semester, "day": lock.open_until},
        )
    assert set_at is not None
    return Message(
        N_(
            "This mark was entered on {day} and is locked. Write why it is changed; the class"
            " teacher will be told."
        ),
        {"day": clock.local(set_at).date()},
    )
