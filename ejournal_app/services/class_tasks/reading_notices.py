"""Guardians read what the class teacher tells them (Regulation 6)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import ClassNotice, ClassNoticeReading, SchoolClass
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .classes import guardians_by_class
from .notices import is_current, note_reading, notice_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeToRead:
    """What a guardian is told; `version` names the text they see."""

    notice_id: int
    version: int
    class_name: str
    text: str
    published_at: datetime
    known: bool


@use_case
def notice_for(actor: Actor, pupil_id: int) -> NoticeToRead | None:
    """Return what a guardian of the pupil is told; None for every other reader of the diary."""
    with reading() as session:
        facts = pupil_facts(session, pupil_id, clock.today())
        require(actor, Permission.DIARY_READ, facts)
        class_id = next(iter(facts.class_ids), None)
        if class_id is None or pupil_id not in actor.child_ids:
            return None
        notice = notice_of(session, class_id)
        if notice is None or notice.id is None:
            return None
        own = session.scalar(
            select(ClassNoticeReading).where(
                col(ClassNoticeReading.notice_id) == notice.id,
                col(ClassNoticeReading.person_id) == actor.person_id,
            )
        )
        return NoticeToRead(
            notice_id=notice.id,
            version=notice.version,
            class_name=session.get_one(SchoolClass, class_id).name,
            text=notice.text,
            published_at=notice.published_at,
            known=is_current(notice, own),
        )


@use_case
def read_notice(actor: Actor, notice_id: int, version: int) -> None:
    """Note that the actor, a guardian in the class, has read the text of this version.

    Refused when the class teacher has changed it meanwhile; reading twice is reading once.
    """
    with writing() as session:
        notice = session.scalar(
            select(ClassNotice).where(col(ClassNotice.id) == notice_id).with_for_update()
        )
        guardians = (
            guardians_by_class(session, [notice.class_id], clock.today())[notice.class_id]
            if notice
            else []
        )
        mine = next((row for row in guardians if row.person_id == actor.person_id), None)
        if notice is None or mine is None:
            raise Forbidden(
                Attempt(action=Permission.DIARY_READ, entity="class_notice", entity_id=notice_id)
            )
        if notice.version != version:
            raise Refused(Message(N_("The class teacher has changed the text. Read it again.")))
        own = session.scalar(
            select(ClassNoticeReading).where(
                col(ClassNoticeReading.notice_id) == notice_id,
                col(ClassNoticeReading.person_id) == actor.person_id,
            )
        )
        if is_current(notice, own):
            return
        note_reading(session, actor, notice, own, actor.person_id)
        audit.record(
            session,
            actor=actor,
            action="notice.read",
            entity="class_notice",
            entity_id=notice_id,
            after={"version": version},
        )
