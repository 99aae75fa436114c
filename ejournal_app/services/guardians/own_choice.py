"""A pupil of 18 decides whether the parents see the data (domain: who may see what)."""

from datetime import date

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Person, Pupil
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.accounts.identity import ADULT_AGE, born_by
from ejournal_app.services.guard import use_case


@use_case
def own_parents_see(actor: Actor) -> bool | None:
    """Tell a pupil of age whether the parents see the data; None for everybody else."""
    require(actor, Permission.ACCOUNT_OWN)
    if actor.pupil_id is None:
        return None
    with reading() as session:
        pupil = session.get_one(Pupil, actor.pupil_id)
        return pupil.parents_see_data if is_of_age(session, pupil, clock.today()) else None


@use_case
def let_parents_see(actor: Actor, sees: bool) -> None:
    """Switch the parents' access to the actor's own data on or off; Forbidden under 18."""
    require(actor, Permission.ACCOUNT_OWN)
    refusal = Forbidden(
        Attempt(
            action="pupil.parents",
            entity="pupil",
            entity_id=actor.pupil_id,
            pupil_id=actor.pupil_id,
        )
    )
    if actor.pupil_id is None:
        raise refusal
    with writing() as session:
        pupil = session.get_one(Pupil, actor.pupil_id)
        if not is_of_age(session, pupil, clock.today()):
            raise refusal
        if pupil.parents_see_data == sees:
            return
        pupil.parents_see_data = sees
        audit.record(
            session,
            actor=actor,
            action="pupil.parents",
            entity="pupil",
            entity_id=pupil.id,
            pupil_id=pupil.id,
            before={"parents_see_data": not sees},
            after={"parents_see_data": sees},
        )
    live.publish([live.pupil_topic(actor.pupil_id)])


def is_of_age(session: Session, pupil: Pupil, on: date) -> bool:
    """Tell whether a pupil is 18 or older on a day; not when the date of birth is not known."""
    born = session.get_one(Person, pupil.person_id).birth_date
    return born is not None and born <= born_by(on, ADULT_AGE)
