"""The grid of one journal: pupils by lessons and works, with the average (Regulation 15, 16)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.attendance import AttendanceStatus, symbol
from ejournal_app.domain.averages import shown_average, weighted_average
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.marks import Scale, display
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Attendance, Journal, Lesson, Mark, Work, WorkKind
from ejournal_app.persistence.queries.facts import journal_facts
from ejournal_app.persistence.queries.members import Member
from ejournal_app.policies.rules import allows, require

from .guard import use_case
from .journal_members import visible_members

LESSONS_SHOWN = 40
"""Lessons on one page of the grid, the rest of its first day not counted."""

OUTSIDE = "\x00"
"""The cell of a pupil who did not belong to the journal on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonColumn:
    """A lesson: its cells hold attendance symbols."""

    lesson_id: int
    day: date
    number: int
    topic: str
    checked: bool
    open: bool
    """The day has come: attendance may be recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkColumn:
    """A work: its cells hold marks."""

    work_id: int
    lesson_id: int | None
    day: date
    title: str
    kind_lv: str
    kind_en: str
    scale: Scale
    weight: int
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPupil:
    """A row: a pupil who belongs, or belonged, to the journal in the days shown."""

    pupil_id: int
    name: str
    left_on: date | None
    average: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalView:
    """One page of a journal's grid."""

    journal_id: int
    name: str
    subject_id: int
    kind: str
    editable: bool
    marks_allowed: bool
    pupils: tuple[GridPupil, ...]
    columns: tuple[LessonColumn | WorkColumn, ...]
    cells: tuple[tuple[str, ...], ...]
    earlier_until: date | None
    """Ask with this day to see what came before; None at the beginning."""
    later: bool
    """Whether lessons follow after those shown."""


@use_case
def open_journal(actor: Actor, journal_id: int, until: date | None = None) -> JournalView:
    """Return the last lessons up to a day (today, when none is given) and their works."""
    today = clock.today()
    last = until or today
    with reading() as session:
        journal = session.get(Journal, journal_id)
        if journal is None:
            raise Forbidden(
                Attempt(action=Permission.JOURNAL_READ, entity="journal", entity_id=journal_id)
            )
        facts = journal_facts(session, journal, today)
        require(actor, Permission.JOURNAL_READ, facts)
        lessons = _lessons(session, journal_id, last)
        has_earlier = bool(lessons) and _has_lesson_before(session, journal_id, lessons[0].day)
        # Works outside lessons belong to the page of the lesson before them.
        first = lessons[0].day if has_earlier else journal.starts_on
        columns = _columns(session, journal_id, lessons, first, last, today)
        members = [
            member
            for member in visible_members(session, actor, journal, facts, today)
            if any(start <= last and (end is None or end >= first) for start, end in member.spans)
        ]
        averages = _averages(session, journal_id)
        return JournalView(
            journal_id=journal_id,
            name=journal.name,
            subject_id=journal.subject_id,
            kind=journal.kind,
            editable=allows(actor, Permission.MARK_WRITE, facts),
            marks_allowed=not journal.attendance_only,
            pupils=tuple(
                GridPupil(
                    pupil_id=member.pupil_id,
                    name=member.name,
                    left_on=member.left_on
                    if member.left_on is not None and member.left_on < today
                    else None,
                    average=shown_average(averages.get(member.pupil_id)),
                )
                for member in members
            ),
            columns=columns,
            cells=_cells(session, members, columns),
            earlier_until=first - timedelta(days=1) if has_earlier else None,
            later=_has_later(session, journal_id, last, today),
        )


def _lessons(session: Session, journal_id: int, last: date) -> list[Lesson]:
    """Return the last lessons up to a day, in order; a day of several is never cut in two."""
    until = (col(Lesson.journal_id) == journal_id, col(Lesson.day) <= last)
    first = (
        select(col(Lesson.day))
        .where(*until)
        .order_by(col(Lesson.day).desc())
        .offset(LESSONS_SHOWN - 1)
        .limit(1)
        .scalar_subquery()
    )
    return list(
        session.scalars(
            select(Lesson)
            .where(*until, or_(first.is_(None), col(Lesson.day) >= first))
            .order_by(col(Lesson.day), col(Lesson.number))
        )
    )


