"""Averages of a journal, and marks brought along from another class (Regulation 8, 16)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.averages import weighted_average
from ejournal_app.domain.marks import Scale, display, is_numeric
from ejournal_app.persistence.models import Journal, Mark, SchoolYear, Work, WorkKind
from ejournal_app.persistence.queries.carried import CarriedMark
from ejournal_app.persistence.queries.members import Member

from .school_rules import scale_of_grade


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierMark:
    """A mark a pupil brought along from another class's journal of the subject (Regulation 8)."""

    name: str
    journal: str
    day: date
    kind_lv: str
    kind_en: str
    title: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedMark:
    """A mark of the kinds of work an average counts (Regulation 16)."""

    work_id: int
    """0 for a mark brought along: its work is in no column of this journal."""
    value: str
    weight: int


def counted_marks(
    session: Session, journal_id: int, carried: list[CarriedMark]
) -> dict[int, list[CountedMark]]:
    """Return each pupil's marks of ordinary works of the year, brought marks included.

    Empty where the grade is marked in levels.
    """
    journal = session.get_one(Journal, journal_id)
    if marked_in_levels(session, journal):
        return {}
    counted: dict[int, list[CountedMark]] = {}
    for pupil_id, work_id, value, weight in session.execute(
        select(col(Mark.pupil_id), col(Mark.work_id), col(Mark.value), col(Work.weight))
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(SchoolYear, col(SchoolYear.id) == journal.year_id)
        .where(
            col(Work.journal_id) == journal_id,
            # Interim, year, exam and transferred marks are no part of what they sum up.
            col(WorkKind.entry_kind) == "",
            col(Work.day).between(col(SchoolYear.starts_on), col(SchoolYear.ends_on)),
        )
    ):
        counted.setdefault(pupil_id, []).append(
            CountedMark(work_id=work_id, value=value, weight=weight)
        )
    for mark in carried:
        if mark.is_ordinary and not mark.other_year:
            counted.setdefault(mark.pupil_id, []).append(
                CountedMark(work_id=0, value=mark.value, weight=mark.weight)
            )
    return counted


def average_of(marks: list[CountedMark]) -> Decimal | None:
    """Return the weighted average of one pupil's marks (Regulation 16)."""
    return weighted_average((mark.value, mark.weight) for mark in marks)


def sums_outside(marks: list[CountedMark], shown: frozenset[int]) -> tuple[int, int]:
    """Return Σ(mark·weight) and Σ(weight) of numeric marks of other works than those shown.

    With the marks of the works shown they make the average: the browser reckons it while typing.
    """
    outside = [mark for mark in marks if mark.work_id not in shown and is_numeric(mark.value)]
    return (
        sum(int(mark.value) * mark.weight for mark in outside),
        sum(mark.weight for mark in outside),
    )


def marked_in_levels(session: Session, journal: Journal) -> bool:
    """Tell whether the grade of a journal is marked in levels (STAP): then there is no average."""
    on = min(clock.today(), journal.ends_on or clock.today())
    return scale_of_grade(session, journal.grade, on) is Scale.STAP


def brought_along(members: list[Member], carried: list[CarriedMark]) -> tuple[EarlierMark, ...]:
    """Return the brought marks in the order of the members' names, then by day."""
    by_pupil: dict[int, list[CarriedMark]] = {}
    for mark in carried:
        by_pupil.setdefault(mark.pupil_id, []).append(mark)
    return tuple(
        EarlierMark(
            name=member.name,
            journal=mark.journal,
            day=mark.day,
            kind_lv=mark.kind_lv,
            kind_en=mark.kind_en,
            title=mark.title,
            shown=display(mark.value, mark.improved_from),
        )
        for member in members
        for mark in by_pupil.get(member.pupil_id, [])
    )
