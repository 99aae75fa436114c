"""The diary of a pupil, for parents and the pupil: a week with everything in it (decided 5)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.marks import describe, display
from ejournal_app.domain.messages import Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Attendance,
    DiaryVisit,
    Journal,
    Lesson,
    Mark,
    Pupil,
    Work,
    WorkKind,
)
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.persistence.queries.members import Span
from ejournal_app.persistence.queries.pupils import journals_of, pupils_enrolled
from ejournal_app.persistence.queries.teaching import LessonRow, lesson_rows
from ejournal_app.policies.rules import require

from . import live
from .calendars import load_calendar
from .guard import use_case

SAME_VISIT = timedelta(minutes=30)
"""Looking again within this time continues a visit: new things stay marked as new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A pupil whose diary somebody may open."""

    pupil_id: int
    name: str
    given_name: str
    class_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryMark:
    """A mark in the diary, with its words."""

    shown: str
    words: Message
    kind_lv: str
    kind_en: str
    title: str
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryLesson:
    """A lesson of one pupil."""

    lesson_id: int
    number: int
    starts_at: datetime
    ends_at: datetime
    subject: str
    room: str
    topic: str
    homework: str
    homework_due: date | None
    homework_new: bool
    no_homework: bool
    due_here: tuple[str, ...]
    """Homework of the same subject that is due on this day."""
    status: AttendanceStatus | None
    status_new: bool
    marks: tuple[DiaryMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryDay:
    """A day; without lessons, `reason` says why when the calendar knows."""

    day: date
    lessons: tuple[DiaryLesson, ...]
    reason: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryWeek:
    """A week of one pupil, Monday first; weekends only when something happens on them."""

    child: Child
    monday: date
    today: date
    days: tuple[DiaryDay, ...]
    new_count: int
    topics: tuple[str, ...]
    """What to listen to for changes."""


@use_case
def children(actor: Actor) -> tuple[Child, ...]:
    """Return the pupils the actor has in their own right: children, or oneself."""
    require(actor, Permission.ACCOUNT_OWN)
    ids = set(actor.child_ids)
    if actor.pupil_id is not None:
        ids.add(actor.pupil_id)
    with reading() as session:
        rows = pupils_enrolled(session, clock.today(), col(Pupil.id).in_(ids))
    rows.sort(key=lambda row: (row.grade, person_key(row.family_name, row.given_name)))
    return tuple(
        Child(
            pupil_id=row.pupil_id,
            name=f"{row.given_name} {row.family_name}",
            given_name=row.given_name,
            class_name=row.class_name,
        )
        for row in rows
    )


@use_case
def diary_week(actor: Actor, pupil_id: int, day: date | None = None) -> DiaryWeek:
    """Return the week a day lies in; today's when none is given (on a weekend, the coming one)."""
    today = clock.today()
    with reading() as session:
        child = _child(session, actor, pupil_id, today)
        seen = _seen(session, actor, pupil_id)
        chosen = day or (today + timedelta(days=2) if today.isoweekday() > 5 else today)
        monday = chosen - timedelta(days=chosen.weekday())
        sunday = monday + timedelta(days=6)
        spans = journals_of(session, pupil_id, monday, sunday)
        lessons = _lessons(session, pupil_id, spans, monday, sunday, today, seen)
        days = _days(session, pupil_id, lessons, monday, today)
    return DiaryWeek(
        child=child,
        monday=monday,
        today=today,
        days=days,
        new_count=sum(
            lesson.homework_new + lesson.status_new + sum(mark.new for mark in lesson.marks)
            for own in lessons.values()
            for lesson in own
        ),
        topics=(live.pupil_topic(pupil_id), *(live.journal_topic(own) for own in spans)),
    )


@use_case
def begin_visit(actor: Actor, pupil_id: int) -> None:
    """Note that the actor looks at a diary; what is newer than the visit before is new."""
    now = clock.now()
    with reading() as session:
        _child(session, actor, pupil_id, clock.today())
    with writing() as session:
        visit = session.scalar(_visit(actor, pupil_id).with_for_update())
        if visit is None:
            session.add(DiaryVisit(account_id=actor.account_id, pupil_id=pupil_id, visited_at=now))
        elif now - visit.visited_at > SAME_VISIT:
            visit.previous_at, visit.visited_at = visit.visited_at, now


