"""Works to be marked and lessons outside the timetable (Regulation 10, 13, 15)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.marks import scale_for_grade
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Journal,
    Lesson,
    SchoolYear,
    Work,
    WorkKind,
)
from ejournal_app.persistence.queries.facts import journal_facts
from ejournal_app.policies.rules import require

from . import audit, live
from .bells import load_bells
from .calendars import load_calendar
from .entries.desk import Desk
from .guard import use_case

_TITLE_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkKindChoice:
    """A kind of work a teacher chooses from."""

    kind_id: int
    code: str
    name_lv: str
    name_en: str


@use_case
def work_kinds(actor: Actor, on: date | None = None) -> tuple[WorkKindChoice, ...]:
    """Return the school's kinds of work in force on a day."""
    require(actor, Permission.JOURNAL_LIST)
    with reading() as session:
        return tuple(
            WorkKindChoice(
                kind_id=kind.id, code=kind.code, name_lv=kind.name_lv, name_en=kind.name_en
            )
            for kind in _kinds(session, on or clock.today())
            if kind.id is not None
        )


@use_case
def create_work(actor: Actor, lesson_id: int, kind_code: str, title: str) -> int:
    """Add a work done in a lesson and return its id; scale and weight follow its kind."""
    title = title.strip()
    if len(title) > _TITLE_LIMIT:
        raise Refused(
            Message(
                N_("The text is too long: {length} characters, at most {limit}."),
                {"length": len(title), "limit": _TITLE_LIMIT},
            )
        )
    with writing() as session:
        desk = Desk(session, actor)
        lesson, journal = desk.lesson(lesson_id, Permission.WORK_WRITE)
        if journal.attendance_only:
            raise Refused(Message(N_("This journal keeps attendance only, no marks.")))
        kind = next((k for k in _kinds(session, lesson.day) if k.code == kind_code), None)
        if kind is None or kind.id is None:
            raise Refused(Message(N_("Choose a kind of work from the list.")))
        work = Work(
            journal_id=lesson.journal_id,
            lesson_id=lesson_id,
            kind_id=kind.id,
            title=title,
            day=lesson.day,
            scale=kind.scale or scale_for_grade(journal.grade).value,
            weight=kind.weight,
            created_by_id=actor.person_id,
        )
        session.add(work)
        session.flush()
        audit.record(
            session,
            actor=actor,
            action=Permission.WORK_WRITE,
            entity="work",
            entity_id=work.id,
            after={"kind": kind.code, "title": title, "lesson": lesson_id},
        )
        assert work.id is not None
        work_id, journal_id = work.id, lesson.journal_id
    live.publish([live.journal_topic(journal_id)])
    return work_id


@use_case
def add_lesson(actor: Actor, journal_id: int, day: date, number: int) -> int:
    """Add a lesson that is not in the timetable and return its id.

    Refused on days the calendar of the grade closes, with the holiday named (Regulation 13),
    and where the journal already has a lesson.
    """
    with writing() as session:
        journal = session.get(Journal, journal_id)
        if journal is None:
            raise Forbidden(
                Attempt(action=Permission.LESSON_WRITE, entity="journal", entity_id=journal_id)
            )
        require(actor, Permission.LESSON_WRITE, journal_facts(session, journal, clock.today()))
        verdict = load_calendar(session, journal.year_id).lesson_day(
            day, journal.grade, in_breaks=journal.runs_in_breaks
        )
        if verdict.reason is not None:
            raise Refused(verdict.reason)
        year = session.get_one(SchoolYear, journal.year_id)
        starts_at, ends_at = load_bells(session, year.school_id).span(day, number)
        lesson = Lesson(
            journal_id=journal_id, day=day, number=number, starts_at=starts_at, ends_at=ends_at
        )
        lesson.changed_at = clock.now()
        lesson.changed_by_id = actor.person_id
        session.add(lesson)
        try:
            session.flush()
        except IntegrityError:
            # Asking first would not do: somebody else may add the same lesson at this moment.
            raise Refused(
                Message(
                    N_("This journal already has lesson {number} on {day}."),
                    {"number": number, "day": day},
                )
            ) from None
        audit.record(
            session,
            actor=actor,
            action=Permission.LESSON_WRITE,
            entity="lesson",
            entity_id=lesson.id,
            after={"day": day.isoformat(), "number": number},
        )
        assert lesson.id is not None
        lesson_id = lesson.id
    live.publish([live.journal_topic(journal_id)])
    return lesson_id


def _kinds(session: Session, on: date) -> list[WorkKind]:
    """Return, per code, the kind in force on a day."""
    latest: dict[str, WorkKind] = {}
    for kind in session.scalars(
        select(WorkKind)
        .where(col(WorkKind.effective_from) <= on)
        .order_by(col(WorkKind.effective_from), col(WorkKind.id))
    ):
        latest[kind.code] = kind
    return sorted(latest.values(), key=lambda kind: kind.id or 0)
