"""Sets of pupils brought from the database as one text each.

The pupils of all works of a school are hundreds of thousands of rows; as one text per work they
are a few thousand.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func
from sqlalchemy.orm import Session

_NOBODY: frozenset[int] = frozenset()


def ids_as_text(column: Any) -> ColumnElement[str]:
    """Return the ids of a group, with commas between; None when there are none."""
    # SQLAlchemy says it to each database by that one's own name.
    return func.aggregate_strings(cast(column, Text), ",")


def text_as_ids(text: str | None) -> frozenset[int]:
    """Return the ids of such a text."""
    return frozenset(map(int, text.split(","))) if text else _NOBODY


def texts(session: Session, statement: Select[int, str]) -> dict[int, str]:
    """Return such texts by what they are grouped by."""
    return {key: text for key, text in session.execute(statement)}  # noqa: C416 - rows are no pairs to pyright
