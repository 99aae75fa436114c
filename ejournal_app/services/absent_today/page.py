"""The list of the morning: absent, no news, and whom to tell (MK 89/2011)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_states import ContactChannel
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    AbsenceContact,
    Attendance,
    Enrolment,
    Lesson,
    Person,
    Pupil,
)
from ejournal_app.persistence.queries.facts import enrolled_on
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.policies.facts import PupilFacts
from ejournal_app.policies.rules import allows, require
from ejournal_app.services import live
from ejournal_app.services.attendance.classes import own_classes
from ejournal_app.services.guard import use_case

from .absent import Absent, absent_on
from .people import Contact, contacts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian:
    """Somebody who is told; how to reach them is there for those who may tell."""

    person_id: int
    name: str
    kind: GuardianKind
    phone: str
    can_be_sent: bool
    """A message reaches them, and none went out today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacted:
    """A line of the log."""

    at: datetime
    channel: ContactChannel
    whom: str
    """Empty: nobody was reached."""
    words: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentPupil:
    """A pupil of the list."""

    pupil_id: int
    name: str
    missed: tuple[int, ...]
    there_since: int | None
    """The lesson after the missed ones in which the pupil was there."""
    guardians: tuple[Guardian, ...]
    log: tuple[Contacted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentOfClass:
    """A class with its absent pupils."""

    class_id: int
    name: str
    writable: bool
    silent: tuple[AbsentPupil, ...]
    """Nobody was reached yet."""
    told: tuple[AbsentPupil, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentToday:
    """The whole list; classes without anybody are not there."""

    day: date
    classes: tuple[AbsentOfClass, ...]


@use_case
def absent_today(actor: Actor) -> AbsentToday:
    """Return who is absent today without news, by class, and who was told already."""
    require(actor, Permission.ABSENT_TODAY_READ)
    today = clock.today()
    with reading() as session:
        absent, pupils, log = _found(session, actor, today)
        contacts = contacts_of(session, pupils, today)
        there = _there_since(session, absent, pupils, today)
    by_class: defaultdict[int, list[PupilRow]] = defaultdict(list)
    for row in sorted(pupils.values(), key=lambda one: person_key(one.family_name, one.given_name)):
        by_class[row.class_id].append(row)
    groups: list[AbsentOfClass] = []
    for class_id, rows in sorted(by_class.items(), key=lambda one: sort_key(one[1][0].class_name)):
        facts = PupilFacts(pupil_id=rows[0].pupil_id, class_ids=frozenset({class_id}))
        writable = allows(actor, Permission.ABSENT_CONTACT_WRITE, facts)
        silent: list[AbsentPupil] = []
        told: list[AbsentPupil] = []
        for row in rows:
            own = log.get(row.pupil_id, ())
            pupil = AbsentPupil(
                pupil_id=row.pupil_id,
                name=f"{row.family_name} {row.given_name}",
                missed=absent[row.pupil_id].missed,
                there_since=there.get(row.pupil_id),
                guardians=tuple(
                    _guardian(one, own, writable=writable) for one in contacts.get(row.pupil_id, ())
                ),
                log=tuple(line for _, line in own),
            )
            (told if _is_told(own) else silent).append(pupil)
        groups.append(
            AbsentOfClass(
                class_id=class_id,
                name=rows[0].class_name,
                writable=writable,
                silent=tuple(silent),
                told=tuple(told),
            )
        )
    return AbsentToday(day=today, classes=tuple(groups))


@use_case
def silent_by_class(actor: Actor) -> dict[int, int]:
    """Return how many pupils of each class the actor sees are absent, nobody told."""
    require(actor, Permission.ABSENT_TODAY_READ)
    counts: defaultdict[int, int] = defaultdict(int)
    with reading() as session:
        _, pupils, log = _found(session, actor, clock.today())
    for pupil_id, row in pupils.items():
        counts[row.class_id] += not _is_told(log.get(pupil_id, ()))
    return dict(counts)


@use_case
def absence_topics(actor: Actor) -> list[str]:
    """Return the live topics of the pupils the actor sees: whatever is written about them."""
    require(actor, Permission.ABSENT_TODAY_READ)
    with reading() as session:
        return [live.pupil_topic(pupil_id) for pupil_id in _own_pupils(session, actor)]


_Log = Mapping[int, list[tuple[int | None, Contacted]]]


def _found(
    session: Session, actor: Actor, today: date
) -> tuple[Mapping[int, Absent], dict[int, PupilRow], _Log]:
    """Return the absent pupils who are in the list, with whom they are and what was logged."""
    class_ids = _class_ids(session, actor, today)
    asked = select(col(Enrolment.pupil_id)).where(
        col(Enrolment.class_id).in_(class_ids), *enrolled_on(today)
    )
    absent = absent_on(session, asked, today)
    log = _log(session, absent, today)
    shown = [
        pupil_id
        for pupil_id, one in absent.items()
        if one.without_news or _is_told(log.get(pupil_id, ()))
    ]
    rows = pupils_enrolled(
        session, today, col(Pupil.id).in_(shown), col(Enrolment.class_id).in_(class_ids)
    )
    return absent, {row.pupil_id: row for row in rows}, log


def _class_ids(session: Session, actor: Actor, today: date) -> list[int]:
    year = working_year(session, today)
    if year is None or year.id is None:
        return []
    return [row.id for row in own_classes(session, actor, year.id) if row.id is not None]


def _own_pupils(session: Session, actor: Actor) -> list[int]:
    today = clock.today()
    return list(
        session.scalars(
            select(col(Enrolment.pupil_id)).where(
                col(Enrolment.class_id).in_(_class_ids(session, actor, today)), *enrolled_on(today)
            )
        )
    )


def _is_told(log: Iterable[tuple[int | None, Contacted]]) -> bool:
    return any(told_id is not None for told_id, _ in log)


def _guardian(
    contact: Contact, log: Iterable[tuple[int | None, Contacted]], *, writable: bool
) -> Guardian:
    sent = (ContactChannel.APP, ContactChannel.EMAIL, ContactChannel.SMS)
    was_sent = any(told_id == contact.person_id and line.channel in sent for told_id, line in log)
    return Guardian(
        person_id=contact.person_id,
        name=contact.name,
        kind=contact.kind,
        phone=contact.phone if writable else "",
        can_be_sent=writable and bool(contact.channels) and not was_sent,
    )


def _log(session: Session, pupil_ids: Iterable[int], day: date) -> _Log:
    told = select(col(Person.id), col(Person.given_name), col(Person.family_name)).subquery()
    teller = select(col(Person.id), col(Person.given_name), col(Person.family_name)).subquery()
    found: defaultdict[int, list[tuple[int | None, Contacted]]] = defaultdict(list)
    for row, told_given, told_family, by_given, by_family in session.execute(
        select(
            AbsenceContact,
            told.c.given_name,
            told.c.family_name,
            teller.c.given_name,
            teller.c.family_name,
        )
        .outerjoin(told, told.c.id == col(AbsenceContact.told_id))
        .join(teller, teller.c.id == col(AbsenceContact.by_id))
        .where(col(AbsenceContact.day) == day, col(AbsenceContact.pupil_id).in_(list(pupil_ids)))
        .order_by(col(AbsenceContact.at), col(AbsenceContact.id))
    ):
        line = Contacted(
            at=row.at,
            channel=ContactChannel(row.channel),
            whom="" if row.told_id is None else f"{told_given} {told_family}",
            words=row.words,
            by=f"{by_given} {by_family}",
        )
        found[row.pupil_id].append((row.told_id, line))
    return found


def _there_since(
    session: Session, absent: Mapping[int, Absent], pupil_ids: Iterable[int], day: date
) -> dict[int, int]:
    """Return the last lesson in which pupils were there, where it is after all they missed."""
    rows = session.execute(
        select(col(Attendance.pupil_id), func.max(col(Lesson.number)))
        .join(Lesson, col(Lesson.id) == col(Attendance.lesson_id))
        .where(
            col(Attendance.pupil_id).in_(list(pupil_ids)),
            col(Attendance.status) != AttendanceStatus.ABSENT,
            col(Lesson.day) == day,
        )
        .group_by(col(Attendance.pupil_id))
    )
    return {pupil: number for pupil, number in rows if number > absent[pupil].missed[-1]}
