"""Counting what is asked of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from ejournal_app.persistence import engine

_HOUSEKEEPING = ("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements of the block, transaction control left out."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.upper().startswith(_HOUSEKEEPING):
            seen.append(statement)

    event.listen(engine.engine(), "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine.engine(), "before_cursor_execute", note)
