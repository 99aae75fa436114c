"""How the day's entries stand, for management and superuser (Regulation 10, 20)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.lesson_entry import EntryState
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Lesson, Person
from ejournal_app.persistence.queries.teaching import is_held, lesson_rows, teachers_by_journal
from ejournal_app.policies.rules import require

from .guard import use_case
from .lesson_state import state_of

_OPEN = (EntryState.NOT_STARTED, EntryState.INCOMPLETE, EntryState.OVERDUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherLine:
    """A teacher with lessons that are over but not entered."""

    name: str
    open_entries: int
    lessons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A day of the whole school."""

    day: date
    today: date
    lessons: int
    complete: int
    late: int
    open_entries: int
    coming: int
    teachers: tuple[TeacherLine, ...]
    """Those who owe entries, most first."""


@use_case
def school_day(actor: Actor, on: date | None = None) -> Overview:
    """Return how a day's entries stand; without a day, the latest day with lessons."""
    require(actor, Permission.OVERVIEW_READ)
    today, now = clock.today(), clock.now()
    with reading() as session:
        day = on or session.scalar(
            select(func.max(col(Lesson.day))).where(col(Lesson.day) <= today, is_held())
        )
        rows = lesson_rows(session, col(Lesson.day) == day, is_held()) if day else []
        states = {row.lesson.id: state_of(session, row.lesson, row.journal, now)[0] for row in rows}
        by_journal = teachers_by_journal(session, day or today)
    held: Counter[int] = Counter()
    owed: Counter[int] = Counter()
    people: dict[int, Person] = {}
    for row in rows:
        for person in by_journal.get(row.lesson.journal_id, []):
            assert person.id is not None
            people[person.id] = person
            held[person.id] += 1
            owed[person.id] += states[row.lesson.id] in _OPEN
    lines = [
        (-count, person_key(people[key].family_name, people[key].given_name), key)
        for key, count in owed.items()
        if count
    ]
    counted = Counter(states.values())
    return Overview(
        day=day or today,
        today=today,
        lessons=len(rows),
        complete=counted[EntryState.COMPLETE],
        late=counted[EntryState.LATE_COMPLETE],
        open_entries=sum(counted[state] for state in _OPEN),
        coming=counted[EntryState.FUTURE],
        teachers=tuple(
            TeacherLine(
                name=f"{people[key].family_name} {people[key].given_name}",
                open_entries=owed[key],
                lessons=held[key],
            )
            for _, _, key in sorted(lines)
        ),
    )
