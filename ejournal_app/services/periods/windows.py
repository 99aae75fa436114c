"""When marks of periods may be entered: showing and changing it, by kind and grade."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.periods import (
    PERIOD_KINDS,
    Course,
    Openness,
    Window,
    entered_kinds,
    openness,
)
from ejournal_app.domain.school_year_defaults import GRADES
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import PeriodWindow, SchoolYear
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case
from ejournal_app.services.school_rules import period_days
from ejournal_app.services.setup.year_rows import require_within
from ejournal_app.services.teaching.years import year_label

from .calendar import PeriodCalendar, period_calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLine:
    """Neighbouring grades with the same window."""

    first_grade: int
    last_grade: int
    window: Window | None
    """None: it follows the end of the course of each journal."""
    own: bool
    """Set by the school, not the calendar."""
    openness: Openness | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWindows:
    """A kind with its windows, grade by grade."""

    kind: EntryKind
    lines: tuple[WindowLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsView:
    """The windows of the working year."""

    year: str
    first_day: date
    last_day: date
    before: int
    after: int
    """Days before and after the end of a semester, by the school's rule."""
    kinds: tuple[KindWindows, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowData:
    """What is asked for: a kind of some grades, and from when to when."""

    kind: EntryKind
    first_grade: int
    last_grade: int
    opens_on: date
    closes_on: date


@use_case
def period_windows(actor: Actor) -> WindowsView | None:
    """Return the windows of the working year; None while no year is set up."""
    require(actor, Permission.PERIOD_MANAGE)
    today = clock.today()
    with reading() as session:
        year = working_year(session, today)
        if year is None or year.id is None:
            return None
        calendar = period_calendar(session, year.id)
        before, after = period_days(session, min(max(today, year.starts_on), year.ends_on))
        return WindowsView(
            year=year_label(year.starting),
            first_day=year.starts_on,
            last_day=year.ends_on,
            before=before,
            after=after,
            kinds=tuple(
                KindWindows(kind=kind, lines=lines)
                for kind in EntryKind
                if kind in PERIOD_KINDS and (lines := _lines(calendar, kind, today))
            ),
        )


@use_case
def save_window(actor: Actor, data: WindowData) -> None:
    """Let marks of a kind be entered in some grades from a day to a day."""
    require(actor, Permission.PERIOD_MANAGE)
    with writing() as session:
        year = _year(session)
        calendar = period_calendar(session, _id(year))
        grades = _grades(calendar, data.kind, data.first_grade, data.last_grade)
        if data.closes_on < data.opens_on:
            raise Refused(
                Message(N_("The last day cannot be before the first.")), field="closes_on"
            )
        for day, name in ((data.opens_on, "opens_on"), (data.closes_on, "closes_on")):
            require_within(year, day, field=name)
        rows = _rows(session, year, data.kind, grades)
        for grade in grades:
            row = rows.get(grade) or PeriodWindow(
                year_id=_id(year),
                entry_kind=data.kind,
                grade=grade,
                opens_on=data.opens_on,
                closes_on=data.closes_on,
            )
            row.opens_on, row.closes_on = data.opens_on, data.closes_on
            session.add(row)
        audit.record(
            session,
            actor=actor,
            action=Permission.PERIOD_MANAGE,
            entity="period_window",
            entity_id=_id(year),
            before=_facts(data.kind, rows),
            after={
                "kind": data.kind,
                "grades": grades,
                "window": [data.opens_on.isoformat(), data.closes_on.isoformat()],
            },
        )


@use_case
def reset_window(actor: Actor, kind: EntryKind, first_grade: int, last_grade: int) -> None:
    """Let the windows of a kind follow from the calendar again in some grades."""
    require(actor, Permission.PERIOD_MANAGE)
    with writing() as session:
        year = _year(session)
        calendar = period_calendar(session, _id(year))
        grades = _grades(calendar, kind, first_grade, last_grade)
        rows = _rows(session, year, kind, grades)
        if not rows:
            return
        audit.record(
            session,
            actor=actor,
            action=Permission.PERIOD_MANAGE,
            entity="period_window",
            entity_id=_id(year),
            before=_facts(kind, rows),
            after={"kind": kind, "grades": sorted(rows), "window": None},
        )
        for row in rows.values():
            session.delete(row)


def grades_of(calendar: PeriodCalendar, kind: EntryKind) -> list[int]:
    """Return the grades with marks of a kind, as far as their semesters are set up."""
    return [
        grade
        for grade in GRADES
        if (terms := calendar.terms(grade)) is not None
        and kind
        in entered_kinds(
            Course(
                grade=grade,
                course_ends_on=terms.second_ends,
                scale=calendar.scales[grade],
                semester_marks=calendar.semester_marks,
            )
        )
    ]


def _lines(calendar: PeriodCalendar, kind: EntryKind, today: date) -> tuple[WindowLine, ...]:
    """Join neighbouring grades that have the same window."""
    windows = [(grade, *_window(calendar, kind, grade)) for grade in grades_of(calendar, kind)]
    lines: list[WindowLine] = []
    for (window, own), group in groupby(windows, key=lambda one: one[1:]):
        grades = [grade for grade, *_ in group]
        lines.append(
            WindowLine(
                first_grade=grades[0],
                last_grade=grades[-1],
                window=window,
                own=own,
                openness=openness(window, today) if window else None,
            )
        )
    return tuple(lines)


def _window(calendar: PeriodCalendar, kind: EntryKind, grade: int) -> tuple[Window | None, bool]:
    own = calendar.own.get((kind, grade))
    if own is not None:
        return own, True
    terms = calendar.terms(grade)
    if kind is EntryKind.FINAL or terms is None:
        return None, False
    return calendar.default(kind, grade, terms), False


def _year(session: Session) -> SchoolYear:
    year = working_year(session, clock.today())
    if year is None:
        raise Refused(Message(N_("No school year has been set up yet. Add one first.")))
    return year


def _id(year: SchoolYear) -> int:
    assert year.id is not None
    return year.id


def _grades(calendar: PeriodCalendar, kind: EntryKind, first: int, last: int) -> list[int]:
    grades = [grade for grade in grades_of(calendar, kind) if first <= grade <= last]
    if kind not in PERIOD_KINDS or not grades:
        raise Refused(
            Message(N_("There are no marks of this kind in these grades.")), field="first_grade"
        )
    return grades


def _rows(
    session: Session, year: SchoolYear, kind: EntryKind, grades: Iterable[int]
) -> dict[int, PeriodWindow]:
    return {
        row.grade: row
        for row in session.scalars(
            select(PeriodWindow)
            .where(
                col(PeriodWindow.year_id) == year.id,
                col(PeriodWindow.entry_kind) == kind,
                col(PeriodWindow.grade).in_(list(grades)),
            )
            .with_for_update()
        )
    }


def _facts(kind: EntryKind, rows: dict[int, PeriodWindow]) -> dict[str, object]:
    return {
        "kind": kind,
        "windows": {
            str(grade): [row.opens_on.isoformat(), row.closes_on.isoformat()]
            for grade, row in sorted(rows.items())
        },
    }
