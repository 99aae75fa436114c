"""When marks of periods may be entered in the journals of a year (Regulation 17-19)."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import Scale
from ejournal_app.domain.periods import (
    Course,
    Terms,
    Window,
    default_window,
    entered_kinds,
    period_end,
)
from ejournal_app.persistence.models import PeriodWindow, SchoolYear
from ejournal_app.services import school_rules
from ejournal_app.services.calendars import load_calendar

from .journal_shape import JournalShape


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCalendar:
    """The windows of one year; what it needs is read once."""

    year: SchoolYear
    semester_marks: bool
    semesters: dict[tuple[int, int], date]
    """Last days, by grade and number."""
    own: dict[tuple[str, int], Window]
    """What the school set itself, by kind and grade."""
    days: "_Days"
    """Days before and after the end of a period, by that end."""
    scales: dict[int, Scale] = field(default_factory=dict[int, Scale])
    """The ordinary scales, by grade."""

    def course(self, journal: JournalShape) -> Course:
        """Return what decides which marks of periods a journal has."""
        return Course(
            grade=journal.grade,
            attendance_only=journal.attendance_only,
            course_ends_on=journal.course_ends_on,
            scale=self.scales[journal.grade],
            semester_marks=self.semester_marks,
        )

    def terms(self, grade: int, course_ends: date | None = None) -> Terms | None:
        """Return the days periods follow from; None while the grade has no two semesters."""
        first, second = self.semesters.get((grade, 1)), self.semesters.get((grade, 2))
        if first is None or second is None:
            return None
        return Terms(
            first_ends=first,
            second_ends=second,
            year_ends=self.year.ends_on,
            course_ends=course_ends,
        )

    def terms_of(self, journal: JournalShape) -> Terms | None:
        """Return the days the periods of a journal follow from."""
        return self.terms(journal.grade, journal.course_ends_on)

    def kinds(self, journal: JournalShape) -> tuple[EntryKind, ...]:
        """Return what teachers enter in a journal; nothing while its grade has no semesters."""
        return entered_kinds(self.course(journal)) if self.terms_of(journal) is not None else ()

    def window(self, journal: JournalShape, kind: EntryKind) -> Window:
        """Return when marks of a kind may be entered in a journal that has them."""
        terms = self.terms_of(journal)
        assert terms is not None
        return self.own.get((kind, journal.grade)) or self.default(kind, journal.grade, terms)

    def default(self, kind: EntryKind, grade: int, terms: Terms) -> Window:
        """Return the window as the calendar gives it, whatever the school set."""
        closed_by = EntryKind.YEAR if kind is EntryKind.RE_EXAM else kind
        days = self.days[period_end(closed_by, terms)]
        return default_window(kind, terms, days, self.own.get((EntryKind.YEAR, grade)))

    def ends_on(self, journal: JournalShape, kind: EntryKind) -> date:
        """Return the day the period of a journal ends."""
        terms = self.terms_of(journal)
        assert terms is not None
        return period_end(kind, terms)


class _Days(dict[date, tuple[int, int]]):
    """The school's numbers by day; they are in the session by now, so this asks no more."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def __missing__(self, day: date) -> tuple[int, int]:
        found = self[day] = school_rules.period_days(self._session, day)
        return found


def period_calendar(session: Session, year_id: int) -> PeriodCalendar:
    """Return the windows of a year, read once per session."""
    known: dict[int, PeriodCalendar] = session.info.setdefault("period_calendars", {})
    if year_id not in known:
        known[year_id] = _read(session, year_id)
    return known[year_id]


def _read(session: Session, year_id: int) -> PeriodCalendar:
    year = session.get_one(SchoolYear, year_id)
    today = min(max(clock.today(), year.starts_on), year.ends_on)
    semesters = {
        (one.grade, one.number): one.ends_on for one in load_calendar(session, year_id).semesters
    }
    return PeriodCalendar(
        year=year,
        semester_marks=school_rules.semester_marks_used(session, today),
        semesters=semesters,
        own={
            (row.entry_kind, row.grade): Window(row.opens_on, row.closes_on)
            for row in session.scalars(
                select(PeriodWindow).where(col(PeriodWindow.year_id) == year_id)
            )
        },
        days=_Days(session),
        scales={
            grade: school_rules.scale_of_grade(session, grade, today) for grade in range(1, 13)
        },
    )
