"""A person's own calendar addresses: made, listed, revoked. The secret is shown once."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.feeds import FeedPart
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import FeedAddress
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.accounts.sessions import hash_secret
from ejournal_app.services.guard import use_case
from ejournal_app.settings import get_settings

MOST_ADDRESSES = 10
LONGEST_NAME = 80
PATH = "/kalendars/"
_SECRET_BYTES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeed:
    """A new address; the secret in it exists here and in calendar programs only."""

    feed_id: int
    address: str
    subscribe: str
    """The same as calendar programs on phones open it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFeed:
    """An address as its owner sees it."""

    feed_id: int
    name: str
    parts: tuple[FeedPart, ...]
    created_at: datetime
    last_read_at: datetime | None


@use_case
def parts_for(actor: Actor) -> tuple[FeedPart, ...]:
    """Return what a calendar of the actor can show today."""
    require(actor, Permission.ACCOUNT_OWN)
    has_family = bool(actor.child_ids) or actor.pupil_id is not None
    possible = {
        FeedPart.LESSONS: True,
        FeedPart.TESTS: True,
        FeedPart.HOMEWORK: has_family,
        FeedPart.DEADLINES: actor.is_staff,
    }
    return tuple(part for part, is_possible in possible.items() if is_possible)


@use_case
def own_feeds(actor: Actor) -> list[OwnFeed]:
    """Return the addresses of the actor that work, the oldest first."""
    require(actor, Permission.ACCOUNT_OWN)
    with reading() as session:
        rows = session.scalars(
            select(FeedAddress)
            .where(
                col(FeedAddress.person_id) == actor.person_id,
                col(FeedAddress.revoked_at).is_(None),
            )
            .order_by(col(FeedAddress.id))
        ).all()
    return [
        OwnFeed(
            feed_id=row.id,
            name=row.name,
            parts=parts_of(row),
            created_at=row.created_at,
            last_read_at=row.last_read_at,
        )
        for row in rows
        if row.id is not None
    ]


@use_case
def create_feed(actor: Actor, name: str, parts: Collection[FeedPart]) -> NewFeed:
    """Make an address; Refused when it would show nothing, or there are too many."""
    require(actor, Permission.ACCOUNT_OWN)
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise Refused(
            Message(N_("The name has at most {n} characters."), {"n": LONGEST_NAME}), field="name"
        )
    if not parts:
        raise Refused(Message(N_("Choose what the calendar shows.")), field="parts")
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    with writing() as session:
        _require_room(session, actor)
        row = FeedAddress(
            person_id=actor.person_id,
            secret_hash=hash_secret(secret),
            name=name,
            shows_lessons=FeedPart.LESSONS in parts,
            shows_tests=FeedPart.TESTS in parts,
            shows_homework=FeedPart.HOMEWORK in parts,
            shows_deadlines=FeedPart.DEADLINES in parts,
            created_at=clock.now(),
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        audit.record(
            session,
            actor=actor,
            action="feed.create",
            entity="feed_address",
            entity_id=row.id,
            after={"parts": sorted(parts)},
        )
    address = f"{get_settings().base_url}{PATH}{secret}.ics"
    subscribe = f"webcal://{address.partition('://')[2]}"
    return NewFeed(feed_id=row.id, address=address, subscribe=subscribe)


@use_case
def revoke_feed(actor: Actor, feed_id: int) -> None:
    """End an own address for good; Forbidden for anybody else's."""
    require(actor, Permission.ACCOUNT_OWN)
    with writing() as session:
        ended = session.connection().execute(
            update(FeedAddress)
            .where(
                col(FeedAddress.id) == feed_id,
                col(FeedAddress.person_id) == actor.person_id,
                col(FeedAddress.revoked_at).is_(None),
            )
            .values(revoked_at=clock.now())
        )
        if ended.rowcount != 1:
            raise Forbidden(Attempt(action="feed.revoke", entity="feed_address", entity_id=feed_id))
        audit.record(
            session, actor=actor, action="feed.revoke", entity="feed_address", entity_id=feed_id
        )


def parts_of(row: FeedAddress) -> tuple[FeedPart, ...]:
    """Return what an address shows."""
    shown = {
        FeedPart.LESSONS: row.shows_lessons,
        FeedPart.TESTS: row.shows_tests,
        FeedPart.HOMEWORK: row.shows_homework,
        FeedPart.DEADLINES: row.shows_deadlines,
    }
    return tuple(part for part, is_shown in shown.items() if is_shown)


def _require_room(session: Session, actor: Actor) -> None:
    have = session.scalar(
        select(func.count())
        .select_from(FeedAddress)
        .where(col(FeedAddress.person_id) == actor.person_id, col(FeedAddress.revoked_at).is_(None))
    )
    if (have or 0) >= MOST_ADDRESSES:
        raise Refused(
            Message(
                N_("You have {n} addresses already. Revoke one you no longer use first."),
                {"n": MOST_ADDRESSES},
            )
        )
