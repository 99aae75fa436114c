"""What the page of one note shows: the note, the lessons it covers, what became of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.justification import is_conflict
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    AbsenceNote,
    Attendance,
    AuditEntry,
    Lesson,
    StoredFile,
)
from ejournal_app.persistence.queries.covers import read_covers
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.persistence.queries.pupils import journals_of
from ejournal_app.persistence.queries.teaching import lesson_rows
from ejournal_app.policies.rules import allows, require
from ejournal_app.services.diary.lessons import covers as belongs_on
from ejournal_app.services.guard import use_case

from .checking import not_there
from .overlaps import Overlap, overlapping_notes
from .rows import NoteRow, names_of, note_rows

MOST_LESSONS_SHOWN = 200
_LONGEST_SHOWN = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredLesson:
    """A lesson inside a note, with what it shows."""

    lesson_id: int
    day: date
    number: int
    subject: str
    symbol: str
    """What its cell shows; empty when nothing of attendance stands there."""
    other_note: bool
    """A note recorded later decides about this lesson."""
    conflict: bool
    registered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteStep:
    """One step in the life of a note, as the audit trail has it."""

    at: datetime
    by: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePage:
    """A note of the register."""

    row: NoteRow
    version: int
    remark: str
    document_id: int | None
    document: str
    """Its name; empty when there is none or the reader may not see it."""
    recorded_at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str
    lessons: tuple[CoveredLesson, ...]
    overlaps: tuple[Overlap, ...]
    steps: tuple[NoteStep, ...]
    """The latest first."""
    writable: bool


@use_case
def open_note(actor: Actor, note_id: int) -> NotePage:
    """Return a note the actor may list; without the reason for whoever may not know it."""
    require(actor, Permission.NOTE_LIST)
    today = clock.today()
    with reading() as session:
        rows = note_rows(session, actor, today, col(AbsenceNote.id) == note_id)
        if not rows:
            raise not_there(Permission.NOTE_LIST, note_id)
        row, note = rows[0], session.get_one(AbsenceNote, note_id)
        facts = pupil_facts(session, row.pupil_id, today)
        names = names_of(session, [note.withdrawn_by_id])
        document = (
            session.scalar(
                select(col(StoredFile.name)).where(col(StoredFile.id) == note.document_id)
            )
            if row.full and note.document_id is not None
            else None
        )
        return NotePage(
            row=row,
            version=note.version,
            remark=note.remark if row.full else "",
            document_id=note.document_id if row.full else None,
            document=document or "",
            recorded_at=note.recorded_at,
            withdrawn_at=note.withdrawn_at,
            withdrawn_by=names.get(note.withdrawn_by_id, ""),
            lessons=_lessons(session, note, today),
            overlaps=overlapping_notes(
                session, [row.pupil_id], note.starts_on, note.ends_on, but=note_id
            ),
            steps=_steps(session, note_id),
            writable=allows(actor, Permission.NOTE_WRITE, facts) and note.withdrawn_at is None,
        )


def _lessons(session: Session, note: AbsenceNote, today: date) -> tuple[CoveredLesson, ...]:
    """Return the lessons inside a note up to today, the latest first, and not without end."""
    last = min(note.ends_on, today)
    first = max(note.starts_on, last - _LONGEST_SHOWN)
    pupil_id = note.pupil_id
    spans = journals_of(session, pupil_id, first, last)
    covers = read_covers(session, [pupil_id], first, last)
    rows = [
        row
        for row in lesson_rows(
            session,
            col(Lesson.journal_id).in_(spans),
            col(Lesson.day) >= first,
            col(Lesson.day) <= last,
        )
        if belongs_on(spans[row.lesson.journal_id], row.lesson.day)
        and _inside(note, row.lesson.day, row.lesson.number)
    ][-MOST_LESSONS_SHOWN:]
    facts = {
        fact.lesson_id: fact
        for fact in session.scalars(
            select(Attendance).where(
                col(Attendance.pupil_id) == pupil_id,
                col(Attendance.lesson_id).in_([row.lesson.id for row in rows]),
            )
        )
    }
    names = names_of(session, [fact.recorded_by_id for fact in facts.values()])
    found: list[CoveredLesson] = []
    for row in reversed(rows):
        lesson = row.lesson
        assert lesson.id is not None
        fact = facts.get(lesson.id)
        status = AttendanceStatus(fact.status) if fact else None
        deciding = covers.note(pupil_id, lesson.day, lesson.number)
        found.append(
            CoveredLesson(
                lesson_id=lesson.id,
                day=lesson.day,
                number=lesson.number,
                subject=row.subject,
                symbol=covers.symbol(
                    status, pupil_id, lesson.day, lesson.number, lesson.starts_at, lesson.ends_at
                ),
                other_note=deciding is not None and deciding.note_id != note.id,
                conflict=is_conflict(status, deciding),
                registered_by=names.get(fact.recorded_by_id, "") if fact else "",
            )
        )
    return tuple(found)


def _inside(note: AbsenceNote, day: date, number: int) -> bool:
    if day == note.starts_on and note.first_lesson is not None and number < note.first_lesson:
        return False
    return not (day == note.ends_on and note.last_lesson is not None and number > note.last_lesson)


def _steps(session: Session, note_id: int) -> tuple[NoteStep, ...]:
    entries = session.scalars(
        select(AuditEntry)
        .where(
            col(AuditEntry.entity) == "absence_note",
            col(AuditEntry.entity_id) == note_id,
            or_(col(AuditEntry.before).is_not(None), col(AuditEntry.after).is_not(None)),
        )
        .order_by(col(AuditEntry.id).desc())
    )
    return tuple(
        NoteStep(at=entry.at, by=entry.actor_name, before=entry.before, after=entry.after)
        for entry in entries
    )
