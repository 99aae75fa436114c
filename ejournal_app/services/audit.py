"""The audit trail: who did what to whose data, and what was refused (Regulation 3).

Rows can be added and read; the database itself refuses to change them.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.models import AuditEntry, AuditOutcome

_NAME_LENGTH = 200
_ADDRESS_LENGTH = 60


def record(
    session: Session,
    *,
    actor: Actor | None,
    action: str,
    outcome: AuditOutcome = AuditOutcome.DONE,
    entity: str = "",
    entity_id: int | None = None,
    pupil_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    account_id: int | None = None,
    actor_name: str = "",
    address: str = "",
) -> None:
    """Add one entry to the caller's transaction, so that act and entry stand or fall together.

    `pupil_id` says whose data were touched; `account_id`, `actor_name` and `address` name who it
    was when there is no actor (a refused log-in, a command). Values in `before` and `after` must
    be plain JSON and never a password.
    """
    if actor is not None:
        account_id, actor_name, address = actor.account_id, actor.name, actor.address
    session.add(
        AuditEntry(
            at=clock.now(),
            account_id=account_id,
            actor_name=actor_name[:_NAME_LENGTH],
            action=action,
            outcome=outcome,
            entity=entity,
            entity_id=entity_id,
            pupil_id=pupil_id,
            before=None if before is None else dict(before),
            after=None if after is None else dict(after),
            address=address[:_ADDRESS_LENGTH],
        )
    )
