"""Putting messages in, in the caller's transaction."""

import re

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.persistence.models import OutboxMessage

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]+")
_LONGEST = 200


def is_address(text: str) -> bool:
    """Tell whether a text can be an e-mail address of one person."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None


def enqueue(
    session: Session, *, school_id: int, key: str, address: str, subject: str, body: str
) -> None:
    """Add a message to be sent; `key` says what it is about and may be used once."""
    now = clock.now()
    session.add(
        OutboxMessage(
            school_id=school_id,
            key=key,
            address=address,
            subject=subject[:_LONGEST],
            body=body,
            created_at=now,
            next_attempt_at=now,
        )
    )
