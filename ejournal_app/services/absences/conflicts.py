"""Pupils registered as present although a note says that they were not (Regulation 11).

Nothing is changed by itself: either the note is longer than the absence, or the lesson was checked
without looking. Both who wrote the note and who registered the lesson are named.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, select, union
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.collation import person_key
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    AbsenceNote,
    Attendance,
    Enrolment,
    GroupMembership,
    Journal,
    Lesson,
    Person,
    Pupil,
    Subject,
)
from ejournal_app.persistence.queries.covers import read_covers
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .rows import names_of, note_authors, seen_by

SHOWN_BACK = timedelta(days=14)
"""Conflicts older than this are in the notes themselves, not on the pages of every day."""
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A lesson inside a note in which the pupil was registered as there."""

    note_id: int
    pupil_id: int
    pupil: str
    lesson_id: int
    day: date
    number: int
    subject: str
    status: AttendanceStatus
    registered_by: str
    registered_at: datetime
    note_by: str


@use_case
def recent_conflicts(actor: Actor) -> tuple[Conflict, ...]:
    """Return the conflicts of the last two weeks among the notes the actor may see."""
    require(actor, Permission.NOTE_LIST)
    today = clock.today()
    with reading() as session:
        return conflicts_of(session, today - SHOWN_BACK, today, *seen_by(actor, today))


def conflicts_of(
    session: Session, first: date, last: date, *conditions: ColumnElement[bool]
) -> tuple[Conflict, ...]:
    """Return the conflicts between two days of the notes the conditions name, the latest first."""
    valid = and_(
        col(AbsenceNote.withdrawn_at).is_(None),
        col(AbsenceNote.starts_on) <= last,
        col(AbsenceNote.ends_on) >= first,
        *conditions,
    )
    inside = and_(
        col(Lesson.journal_id) == col(Journal.id),
        col(Lesson.day) >= col(AbsenceNote.starts_on),
        # Not between the two days as well: SQLite would begin with all lessons of these days.
        col(Lesson.day) <= col(AbsenceNote.ends_on),
    )
    found = session.execute(
        select(Attendance, col(Lesson.day), col(Lesson.number), col(Subject.name))
        .join(Lesson, col(Lesson.id) == col(Attendance.lesson_id))
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .where(
            col(Attendance.id).in_(
                union(_present(valid, inside, grouped=False), _present(valid, inside, grouped=True))
            )
        )
    ).all()
    if not found:
        return ()
    covers = read_covers(session, {fact.pupil_id for fact, *_ in found}, first, last)
    deciding = [
        (fact, day, number, subject, note)
        for fact, day, number, subject in found
        if first <= day <= last and (note := covers.note(fact.pupil_id, day, number)) is not None
    ]
    pupils = _pupils(session, {fact.pupil_id for fact, *_ in deciding})
    note_by = note_authors(session, {note.note_id for *_, note in deciding})
    names = names_of(session, [*note_by.values(), *(fact.recorded_by_id for fact, *_ in deciding)])
    conflicts = [
        Conflict(
            note_id=note.note_id,
            pupil_id=fact.pupil_id,
            pupil=" ".join(pupils[fact.pupil_id]),
            lesson_id=fact.lesson_id,
            day=day,
            number=number,
            subject=subject,
            status=AttendanceStatus(fact.status),
            registered_by=names.get(fact.recorded_by_id, ""),
            registered_at=fact.recorded_at,
            note_by=names.get(note_by[note.note_id], ""),
        )
        for fact, day, number, subject, note in deciding
    ]
    conflicts.sort(
        key=lambda one: (-one.day.toordinal(), person_key(*pupils[one.pupil_id]), one.number)
    )
    return tuple(conflicts)


def _present(
    valid: ColumnElement[bool], inside: ColumnElement[bool], *, grouped: bool
) -> Select[int | None]:
    """Return the query from notes to lessons through the pupil's class, or the pupil's groups.

    Through the journals: a pupil has a thousand registered lessons a year, a note covers a few.
    """
    statement = select(col(Attendance.id)).select_from(AbsenceNote)
    if grouped:
        statement = statement.join(
            GroupMembership, col(GroupMembership.pupil_id) == col(AbsenceNote.pupil_id)
        ).join(Journal, col(Journal.group_id) == col(GroupMembership.group_id))
    else:
        statement = statement.join(
            Enrolment, col(Enrolment.pupil_id) == col(AbsenceNote.pupil_id)
        ).join(Journal, col(Journal.class_id) == col(Enrolment.class_id))
    return (
        statement.join(Lesson, inside)
        .join(
            Attendance,
            and_(
                col(Attendance.lesson_id) == col(Lesson.id),
                col(Attendance.pupil_id) == col(AbsenceNote.pupil_id),
                col(Attendance.status) != AttendanceStatus.ABSENT,
            ),
        )
        .where(valid)
    )


def _pupils(session: Session, pupil_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return surname and given name by pupil."""
    return {
        pupil_id: (family, given)
        for pupil_id, family, given in session.execute(
            select(col(Pupil.id), col(Person.family_name), col(Person.given_name))
            .join(Person, col(Person.id) == col(Pupil.person_id))
            .where(col(Pupil.id).in_(pupil_ids))
        )
        if pupil_id is not None
    }
