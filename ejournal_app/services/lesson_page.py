"""Everything the page of one lesson shows (Regulation 10, 11, 15)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.lesson_entry import EntryState, MissingPart
from ejournal_app.domain.marks import Scale, display
from ejournal_app.domain.messages import Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Attendance, Lesson, Mark, Work, WorkKind
from ejournal_app.persistence.queries.covers import Covers
from ejournal_app.persistence.queries.events import event_titles
from ejournal_app.persistence.queries.facts import journal_facts, with_leader
from ejournal_app.persistence.queries.marks import superuser_marks
from ejournal_app.persistence.queries.members import Member
from ejournal_app.persistence.queries.substitutions import covers_of
from ejournal_app.persistence.queries.teaching import (
    LessonRow,
    is_held,
    lesson_rows,
    parallel_journal_ids,
    taught_journal_ids,
)
from ejournal_app.policies.rules import allows, require

from .absences.shown import CellConflict, shown_attendance, symbol_in
from .entries.lesson_fields import next_lesson_day
from .guard import use_case
from .journal_members import visible_members
from .lesson_days import lesson_day_refusal
from .lesson_state import state_of
from .substitution_words import called_off_words, cover_words

EARLIER_TOPICS = 5
"""Previous lessons kept in view."""

_PARALLEL_DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPupil:
    """One line of the lesson's list of pupils."""

    pupil_id: int
    name: str
    status: str
    """Empty: nothing registered, shown as present."""
    earlier_status: str
    """In the pupil's previous lesson of the day; empty when unknown."""
    event: str = ""
    """The approved event the pupil takes part in during the lesson (Regulation 11)."""
    told: str
    """`applied`: the family has applied for the absence; `justified`: a note justifies it."""
    absent_symbol: str
    """What the cell shows if the pupil is absent: `n`, or what a note or event makes of it (11)."""
    open_symbol: str
    """What it shows while nothing is registered: empty, or that of an event."""
    conflict: CellConflict | None
    """Registered as there although a note covers the lesson."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonWork:
    """A work marked in this lesson, with the marks given, by pupil."""

    work_id: int
    kind_lv: str
    kind_en: str
    title: str
    scale: Scale
    marks: dict[int, str]
    by_superuser: dict[int, str]
    """Of marks the superuser entered, the reason, by pupil (Regulation 7.8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierLesson:
    """A previous lesson of the journal, for reading on."""

    lesson_id: int
    day: date
    topic: str
    outcome: str
    homework: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelLesson:
    """A lesson of a parallel class that this entry can be copied to."""

    lesson_id: int
    day: date
    number: int
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonView:
    """The page of one lesson."""

    lesson_id: int
    journal_id: int
    day: date
    number: int
    starts_at: datetime
    ends_at: datetime
    subject: str
    place: str
    room: str
    topic: str
    outcome: str
    homework: str
    homework_due: date | None
    proposed_due: date | None
    no_homework: bool
    homework_expected: bool
    checked: bool
    started: bool
    """The day of the lesson has come: attendance and marks may be recorded."""
    editable: bool
    closed: Message | None
    """Why a teacher of the journal may write nothing on this day (Regulation 13, 14)."""
    closed_leads_to: str
    substitution: Message | None
    """Who leads it in whose place; None: its own teacher (Regulation 12)."""
    whole: bool
    """The reader may open the journal and its other lessons; a substitute may not."""
    called_off: bool
    """It is not held: nothing is written here, `closed` says why."""
    state: EntryState
    missing: tuple[MissingPart, ...]
    pupils: tuple[LessonPupil, ...]
    works: tuple[LessonWork, ...]
    earlier: tuple[EarlierLesson, ...]
    parallel: tuple[ParallelLesson, ...]
    marks_allowed: bool
    previous_id: int | None
    next_id: int | None


@use_case
def open_lesson(actor: Actor, lesson_id: int) -> LessonView:
    """Return a lesson for reading; `editable` says whether the actor may write it now."""
    today, now = clock.today(), clock.now()
    with reading() as session:
        rows = lesson_rows(session, col(Lesson.id) == lesson_id)
        if not rows:
            raise Forbidden(
                Attempt(action=Permission.LESSON_READ, entity="lesson", entity_id=lesson_id)
            )
        row = rows[0]
        lesson, journal = row.lesson, row.journal
        facts = journal_facts(session, journal, today)
        if actor.person_id not in facts.teacher_ids:
            facts = with_leader(session, facts, lesson_id)
        require(actor, Permission.LESSON_READ, facts)
        writes = allows(actor, Permission.LESSON_WRITE, facts)
        closed = lesson_day_refusal(session, actor, journal, lesson.day) if writes else None
        # What is on a day that was closed later may be read and taken away.
        kept = bool(lesson.topic or lesson.outcome or lesson.homework)
        cover = covers_of(session, [lesson_id]).get(lesson_id)
        called_off = lesson.called_off_at is not None
        editable = writes and (closed is None or kept) and not called_off
        refused = closed.message if closed else None
        if called_off:
            refused = called_off_words(cover, lesson_id)
        # Of the journal a substitute may open this lesson only.
        whole = allows(actor, Permission.JOURNAL_READ, facts)
        state, parts = state_of(session, lesson, journal, now)
        following = _neighbour(session, lesson, after=True)
        members = [
            member
            for member in visible_members(session, actor, journal, facts, today)
            if member.belongs(lesson.day)
        ]
        return LessonView(
            lesson_id=lesson_id,
            journal_id=lesson.journal_id,
            day=lesson.day,
            number=lesson.number,
            starts_at=lesson.starts_at,
            ends_at=lesson.ends_at,
            subject=row.subject,
            place=row.place,
            room=row.room,
            topic=lesson.topic,
            outcome=lesson.outcome,
            homework=lesson.homework,
            homework_due=lesson.homework_due,
            proposed_due=next_lesson_day(session, lesson),
            no_homework=lesson.no_homework,
            homework_expected=not journal.attendance_only,
            checked=lesson.attendance_checked_at is not None,
            started=lesson.day <= today,
            editable=editable,
            closed=refused,
            closed_leads_to=closed.leads_to if closed and not called_off else "",
            substitution=cover_words(cover, actor) if cover and not called_off else None,
            whole=whole,
            called_off=called_off,
            state=state,
            missing=parts,
            pupils=_pupils(session, lesson, members),
            works=_works(session, lesson, {member.pupil_id for member in members}),
            earlier=_earlier(session, lesson),
            parallel=_parallel(session, actor, row, today) if editable else (),
            marks_allowed=not journal.attendance_only,
            previous_id=_id(_neighbour(session, lesson, after=False)) if whole else None,
            next_id=_id(following) if whole else None,
        )


def _pupils(session: Session, lesson: Lesson, members: list[Member]) -> tuple[LessonPupil, ...]:
    ids = [member.pupil_id for member in members]
    now_status: dict[int, str] = {}
    earlier: dict[int, str] = {}
    shown = shown_attendance(session, [lesson], ids, applications=True)
    conflicts = {conflict.pupil_id: conflict for conflict in shown.conflicts}
    facts = session.execute(
        select(col(Attendance.pupil_id), col(Attendance.status), col(Lesson.id))
        .join(Lesson, col(Lesson.id) == col(Attendance.lesson_id))
        .where(
            col(Attendance.pupil_id).in_(ids),
            col(Lesson.day) == lesson.day,
            or_(col(Lesson.number) < lesson.number, col(Lesson.id) == lesson.id),
        )
        .order_by(col(Lesson.number))
    )
    for pupil_id, status, lesson_id in facts:
        (now_status if lesson_id == lesson.id else earlier)[pupil_id] = status
    events = event_titles(session, ids, lesson.starts_at, lesson.ends_at)
    return tuple(
        LessonPupil(
            pupil_id=member.pupil_id,
            name=member.name,
            status=now_status.get(member.pupil_id, ""),
            earlier_status=earlier.get(member.pupil_id, ""),
            event=events.get(member.pupil_id, ""),
            told=_told(shown.covers, lesson, member.pupil_id),
            absent_symbol=symbol_in(shown.covers, AttendanceStatus.ABSENT, member.pupil_id, lesson),
            open_symbol=symbol_in(shown.covers, None, member.pupil_id, lesson),
            conflict=conflicts.get(member.pupil_id),
        )
        for member in members
    )


def _told(covers: Covers, lesson: Lesson, pupil_id: int) -> str:
    """Return what the school knows of an absence beforehand: never why (Regulation 11)."""
    note = covers.note(pupil_id, lesson.day, lesson.number)
    if note is not None and note.reason is not Justification.NONE:
        return "justified"
    return "applied" if covers.has_applied(pupil_id, lesson.day, lesson.number) else ""


def _works(session: Session, lesson: Lesson, pupil_ids: Collection[int]) -> tuple[LessonWork, ...]:
    works = session.execute(
        select(Work, col(WorkKind.name_lv), col(WorkKind.name_en))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .where(col(Work.lesson_id) == lesson.id)
        .order_by(col(Work.id))
    ).all()
    marks: dict[int, dict[int, str]] = {}
    for mark in session.scalars(
        select(Mark).where(
            col(Mark.work_id).in_([work.id for work, _, _ in works]),
            col(Mark.pupil_id).in_(pupil_ids),
        )
    ):
        shown = display(mark.value, mark.improved_from)
        marks.setdefault(mark.work_id, {})[mark.pupil_id] = shown
    reasons: dict[int, dict[int, str]] = {}
    for own in superuser_marks(session, col(Work.lesson_id) == lesson.id):
        if own.pupil_id in pupil_ids:
            reasons.setdefault(own.work_id, {})[own.pupil_id] = own.reason
    return tuple(
        LessonWork(
            work_id=work.id,
            kind_lv=kind_lv,
            kind_en=kind_en,
            title=work.title,
            scale=Scale(work.scale),
            marks=marks.get(work.id, {}),
            by_superuser=reasons.get(work.id, {}),
        )
        for work, kind_lv, kind_en in works
        if work.id is not None
    )


def _earlier(session: Session, lesson: Lesson) -> tuple[EarlierLesson, ...]:
    rows = session.scalars(
        select(Lesson)
        .where(
            col(Lesson.journal_id) == lesson.journal_id,
            col(Lesson.starts_at) < lesson.starts_at,
            col(Lesson.topic) != "",
            is_held(),
        )
        .order_by(col(Lesson.starts_at).desc())
        .limit(EARLIER_TOPICS)
    )
    return tuple(
        EarlierLesson(
            lesson_id=row.id,
            day=row.day,
            topic=row.topic,
            outcome=row.outcome,
            homework=row.homework,
        )
        for row in rows
        if row.id is not None
    )


def _parallel(
    session: Session, actor: Actor, row: LessonRow, today: date
) -> tuple[ParallelLesson, ...]:
    """Return, per parallel class, the first lesson about this time with nothing in it."""
    own = session.scalars(taught_journal_ids(actor.person_id, today)).all()
    empty = lesson_rows(
        session,
        col(Lesson.journal_id).in_(parallel_journal_ids(session, row.journal, own)),
        col(Lesson.day) >= row.lesson.day - _PARALLEL_DAYS,
        col(Lesson.day) <= row.lesson.day + 2 * _PARALLEL_DAYS,
        is_held(),
        col(Lesson.topic) == "",
        col(Lesson.outcome) == "",
        col(Lesson.homework) == "",
    )
    first: dict[int, ParallelLesson] = {}
    for candidate in empty:
        lesson = candidate.lesson
        assert lesson.id is not None
        first.setdefault(
            lesson.journal_id,
            ParallelLesson(
                lesson_id=lesson.id, day=lesson.day, number=lesson.number, place=candidate.place
            ),
        )
    return tuple(first.values())


def _neighbour(session: Session, lesson: Lesson, *, after: bool) -> Lesson | None:
    same_journal = select(Lesson).where(col(Lesson.journal_id) == lesson.journal_id, is_held())
    if after:
        return session.scalar(
            same_journal.where(col(Lesson.starts_at) > lesson.starts_at)
            .order_by(col(Lesson.starts_at))
            .limit(1)
        )
    return session.scalar(
        same_journal.where(col(Lesson.starts_at) < lesson.starts_at)
        .order_by(col(Lesson.starts_at).desc())
        .limit(1)
    )


def _id(lesson: Lesson | None) -> int | None:
    return lesson.id if lesson is not None else None
