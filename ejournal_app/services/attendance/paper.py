"""A printed page of tables: the typefaces come with the typesetter, the same for all reports."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.services.setup.logo import Logo
from ejournal_app.services.timeliness.report_pdf import as_svg

_TEMPLATE = Path(__file__).with_name("paper.typ")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """A table under a heading."""

    heading: str
    columns: Sequence[str]
    texts: int
    """So many columns from the left hold texts, the others numbers."""
    rows: Sequence[Sequence[str]]
    empty: str
    """Said where there are no rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is printed on A4, in words of one language."""

    school: str
    logo: Logo | None = field(repr=False)
    title: str
    subtitle: str
    lines: Sequence[str] = ()
    tables: Sequence[PaperTable]
    made_at: datetime
    made_by: str
    signature: str = ""
    """Before the line to be signed on; empty: there is none."""


def print_paper(paper: Paper, language: str) -> bytes:
    """Return the pages as PDF."""
    data: dict[str, Any] = {
        "language": language,
        "school": paper.school,
        "logo": None if paper.logo is None else as_svg(paper.logo),
        "title": paper.title,
        "subtitle": paper.subtitle,
        "lines": list(paper.lines),
        "sections": [
            {
                "heading": table.heading,
                "columns": list(table.columns),
                "texts": table.texts,
                "rows": [list(row) for row in table.rows],
                "empty": table.empty,
            }
            for table in paper.tables
        ],
        "made": gettext(
            language,
            N_("Made on {at}, {who}"),
            at=date_and_time(paper.made_at, language),
            who=paper.made_by,
        ),
        "signature": paper.signature,
    }
    return typst.compile(
        _template(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


@lru_cache(maxsize=1)
def _template() -> bytes:
    return _TEMPLATE.read_bytes()
