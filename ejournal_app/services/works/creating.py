"""New works: in one tap from a lesson, or planned for a day (Regulation 15)."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.works import proposed_title
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Lesson, Work
from ejournal_app.services import audit, live
from ejournal_app.services.entries.desk import Desk
from ejournal_app.services.guard import use_case

from .deciding import (
    Decided,
    WorkValues,
    checked_title,
    chosen_kind,
    decide_new,
    scales_for,
    writable_journal,
)


@use_case
def create_work(actor: Actor, lesson_id: int, kind_code: str, title: str | None = None) -> int:
    """Add a work done in a lesson and return its id; scale and weight follow its kind.

    Without a title it is called what the lesson is about.
    """
    checked = None if title is None else checked_title(title)
    with writing() as session:
        desk = Desk(session, actor)
        lesson, journal = desk.lesson(lesson_id, Permission.WORK_WRITE)
        if journal.attendance_only:
            raise Refused(Message(N_("This journal keeps attendance only, no marks.")))
        desk.open_day(journal, lesson.day)
        kind = chosen_kind(session, kind_code, lesson.day)
        decided = Decided(
            kind=kind,
            title=_title_from(session, lesson, kind_code) if checked is None else checked,
            day=lesson.day,
            lesson_id=lesson_id,
            scale=scales_for(session, journal, kind, lesson.day)[0],
            weight=kind.weight,
        )
        journal_id = lesson.journal_id
        work_id = _add(session, actor, journal_id, decided)
    live.publish([live.journal_topic(journal_id)])
    return work_id


@use_case
def plan_work(actor: Actor, journal_id: int, values: WorkValues) -> int:
    """Add a work of any day of the journal, past or coming, and return its id.

    It belongs to the journal's lesson of that day, when there is one. Refused on days the calendar
    of the grade closes, with the holiday named (Regulation 13).
    """
    with writing() as session:
        journal = writable_journal(session, actor, journal_id)
        work_id = _add(session, actor, journal_id, decide_new(session, actor, journal, values))
    live.publish([live.journal_topic(journal_id)])
    return work_id


def _add(session: Session, actor: Actor, journal_id: int, decided: Decided) -> int:
    assert decided.kind.id is not None
    work = Work(
        journal_id=journal_id,
        lesson_id=decided.lesson_id,
        kind_id=decided.kind.id,
        title=decided.title,
        day=decided.day,
        scale=decided.scale.value,
        weight=decided.weight,
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
        after={
            "kind": decided.kind.code,
            "title": decided.title,
            "lesson": decided.lesson_id,
            "day": decided.day.isoformat(),
            "scale": decided.scale.value,
            "weight": decided.weight,
        },
    )
    assert work.id is not None
    return work.id


def _title_from(session: Session, lesson: Lesson, kind_code: str) -> str:
    """Return what the lesson is about; of homework, the text it was set with for that day."""
    homework = session.scalar(
        select(col(Lesson.homework))
        .where(
            col(Lesson.journal_id) == lesson.journal_id,
            col(Lesson.homework) != "",
            col(Lesson.starts_at) < lesson.starts_at,
        )
        # What is due on the day comes before what was set last.
        .order_by((col(Lesson.homework_due) == lesson.day).desc(), col(Lesson.starts_at).desc())
        .limit(1)
    )
    return proposed_title(kind_code, lesson.topic, homework or "")
