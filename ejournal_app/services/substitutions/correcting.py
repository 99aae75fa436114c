"""Corrections of what was substituted, after the fact: with words, logged, shown (12, 20)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_kinds import SubstitutionKind, SubstitutionReason
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Lesson,
    Person,
    Substitution,
    SubstitutionCorrection,
)
from ejournal_app.persistence.queries.teaching import LessonRow, lesson_rows
from ejournal_app.policies.rules import allows, require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case
from ejournal_app.services.setup.texts import required
from ejournal_app.services.teaching.staff import StaffOption, check_staff, staff_options

from .busy import busy_elsewhere
from .kind_words import KINDS, reason_words
from .planning import board_topic

WORDS_LIMIT = 300
EXCHANGEABLE = (
    SubstitutionKind.SAME_SUBJECT,
    SubstitutionKind.JOINED,
    SubstitutionKind.SUPERVISED,
)
"""Kinds with the same journal row: one can be corrected into another."""
_PLAN = Permission.SUBSTITUTION_PLAN


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """One change: the field's name, before and after in words, why, by whom and when."""

    field: str
    old: Message | str
    new: Message | str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutionPage:
    """A substitution with its corrections."""

    substitution_id: int
    version: int
    lesson_id: int
    day: date
    number: int
    place: str
    subject: str
    absent: str
    substitute_id: int | None
    substitute: str
    kind: SubstitutionKind
    reason: str
    is_confirmed: bool
    corrections: tuple[CorrectionView, ...]
    kinds: tuple[SubstitutionKind, ...]
    """What the kind can be corrected into, itself included."""
    people: tuple[StaffOption, ...]
    """Who can be named as the substitute; empty for those who may not correct."""
    writable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionData:
    """What it should have been, and why it is changed."""

    kind: SubstitutionKind
    reason: SubstitutionReason
    substitute_id: int | None
    words: str


@use_case
def open_substitution(actor: Actor, substitution_id: int) -> SubstitutionPage:
    """Return a substitution with the reason, for those who may see hours."""
    require(actor, Permission.SUBSTITUTION_HOURS)
    with reading() as session:
        row = session.get(Substitution, substitution_id)
        if row is None:
            raise _not_there(Permission.SUBSTITUTION_HOURS, substitution_id)
        held = _lesson(session, row)
        kind = SubstitutionKind(row.kind)
        writable = allows(actor, _PLAN) and kind.needs_teacher
        return SubstitutionPage(
            substitution_id=substitution_id,
            version=row.version,
            lesson_id=row.lesson_id,
            day=held.lesson.day,
            number=held.lesson.number,
            place=held.place,
            subject=held.subject,
            absent=_name(session, row.absent_id),
            substitute_id=row.substitute_id,
            substitute=_name(session, row.substitute_id),
            kind=kind,
            reason=row.reason,
            is_confirmed=row.confirmed_at is not None or row.recorded_at is None,
            corrections=_corrections(session, substitution_id),
            kinds=EXCHANGEABLE if kind in EXCHANGEABLE else (kind,),
            people=staff_options(session, held.lesson.day) if writable else (),
            writable=writable,
        )


@use_case
def correct_substitution(
    actor: Actor, substitution_id: int, version: int, data: CorrectionData
) -> None:
    """Correct who led a lesson, how, or why the teacher was away; `version` is what was seen.

    Refused without words, when nothing changes, and for a substitute who cannot have led it.
    """
    require(actor, _PLAN)
    words = required(data.words, "words", WORDS_LIMIT)
    with writing() as session:
        row = session.get(Substitution, substitution_id, with_for_update=True)
        if row is None:
            raise _not_there(_PLAN, substitution_id)
        if row.version != version:
            raise Refused(
                Message(
                    N_("Somebody else has changed this meanwhile. Look at it again, then save.")
                )
            )
        topics = _correct(session, actor, row, data, words)
    live.publish([*topics, board_topic()])


