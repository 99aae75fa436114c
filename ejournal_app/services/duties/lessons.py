"""Entries of lessons that are owed (Regulation 10, 12, 14)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, select
from sqlmodel import col

from ejournal_app.clock import local
from ejournal_app.domain.deadlines import lesson_entry_day0
from ejournal_app.domain.duties import Duty, DutyKind
from ejournal_app.domain.lesson_entry import LessonFacts, MissingPart, missing
from ejournal_app.persistence.models import Journal, Lesson, Substitution
from ejournal_app.persistence.queries.teaching import is_held

from .ground import Ground
from .journal_rows import JournalRow
from .reach import earliest
from .words import lesson_reason, lesson_title

_MOST_ENTRY_DAYS = 20
"""What the school may set at most (`school_numbers.checked_entry_days`)."""


class _Row(NamedTuple):
    lesson_id: int
    journal_id: int
    day: date
    number: int
    ends_at: datetime
    completed_at: datetime | None
    topic: str
    """This and the next five only while it is not complete."""
    outcome: str
    homework: str
    no_homework: bool
    attendance_checked_at: datetime | None
    changed_at: datetime | None
    substitute_id: int | None


def lesson_duties(ground: Ground) -> Iterator[Duty]:
    """Yield the entries that are owed, one for all teachers with the same deadline."""
    for found in ground.session.execute(_rows(ground)):
        row = _Row._make(found)
        journal = ground.journals[row.journal_id]
        if ground.lessons_held(journal, row.day) and ground.rosters.on(journal, row.day):
            yield from _duties(ground, row, journal)


def _rows(ground: Ground) -> Select[*tuple[Any, ...]]:
    scope = ground.scope
    statement = (
        select(
            col(Lesson.id),
            col(Lesson.journal_id),
            col(Lesson.day),
            col(Lesson.number),
            col(Lesson.ends_at),
            col(Lesson.completed_at),
            *_unless_complete(
                col(Lesson.topic),
                col(Lesson.outcome),
                col(Lesson.homework),
                col(Lesson.no_homework),
                col(Lesson.attendance_checked_at),
                col(Lesson.changed_at),
            ),
            col(Substitution.substitute_id),
        )
        .outerjoin(Substitution, col(Substitution.lesson_id) == col(Lesson.id))
        .where(
            col(Lesson.day) >= earliest(ground, _MOST_ENTRY_DAYS),
            col(Lesson.day) <= min(scope.last or scope.today, ground.year.ends_on),
            is_held(),
        )
        .order_by(col(Lesson.day), col(Lesson.number), col(Lesson.id))
    )
    if not scope.planned:
        statement = statement.where(col(Lesson.starts_at) <= scope.now)
    if scope.to_do:
        statement = statement.where(col(Lesson.completed_at).is_(None))
    if scope.person_ids is not None:
        return statement.where(col(Lesson.journal_id).in_(list(ground.journals)))
    return statement.where(
        col(Lesson.journal_id).in_(
            select(col(Journal.id)).where(col(Journal.year_id) == scope.year_id)
        )
    )


def _unless_complete(*columns: Any) -> Iterator[ColumnElement[Any]]:
    """Yield columns that say nothing of a complete entry: most are, and need not be read."""
    for column in columns:
        yield case((col(Lesson.completed_at).is_(None), column))


def _duties(ground: Ground, row: _Row, journal: JournalRow) -> Iterator[Duty]:
    scope = ground.scope
    done_at = row.completed_at
    parts: tuple[MissingPart, ...] = ()
    if done_at is None:
        parts = missing(_facts(row, journal))
        if not parts:
            # Complete and never stamped: it came from a file.
            done_at = max(
                (at for at in (row.changed_at, row.attendance_checked_at) if at is not None),
                default=row.ends_at,
            )
    if done_at is not None and scope.to_do:
        return
    at = max(row.day, scope.today if done_at is None else local(done_at).date())
    owing = (
        frozenset({row.substitute_id})
        if row.substitute_id is not None
        else ground.owners.of(row.journal_id, row.day, at)
    )
    owing = ground.without_paused(ground.wanted(owing), row.day)
    if not owing:
        return
    due_time, entry_days = ground.entry_rule(journal.kind, row.day)
    day0, count = lesson_entry_day0(row.ends_at, due_time, entry_days)
    for group, due in ground.deadlines(
        DutyKind.LESSON_ENTRY, owing, row.journal_id, day0, count, due_time
    ):
        due_at = due.at
        persons = group
        if done_at is None:
            persons = ground.still_open(group, journal, row.day, due_at)
        if not persons or not scope.falls_in(due_at):
            continue
        yield Duty(
            kind=DutyKind.LESSON_ENTRY,
            key=f"lesson:{row.lesson_id}",
            person_ids=persons,
            class_ids=ground.rosters.classes(journal),
            journal_id=row.journal_id,
            object_id=row.lesson_id,
            day0=day0,
            due_at=due_at,
            done_at=done_at,
            missing=len(parts),
            total=3 if journal.attendance_only else 4,
            title=lesson_title(journal.name, row.day, row.number),
            reason=lesson_reason(ground, due, entry_days, group) if scope.words else (),
            href=f"/stunda/{row.lesson_id}",
        )


def _facts(row: _Row, journal: JournalRow) -> LessonFacts:
    return LessonFacts(
        topic=row.topic,
        outcome=row.outcome,
        homework=row.homework,
        no_homework=row.no_homework or journal.attendance_only,
        attendance_checked=row.attendance_checked_at is not None,
        starts_at=row.ends_at,  # asked for by nobody here
        ends_at=row.ends_at,
        due_at=row.ends_at,
        completed_at=row.completed_at,
    )
