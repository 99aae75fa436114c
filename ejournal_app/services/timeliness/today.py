"""What is missing today: entries due at 17:00 first (Regulation 10), then what is due tonight."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.duties import Duty, DutyKind
from ejournal_app.domain.messages import Message
from ejournal_app.persistence.engine import reading
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .lines import due_between, people_named


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingThing:
    """A thing that is missing."""

    key: str
    title: Message
    due_at: datetime
    is_overdue: bool
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingOfTeacher:
    """What one teacher has not done yet."""

    person_id: int
    name: str
    things: tuple[MissingThing, ...]
    """In the order in which they are due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingToday:
    """The day of the whole school; what two teachers owe together is counted once."""

    day: date
    due: int
    """All that falls due today, done or not."""
    entries: int
    """Entries of lessons that are missing."""
    others: int
    """Marks and other things due today."""
    teachers: tuple[MissingOfTeacher, ...]
    """Who has most missing comes first."""


@use_case
def missing_today(actor: Actor) -> MissingToday:
    """Return what falls due today and is open."""
    require(actor, Permission.TIMELINESS_READ)
    today, now = clock.today(), clock.now()
    with reading() as session:
        due = due_between(session, today, today, now)
        missing = [
            (duty, duty.due_at) for duty in due if duty.is_open() and duty.due_at is not None
        ]
        names = people_named(session, {one for duty, _ in missing for one in duty.person_ids})
    things: defaultdict[int, list[MissingThing]] = defaultdict(list)
    for duty, due_at in sorted(missing, key=lambda one: (one[1], one[0].key)):
        for person_id in duty.person_ids:
            things[person_id].append(_thing(duty, due_at, now))
    teachers = [
        MissingOfTeacher(person_id=one, name=names[one], things=tuple(own))
        for one, own in things.items()
    ]
    entries = sum(duty.kind is DutyKind.LESSON_ENTRY for duty, _ in missing)
    return MissingToday(
        day=today,
        due=len(due),
        entries=entries,
        others=len(missing) - entries,
        teachers=tuple(sorted(teachers, key=lambda one: (-len(one.things), sort_key(one.name)))),
    )


def _thing(duty: Duty, due_at: datetime, now: datetime) -> MissingThing:
    return MissingThing(
        key=f"{duty.key}:{due_at:%H%M}",
        title=duty.title,
        due_at=due_at,
        is_overdue=duty.is_overdue(now),
        href=duty.href,
    )
