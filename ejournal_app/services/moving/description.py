"""What the files of an export mean: made from the models, so that it is never out of date."""

import ast
import inspect
import textwrap
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Table,
    Time,
)
from sqlmodel import SQLModel

from ejournal_app.persistence import models as persisted

from .tables import LEFT_BEHIND, school_tables
from .values import kind_of

FORMAT = 1
"""Number of the layout of the export; a reader refuses any other."""

_TYPES: tuple[tuple[type[Any], str], ...] = (
    (Boolean, "boolean"),
    (Integer, "integer"),
    (DateTime, "moment, ISO 8601, UTC"),
    (Date, "day, ISO 8601"),
    (Time, "time of day, ISO 8601, Europe/Riga"),
    (LargeBinary, "file, Base64"),
    (JSON, "JSON"),
)


def describe() -> dict[str, Any]:
    """Return every table and column with type, reference and meaning, as plain JSON."""
    models: dict[str, type[Any]] = {model.__tablename__: model for model in _models()}
    return {
        "format": FORMAT,
        "tables": {
            table.name: _described(table, models.get(table.name)) for table in school_tables()
        },
        "left_behind": LEFT_BEHIND,
    }


def _models() -> list[type[Any]]:
    return [
        model
        for model in vars(persisted).values()
        if isinstance(model, type) and hasattr(model, "__table__")
    ]


def _described(table: Table, model: type[Any] | None) -> dict[str, Any]:
    notes = _notes(model) if model is not None else {}
    return {
        "meaning": _first_paragraph(inspect.getdoc(model) or "") if model is not None else "",
        "json": f"json/{table.name}.json",
        "csv": f"csv/{table.name}.csv",
        "columns": {
            column.name: _column(column, notes.get(column.name, "")) for column in table.columns
        },
    }


def _column(column: Column[Any], note: str) -> dict[str, Any]:
    described: dict[str, Any] = {"type": _type(column), "may_be_empty": bool(column.nullable)}
    references = sorted(key.target_fullname for key in column.foreign_keys)
    if references:
        described["refers_to"] = references[0]
    if note:
        described["meaning"] = note
    return described


def _type(column: Column[Any]) -> str:
    kind = kind_of(column)
    return next((name for known, name in _TYPES if isinstance(kind, known)), "text")


def _notes(model: type[Any]) -> dict[str, str]:
    """Return the sentence below each field of a model and of the models it is built on."""
    found: dict[str, str] = {}
    for part in reversed(model.__mro__):
        if part is SQLModel or not part.__module__.startswith("ejournal_app."):
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(part))).body[0]
        assert isinstance(body, ast.ClassDef)
        for field, note in zip(body.body, body.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                text = _text(note)
                if text:
                    found[field.target.id] = " ".join(text.split())
    return found


def _text(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return node.value.value if isinstance(node.value.value, str) else ""
    return ""


def _first_paragraph(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split())
