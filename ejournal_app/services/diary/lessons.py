"""The lessons of one pupil between two days, with everything recorded in them."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.marks import describe, display
from ejournal_app.persistence.models import (
    Attendance,
    Lesson,
    Mark,
    Work,
    WorkKind,
)
from ejournal_app.persistence.queries.covers import Covers, read_covers
from ejournal_app.persistence.queries.marks import superuser_marks
from ejournal_app.persistence.queries.members import Span
from ejournal_app.persistence.queries.substitutions import covers_of
from ejournal_app.persistence.queries.teaching import LessonRow, lesson_rows
from ejournal_app.services.absences.shown import symbol_in

from .views import DiaryLesson, DiaryMark
from .visits import newer


def lessons_of(
    session: Session,
    pupil_id: int,
    spans: dict[int, tuple[Span, ...]],
    first: date,
    last: date,
    today: date,
    seen: datetime | None,
) -> dict[date, list[DiaryLesson]]:
    """Return the pupil's lessons by day; what changed after `seen` is marked as new."""
    rows = [
        row
        for row in lesson_rows(
            session,
            col(Lesson.journal_id).in_(spans),
            col(Lesson.day) >= first,
            col(Lesson.day) <= last,
        )
        if covers(spans[row.lesson.journal_id], row.lesson.day)
    ]
    lesson_ids = [row.lesson.id for row in rows]
    attendance = {
        fact.lesson_id: fact
        for fact in session.scalars(
            select(Attendance).where(
                col(Attendance.pupil_id) == pupil_id, col(Attendance.lesson_id).in_(lesson_ids)
            )
        )
    }
    covering = read_covers(session, [pupil_id], first, last)
    covers_by_lesson = covers_of(session, [lesson_id for lesson_id in lesson_ids if lesson_id])
    marks = _marks(session, pupil_id, spans, first, last, seen)
    due = _due(session, spans, first, last)
    days: dict[date, list[DiaryLesson]] = {}
    for row in rows:
        lesson = row.lesson
        # Marks without a lesson of their own stand at the journal's first lesson of the day.
        own = marks.pop((lesson.journal_id, lesson.day, lesson.id), [])
        own += marks.pop((lesson.journal_id, lesson.day, None), [])
        cover = covers_by_lesson.get(lesson.id or 0)
        if cover is not None and cover.replaced_id == lesson.id and not own:
            continue  # another lesson is there instead
        days.setdefault(lesson.day, []).append(
            _lesson(
                row,
                attendance.get(lesson.id or 0),
                covering,
                pupil_id,
                own,
                due.pop((lesson.journal_id, lesson.day), ()),
                today,
                seen,
                cover.substitute if cover is not None and lesson.called_off_at is None else "",
            )
        )
    return days


def _lesson(
    row: LessonRow,
    fact: Attendance | None,
    covering: Covers,
    pupil_id: int,
    marks: list[DiaryMark],
    due_here: tuple[str, ...],
    today: date,
    seen: datetime | None,
    substitute: str,
) -> DiaryLesson:
    lesson = row.lesson
    held = lesson.day <= today
    assert lesson.id is not None
    status = AttendanceStatus(fact.status) if fact else None
    return DiaryLesson(
        lesson_id=lesson.id,
        number=lesson.number,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        subject=row.subject,
        room=row.room,
        # What a teacher prepares ahead is a draft until the day.
        topic=lesson.topic if held else "",
        homework=lesson.homework if held else "",
        homework_due=lesson.homework_due if held else None,
        homework_new=held and bool(lesson.homework) and newer(lesson.homework_set_at, seen),
        no_homework=held and lesson.no_homework,
        due_here=due_here,
        status=status,
        symbol=symbol_in(covering, status, pupil_id, lesson),
        status_new=fact is not None
        and fact.status != AttendanceStatus.PRESENT
        and newer(fact.recorded_at, seen),
        marks=tuple(marks),
        called_off=lesson.called_off_at is not None,
        substitute=substitute,
    )


def _marks(
    session: Session,
    pupil_id: int,
    spans: dict[int, tuple[Span, ...]],
    first: date,
    last: date,
    seen: datetime | None,
) -> dict[tuple[int, date, int | None], list[DiaryMark]]:
    found: dict[tuple[int, date, int | None], list[DiaryMark]] = {}
    reasons = superuser_reasons(session, pupil_id, col(Work.day) >= first, col(Work.day) <= last)
    for mark, work, kind_lv, kind_en in session.execute(
        select(Mark, Work, col(WorkKind.name_lv), col(WorkKind.name_en))
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .where(
            col(Mark.pupil_id) == pupil_id,
            col(Mark.value) != "",
            col(Work.journal_id).in_(spans),
            col(Work.day) >= first,
            col(Work.day) <= last,
            # Semester, exam and transferred marks belong to no lesson: `other_marks` has them.
            col(WorkKind.entry_kind) == "",
        )
        .order_by(col(Work.id))
    ):
        found.setdefault((work.journal_id, work.day, work.lesson_id), []).append(
            DiaryMark(
                work_id=mark.work_id,
                shown=display(mark.value, mark.improved_from),
                words=describe(mark.value),
                kind_lv=kind_lv,
                kind_en=kind_en,
                title=work.title,
                new=newer(mark.set_at, seen),
                superuser_reason=reasons.get(work.id),
            )
        )
    return found


def superuser_reasons(
    session: Session, pupil_id: int, *conditions: ColumnElement[bool]
) -> dict[int | None, str]:
    """Return, by work, why the superuser entered the pupil's mark (Regulation 7.8)."""
    own = superuser_marks(session, col(Mark.pupil_id) == pupil_id, *conditions)
    return {mark.work_id: mark.reason for mark in own}


def _due(
    session: Session, spans: dict[int, tuple[Span, ...]], first: date, last: date
) -> dict[tuple[int, date], tuple[str, ...]]:
    """Return homework set before that is due in these days, by journal and due day."""
    found: dict[tuple[int, date], tuple[str, ...]] = {}
    for journal_id, due, text in session.execute(
        select(col(Lesson.journal_id), col(Lesson.homework_due), col(Lesson.homework)).where(
            col(Lesson.journal_id).in_(spans),
            col(Lesson.homework) != "",
            col(Lesson.homework_due) >= first,
            col(Lesson.homework_due) <= last,
            col(Lesson.day) <= clock.today(),
        )
    ):
        assert due is not None
        found[journal_id, due] = (*found.get((journal_id, due), ()), text)
    return found


def covers(spans: tuple[Span, ...], day: date) -> bool:
    """Tell whether a day is one of belonging."""
    return any(first <= day and (last is None or day <= last) for first, last in spans)
