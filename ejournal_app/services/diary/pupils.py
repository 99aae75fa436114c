"""Whose diary somebody may open."""

from datetime import date

from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    Pupil,
)
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.persistence.queries.pupils import pupils_enrolled
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .views import Child


@use_case
def children(actor: Actor) -> tuple[Child, ...]:
    """Return the pupils the actor has in their own right: children, or oneself."""
    require(actor, Permission.ACCOUNT_OWN)
    ids = set(actor.child_ids)
    if actor.pupil_id is not None:
        ids.add(actor.pupil_id)
    with reading() as session:
        rows = pupils_enrolled(session, clock.today(), col(Pupil.id).in_(ids))
    rows.sort(key=lambda row: (row.grade, person_key(row.family_name, row.given_name)))
    return tuple(
        Child(
            pupil_id=row.pupil_id,
            name=f"{row.given_name} {row.family_name}",
            given_name=row.given_name,
            class_id=row.class_id,
            class_name=row.class_name,
        )
        for row in rows
    )


def child(session: Session, actor: Actor, pupil_id: int, today: date) -> Child:
    """Return the pupil whose diary is opened; Forbidden unless the actor may read it."""
    require(actor, Permission.DIARY_READ, pupil_facts(session, pupil_id, today))
    rows = pupils_enrolled(session, today, col(Pupil.id) == pupil_id)
    if not rows:
        raise Forbidden(
            Attempt(
                action=Permission.DIARY_READ,
                entity="pupil",
                entity_id=pupil_id,
                pupil_id=pupil_id,
            )
        )
    row = rows[0]
    return Child(
        pupil_id=pupil_id,
        name=f"{row.given_name} {row.family_name}",
        given_name=row.given_name,
        class_id=row.class_id,
        class_name=row.class_name,
    )
