"""Deadlines that were put off: the list, what can be chosen, and withdrawing (Regulation 15)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import DeadlineExtension, Journal, JournalTeacher, Person
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case
from ejournal_app.services.notices.telling import NoticeKind, announce, tell
from ejournal_app.services.teaching.staff import StaffOption, staff_options

from .extension_words import told_withdrawn

SHOWN = 200
"""Extensions on the page: the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionLine:
    """What was put off for whom, until when and why."""

    extension_id: int
    duty: DutyKind
    person: str
    """Empty: for everybody who owes it in the journal."""
    journal: str
    """Empty: in every journal of the person."""
    due_from: date
    due_to: date
    until: date
    reason: str
    granted_by: str
    granted_at: datetime
    ended_at: datetime | None
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalOption:
    """A journal a deadline can be put off in."""

    journal_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionsView:
    """The page: what was put off this year, and what a form may choose from."""

    lines: tuple[ExtensionLine, ...]
    staff: tuple[StaffOption, ...]
    first_day: date | None
    """Of the year people work on; None while there is none."""
    last_day: date | None


@use_case
def extensions(actor: Actor) -> ExtensionsView:
    """Return the working year's extensions, the latest first."""
    require(actor, Permission.EXTENSION_WRITE)
    today = clock.today()
    with reading() as session:
        year = working_year(session, today)
        return ExtensionsView(
            lines=() if year is None else _lines(session, year.starts_on, year.ends_on, today),
            staff=staff_options(session, today),
            first_day=None if year is None else year.starts_on,
            last_day=None if year is None else year.ends_on,
        )


@use_case
def journals_to_extend(actor: Actor, person_id: int | None) -> tuple[JournalOption, ...]:
    """Return the year's journals somebody teaches in it; all of them when nobody is named."""
    require(actor, Permission.EXTENSION_WRITE)
    with reading() as session:
        year = working_year(session, clock.today())
        statement = select(Journal).where(col(Journal.year_id) == (year.id if year else 0))
        if person_id is not None:
            statement = statement.where(
                col(Journal.id).in_(
                    select(col(JournalTeacher.journal_id)).where(
                        col(JournalTeacher.person_id) == person_id
                    )
                )
            )
        found = {row.id: row.name for row in session.scalars(statement) if row.id is not None}
    return tuple(
        JournalOption(journal_id=journal_id, name=name)
        for journal_id, name in sorted(found.items(), key=lambda one: sort_key(one[1]))
    )


@use_case
def withdraw_extension(actor: Actor, extension_id: int) -> None:
    """Take an extension back: what was put off is due on its own day again."""
    require(actor, Permission.EXTENSION_WRITE)
    with writing() as session:
        row = session.get(DeadlineExtension, extension_id, with_for_update=True)
        if row is None:
            raise Forbidden(
                Attempt(
                    action=Permission.EXTENSION_WRITE,
                    entity="deadline_extension",
                    entity_id=extension_id,
                )
            )
        if row.ended_at is not None:
            raise Refused(Message(N_("This extension is withdrawn already.")))
        row.ended_at = clock.now()
        audit.record(
            session,
            actor=actor,
            action=Permission.EXTENSION_WRITE,
            entity="deadline_extension",
            entity_id=extension_id,
            after={"withdrawn": True},
        )
        told = whom_to_tell(session, row) - {actor.person_id}
        tell(session, told, NoticeKind.DEADLINE_EXTENDED, told_withdrawn(session, row, actor.name))
        topics = journal_topics(row)
    announce(told)
    live.publish(topics)


def whom_to_tell(session: Session, row: DeadlineExtension) -> set[int]:
    """Return the person, or everybody who teaches the journal while the extension is about it."""
    if row.person_id is not None:
        return {row.person_id}
    rows = session.execute(
        select(col(JournalTeacher.person_id), col(JournalTeacher.ends_on)).where(
            col(JournalTeacher.journal_id) == row.journal_id,
            col(JournalTeacher.starts_on) <= row.until,
        )
    )
    return {person_id for person_id, ends_on in rows if ends_on is None or ends_on >= row.due_from}


def journal_topics(row: DeadlineExtension) -> list[str]:
    """Return what open pages of the journal listen to."""
    return [] if row.journal_id is None else [live.journal_topic(row.journal_id)]


def _lines(session: Session, first: date, last: date, today: date) -> tuple[ExtensionLine, ...]:
    by = aliased(Person)
    rows = session.execute(
        select(DeadlineExtension, Person, by, col(Journal.name))
        .join(by, col(by.id) == col(DeadlineExtension.granted_by_id))
        .outerjoin(Person, col(Person.id) == col(DeadlineExtension.person_id))
        .outerjoin(Journal, col(Journal.id) == col(DeadlineExtension.journal_id))
        .where(col(DeadlineExtension.due_from) >= first, col(DeadlineExtension.due_from) <= last)
        .order_by(col(DeadlineExtension.granted_at).desc(), col(DeadlineExtension.id).desc())
        .limit(SHOWN)
    )
    return tuple(
        ExtensionLine(
            extension_id=row.id,
            duty=DutyKind(row.duty),
            person="" if row.person_id is None else f"{person.family_name} {person.given_name}",
            journal=journal or "",
            due_from=row.due_from,
            due_to=row.due_to,
            until=row.until,
            reason=row.reason,
            granted_by=f"{granter.given_name} {granter.family_name}",
            granted_at=row.granted_at,
            ended_at=row.ended_at,
            holds=row.ended_at is None and row.until >= today,
        )
        for row, person, granter, journal in rows
        if row.id is not None
    )
