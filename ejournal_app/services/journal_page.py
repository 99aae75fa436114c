"""The grid of one journal: pupils by lessons and works, with the average (Regulation 15, 16)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.averages import shown_average
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.marks import Scale, display
from ejournal_app.domain.periods import PERIOD_KINDS
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    Journal,
    Lesson,
    Mark,
    SchoolYear,
    Work,
    WorkKind,
)
from ejournal_app.persistence.queries.carried import carried_marks
from ejournal_app.persistence.queries.facts import journal_facts
from ejournal_app.persistence.queries.marks import superuser_marks
from ejournal_app.persistence.queries.members import Member
from ejournal_app.persistence.queries.substitutions import Cover, covers_of
from ejournal_app.persistence.queries.teaching import is_held
from ejournal_app.policies.rules import allows, require

from .absences.shown import CellConflict, ShownAttendance, shown_attendance
from .guard import use_case
from .journal_marks import (
    EarlierMark,
    average_of,
    brought_along,
    counted_marks,
    marked_in_levels,
    sums_outside,
)
from .journal_members import visible_members

LESSONS_SHOWN = 180
"""Lessons on one page of the grid, the rest of its first day not counted: five a week all year."""

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
    substitute: str = ""
    """Who led it in the place of the journal's teacher; empty: nobody (Regulation 12)."""


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
    counts: bool
    """Its numeric marks enter the average (Regulation 16)."""
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPupil:
    """A row: a pupil who belongs, or belonged, to the journal in the days shown."""

    pupil_id: int
    name: str
    left_on: date | None
    average: str
    base: tuple[int, int]
    """Σ(mark·weight) and Σ(weight) of what the average counts outside the columns shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperuserEntry:
    """A mark the superuser entered, shown as such (Regulation 7.8)."""

    pupil_id: int
    pupil: str
    work_id: int
    day: date
    kind_lv: str
    kind_en: str
    title: str
    value: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalView:
    """One page of a journal's grid."""

    journal_id: int
    name: str
    subject_id: int
    kind: str
    editable: bool
    overridable: bool
    """The reader may enter marks as superuser (Regulation 7.8)."""
    marks_allowed: bool
    pupils: tuple[GridPupil, ...]
    columns: tuple[LessonColumn | WorkColumn, ...]
    cells: tuple[tuple[str, ...], ...]
    earlier_until: date | None
    """Ask with this day to see what came before; None at the beginning."""
    later: bool
    """Whether lessons follow after those shown."""
    by_superuser: tuple[SuperuserEntry, ...]
    """Of the columns shown."""
    conflicts: tuple[CellConflict, ...]
    """Pupils registered as there in a lesson that a note covers."""
    brought_along: tuple[EarlierMark, ...]
    """Marks of pupils who came during the year; they count in the average."""


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
        # Marks brought from another school may be older than the journal.
        works_from = first if has_earlier else date.min
        columns = _columns(session, journal, lessons, works_from, last, today)
        members = [
            member
            for member in visible_members(session, actor, journal, facts, today)
            if any(start <= last and (end is None or end >= first) for start, end in member.spans)
        ]
        attendance = shown_attendance(session, lessons, [member.pupil_id for member in members])
        carried = carried_marks(session, journal, members)
        counted = counted_marks(session, journal_id, carried)
        shown = frozenset(
            column.work_id for column in columns if isinstance(column, WorkColumn) and column.counts
        )
        return JournalView(
            journal_id=journal_id,
            name=journal.name,
            subject_id=journal.subject_id,
            kind=journal.kind,
            editable=allows(actor, Permission.MARK_WRITE, facts),
            overridable=allows(actor, Permission.MARK_OVERRIDE, facts)
            and not journal.attendance_only,
            marks_allowed=not journal.attendance_only,
            pupils=tuple(
                GridPupil(
                    pupil_id=member.pupil_id,
                    name=member.name,
                    left_on=member.left_on
                    if member.left_on is not None and member.left_on < today
                    else None,
                    average=shown_average(average_of(counted.get(member.pupil_id, []))),
                    base=sums_outside(counted.get(member.pupil_id, []), shown),
                )
                for member in members
            ),
            columns=columns,
            cells=_cells(session, members, columns, attendance),
            earlier_until=first - timedelta(days=1) if has_earlier else None,
            later=_has_later(session, journal_id, last, today),
            by_superuser=_by_superuser(session, members, columns),
            conflicts=attendance.conflicts,
            brought_along=brought_along(members, carried),
        )


