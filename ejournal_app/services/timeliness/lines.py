"""What is behind a cell of the heat map: each duty with its deadline and what became of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.duties import Duty, DutyKind
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.messages import Message
from ejournal_app.domain.timeliness import Outcome, Tally, by_week, outcome
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, Person, SchoolClass, SchoolYear
from ejournal_app.policies.rules import require
from ejournal_app.services.duties.things import things_due
from ejournal_app.services.guard import use_case

from .heat_map import By, last_day_of

_ORDER = (Outcome.OVERDUE, Outcome.LATE, Outcome.IN_TIME, Outcome.COMING)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One duty."""

    key: str
    """Of this page only: teachers with different deadlines have a line each."""
    kind: DutyKind
    title: Message
    reason: tuple[Message, ...]
    outcome: Outcome
    due_at: datetime
    done_at: datetime | None
    missing: int
    total: int
    href: str
    journal_id: int | None
    journal: str
    people: tuple[str, ...]
    """Who owes it."""
    person_ids: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesView:
    """A cell of the heat map."""

    by: By
    owner_id: int
    name: str
    monday: date
    sunday: date
    tally: Tally
    lines: tuple[DutyLine, ...]
    """Open and overdue first, then late ones, then those in time, then those still to come."""


@use_case
def timeliness_lines(actor: Actor, by: By, owner_id: int, monday: date) -> LinesView:
    """Return a week of a teacher or a class; Forbidden for one that is not there."""
    require(actor, Permission.TIMELINESS_READ)
    return lines_of(by, owner_id, monday)


def lines_of(by: By, owner_id: int, monday: date) -> LinesView:
    """Return a week of a teacher or a class; the caller asks the rights."""
    now, sunday = clock.now(), last_day_of(monday)
    with reading() as session:
        name = _name(session, by, owner_id)
        persons = (owner_id,) if by is By.TEACHER else None
        due = due_between(session, monday, sunday, now, person_ids=persons, words=True)
        duties = [duty for duty in due if owner_id in by.owners(duty)]
        lines = duty_lines(session, duties, now)
    counted = by_week(duties, now, lambda _duty: (owner_id,)).get(owner_id, {})
    return LinesView(
        by=by,
        owner_id=owner_id,
        name=name,
        monday=monday,
        sunday=sunday,
        tally=counted.get(monday, Tally()),
        lines=lines,
    )


def due_between(
    session: Session,
    first: date,
    last: date,
    now: datetime,
    *,
    person_ids: Collection[int] | None = None,
    words: bool = False,
) -> list[Duty]:
    """Return what falls due between two days, in whatever school years they are."""
    years = session.scalars(
        select(col(SchoolYear.id)).where(
            col(SchoolYear.starts_on) <= last, col(SchoolYear.ends_on) >= first
        )
    ).all()
    return [
        duty
        for year in years
        if year is not None
        for duty in things_due(session, year, first, last, now, person_ids=person_ids, words=words)
    ]


def duty_lines(session: Session, duties: Iterable[Duty], now: datetime) -> tuple[DutyLine, ...]:
    """Return duties as lines with names, the worst first, then by deadline."""
    timed = [(duty, duty.due_at) for duty in duties if duty.due_at is not None]
    people = people_named(session, {one for duty, _ in timed for one in duty.person_ids})
    ids = {duty.journal_id for duty, _ in timed if duty.journal_id is not None}
    journals = {
        row.id: row.name
        for row in session.scalars(select(Journal).where(col(Journal.id).in_(list(ids))))
    }
    lines = [
        DutyLine(
            key=f"{duty.key}:{due_at:%Y%m%d%H%M}",
            kind=duty.kind,
            title=duty.title,
            reason=duty.reason,
            outcome=outcome(duty, now),
            due_at=due_at,
            done_at=duty.done_at,
            missing=duty.missing,
            total=duty.total,
            href=duty.href,
            journal_id=duty.journal_id,
            journal=journals.get(duty.journal_id, ""),
            people=tuple(sorted((people[one] for one in duty.person_ids), key=sort_key)),
            person_ids=duty.person_ids,
        )
        for duty, due_at in timed
    ]
    return tuple(sorted(lines, key=lambda line: (_ORDER.index(line.outcome), line.due_at)))


def people_named(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Return names, surname first."""
    return {
        one.id: f"{one.family_name} {one.given_name}"
        for one in session.scalars(select(Person).where(col(Person.id).in_(list(ids))))
        if one.id is not None
    }


def _name(session: Session, by: By, owner_id: int) -> str:
    row = session.get(Person if by is By.TEACHER else SchoolClass, owner_id)
    if isinstance(row, Person):
        return f"{row.family_name} {row.given_name}"
    if isinstance(row, SchoolClass):
        return row.name
    raise Forbidden(
        Attempt(
            action=Permission.TIMELINESS_READ,
            entity="person" if by is By.TEACHER else "class",
            entity_id=owner_id,
        )
    )
