"""The monthly report as a PDF; the typefaces come with the typesetter."""

import json
from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from ejournal_app.domain.messages import N_
from ejournal_app.domain.timeliness import Tally
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, month_and_year
from ejournal_app.services.setup.images import picture_of
from ejournal_app.services.setup.logo import Logo

from .lines import DutyLine
from .report import MonthlyReport, ReportRow

_TEMPLATE = Path(__file__).with_name("report.typ")

_WORDS = {
    "teachers": N_("Teachers"),
    "classes": N_("Classes"),
    "school": N_("The whole school"),
    "name": N_("Name"),
    "class": N_("Class"),
    "due": N_("Fell due"),
    "in_time": N_("In time"),
    "late": N_("Done late"),
    "open": N_("Not done"),
    "share": N_("Share in time"),
    "still_open": N_("Still open"),
    "what": N_("What"),
    "deadline": N_("Deadline"),
    "missing": N_("Missing"),
    "nothing_due": N_("Nothing fell due in this month."),
    "nothing_open": N_("Nothing of this month is open."),
    "fair": N_(
        "The share is of what fell due, so nobody looks worse for having more to do. What two"
        " teachers owe together counts for each, in the whole school once. A teacher's incapacity"
        " and whatever is not due yet do not count."
    ),
}


def report_pdf(report: MonthlyReport, language: str) -> bytes:
    """Return the pages."""
    data: dict[str, Any] = {
        "language": language,
        "school": report.school,
        "logo": None if report.logo is None else as_svg(report.logo),
        "title": gettext(language, N_("Timeliness of entries")),
        "month": month_and_year(report.month, language),
        "made": gettext(
            language,
            N_("Made on {at}, {who}"),
            at=date_and_time(report.made_at, language),
            who=report.made_by,
        ),
        "words": {key: gettext(language, msgid) for key, msgid in _WORDS.items()},
        "total": _numbers(report.total),
        "teachers": [_row(row) for row in report.teachers],
        "classes": [_row(row) for row in report.classes],
        "open": [_line(line, language) for line in report.open],
    }
    return typst.compile(
        _template(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def _row(row: ReportRow) -> list[str]:
    return [row.name, *_numbers(row.tally)]


def _numbers(tally: Tally) -> list[str]:
    share = "—" if tally.per_cent is None else f"{tally.per_cent} %"
    return [str(tally.due), str(tally.in_time), str(tally.late), str(tally.overdue), share]


def _line(line: DutyLine, language: str) -> list[str]:
    return [
        ", ".join(line.people),
        translate(language, line.title),
        date_and_time(line.due_at, language),
        gettext(language, N_("{n} of {all}"), n=line.missing, all=line.total),
    ]


def as_svg(logo: Logo) -> str | None:
    """Return the picture wrapped as text: inputs of the typesetter are texts."""
    picture = picture_of(logo.content)
    if picture is None:
        return None
    size = f'width="{picture.width}" height="{picture.height}"'
    content = f"data:{logo.media_type};base64,{b64encode(logo.content).decode()}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{content}"/></svg>'


@lru_cache(maxsize=1)
def _template() -> bytes:
    return _TEMPLATE.read_bytes()
