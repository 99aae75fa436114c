"""What the cells of lessons show of attendance, and where a pupil was there despite a note (11)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.justification import is_conflict
from ejournal_app.persistence.models import Attendance, Lesson
from ejournal_app.persistence.queries.covers import Covers, read_covers

from .rows import names_of, note_authors

Cell = tuple[int, int]
"""Lesson and pupil."""


class _Fact(NamedTuple):
    status: AttendanceStatus
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellConflict:
    """A pupil registered as there in a lesson that a note covers: both who wrote it are named.

    Whoever teaches the lesson sees it, so it tells nothing of why the pupil should be away.
    """

    lesson_id: int
    pupil_id: int
    registered_by: str
    note_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAttendance:
    """Symbols by cell, those without one left out, and conflicts."""

    covers: Covers
    symbols: dict[Cell, str]
    conflicts: tuple[CellConflict, ...]


def shown_attendance(
    session: Session,
    lessons: Sequence[Lesson],
    pupil_ids: Collection[int],
    *,
    applications: bool = False,
) -> ShownAttendance:
    """Return what the cells of some lessons show for some pupils; `applications`: they too.

    Most recorded attendance is presence, which shows nothing: it is read only inside a note or an
    event, where it says that there is a conflict, or that nobody was away.
    """
    if not lessons or not pupil_ids:
        return ShownAttendance(covers=Covers({}, {}, {}), symbols={}, conflicts=())
    days = [lesson.day for lesson in lessons]
    covers = read_covers(session, pupil_ids, min(days), max(days), applications=applications)
    by_id = {lesson.id: lesson for lesson in lessons if lesson.id is not None}
    covered = _covered(lessons, covers)
    facts = _facts(session, by_id.keys(), pupil_ids) | _presence(session, covered)
    symbols: dict[Cell, str] = {}
    for lesson_id, pupil_id in facts.keys() | covered:
        lesson, fact = by_id[lesson_id], facts.get((lesson_id, pupil_id))
        shown = symbol_in(covers, fact.status if fact else None, pupil_id, lesson)
        if shown:
            symbols[lesson_id, pupil_id] = shown
    return ShownAttendance(
        covers=covers,
        symbols=symbols,
        conflicts=_conflicts(session, covers, by_id, {cell: facts.get(cell) for cell in covered}),
    )


def symbol_in(
    covers: Covers, status: AttendanceStatus | None, pupil_id: int, lesson: Lesson
) -> str:
    """Return what the cell of a lesson shows for a status of a pupil."""
    return covers.symbol(
        status, pupil_id, lesson.day, lesson.number, lesson.starts_at, lesson.ends_at
    )


def _covered(lessons: Sequence[Lesson], covers: Covers) -> set[Cell]:
    """Return the cells that a note or an event covers."""
    return {
        (lesson.id, pupil_id)
        for pupil_id in covers.notes.keys() | covers.events.keys()
        for lesson in lessons
        if lesson.id is not None
        and (
            covers.note(pupil_id, lesson.day, lesson.number) is not None
            or covers.event(pupil_id, lesson.starts_at, lesson.ends_at) is not None
        )
    }


def _facts(
    session: Session, lesson_ids: Collection[int], pupil_ids: Collection[int]
) -> dict[Cell, _Fact]:
    wanted = set(pupil_ids)
    return {
        (lesson_id, pupil_id): _Fact(AttendanceStatus(status), by)
        for lesson_id, pupil_id, status, by in session.execute(
            select(
                col(Attendance.lesson_id),
                col(Attendance.pupil_id),
                col(Attendance.status),
                col(Attendance.recorded_by_id),
            ).where(
                col(Attendance.lesson_id).in_(lesson_ids),
                col(Attendance.status) != AttendanceStatus.PRESENT,
            )
        )
        if pupil_id in wanted
    }


def _presence(session: Session, covered: set[Cell]) -> dict[Cell, _Fact]:
    if not covered:
        return {}
    return {
        (lesson_id, pupil_id): _Fact(AttendanceStatus.PRESENT, by)
        for lesson_id, pupil_id, by in session.execute(
            select(
                col(Attendance.lesson_id), col(Attendance.pupil_id), col(Attendance.recorded_by_id)
            ).where(
                col(Attendance.lesson_id).in_({lesson_id for lesson_id, _ in covered}),
                col(Attendance.pupil_id).in_({pupil_id for _, pupil_id in covered}),
                col(Attendance.status) == AttendanceStatus.PRESENT,
            )
        )
        if (lesson_id, pupil_id) in covered
    }


def _conflicts(
    session: Session,
    covers: Covers,
    lessons: dict[int, Lesson],
    facts: dict[Cell, _Fact | None],
) -> tuple[CellConflict, ...]:
    found = [
        (cell, fact.by, note.note_id)
        for cell, fact in sorted(facts.items(), key=lambda one: one[0])
        if fact is not None
        and (note := covers.note(cell[1], lessons[cell[0]].day, lessons[cell[0]].number))
        is not None
        and is_conflict(fact.status, note)
    ]
    if not found:
        return ()
    note_by = note_authors(session, {note_id for _, _, note_id in found})
    names = names_of(session, [*note_by.values(), *(by for _, by, _ in found)])
    return tuple(
        CellConflict(
            lesson_id=cell[0],
            pupil_id=cell[1],
            registered_by=names.get(by, ""),
            note_by=names.get(note_by[note_id], ""),
        )
        for cell, by, note_id in found
    )