def _columns(
    session: Session,
    journal_id: int,
    lessons: list[Lesson],
    first: date,
    last: date,
    today: date,
) -> tuple[LessonColumn | WorkColumn, ...]:
    ordered: list[tuple[tuple[date, int, int], LessonColumn | WorkColumn]] = []
    numbers: dict[int, int] = {}
    for lesson in lessons:
        assert lesson.id is not None
        numbers[lesson.id] = lesson.number
        ordered.append(
            (
                (lesson.day, lesson.number, 0),
                LessonColumn(
                    lesson_id=lesson.id,
                    day=lesson.day,
                    number=lesson.number,
                    topic=lesson.topic,
                    checked=lesson.attendance_checked_at is not None,
                    open=lesson.day <= today,
                ),
            )
        )
    works = session.execute(
        select(Work, col(WorkKind.name_lv), col(WorkKind.name_en))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .where(
            col(Work.journal_id) == journal_id,
            col(Work.day) >= first,
            col(Work.day) <= last,
        )
    )
    for work, kind_lv, kind_en in works:
        assert work.id is not None
        after = numbers.get(work.lesson_id or 0, 99)
        ordered.append(
            (
                (work.day, after, work.id),
                WorkColumn(
                    work_id=work.id,
                    lesson_id=work.lesson_id,
                    day=work.day,
                    title=work.title,
                    kind_lv=kind_lv,
                    kind_en=kind_en,
                    scale=Scale(work.scale),
                    weight=work.weight,
                    open=work.day <= today,
                ),
            )
        )
    return tuple(column for _, column in sorted(ordered, key=lambda pair: pair[0]))


def _cells(
    session: Session, members: list[Member], columns: tuple[LessonColumn | WorkColumn, ...]
) -> tuple[tuple[str, ...], ...]:
    lesson_ids = [column.lesson_id for column in columns if isinstance(column, LessonColumn)]
    work_ids = [column.work_id for column in columns if isinstance(column, WorkColumn)]
    attendance = {
        (lesson_id, pupil_id): symbol(AttendanceStatus(status))
        for lesson_id, pupil_id, status in session.execute(
            select(
                col(Attendance.lesson_id), col(Attendance.pupil_id), col(Attendance.status)
            ).where(
                col(Attendance.lesson_id).in_(lesson_ids),
                col(Attendance.status) != AttendanceStatus.PRESENT,
            )
        )
    }
    marks = {
        (work_id, pupil_id): display(value, improved_from)
        for work_id, pupil_id, value, improved_from in session.execute(
            select(
                col(Mark.work_id), col(Mark.pupil_id), col(Mark.value), col(Mark.improved_from)
            ).where(col(Mark.work_id).in_(work_ids))
        )
    }

    def cell(member: Member, column: LessonColumn | WorkColumn) -> str:
        if isinstance(column, WorkColumn):
            found = marks.get((column.work_id, member.pupil_id), "")
        else:
            found = attendance.get((column.lesson_id, member.pupil_id), "")
        return found if found or member.belongs(column.day) else OUTSIDE

    return tuple(tuple(cell(member, column) for column in columns) for member in members)


def _averages(session: Session, journal_id: int) -> dict[int, Decimal | None]:
    """Return each pupil's weighted average over the whole journal (Regulation 16)."""
    pairs: dict[int, list[tuple[str, Decimal | int]]] = {}
    for pupil_id, value, weight in session.execute(
        select(col(Mark.pupil_id), col(Mark.value), col(Work.weight))
        .join(Work, col(Work.id) == col(Mark.work_id))
        .where(col(Work.journal_id) == journal_id)
    ):
        pairs.setdefault(pupil_id, []).append((value, weight))
    return {pupil_id: weighted_average(own) for pupil_id, own in pairs.items()}


def _has_lesson_before(session: Session, journal_id: int, day: date) -> bool:
    return bool(
        session.scalar(
            select(exists().where(col(Lesson.journal_id) == journal_id, col(Lesson.day) < day))
        )
    )


def _has_later(session: Session, journal_id: int, last: date, today: date) -> bool:
    if last >= today:
        return False
    return bool(
        session.scalar(
            select(
                exists().where(
                    col(Lesson.journal_id) == journal_id,
                    col(Lesson.day) > last,
                    col(Lesson.day) <= today,
                )
            )
        )
    )
