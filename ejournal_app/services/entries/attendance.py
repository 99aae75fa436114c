"""Writes who was absent or late, and the separate act of having checked (Regulation 10, 11)."""

from sqlalchemy import insert, select
from sqlmodel import col

from ejournal_app.domain.access import Permission
from ejournal_app.domain.attendance import (
    JUSTIFICATION_SYMBOLS,
    AttendanceStatus,
    parse_attendance,
    symbol,
)
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.justification import TAKES_PART
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import Attendance, Journal, Lesson
from ejournal_app.persistence.queries.covers import read_covers
from ejournal_app.services import audit
from ejournal_app.services.absences.shown import symbol_in

from .completion import note_completion
from .desk import Desk
from .operations import Answer, AnswerStatus, Operation


def write_attendance(desk: Desk, operation: Operation) -> Answer:
    """Register one pupil as present, absent or late in one lesson."""
    lesson, journal = desk.lesson(operation.lesson_id, Permission.ATTENDANCE_WRITE)
    desk.not_in_future(lesson.day)
    desk.writable_member(journal, operation.pupil_id, lesson.day, Permission.ATTENDANCE_WRITE)
    status = _status(operation.value)
    fact = desk.session.scalar(
        select(Attendance)
        .where(
            col(Attendance.lesson_id) == lesson.id,
            col(Attendance.pupil_id) == operation.pupil_id,
        )
        .with_for_update()
    )
    # Nothing registered reads as present: that is what the teacher saw on the screen.
    standing = AttendanceStatus(fact.status) if fact else AttendanceStatus.PRESENT
    if status != standing:
        desk.open_day(journal, lesson.day)
        # Taking part in an event hides whether anything was registered: both are accepted.
        if operation.base != TAKES_PART and _base(operation.base) != standing:
            return Answer(
                id=operation.id,
                status=AnswerStatus.CONFLICT,
                value=standing,
                shown=_shown(desk, lesson, operation.pupil_id, standing),
                by=desk.person_name(fact.recorded_by_id if fact else None),
                at=fact.recorded_at if fact else None,
            )
        if fact is None:
            fact = Attendance(
                lesson_id=operation.lesson_id,
                pupil_id=operation.pupil_id,
                status=status,
                recorded_at=desk.now,
                recorded_by_id=desk.actor.person_id,
            )
            desk.session.add(fact)
        put_status(desk, lesson, fact, status, standing)
    return Answer(id=operation.id, status=AnswerStatus.SAVED, value=status)


def write_checked(desk: Desk, operation: Operation) -> Answer:
    """Declare the attendance of a lesson checked: whoever is not registered was present."""
    lesson, journal = desk.lesson(operation.lesson_id, Permission.ATTENDANCE_WRITE)
    desk.not_in_future(lesson.day)
    if operation.value != "1":
        raise Refused(Message(N_("Checked attendance stays checked; change the pupils instead.")))
    if lesson.attendance_checked_at is None:
        desk.open_day(journal, lesson.day)
        check(desk, lesson, journal)
    return Answer(id=operation.id, status=AnswerStatus.SAVED, value="1")


def check(
    desk: Desk, lesson: Lesson, journal: Journal, action: str = Permission.ATTENDANCE_WRITE
) -> None:
    """Note that attendance was checked, and the presence of whoever is not registered."""
    present = [
        member.pupil_id for member in desk.members(journal).values() if member.belongs(lesson.day)
    ]
    known = set(
        desk.session.scalars(
            select(col(Attendance.pupil_id)).where(col(Attendance.lesson_id) == lesson.id)
        )
    )
    rows = [
        {
            "lesson_id": lesson.id,
            "pupil_id": pupil_id,
            "status": AttendanceStatus.PRESENT.value,
            "recorded_at": desk.now,
            "recorded_by_id": desk.actor.person_id,
            "version": 1,
        }
        for pupil_id in present
        if pupil_id not in known
    ]
    if rows:
        desk.session.execute(insert(Attendance), rows)
    lesson.attendance_checked_at = desk.now
    note_completion(desk, lesson, journal)
    desk.changed_journals.add(lesson.journal_id)
    audit.record(
        desk.session,
        actor=desk.actor,
        action=action,
        entity="lesson",
        entity_id=lesson.id,
        after={"checked": True, "present": len(rows)},
    )


def _shown(desk: Desk, lesson: Lesson, pupil_id: int, standing: AttendanceStatus) -> str:
    """Return the symbol of what stands, when a note or an event makes another one of it."""
    covers = read_covers(desk.session, [pupil_id], lesson.day, lesson.day)
    shown = symbol_in(covers, standing, pupil_id, lesson)
    return "" if shown == symbol(standing) else shown


def _base(text: str) -> AttendanceStatus:
    """Read what the teacher had on the screen: a note's symbol is an absence (11)."""
    return AttendanceStatus.ABSENT if text in JUSTIFICATION_SYMBOLS else _status(text)


def _status(text: str) -> AttendanceStatus:
    """Read a status by its name or its symbol."""
    try:
        return AttendanceStatus(text)
    except ValueError:
        return parse_attendance(text)


def put_status(
    desk: Desk,
    lesson: Lesson,
    fact: Attendance,
    status: AttendanceStatus,
    standing: AttendanceStatus,
    action: str = Permission.ATTENDANCE_WRITE,
) -> None:
    """Set a pupil's attendance over what stands, with the audit entry of it."""
    fact.status = status
    fact.recorded_at = desk.now
    fact.recorded_by_id = desk.actor.person_id
    desk.session.flush()
    audit.record(
        desk.session,
        actor=desk.actor,
        action=action,
        entity="attendance",
        entity_id=fact.id,
        pupil_id=fact.pupil_id,
        before={"status": standing.value},
        after={"status": status.value},
    )
    desk.changed_pupils.add(fact.pupil_id)
    desk.changed_journals.add(lesson.journal_id)


def uncheck(desk: Desk, lesson: Lesson, journal: Journal, action: str) -> None:
    """Take back that attendance was checked, with the presence it had recorded by itself.

    Whoever was registered by hand, before or after, stays registered.
    """
    taken = desk.session.scalars(
        select(Attendance).where(
            col(Attendance.lesson_id) == lesson.id,
            col(Attendance.status) == AttendanceStatus.PRESENT,
            col(Attendance.recorded_at) == lesson.attendance_checked_at,
        )
    ).all()
    for fact in taken:
        desk.session.delete(fact)
    lesson.attendance_checked_at = None
    desk.session.flush()
    note_completion(desk, lesson, journal)
    audit.record(
        desk.session,
        actor=desk.actor,
        action=action,
        entity="lesson",
        entity_id=lesson.id,
        after={"checked": False, "present": len(taken)},
    )
    desk.changed_journals.add(lesson.journal_id)
