"""What a school year's calendar is put together from, read in one question (Regulation 13)."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import CalendarException, SchoolBreak, SchoolYear, Semester

YEAR, SEMESTER, BREAK, EXCEPTION = range(4)
"""What a row is of."""


class CalendarRow(NamedTuple):
    """The year itself, a semester, a break or an exception."""

    part: int
    id: int
    number: int
    """The calendar year of its first September, or the number of a semester."""
    grade: int | None
    first: date
    last: date | None
    """Of an exception: the day it replaces."""
    kind: str
    name: str


def calendar_rows(session: Session, year_id: int) -> tuple[CalendarRow, ...]:
    """Return the rows of a year's calendar in order of entering; none without such a year."""
    return tuple(CalendarRow(*row) for row in session.execute(_ROWS, {"year_id": year_id}))


def _part(
    part: int,
    row_id: Any,
    year_id: Any,
    first: Any,
    last: Any,
    *,
    number: Any = None,
    grade: Any = None,
    kind: Any = None,
    name: Any = None,
) -> Select[*tuple[Any, ...]]:
    values = (
        literal(part),
        row_id,
        literal(0) if number is None else number,
        cast(null(), Integer) if grade is None else grade,
        first,
        last,
        literal("", Text) if kind is None else kind,
        literal("", Text) if name is None else name,
    )
    names = CalendarRow._fields
    columns = (value.label(label) for label, value in zip(names, values, strict=True))
    return select(*columns).where(year_id == bindparam("year_id", type_=Integer))


def _rows() -> CompoundSelect[Any]:
    return union_all(
        _part(
            YEAR,
            col(SchoolYear.id),
            col(SchoolYear.id),
            col(SchoolYear.starts_on),
            col(SchoolYear.ends_on),
            number=col(SchoolYear.starting),
        ),
        _part(
            SEMESTER,
            col(Semester.id),
            col(Semester.year_id),
            col(Semester.starts_on),
            col(Semester.ends_on),
            number=col(Semester.number),
            grade=col(Semester.grade),
        ),
        _part(
            BREAK,
            col(SchoolBreak.id),
            col(SchoolBreak.year_id),
            col(SchoolBreak.starts_on),
            col(SchoolBreak.ends_on),
            grade=col(SchoolBreak.grade),
            name=col(SchoolBreak.name),
        ),
        _part(
            EXCEPTION,
            col(CalendarException.id),
            col(CalendarException.year_id),
            col(CalendarException.day),
            col(CalendarException.replaces),
            grade=col(CalendarException.grade),
            kind=col(CalendarException.kind),
            name=col(CalendarException.name),
        ),
    ).order_by("part", "id")


_ROWS = _rows()
