"""What class teachers tell the parents of a class, and who knows it (Regulation 6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.class_tasks import percent
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    ClassNotice,
    ClassNoticeReading,
    SchoolClass,
    SchoolYear,
)
from ejournal_app.policies.facts import ClassFacts
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case
from ejournal_app.services.school_rules import class_tasks_due

from .classes import GuardianRow, guardians_by_class
from .notice_template import NOTICE_TEMPLATE

TEXT_LIMIT = 4_000


class Told(StrEnum):
    """Whether a guardian knows the text that stands."""

    READ = "read"
    TOLD = "told"
    """At a meeting."""
    EARLIER = "earlier"
    """Only an earlier text."""
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderLine:
    """A guardian of the class."""

    person_id: int
    name: str
    children: tuple[str, ...]
    told: Told
    at: datetime | None
    told_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """The text for a class; `text` is the template while nothing is published."""

    class_id: int
    class_name: str
    text: str
    published_at: datetime | None
    due: date
    readers: tuple[ReaderLine, ...]
    informed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeProgress:
    """How far a class is told."""

    published_at: datetime | None
    due: date
    overdue: bool
    """The day is over and nothing is published."""
    guardians: int
    informed: int

    @property
    def percent(self) -> int:
        """Return the share of guardians who know the text; 0 while nothing is published."""
        return percent(self.informed, self.guardians) if self.published_at else 0


@use_case
def class_notice(actor: Actor, class_id: int) -> NoticeView:
    """Return the text of the actor's own class and who of the guardians knows it."""
    with reading() as session:
        school_class = _own_class(session, actor, class_id)
        notice = notice_of(session, class_id)
        guardians = guardians_by_class(session, [class_id], clock.today())[class_id]
        readings = _readings(session, [notice.id]) if notice and notice.id else {}
        readers = tuple(_reader(row, notice, readings.get(row.person_id)) for row in guardians)
        year = session.get_one(SchoolYear, school_class.year_id)
        return NoticeView(
            class_id=class_id,
            class_name=school_class.name,
            text=notice.text if notice else NOTICE_TEMPLATE,
            published_at=notice.published_at if notice else None,
            due=class_tasks_due(session, year.starting),
            readers=readers,
            informed=sum(reader.told in (Told.READ, Told.TOLD) for reader in readers),
        )


@use_case
def publish_notice(actor: Actor, class_id: int, text: str) -> None:
    """Publish a text to the guardians of the class; a changed one is to be read again.

    The audit trail keeps every text that was published, word for word: the school must be able
    to prove what parents were told.
    """
    text = text.strip().replace("\r\n", "\n")
    with writing() as session:
        _own_class(session, actor, class_id, lock=True)
        if not text:
            raise Refused(Message(N_("Write the text.")), field="text")
        if len(text) > TEXT_LIMIT:
            raise Refused(
                Message(
                    N_("The text is too long: {length} characters, at most {limit}."),
                    {"length": len(text), "limit": TEXT_LIMIT},
                ),
                field="text",
            )
        notice = notice_of(session, class_id)
        if notice is not None and notice.text == text:
            raise Refused(Message(N_("This text is published already.")), field="text")
        if notice is None:
            notice = ClassNotice(
                class_id=class_id,
                text="",
                published_at=clock.now(),
                published_by_id=actor.person_id,
            )
            session.add(notice)
        before = {"text": notice.text} if notice.text else None
        notice.text = text
        notice.published_at = clock.now()
        notice.published_by_id = actor.person_id
        try:
            session.flush()
        except IntegrityError:
            raise Refused(Message(N_("Somebody has just published a text. Look again."))) from None
        _record(session, actor, class_id, before=before, after={"text": text})
    live.publish([live.class_topic(class_id)])


@use_case
def note_told(actor: Actor, class_id: int, person_ids: Collection[int], on: date) -> int:
    """Note that guardians were told at a meeting; returns how many did not know the text yet."""
    today = clock.today()
    with writing() as session:
        school_class = _own_class(session, actor, class_id, lock=True)
        notice = notice_of(session, class_id)
        if notice is None or notice.id is None:
            raise Refused(Message(N_("Publish the text first.")))
        year = session.get_one(SchoolYear, school_class.year_id)
        if not year.starts_on <= on <= today:
            raise Refused(
                Message(
                    N_("The meeting was between {first} and today."), {"first": year.starts_on}
                ),
                field="day",
            )
        if not person_ids:
            raise Refused(Message(N_("Choose who was told.")))
        known = {row.person_id for row in guardians_by_class(session, [class_id], today)[class_id]}
        if not set(person_ids) <= known:
            raise Refused(Message(N_("The list of parents has changed. Reload the page.")))
        readings = _readings(session, [notice.id])
        new = 0
        for person_id in sorted(set(person_ids)):
            reading_ = readings.get(person_id)
            if is_current(notice, reading_):
                continue
            note_reading(session, actor, notice, reading_, person_id, told_on=on)
            new += 1
        if new:
            after: dict[str, Any] = {"told": sorted(set(person_ids)), "on": on.isoformat()}
            _record(session, actor, class_id, after=after)
    return new


@use_case
def take_back_told(actor: Actor, class_id: int, person_id: int) -> None:
    """Take back that a guardian was told at a meeting; what they read themselves stays."""
    with writing() as session:
        _own_class(session, actor, class_id, lock=True)
        notice = notice_of(session, class_id)
        own = _readings(session, [notice.id]).get(person_id) if notice and notice.id else None
        if own is None or own.told_on is None:
            return
        before: dict[str, Any] = {"told": person_id, "on": own.told_on.isoformat()}
        session.delete(own)
        _record(session, actor, class_id, before=before, after={"taken_back": person_id})


