"""Confirms what a personal file holds, and takes a confirmation back (Regulation 9)."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import FileCheck, Pupil, SchoolClass
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case

from .items import active_items


@use_case
def confirm_items(actor: Actor, pupil_id: int, item_ids: Collection[int]) -> int:
    """Confirm items of a pupil's file this year; returns how many were not confirmed before.

    Refused for an item the school does not ask for.
    """
    with writing() as session:
        own = _class_of(session, actor, pupil_id)
        year_id = own.year_id
        asked = {item.id for item in active_items(session)}
        if not set(item_ids) <= asked:
            raise Refused(
                Message(N_("The school does not ask for this any more. Reload the page."))
            )
        known = set(
            session.scalars(
                select(col(FileCheck.item_id)).where(
                    col(FileCheck.pupil_id) == pupil_id, col(FileCheck.year_id) == year_id
                )
            )
        )
        new = sorted(set(item_ids) - known)
        for item_id in new:
            session.add(
                FileCheck(
                    pupil_id=pupil_id,
                    item_id=item_id,
                    year_id=year_id,
                    confirmed_at=clock.now(),
                    confirmed_by_id=actor.person_id,
                )
            )
        if new:
            _record(session, actor, pupil_id, after={"confirmed": new})
    live.publish([live.class_topic(own.id or 0)])
    return len(new)


@use_case
def take_back_item(actor: Actor, pupil_id: int, item_id: int) -> None:
    """Take this year's confirmation of an item back; the trail keeps who had confirmed it."""
    with writing() as session:
        own = _class_of(session, actor, pupil_id)
        check = session.scalar(
            select(FileCheck).where(
                col(FileCheck.pupil_id) == pupil_id,
                col(FileCheck.item_id) == item_id,
                col(FileCheck.year_id) == own.year_id,
            )
        )
        if check is None:
            return
        before = {
            "item": item_id,
            "by": check.confirmed_by_id,
            "at": check.confirmed_at.isoformat(),
        }
        session.delete(check)
        _record(session, actor, pupil_id, before=before, after={"taken_back": item_id})
    live.publish([live.class_topic(own.id or 0)])


def _class_of(session: Session, actor: Actor, pupil_id: int) -> SchoolClass:
    """Return the class the pupil is in today; the actor may check their file."""
    facts = pupil_facts(session, pupil_id, clock.today())
    require(actor, Permission.FILE_CHECK_WRITE, facts)
    # Locked: two who confirm at once must not both add the row.
    pupil = session.scalar(select(Pupil).where(col(Pupil.id) == pupil_id).with_for_update())
    if pupil is None:
        raise Forbidden(
            Attempt(
                action=Permission.FILE_CHECK_WRITE,
                entity="pupil",
                entity_id=pupil_id,
                pupil_id=pupil_id,
            )
        )
    class_id = next(iter(facts.class_ids), None)
    if class_id is None:
        raise Refused(Message(N_("The pupil is not enrolled today.")))
    return session.get_one(SchoolClass, class_id)


def _record(
    session: Session,
    actor: Actor,
    pupil_id: int,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any],
) -> None:
    audit.record(
        session,
        actor=actor,
        action=Permission.FILE_CHECK_WRITE,
        entity="pupil",
        entity_id=pupil_id,
        pupil_id=pupil_id,
        before=before,
        after=after,
    )
