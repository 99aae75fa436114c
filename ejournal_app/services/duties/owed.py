"""What is to be done now: of one person, and of everybody (Regulation 6, 9, 10, 15-21)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.clock import local
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.duties import Duty, DutyKind
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.queries.schools import year_on
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .counting import count_duties
from .office import OfficeDuty, office_duties
from .scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDuties:
    """What the actor owes."""

    now: datetime
    duties: tuple[Duty, ...]
    """Overdue ones first, the oldest on top; what rests comes last."""
    office: tuple[OfficeDuty, ...]
    """What waits for the actor as superuser or management."""


@use_case
def own_duties(actor: Actor) -> OwnDuties:
    """Return what the actor owes now."""
    require(actor, Permission.DUTY_OWN)
    now = clock.now()
    with reading() as session:
        return OwnDuties(
            now=now,
            duties=tuple(owed_of(session, actor.person_id, now)),
            office=office_duties(session, actor, now),
        )


def owed_of(
    session: Session,
    person_id: int,
    now: datetime,
    kinds: Collection[DutyKind] = tuple(DutyKind),
) -> list[Duty]:
    """Return the open duties of a person, the earliest deadline first."""
    return _in_order(_owed(session, now, frozenset({person_id}), kinds, words=True))


def owed_by_person(
    session: Session,
    now: datetime,
    kinds: Collection[DutyKind] = tuple(DutyKind),
    *,
    words: bool = True,
) -> dict[int, list[Duty]]:
    """Return the open duties of everybody who owes something, the earliest deadline first."""
    found: defaultdict[int, list[Duty]] = defaultdict(list)
    for duty in _in_order(_owed(session, now, None, kinds, words=words)):
        for person_id in duty.person_ids:
            found[person_id].append(duty)
    return dict(found)


def _owed(
    session: Session,
    now: datetime,
    person_ids: frozenset[int] | None,
    kinds: Collection[DutyKind],
    *,
    words: bool,
) -> list[Duty]:
    year = year_on(session, local(now).date())
    if year is None or year.id is None:
        return []
    return count_duties(
        session,
        Scope(year_id=year.id, now=now, person_ids=person_ids, kinds=frozenset(kinds), words=words),
    )


def _in_order(duties: Iterable[Duty]) -> list[Duty]:
    return sorted(
        duties,
        key=lambda duty: (
            duty.due_at is None,
            duty.due_at.timestamp() if duty.due_at else 0,
            duty.day0,
            duty.key,
        ),
    )