def notice_progress(
    session: Session, classes: Collection[SchoolClass], today: date
) -> dict[int, NoticeProgress]:
    """Return how far each class is told."""
    guardians, notices, by_notice = _of_classes(session, classes, today)
    found: dict[int, NoticeProgress] = {}
    for school_class in classes:
        assert school_class.id is not None
        notice = notices.get(school_class.id)
        due = class_tasks_due(session, session.get_one(SchoolYear, school_class.year_id).starting)
        rows = guardians.get(school_class.id, [])
        readings = by_notice.get(notice.id or 0, {}) if notice else {}
        found[school_class.id] = NoticeProgress(
            published_at=notice.published_at if notice else None,
            due=due,
            overdue=notice is None and due < today,
            guardians=len(rows),
            informed=sum(
                notice is not None and is_current(notice, readings.get(row.person_id))
                for row in rows
            ),
        )
    return found


def readers_by_class(
    session: Session, classes: Collection[SchoolClass], today: date
) -> dict[int, tuple[ReaderLine, ...]]:
    """Return the guardians of each class with whether they know its text, by name."""
    guardians, notices, by_notice = _of_classes(session, classes, today)
    found: dict[int, tuple[ReaderLine, ...]] = {}
    for class_id, rows in guardians.items():
        notice = notices.get(class_id)
        readings = by_notice.get(notice.id or 0, {}) if notice else {}
        found[class_id] = tuple(_reader(row, notice, readings.get(row.person_id)) for row in rows)
    return found


def _of_classes(
    session: Session, classes: Collection[SchoolClass], today: date
) -> tuple[
    dict[int, list[GuardianRow]],
    dict[int, ClassNotice],
    dict[int, dict[int, ClassNoticeReading]],
]:
    """Return guardians and text of each class, and who read each text, by person."""
    ids = [own.id for own in classes if own.id is not None]
    notices = {
        notice.class_id: notice
        for notice in session.scalars(select(ClassNotice).where(col(ClassNotice.class_id).in_(ids)))
    }
    by_notice: dict[int, dict[int, ClassNoticeReading]] = {}
    for own in session.scalars(
        select(ClassNoticeReading).where(
            col(ClassNoticeReading.notice_id).in_([notice.id for notice in notices.values()])
        )
    ):
        by_notice.setdefault(own.notice_id, {})[own.person_id] = own
    return guardians_by_class(session, ids, today), notices, by_notice


def notice_of(session: Session, class_id: int) -> ClassNotice | None:
    """Return the text published to a class."""
    return session.scalar(select(ClassNotice).where(col(ClassNotice.class_id) == class_id))


def is_current(notice: ClassNotice, own: ClassNoticeReading | None) -> bool:
    """Tell whether a reading is of the text that stands, not of one before it."""
    return own is not None and own.read_at >= notice.published_at


def note_reading(
    session: Session,
    actor: Actor,
    notice: ClassNotice,
    own: ClassNoticeReading | None,
    person_id: int,
    *,
    told_on: date | None = None,
) -> None:
    """Write that a person knows the text that stands, over what they knew of an earlier one."""
    assert notice.id is not None
    if own is None:
        own = ClassNoticeReading(
            notice_id=notice.id,
            person_id=person_id,
            read_at=clock.now(),
            recorded_by_id=actor.person_id,
        )
        session.add(own)
    own.read_at = clock.now()
    own.told_on = told_on
    own.recorded_by_id = actor.person_id


def _own_class(session: Session, actor: Actor, class_id: int, *, lock: bool = False) -> SchoolClass:
    """Return the actor's own class; locked, so that two windows do not both add a row."""
    require(actor, Permission.CLASS_NOTICE_WRITE, ClassFacts.of(class_id))
    statement = select(SchoolClass).where(col(SchoolClass.id) == class_id)
    found = session.scalar(statement.with_for_update(key_share=True) if lock else statement)
    if found is None:
        raise Forbidden(
            Attempt(action=Permission.CLASS_NOTICE_WRITE, entity="class", entity_id=class_id)
        )
    return found


def _readings(session: Session, notice_ids: Collection[int]) -> dict[int, ClassNoticeReading]:
    return {
        own.person_id: own
        for own in session.scalars(
            select(ClassNoticeReading).where(col(ClassNoticeReading.notice_id).in_(notice_ids))
        )
    }


def _reader(
    row: GuardianRow, notice: ClassNotice | None, own: ClassNoticeReading | None
) -> ReaderLine:
    if notice is None or own is None:
        told = Told.NOT_YET
    elif not is_current(notice, own):
        told = Told.EARLIER
    else:
        told = Told.TOLD if own.told_on else Told.READ
    return ReaderLine(
        person_id=row.person_id,
        name=row.name,
        children=row.children,
        told=told,
        at=own.read_at if own else None,
        told_on=own.told_on if own else None,
    )


def _record(
    session: Session,
    actor: Actor,
    class_id: int,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any],
) -> None:
    audit.record(
        session,
        actor=actor,
        action=Permission.CLASS_NOTICE_WRITE,
        entity="class",
        entity_id=class_id,
        before=before,
        after=after,
    )
