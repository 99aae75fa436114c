"""A closed period opened once more for one person, with the reason (Regulation 17-19)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.periods import PERIOD_KINDS
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Journal, JournalTeacher, PeriodReopening, Person
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.persistence.queries.teaching import in_force
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case
from ejournal_app.services.notices.telling import announce
from ejournal_app.services.teaching.staff import StaffOption

from .telling import tell_opened

REASON_LIMIT = 300
_SHOWN = 100
"""Reopenings on the page: the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtJournal:
    """A journal that can be opened for its teacher."""

    journal_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopeningLine:
    """What was opened for whom, until when and why."""

    reopening_id: int
    kind: EntryKind
    person: str
    journal: str
    """Empty: all journals of that person."""
    until: date
    reason: str
    granted_by: str
    granted_at: datetime
    ended_at: datetime | None
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopeningData:
    """What is to be opened."""

    kind: EntryKind
    person_id: int
    journal_id: int | None
    until: date
    reason: str


@use_case
def reopenings(actor: Actor) -> tuple[ReopeningLine, ...]:
    """Return the year's reopenings, the latest first."""
    require(actor, Permission.PERIOD_MANAGE)
    with reading() as session:
        return _lines(session, clock.today())


@use_case
def teachers_of_year(actor: Actor) -> tuple[StaffOption, ...]:
    """Return whom a period can be opened for: those who teach a journal that keeps marks."""
    require(actor, Permission.PERIOD_MANAGE)
    with reading() as session:
        named = {
            one.id: f"{one.family_name} {one.given_name}"
            for one in session.scalars(_taught(session, Person))
            if one.id is not None
        }
    return tuple(
        StaffOption(person_id=person_id, name=name)
        for person_id, name in sorted(named.items(), key=lambda one: sort_key(one[1]))
    )


@use_case
def journals_of_teacher(actor: Actor, person_id: int) -> tuple[TaughtJournal, ...]:
    """Return the journals somebody teaches today that keep marks."""
    require(actor, Permission.PERIOD_MANAGE)
    with reading() as session:
        return _journals(session, person_id)


@use_case
def reopen(actor: Actor, data: ReopeningData) -> None:
    """Open a period for one person until a day, in one journal or in all of theirs.

    The person is told; why it was opened they read on the page of the journal.
    """
    require(actor, Permission.PERIOD_MANAGE)
    today = clock.today()
    reason = data.reason.strip()
    if data.kind not in PERIOD_KINDS:
        raise Refused(Message(N_("Choose a kind from the list.")), field="kind")
    if not reason:
        raise Refused(
            Message(N_("Write why it is opened again: the teacher reads it too.")), field="reason"
        )
    if len(reason) > REASON_LIMIT:
        raise Refused(
            Message(
                N_("The text is too long: {length} characters, at most {limit}."),
                {"length": len(reason), "limit": REASON_LIMIT},
            ),
            field="reason",
        )
    with writing() as session:
        year = working_year(session, today)
        journals = _journals(session, data.person_id)
        if year is None or year.id is None or not journals:
            raise Refused(Message(N_("Choose a teacher from the list.")), field="person")
        if not today <= data.until <= year.ends_on:
            raise Refused(
                Message(N_("Choose a day from today to {last}."), {"last": year.ends_on}),
                field="until",
            )
        known = {one.journal_id: one.name for one in journals}
        if data.journal_id is not None and data.journal_id not in known:
            raise Refused(Message(N_("Choose a journal this teacher teaches.")), field="journal")
        row = PeriodReopening(
            year_id=year.id,
            entry_kind=data.kind,
            person_id=data.person_id,
            journal_id=data.journal_id,
            until=data.until,
            reason=reason,
            granted_by_id=actor.person_id,
            granted_at=clock.now(),
        )
        session.add(row)
        session.flush()
        # The reason stays with the row: it may name people, and the trail is read by others.
        audit.record(
            session,
            actor=actor,
            action=Permission.PERIOD_MANAGE,
            entity="period_reopening",
            entity_id=row.id,
            after={
                "kind": data.kind,
                "person": data.person_id,
                "journal": data.journal_id,
                "until": data.until.isoformat(),
            },
        )
        told = {data.person_id} - {actor.person_id}
        opened = known if data.journal_id is None else {data.journal_id: known[data.journal_id]}
        for person_id in told:
            tell_opened(session, person_id, data.kind, data.until, opened)
    live.publish([live.journal_topic(one) for one in known])
    announce(told)


@use_case
def end_reopening(actor: Actor, reopening_id: int) -> None:
    """Close a period again before the day it was opened until."""
    require(actor, Permission.PERIOD_MANAGE)
    with writing() as session:
        row = session.get(PeriodReopening, reopening_id, with_for_update=True)
        if row is None:
            raise Forbidden(
                Attempt(
                    action=Permission.PERIOD_MANAGE,
                    entity="period_reopening",
                    entity_id=reopening_id,
                )
            )
        if row.ended_at is not None or row.until < clock.today():
            raise Refused(Message(N_("This is closed already.")))
        row.ended_at = clock.now()
        audit.record(
            session,
            actor=actor,
            action=Permission.PERIOD_MANAGE,
            entity="period_reopening",
            entity_id=reopening_id,
            after={"ended": True},
        )
        told = [one.journal_id for one in _journals(session, row.person_id)]
    live.publish([live.journal_topic(one) for one in told])


def _lines(session: Session, today: date) -> tuple[ReopeningLine, ...]:
    by = aliased(Person)
    year = working_year(session, today)
    rows = session.execute(
        select(PeriodReopening, Person, by, col(Journal.name))
        .join(Person, col(Person.id) == col(PeriodReopening.person_id))
        .join(by, col(by.id) == col(PeriodReopening.granted_by_id))
        .outerjoin(Journal, col(Journal.id) == col(PeriodReopening.journal_id))
        .where(col(PeriodReopening.year_id) == (year.id if year else 0))
        .order_by(col(PeriodReopening.granted_at).desc(), col(PeriodReopening.id).desc())
        .limit(_SHOWN)
    )
    return tuple(
        ReopeningLine(
            reopening_id=row.id,
            kind=EntryKind(row.entry_kind),
            person=_named(person),
            journal=journal or "",
            until=row.until,
            reason=row.reason,
            granted_by=_named(granter),
            granted_at=row.granted_at,
            ended_at=row.ended_at,
            holds=row.ended_at is None and row.until >= today,
        )
        for row, person, granter, journal in rows
        if row.id is not None
    )


def _journals(session: Session, person_id: int) -> tuple[TaughtJournal, ...]:
    rows = session.scalars(
        _taught(session, Journal).where(col(JournalTeacher.person_id) == person_id)
    )
    found = {row.id: row.name for row in rows if row.id is not None}
    return tuple(
        TaughtJournal(journal_id=journal_id, name=name)
        for journal_id, name in sorted(found.items(), key=lambda one: sort_key(one[1]))
    )


def _taught(session: Session, what: type[Any]) -> Select[Any]:
    """Select persons or journals of today's attachments to the year's journals with marks."""
    today = clock.today()
    year = working_year(session, today)
    return (
        select(what)
        .select_from(JournalTeacher)
        .join(Journal, col(Journal.id) == col(JournalTeacher.journal_id))
        .join(Person, col(Person.id) == col(JournalTeacher.person_id))
        .where(
            col(Journal.year_id) == (year.id if year else 0),
            col(Journal.attendance_only).is_(False),
            *in_force(JournalTeacher, today),
        )
    )


def _named(person: Person) -> str:
    return f"{person.given_name} {person.family_name}"
