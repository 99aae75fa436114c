"""Putting messages in, in the caller's transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.email_address import is_address
from ejournal_app.persistence.models import Notice, OutboxMessage

__all__ = ["add_new", "enqueue", "is_address"]

_LONGEST = 200


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


def add_new(
    session: Session, table: type[OutboxMessage] | type[Notice], rows: Sequence[dict[str, Any]]
) -> list[str]:
    """Add the rows whose `key` is not there yet; return the keys that were added.

    Two who add the same at the same time add it once: the database decides.
    """
    if not rows:
        return []
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    asked = [str(row["key"]) for row in rows]
    known = set(session.scalars(select(col(table.key)).where(col(table.key).in_(asked))))
    added: list[str] = []
    for key, row in zip(asked, rows, strict=True):
        if key in known:
            continue
        statement = (
            dialect.insert(table)
            .values(**row)
            .on_conflict_do_nothing(index_elements=["key"])
            .returning(col(table.id))
        )
        if session.connection().execute(statement).first() is not None:
            added.append(key)
    return added
