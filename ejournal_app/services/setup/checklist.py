"""What is set up for the year and what is still missing before people can work (7.1)."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .checklist_model import Step, StepState
from .checklist_steps import STEPS, Looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The steps for a year; `starting` is None while there is no year."""

    starting: int | None
    steps: tuple[Step, ...]


@use_case
def checklist(actor: Actor) -> Checklist:
    """Return what is done and what is missing for the year people work on (Regulation 7.1)."""
    require(actor, Permission.SETUP_WRITE)
    with reading() as session:
        return _look(session)


@use_case
def has_blocking_steps(actor: Actor) -> bool:
    """Tell whether somebody cannot work until a step is done."""
    require(actor, Permission.SETUP_WRITE)
    with reading() as session:
        return bool(blocking_steps(session))


def blocking_steps(session: Session) -> list[Step]:
    """Return the steps without which somebody cannot work."""
    return [step for step in _look(session).steps if step.state is StepState.BLOCKS]


def _look(session: Session) -> Checklist:
    today = clock.today()
    year = working_year(session, today)
    on = today if year is None else min(max(today, year.starts_on), year.ends_on)
    looked = Looked(session, year, on)
    return Checklist(
        starting=None if year is None else year.starting,
        steps=tuple(step(looked) for step in STEPS),
    )