def _child(session: Session, actor: Actor, pupil_id: int, today: date) -> Child:
    require(actor, Permission.DIARY_READ, pupil_facts(session, pupil_id, today))
    rows = pupils_enrolled(session, today, col(Pupil.id) == pupil_id)
    if not rows:
        raise Forbidden(
            Attempt(
                action=Permission.DIARY_READ,
                entity="pupil",
                entity_id=pupil_id,
                pupil_id=pupil_id,
            )
        )
    row = rows[0]
    return Child(
        pupil_id=pupil_id,
        name=f"{row.given_name} {row.family_name}",
        given_name=row.given_name,
        class_name=row.class_name,
    )


def _visit(actor: Actor, pupil_id: int) -> Select[DiaryVisit]:
    return select(DiaryVisit).where(
        col(DiaryVisit.account_id) == actor.account_id, col(DiaryVisit.pupil_id) == pupil_id
    )


def _seen(session: Session, actor: Actor, pupil_id: int) -> datetime | None:
    """Return the moment after which things are new; None on a first visit: nothing is old yet."""
    visit = session.scalar(_visit(actor, pupil_id))
    if visit is None:
        return None
    # During a first visit only what happens while looking is new.
    return visit.previous_at or visit.visited_at


def _lessons(
    session: Session,
    pupil_id: int,
    spans: dict[int, tuple[Span, ...]],
    first: date,
    last: date,
    today: date,
    seen: datetime | None,
) -> dict[date, list[DiaryLesson]]:
    rows = [
        row
        for row in lesson_rows(
            session,
            col(Lesson.journal_id).in_(spans),
            col(Lesson.day) >= first,
            col(Lesson.day) <= last,
        )
        if _covers(spans[row.lesson.journal_id], row.lesson.day)
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
    marks = _marks(session, pupil_id, spans, first, last, seen)
    due = _due(session, spans, first, last)
    days: dict[date, list[DiaryLesson]] = {}
    for row in rows:
        lesson = row.lesson
        # Marks without a lesson of their own stand at the journal's first lesson of the day.
        own = marks.pop((lesson.journal_id, lesson.day, lesson.id), [])
        own += marks.pop((lesson.journal_id, lesson.day, None), [])
        days.setdefault(lesson.day, []).append(
            _lesson(
                row,
                attendance.get(lesson.id or 0),
                own,
                due.pop((lesson.journal_id, lesson.day), ()),
                today,
                seen,
            )
        )
    return days


def _lesson(
    row: LessonRow,
    fact: Attendance | None,
    marks: list[DiaryMark],
    due_here: tuple[str, ...],
    today: date,
    seen: datetime | None,
) -> DiaryLesson:
    lesson = row.lesson
    held = lesson.day <= today
    assert lesson.id is not None
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
        homework_new=held and bool(lesson.homework) and _newer(lesson.changed_at, seen),
        no_homework=held and lesson.no_homework,
        due_here=due_here,
        status=AttendanceStatus(fact.status) if fact else None,
        status_new=fact is not None
        and fact.status != AttendanceStatus.PRESENT
        and _newer(fact.recorded_at, seen),
        marks=tuple(marks),
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
        )
        .order_by(col(Work.id))
    ):
        found.setdefault((work.journal_id, work.day, work.lesson_id), []).append(
            DiaryMark(
                shown=display(mark.value, mark.improved_from),
                words=describe(mark.value),
                kind_lv=kind_lv,
                kind_en=kind_en,
                title=work.title,
                new=_newer(mark.set_at, seen),
            )
        )
    return found


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


def _days(
    session: Session,
    pupil_id: int,
    lessons: dict[date, list[DiaryLesson]],
    monday: date,
    today: date,
) -> tuple[DiaryDay, ...]:
    days: list[DiaryDay] = []
    for offset in range(7):
        day = monday + timedelta(days=offset)
        own = lessons.get(day, [])
        if not own and offset >= 5:
            continue
        own.sort(key=lambda lesson: (lesson.starts_at, lesson.number))
        reason = None if own else _why_free(session, pupil_id, day, today)
        days.append(DiaryDay(day=day, lessons=tuple(own), reason=reason))
    return tuple(days)


def _why_free(session: Session, pupil_id: int, day: date, today: date) -> Message | None:
    rows = pupils_enrolled(session, today, col(Pupil.id) == pupil_id)
    year_id = session.scalar(
        select(col(Journal.year_id)).where(col(Journal.class_id) == rows[0].class_id).limit(1)
    )
    if year_id is None:
        return None
    return load_calendar(session, year_id).lesson_day(day, rows[0].grade).reason


def _covers(spans: tuple[Span, ...], day: date) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in spans)


def _newer(moment: datetime | None, seen: datetime | None) -> bool:
    return moment is not None and seen is not None and moment > seen