def _correct(
    session: Session, actor: Actor, row: Substitution, data: CorrectionData, words: str
) -> set[str]:
    kind, held = SubstitutionKind(row.kind), _lesson(session, row)
    if data.kind is not kind and not {data.kind, kind} <= {*EXCHANGEABLE}:
        raise Refused(
            Message(
                N_("This kind has another journal row. Undo the substitution and enter it anew.")
            ),
            field="kind",
        )
    if data.substitute_id != row.substitute_id:
        _check_substitute(session, row, held, data)
    changed = [
        (name, old, new)
        for name, old, new in (
            ("kind", row.kind, str(data.kind)),
            ("reason", row.reason, str(data.reason)),
            ("substitute", str(row.substitute_id or ""), str(data.substitute_id or "")),
        )
        if old != new
    ]
    if not changed:
        raise Refused(Message(N_("Nothing is different. Change something first.")))
    now = clock.now()
    for name, old, new in changed:
        session.add(
            SubstitutionCorrection(
                substitution_id=row.id or 0,
                field=name,
                old_value=old,
                new_value=new,
                words=words,
                at=now,
                by_id=actor.person_id,
            )
        )
    topics = {live.journal_topic(held.journal.id or 0)}
    topics |= {
        live.person_topic(one) for one in (row.substitute_id, data.substitute_id) if one is not None
    }
    row.kind, row.reason, row.substitute_id = data.kind, data.reason, data.substitute_id
    audit.record(
        session,
        actor=actor,
        action=_PLAN,
        entity="substitution",
        entity_id=row.id,
        # Which fields, never the reason: others read the trail.
        after={"corrected": [name for name, _old, _new in changed]},
    )
    return topics


def _check_substitute(
    session: Session, row: Substitution, held: LessonRow, data: CorrectionData
) -> None:
    if data.substitute_id is None:
        raise Refused(Message(N_("Choose who led the lesson.")), field="substitute")
    name = check_staff(session, data.substitute_id, held.lesson.day, field="substitute")
    if data.substitute_id == row.absent_id:
        raise Refused(
            Message(N_("{name} was the one who was away."), {"name": name}), field="substitute"
        )
    if data.kind is SubstitutionKind.JOINED:
        return
    busy = busy_elsewhere(session, data.substitute_id, held.lesson)
    if busy is not None:
        raise Refused(
            Message(
                N_("{name} had another lesson then: {lesson}."), {"name": name, "lesson": busy}
            ),
            field="substitute",
        )


def _corrections(session: Session, substitution_id: int) -> tuple[CorrectionView, ...]:
    found = session.execute(
        select(SubstitutionCorrection, Person)
        .join(Person, col(Person.id) == col(SubstitutionCorrection.by_id))
        .where(col(SubstitutionCorrection.substitution_id) == substitution_id)
        .order_by(col(SubstitutionCorrection.id))
    ).all()
    ids = {
        int(value)
        for row, _by in found
        if row.field == "substitute"
        for value in (row.old_value, row.new_value)
        if value
    }
    names = {
        str(person.id): f"{person.family_name} {person.given_name}"
        for person in session.scalars(select(Person).where(col(Person.id).in_(ids)))
    }
    return tuple(
        CorrectionView(
            field=row.field,
            old=_value(row.field, row.old_value, names),
            new=_value(row.field, row.new_value, names),
            words=row.words,
            by=f"{by.given_name} {by.family_name}",
            at=row.at,
        )
        for row, by in found
    )


def _value(field: str, value: str, names: dict[str, str]) -> Message | str:
    if field == "kind":
        return KINDS[value]
    return reason_words(value) if field == "reason" else names.get(value, "")


def _lesson(session: Session, row: Substitution) -> LessonRow:
    return lesson_rows(session, col(Lesson.id) == row.lesson_id)[0]


def _name(session: Session, person_id: int | None) -> str:
    person = session.get(Person, person_id) if person_id is not None else None
    return "" if person is None else f"{person.family_name} {person.given_name}"


def _not_there(permission: Permission, substitution_id: int) -> Forbidden:
    return Forbidden(Attempt(action=permission, entity="substitution", entity_id=substitution_id))
