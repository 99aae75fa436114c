"""What the columns of an uploaded table mean: guessed, said by a person, remembered (7.5)."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import ImportMapping
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.services.changes.kinds import RunKind

from .columns import Column, ColumnMapping, Survey
from .columns import survey as survey_of
from .preview_model import ColumnOption, ColumnsView, HeadingView
from .reading import Row, Table

COLUMNS = "columns"
"""Key of a draft's choices: column key to place."""

_SAMPLE = 40
_CODE = re.compile(r"\d{6}\s*-?\s*\d{5}")


def headings_hash(header: Row) -> str:
    """Return what the headings of a file are recognised by."""
    return hashlib.sha256(json.dumps(header.cells, ensure_ascii=False).encode()).hexdigest()


def said_of(
    session: Session, kind: RunKind, header: Row, choices: Mapping[str, Any]
) -> tuple[dict[str, int] | None, bool]:
    """Return what was said of the headings, None for nothing; and whether of an earlier file."""
    own: Mapping[str, Any] | None = choices.get(COLUMNS)
    if own is not None:
        return _places(own), False
    remembered = session.scalars(
        select(ImportMapping).where(
            col(ImportMapping.school_id) == school_id_of(session),
            col(ImportMapping.kind) == kind,
            col(ImportMapping.headings) == headings_hash(header),
        )
    ).first()
    return (_places(remembered.mapping), True) if remembered is not None else (None, False)


def remember(session: Session, kind: RunKind, header: Row, positions: Mapping[str, int]) -> None:
    """Keep what was said for the next file with the same headings."""
    school_id, headings = school_id_of(session), headings_hash(header)
    row = session.scalars(
        select(ImportMapping)
        .where(
            col(ImportMapping.school_id) == school_id,
            col(ImportMapping.kind) == kind,
            col(ImportMapping.headings) == headings,
        )
        .with_for_update()
    ).first()
    if row is None:
        row = ImportMapping(
            school_id=school_id,
            kind=kind,
            headings=headings,
            mapping={},
            used_at=clock.now(),
        )
    row.mapping, row.used_at = dict(positions), clock.now()
    session.add(row)


def columns_view(
    table: Table, columns: Sequence[Column], said: Mapping[str, int] | None, *, remembered: bool
) -> ColumnsView:
    """Return the headings with their meanings: as said, or as guessed."""
    found = survey_of(table, columns)
    positions = found.positions if said is None else said
    keys = {position: key for key, position in positions.items()}
    cells = found.header.cells
    headings = tuple(
        HeadingView(
            position=position,
            heading=cell[:_SAMPLE] or f"({position + 1})",
            sample=_sample(table, found.header, position),
            key=keys.get(position, ""),
        )
        for position, cell in enumerate(cells)
        if cell or position in keys
    )
    return ColumnsView(
        headings=headings,
        options=tuple(ColumnOption(key=c.key, title=c.title, required=c.required) for c in columns),
        missing=tuple(c.title for c in columns if c.required and c.key not in positions),
        doubled=tuple(cells[position] for position in found.doubled) if said is None else (),
        unused=sum(1 for heading in headings if not heading.key),
        remembered=remembered,
    )


def mapping_of(columns: ColumnsView) -> ColumnMapping:
    """Return what a view says, for reading the file by it."""
    return ColumnMapping(
        positions={heading.key: heading.position for heading in columns.headings if heading.key}
    )


def positions_said(
    found: Survey, columns: Sequence[Column], said: Mapping[int, str]
) -> dict[str, int]:
    """Return column key to place from place to column key; Refused when it cannot be read so."""
    titles = {column.key: column.title for column in columns}
    positions: dict[str, int] = {}
    for position, key in sorted(said.items()):
        if key not in titles or not 0 <= position < len(found.header.cells):
            continue
        if key in positions:
            raise Refused(
                Message(
                    N_("«{column}» is chosen for two headings. Leave one of them."),
                    {"column": titles[key]},
                )
            )
        positions[key] = position
    missing = [c.title for c in columns if c.required and c.key not in positions]
    if missing:
        raise Refused(
            Message(
                N_("Still to be chosen: {columns}."),
                {"columns": ", ".join(f"«{title}»" for title in missing)},
            )
        )
    return positions


def _places(raw: Mapping[str, Any]) -> dict[str, int]:
    return {key: place for key, place in raw.items() if isinstance(place, int)}


def _sample(table: Table, header: Row, position: int) -> str:
    """Return the first value below a heading; a personal code only in part."""
    for row in table.rows:
        if row.number > header.number and position < len(row.cells) and row.cells[position]:
            return _CODE.sub(lambda code: f"{code[0][:6]}-*****", row.cells[position])[:_SAMPLE]
    return ""
