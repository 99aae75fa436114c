"""The calendar behind a secret address, for who its owner is today.

The address carries no rights of its own: what it shows is asked of the services as the owner would
ask, so it ends with the contract, the enrolment or the guardianship (Regulation 4, 5, 8).
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole
from ejournal_app.domain.feeds import FeedEvent, FeedPart, Window
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, FeedAddress, Person
from ejournal_app.services.accounts import attempts
from ejournal_app.services.accounts.identity import standing_of
from ejournal_app.services.accounts.sessions import hash_secret
from ejournal_app.settings import get_settings

from .addresses import parts_of
from .deadlines import deadline_events
from .family import family_events
from .ical import write_calendar
from .teacher import teacher_events

_READ_EVERY = timedelta(hours=1)
_LONGEST_SECRET = 100
_NAME = N_("E-journal")
_FORMAT = 1
"""Counts the changes of how a calendar is written: programs read it anew then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What an address shows now; it is put into a file only for who does not have that already."""

    name: str
    events: tuple[FeedEvent, ...]
    made_at: datetime

    @property
    def tag(self) -> str:
        """Return by what a program sees that nothing has changed."""
        shown = repr((_FORMAT, get_settings().base_url, self))
        return hashlib.sha256(shown.encode()).hexdigest()[:32]

    def content(self) -> bytes:
        """Return the file: the same bytes as long as the tag is the same."""
        return write_calendar(self.events, name=self.name, made_at=self.made_at)


def read_feed(secret: str, *, address: str) -> Feed | None:
    """Return the calendar; None for a wrong or revoked address, and when its owner has no access.

    Refused when too many wrong ones came from a network address, or one is read too often.
    """
    attempts.begin_feed(address)
    hashed = hash_secret(secret[:_LONGEST_SECRET])
    with reading() as session:
        row = session.scalars(
            select(FeedAddress).where(
                col(FeedAddress.secret_hash) == hashed, col(FeedAddress.revoked_at).is_(None)
            )
        ).first()
        actor = None if row is None else _owner(session, row.person_id)
        if row is None or actor is None:
            attempts.wrong_feed(address)
            return None
        attempts.read_feed(hashed)
        found = Feed(
            name=row.name or gettext(actor.language, _NAME),
            events=tuple(events_for(session, actor, parts_of(row))),
            made_at=row.created_at,
        )
    _mark_read(hashed)
    return found


def events_for(session: Session, actor: Actor, parts: tuple[FeedPart, ...]) -> list[FeedEvent]:
    """Return what an actor's calendar shows today."""
    window = Window.around(clock.today())
    found: list[FeedEvent] = []
    if actor.has(GrantedRole.TEACHER):
        found += teacher_events(session, actor, parts, window)
    pupils = set(actor.child_ids)
    if actor.pupil_id is not None:
        pupils.add(actor.pupil_id)
    for pupil_id in sorted(pupils):
        found += family_events(session, actor, pupil_id, parts, window)
    if FeedPart.DEADLINES in parts and actor.is_staff:
        found += deadline_events(session, actor, window)
    return found


def _owner(session: Session, person_id: int) -> Actor | None:
    """Return the person as the services know them today; None without access."""
    found = session.execute(
        select(Account, Person)
        .join(Person, col(Person.id) == col(Account.person_id))
        .where(col(Account.person_id) == person_id, col(Account.is_locked).is_(False))
    ).one_or_none()
    if found is None:
        return None
    account, person = found
    assert account.id is not None
    standing = standing_of(session, account_id=account.id, person_id=person_id, on=clock.today())
    if not standing.has_access:
        return None
    return Actor(
        account_id=account.id,
        person_id=person_id,
        session_id=0,  # no log-in: nothing can be written with an address
        name=f"{person.given_name} {person.family_name}",
        language=account.language,
        roles=standing.roles,
        class_ids=standing.class_ids,
        pupil_id=standing.pupil_id,
        child_ids=standing.child_ids,
    )


def _mark_read(hashed: str) -> None:
    """Write down that an address is in use, at most once an hour."""
    now = clock.now()
    unmarked = or_(
        col(FeedAddress.last_read_at).is_(None), col(FeedAddress.last_read_at) <= now - _READ_EVERY
    )
    with reading() as session:
        is_due = session.scalar(
            select(col(FeedAddress.id)).where(col(FeedAddress.secret_hash) == hashed, unmarked)
        )
    if is_due is not None:
        with writing() as session:
            session.connection().execute(
                update(FeedAddress)
                .where(col(FeedAddress.secret_hash) == hashed, unmarked)
                .values(last_read_at=now)
            )
