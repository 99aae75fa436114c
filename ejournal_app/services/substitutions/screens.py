"""Secret addresses of the screens in the school: made, listed, ended. The secret is shown once."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import ScreenAddress
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.accounts.sessions import hash_secret
from ejournal_app.services.guard import use_case
from ejournal_app.services.setup.texts import required
from ejournal_app.settings import get_settings

MOST_SCREENS = 20
LONGEST_NAME = 80
PATH = "/ekrans/"
_MANAGE = Permission.SCREEN_MANAGE
_SECRET_BYTES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenView:
    """An address that works; the address itself is not known any more."""

    screen_id: int
    name: str
    created_at: datetime
    last_read_at: datetime | None


@use_case
def screens(actor: Actor) -> list[ScreenView]:
    """Return the addresses that work, the oldest first."""
    require(actor, _MANAGE)
    with reading() as session:
        rows = session.scalars(
            select(ScreenAddress)
            .where(col(ScreenAddress.revoked_at).is_(None))
            .order_by(col(ScreenAddress.id))
        ).all()
        return [
            ScreenView(
                screen_id=row.id,
                name=row.name,
                created_at=row.created_at,
                last_read_at=row.last_read_at,
            )
            for row in rows
            if row.id is not None
        ]


@use_case
def create_screen(actor: Actor, name: str) -> str:
    """Make an address and return it, whole; its secret is stored nowhere.

    Refused without a name, and when there are too many.
    """
    require(actor, _MANAGE)
    name = required(name, "name", LONGEST_NAME)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    with writing() as session:
        have = session.scalar(
            select(func.count())
            .select_from(ScreenAddress)
            .where(col(ScreenAddress.revoked_at).is_(None))
        )
        if (have or 0) >= MOST_SCREENS:
            raise Refused(
                Message(
                    N_("The school has {n} screens already. End one that is not used first."),
                    {"n": MOST_SCREENS},
                )
            )
        row = ScreenAddress(
            secret_hash=hash_secret(secret),
            name=name,
            created_at=clock.now(),
            created_by_id=actor.person_id,
        )
        session.add(row)
        session.flush()
        audit.record(
            session,
            actor=actor,
            action=_MANAGE,
            entity="screen_address",
            entity_id=row.id,
            after={"name": name},
        )
    return f"{get_settings().base_url}{PATH}{secret}"


@use_case
def end_screen(actor: Actor, screen_id: int) -> None:
    """End an address for good; Forbidden for one that does not exist or has ended."""
    require(actor, _MANAGE)
    with writing() as session:
        ended = session.connection().execute(
            update(ScreenAddress)
            .where(col(ScreenAddress.id) == screen_id, col(ScreenAddress.revoked_at).is_(None))
            .values(revoked_at=clock.now())
        )
        if ended.rowcount != 1:
            raise Forbidden(Attempt(action=_MANAGE, entity="screen_address", entity_id=screen_id))
        audit.record(
            session,
            actor=actor,
            action=_MANAGE,
            entity="screen_address",
            entity_id=screen_id,
            after={"ended": True},
        )
