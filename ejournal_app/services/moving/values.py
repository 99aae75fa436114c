"""Column values as JSON keeps them, and back: nothing is rounded, shortened or guessed."""

import base64
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, Column, Date, DateTime, LargeBinary, Table, Time, TypeDecorator
from sqlalchemy.types import TypeEngine

from ejournal_app.services.exporting.cells import harmless


def kind_of(column: Column[Any]) -> TypeEngine[Any]:
    """Return the database's own type of a column."""
    kind = column.type
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as JSON: moments in UTC and days in ISO 8601, files in Base64."""
    return {name: _plain(value) for name, value in row.items()}


def as_row(table: Table, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row from its JSON; ValueError when the columns are not those of the table."""
    if set(stored) != set(table.columns.keys()):
        raise ValueError("the columns are not those of the table")
    return {name: _typed(table.columns[name], value) for name, value in stored.items()}


def as_csv(row: Mapping[str, Any]) -> list[Any]:
    """Return a row as cells for people: no formulas, files left out."""
    return [_cell(value) for value in row.values()]


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case _:
            return value


def _typed(column: Column[Any], value: Any) -> Any:
    kind = kind_of(column)
    if value is None or isinstance(kind, JSON):
        return value
    match kind:
        case DateTime():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case Time():
            return time.fromisoformat(value)
        case LargeBinary():
            return base64.b64decode(value, validate=True)
        case _:
            return value


def _cell(value: Any) -> Any:
    match value:
        case None | bytes():
            return ""
        case bool():
            return int(value)
        case dict() | list():
            return harmless(json.dumps(value, ensure_ascii=False))
        case datetime() | date() | time():
            return value.isoformat()
        case str():
            return harmless(value)
        case _:
            return value