def _lessons(session: Session, journal_id: int, last: date) -> list[Lesson]:
    """Return the last lessons up to a day, in order; a day of several is never cut in two."""
    until = (col(Lesson.journal_id) == journal_id, col(Lesson.day) <= last, is_held())
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
    journal: Journal,
    lessons: list[Lesson],
    first: date,
    last: date,
    today: date,
) -> tuple[LessonColumn | WorkColumn, ...]:
    ordered: list[tuple[tuple[date, int, int], LessonColumn | WorkColumn]] = []
    numbers: dict[int, int] = {}
    covers = covers_of(session, [lesson.id or 0 for lesson in lessons])
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
                    substitute=_substitute(covers.get(lesson.id)),
                ),
            )
        )
    works = session.execute(
        select(Work, WorkKind)
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .where(
            col(Work.journal_id) == journal.id,
            col(Work.day) >= first,
            col(Work.day) <= last,
        )
    )
    year = session.get_one(SchoolYear, journal.year_id)
    in_levels = marked_in_levels(session, journal)
    for work, kind in works:
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
                    kind_lv=kind.name_lv,
                    kind_en=kind.name_en,
                    scale=Scale(work.scale),
                    weight=work.weight,
                    counts=not (kind.entry_kind or in_levels)
                    and work.scale == Scale.TEN_POINTS
                    and year.starts_on <= work.day <= year.ends_on,
                    # Marks of periods have a page of their own, with suggestions and windows.
                    open=work.day <= today and kind.entry_kind not in PERIOD_KINDS,
                ),
            )
        )
    return tuple(column for _, column in sorted(ordered, key=lambda pair: pair[0]))


def _substitute(cover: Cover | None) -> str:
    if cover is None or cover.kind is SubstitutionKind.MOVED:
        return ""
    return cover.substitute


def _cells(
    session: Session,
    members: list[Member],
    columns: tuple[LessonColumn | WorkColumn, ...],
    attendance: ShownAttendance,
) -> tuple[tuple[str, ...], ...]:
    work_ids = [column.work_id for column in columns if isinstance(column, WorkColumn)]
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
            found = attendance.symbols.get((column.lesson_id, member.pupil_id), "")
        return found if found or member.belongs(column.day) else OUTSIDE

    return tuple(tuple(cell(member, column) for column in columns) for member in members)


def _by_superuser(
    session: Session, members: list[Member], columns: tuple[LessonColumn | WorkColumn, ...]
) -> tuple[SuperuserEntry, ...]:
    works = {column.work_id: column for column in columns if isinstance(column, WorkColumn)}
    names = {member.pupil_id: member.name for member in members}
    return tuple(
        SuperuserEntry(
            pupil_id=own.pupil_id,
            pupil=names[own.pupil_id],
            work_id=own.work_id,
            day=works[own.work_id].day,
            kind_lv=works[own.work_id].kind_lv,
            kind_en=works[own.work_id].kind_en,
            title=works[own.work_id].title,
            value=own.value,
            reason=own.reason,
            by=own.by,
            at=own.at,
        )
        for own in superuser_marks(
            session, col(Mark.work_id).in_(works), col(Mark.pupil_id).in_(names)
        )
    )


def _has_lesson_before(session: Session, journal_id: int, day: date) -> bool:
    return bool(
        session.scalar(
            select(
                exists().where(
                    col(Lesson.journal_id) == journal_id, col(Lesson.day) < day, is_held()
                )
            )
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
                    is_held(),
                )
            )
        )
    )
