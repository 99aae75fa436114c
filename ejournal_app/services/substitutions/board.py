"""Every lesson whose teacher is away, in one list, with what covers it (Regulation 12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, Person, Substitution, SubstitutionPlan
from ejournal_app.policies.rules import allows, require
from ejournal_app.services.guard import use_case

from .situation import Hit, Situation, read_situation

LONGEST = timedelta(days=31)
"""The longest range that is looked at in one go."""


class BoardState(StrEnum):
    """How far a lesson is."""

    OPEN = "open"
    PLANNED = "planned"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverView:
    """What covers a lesson, or is to."""

    kind: SubstitutionKind
    substitute_id: int | None
    substitute_name: str
    detail: Message | None
    """Which lesson is held instead, or what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLesson:
    """A lesson whose teacher is away."""

    lesson_id: int
    day: date
    number: int
    starts_at: datetime
    ends_at: datetime
    subject: str
    place: str
    room: str
    absent_id: int
    absent_name: str
    reason: str
    """The kind of the absence; empty for those who may not know it."""
    state: BoardState
    cover: CoverView | None
    substitution_id: int | None
    has_entries: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The lessons of a day or a range, in the order they are held."""

    first: date
    last: date
    lessons: tuple[HitLesson, ...]


@use_case
def open_board(actor: Actor, first: date, last: date) -> Board:
    """Return every lesson hit by an absence in the days; Refused for more than a month."""
    require(actor, Permission.SUBSTITUTION_PLAN)
    check_range(first, last)
    knows = allows(actor, Permission.TEACHER_ABSENCE_READ)
    with reading() as session:
        situation = read_situation(session, first, last)
        names = _names(session, situation)
        journals = _journals(session, situation)
    return Board(
        first=first,
        last=last,
        lessons=tuple(
            _view(situation, hit, names, journals, knows) for hit in situation.hits.values()
        ),
    )


def check_range(first: date, last: date) -> None:
    """Raise Refused for days in the wrong order, or more than a month of them."""
    if last < first:
        raise Refused(Message(N_("The last day is before the first.")), field="last")
    if last - first >= LONGEST:
        raise Refused(Message(N_("Look at a month at most at a time.")), field="last")


def _view(
    situation: Situation,
    hit: Hit,
    names: Mapping[int, str],
    journals: Mapping[int, str],
    knows: bool,
) -> HitLesson:
    lesson = hit.lesson
    plan = situation.days.plans.get(lesson.lesson_id)
    row = situation.substitution(lesson.lesson_id)
    if plan is not None:
        state, cover = BoardState.PLANNED, _planned(situation, plan, names, journals)
    elif row is not None:
        stands = situation.still_stands(row)
        state = BoardState.CONFIRMED if stands else BoardState.OPEN
        cover = _confirmed(situation, row, names, stands)
    else:
        state, cover = BoardState.OPEN, None
    held = situation.days.lessons.get(row.lesson_id) if row is not None else None
    return HitLesson(
        lesson_id=lesson.lesson_id,
        day=lesson.day,
        number=lesson.number,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        subject=lesson.subject,
        place=lesson.place,
        room=lesson.room,
        absent_id=hit.absent_id,
        absent_name=names.get(hit.absent_id, ""),
        reason=hit.absence.kind if knows and hit.absence is not None else "",
        state=state,
        cover=cover,
        substitution_id=row.id if row is not None else None,
        has_entries=lesson.has_entries or (held is not None and held.has_entries),
    )


def _planned(
    situation: Situation,
    plan: SubstitutionPlan,
    names: Mapping[int, str],
    journals: Mapping[int, str],
) -> CoverView:
    detail = None
    if plan.kind == SubstitutionKind.OTHER_SUBJECT and plan.journal_id is not None:
        detail = Message(N_("Instead: {journal}"), {"journal": journals[plan.journal_id]})
    moved = situation.days.lessons.get(plan.moved_from_id or 0)
    if moved is not None:
        detail = _moved(moved.number, moved.subject)
    return _cover(plan.kind, plan.substitute_id, names, detail)


def _confirmed(
    situation: Situation, row: Substitution, names: Mapping[int, str], stands: bool
) -> CoverView:
    held = situation.days.held_for.get(row.lesson_id) and situation.days.lessons[row.lesson_id]
    moved = situation.days.lessons.get(row.moved_from_id or 0)
    detail = None
    if not stands:
        detail = Message(N_("The substitute is away that day."))
    elif held and moved is not None:
        detail = _moved(moved.number, moved.subject)
    elif held:
        journal = f"{held.subject} {held.place}"
        detail = Message(N_("Instead: {journal}"), {"journal": journal})
    return _cover(row.kind, row.substitute_id, names, detail)


def _cover(
    kind: str, substitute_id: int | None, names: Mapping[int, str], detail: Message | None
) -> CoverView:
    return CoverView(
        kind=SubstitutionKind(kind),
        substitute_id=substitute_id,
        substitute_name=names.get(substitute_id or 0, ""),
        detail=detail,
    )


def _moved(number: int, subject: str) -> Message:
    return Message(
        N_("Lesson {number} comes here: {subject}"), {"number": number, "subject": subject}
    )


def _names(session: Session, situation: Situation) -> dict[int, str]:
    ids = {hit.absent_id for hit in situation.hits.values()}
    ids |= {row.substitute_id or 0 for row in situation.days.substitutions.values()}
    ids |= {plan.substitute_id or 0 for plan in situation.days.plans.values()}
    return {
        person_id or 0: f"{given} {family}"
        for person_id, given, family in session.execute(
            select(col(Person.id), col(Person.given_name), col(Person.family_name)).where(
                col(Person.id).in_(ids)
            )
        )
    }


def _journals(session: Session, situation: Situation) -> dict[int, str]:
    ids = [plan.journal_id for plan in situation.days.plans.values() if plan.journal_id]
    return {
        journal_id or 0: name
        for journal_id, name in session.execute(
            select(col(Journal.id), col(Journal.name)).where(col(Journal.id).in_(ids))
        )
    }
