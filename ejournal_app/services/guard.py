"""The border of every use case: a refusal for want of rights is written to the audit trail."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import AuditOutcome

from . import audit

P = ParamSpec("P")
R = TypeVar("R")


def use_case(
    function: Callable[Concatenate[Actor, P], R],
) -> Callable[Concatenate[Actor, P], R]:
    """Wrap a service function whose first argument is the actor.

    The refusal is recorded after the refused work's own transaction has ended, so that it
    stays although that work was rolled back.
    """

    @wraps(function)
    def guarded(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(actor, *args, **kwargs)
        except Forbidden as refusal:
            record_refusal(actor, refusal.attempt or Attempt(action=function.__name__))
            raise

    return guarded


def record_refusal(actor: Actor | None, attempt: Attempt) -> None:
    """Write one refused attempt to the audit trail, in a transaction of its own."""
    with writing() as session:
        audit.record(
            session,
            actor=actor,
            action=attempt.action,
            outcome=AuditOutcome.REFUSED,
            entity=attempt.entity,
            entity_id=attempt.entity_id,
            pupil_id=attempt.pupil_id,
        )
