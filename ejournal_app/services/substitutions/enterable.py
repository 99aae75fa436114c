"""Which lessons somebody can say to have led for a colleague (Regulation 12)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, Lesson, Person, Subject, Substitution
from ejournal_app.persistence.queries.teaching import (
    LessonRow,
    lesson_rows,
    taught_journal_ids,
    teachers_by_journal,
)
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

DAYS_BACK = timedelta(days=7)
"""A substitution is entered within a week; later ones the management enters by correcting."""
_NEAR = timedelta(minutes=60)
"""From now, either way: these lessons are offered first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSubject:
    """A journal of the class in a subject one teaches oneself."""

    journal_id: int
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterableLesson:
    """A lesson of somebody else at a time when the reader is free."""

    lesson_id: int
    number: int
    starts_at: datetime
    ends_at: datetime
    subject: str
    place: str
    room: str
    teachers: str
    is_near: bool
    """It is held now, or just before or after."""
    own_subjects: tuple[OwnSubject, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enterable:
    """The lessons of a day one may have led, in order of time and class."""

    day: date
    first: date
    """The earliest day that can still be entered."""
    last: date
    lessons: tuple[EnterableLesson, ...]


@use_case
def enterable(actor: Actor, day: date | None = None) -> Enterable:
    """Return the lessons of a day of the last week: the one asked for, or the last with lessons."""
    require(actor, Permission.SUBSTITUTION_ENTER)
    today = clock.today()
    with reading() as session:
        asked = min(max(day or _latest(session, today), today - DAYS_BACK), today)
        return Enterable(
            day=asked,
            first=today - DAYS_BACK,
            last=today,
            lessons=tuple(_lessons(session, actor, asked)),
        )


def _latest(session: Session, today: date) -> date:
    """Return today; on a day without lessons the last one with some."""
    latest = select(func.max(col(Lesson.day))).where(col(Lesson.day) <= today)
    return session.scalar(latest) or today


def _lessons(session: Session, actor: Actor, day: date) -> Iterable[EnterableLesson]:
    rows = lesson_rows(session, col(Lesson.day) == day, col(Lesson.called_off_at).is_(None))
    teachers, now = teachers_by_journal(session, day), clock.now()
    covered = session.execute(
        select(Substitution)
        .join(Lesson, col(Lesson.id) == col(Substitution.lesson_id))
        .where(col(Lesson.day) == day)
    ).scalars()
    led: dict[int | None, int | None] = {row.lesson_id: row.substitute_id for row in covered}
    own = [row for row in rows if _leads(row, actor.person_id, teachers, led)]
    journals = _own_subjects(session, actor, day)
    found = [
        EnterableLesson(
            lesson_id=row.lesson.id or 0,
            number=row.lesson.number,
            starts_at=row.lesson.starts_at,
            ends_at=row.lesson.ends_at,
            subject=row.subject,
            place=row.place,
            room=row.room,
            teachers=", ".join(_name(one) for one in teachers[row.lesson.journal_id]),
            is_near=row.lesson.starts_at - _NEAR <= now <= row.lesson.ends_at + _NEAR,
            own_subjects=tuple(
                OwnSubject(journal_id=journal_id, subject=subject)
                for journal_id, subject, subject_id in journals[_pupils(row.journal)]
                if subject_id != row.journal.subject_id
            ),
        )
        for row in rows
        if row.lesson.id not in led
        and teachers.get(row.lesson.journal_id)
        and all(one.id != actor.person_id for one in teachers[row.lesson.journal_id])
        and not any(_together(row.lesson, mine.lesson) for mine in own)
    ]
    return sorted(found, key=lambda one: (one.starts_at, sort_key(one.place), one.lesson_id))


def _leads(
    row: LessonRow,
    person_id: int,
    teachers: Mapping[int, list[Person]],
    led: Mapping[int | None, int | None],
) -> bool:
    """Tell whether a person stands before the class in a lesson."""
    if row.lesson.id in led:
        return led[row.lesson.id] == person_id
    return any(one.id == person_id for one in teachers.get(row.lesson.journal_id, ()))


def _together(one: Lesson, other: Lesson) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _own_subjects(
    session: Session, actor: Actor, day: date
) -> defaultdict[tuple[int | None, int | None], list[tuple[int, str, int]]]:
    """Return the journals in one's own subjects, by whose they are: class or group."""
    taught = select(col(Journal.subject_id)).where(
        col(Journal.id).in_(taught_journal_ids(actor.person_id, day))
    )
    found: defaultdict[tuple[int | None, int | None], list[tuple[int, str, int]]]
    found = defaultdict(list)
    for journal, subject in session.execute(
        select(Journal, col(Subject.name))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .where(
            col(Journal.subject_id).in_(taught),
            col(Journal.starts_on) <= day,
            or_(col(Journal.ends_on).is_(None), col(Journal.ends_on) >= day),
        )
        .order_by(col(Subject.name), col(Journal.id))
    ):
        found[_pupils(journal)].append((journal.id or 0, subject, journal.subject_id))
    return found


def _pupils(journal: Journal) -> tuple[int | None, int | None]:
    return journal.class_id, journal.group_id


def _name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}"
