"""The spans of time timeliness is looked at: the semesters of the working year, and months."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import SchoolYear, Semester
from ejournal_app.persistence.queries.schools import working_year, year_on

_DAY = timedelta(days=1)


class Term(StrEnum):
    """Which part of the working year."""

    FIRST = "1"
    SECOND = "2"
    """With the summer after it: its last deadlines fall there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermSpan:
    """A part of a year, both days included."""

    year_id: int
    starting: int
    term: Term
    first: date
    last: date
    months: tuple[date, ...]
    """First days of the year's months up to today, the latest first."""


def term_span(session: Session, today: date, asked: Term | None) -> TermSpan | None:
    """Return the asked or the running semester of the working year; None while there is no year.

    Grades may begin a semester on different days: for the school the second one begins on the
    Monday after the first of them does, or on that day itself, so that no week is cut in two.
    """
    year = working_year(session, today)
    if year is None or year.id is None:
        return None
    begins = session.scalar(
        select(func.min(col(Semester.starts_on))).where(
            col(Semester.year_id) == year.id, col(Semester.number) == 2
        )
    )
    turns = begins or date(year.starting + 1, 1, 1)
    turns += -turns.weekday() % 7 * _DAY
    term = asked or (Term.SECOND if today >= turns else Term.FIRST)
    return TermSpan(
        year_id=year.id,
        starting=year.starting,
        term=term,
        first=year.starts_on if term is Term.FIRST else turns,
        last=turns - _DAY if term is Term.FIRST else year.ends_on,
        months=tuple(_months(year.starts_on, min(today, year.ends_on))),
    )


def _months(first: date, last: date) -> list[date]:
    months: list[date] = []
    month = last.replace(day=1)
    while month >= first.replace(day=1):
        months.append(month)
        month = (month - _DAY).replace(day=1)
    return months


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSpan:
    """A calendar month of a school year."""

    year_id: int
    first: date
    last: date


def month_span(session: Session, month: date) -> MonthSpan:
    """Return the month a day is in; Refused when it is in no school year."""
    first = month.replace(day=1)
    last = (first + 31 * _DAY).replace(day=1) - _DAY
    year: SchoolYear | None = year_on(session, first) or year_on(session, last)
    if year is None or year.id is None:
        raise Refused(Message(N_("This month is in no school year that is set up.")))
    return MonthSpan(year_id=year.id, first=first, last=last)
