"""A person's own notices (paziņojumi)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.messages import Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Notice
from ejournal_app.policies.rules import require
from ejournal_app.services import live
from ejournal_app.services.guard import use_case
from ejournal_app.services.stored_messages import rich_message

LONGEST_LIST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNotice:
    """One thing the person was told."""

    notice_id: int
    at: datetime
    message: Message
    href: str
    """Where it is about; empty when there is nothing to open."""
    unread: bool


@use_case
def own_notices(actor: Actor) -> list[OwnNotice]:
    """Return the latest of the actor's notices, the newest first."""
    require(actor, Permission.ACCOUNT_OWN)
    with reading() as session:
        rows = session.scalars(
            select(Notice)
            .where(col(Notice.person_id) == actor.person_id)
            .order_by(col(Notice.at).desc(), col(Notice.id).desc())
            .limit(LONGEST_LIST)
        )
        return [
            OwnNotice(
                notice_id=row.id,
                at=row.at,
                message=rich_message(row.msgid, row.params),
                href=row.href,
                unread=row.read_at is None,
            )
            for row in rows
            if row.id is not None
        ]


@use_case
def count_unread(actor: Actor) -> int:
    """Return how many notices the actor has not read."""
    require(actor, Permission.ACCOUNT_OWN)
    with reading() as session:
        return (
            session.scalar(
                select(func.count())
                .select_from(Notice)
                .where(col(Notice.person_id) == actor.person_id, col(Notice.read_at).is_(None))
            )
            or 0
        )


@use_case
def read_notice(actor: Actor, notice_id: int) -> str:
    """Note that the actor has read a notice; returns where it is about."""
    require(actor, Permission.ACCOUNT_OWN)
    with writing() as session:
        row = session.get(Notice, notice_id, with_for_update=True)
        if row is None or row.person_id != actor.person_id:
            raise Forbidden(
                Attempt(action=Permission.ACCOUNT_OWN, entity="notice", entity_id=notice_id)
            )
        row.read_at = row.read_at or clock.now()
        href = row.href
    live.publish([live.person_topic(actor.person_id)])
    return href


@use_case
def read_all_notices(actor: Actor) -> None:
    """Note that the actor has read every notice."""
    require(actor, Permission.ACCOUNT_OWN)
    with writing() as session:
        session.connection().execute(
            update(Notice)
            .where(col(Notice.person_id) == actor.person_id, col(Notice.read_at).is_(None))
            .values(read_at=clock.now())
        )
    live.publish([live.person_topic(actor.person_id)])
