"""Slips as a PDF. The typefaces come with the typesetter, so paper looks alike everywhere."""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
import typst

from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time

from .account_list import kinds_of
from .bulk import Sheet
from .codes import Issued
from .roster import Member

_TEMPLATE = Path(__file__).with_name("slips.typ")

_STEPS = (
    N_("Scan the square with a phone or open the address in a browser and type the code."),
    N_("Choose a password of at least 10 characters that only you know."),
    N_("From then on log in with the user name and your password."),
)
_WORDS = {
    "journal": N_("e-journal"),
    "address": N_("Address"),
    "username": N_("User name"),
    "code": N_("One-time code"),
    "until": N_("Works until"),
    "scan": N_("opens the page"),
    "secret": N_(
        "Cut along the dashed lines and give each slip to its owner only: whoever holds the code"
        " can choose the password."
    ),
}


def slips_pdf(
    language: str,
    school: str,
    sheets: Sequence[tuple[Sheet, Sequence[tuple[Member, Issued]]]],
) -> bytes:
    """Return the pages, one for each pupil or member of staff, with a slip for each person."""
    data: dict[str, Any] = {
        "language": language,
        "school": school,
        "title": gettext(language, N_("Invitations")),
        "words": {key: gettext(language, msgid) for key, msgid in _WORDS.items()},
        "sheets": [
            {
                "title": sheet.title,
                "group": sheet.class_name or gettext(language, N_("staff")),
                "slips": [_slip(language, member, issued) for member, issued in slips],
            }
            for sheet, slips in sheets
            if slips
        ],
    }
    return typst.compile(
        _template(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def _slip(language: str, member: Member, issued: Issued) -> dict[str, Any]:
    classes = ", ".join(member.class_names)
    who = translate(language, kinds_of(member))
    return {
        "name": member.full_name,
        "who": f"{who}, {classes}" if classes else who,
        "page": issued.address.partition("?")[0],
        "username": issued.username,
        "code": issued.code,
        "until": date_and_time(issued.expires_at, language),
        "steps": [gettext(language, step) for step in _STEPS],
        "qr": segno.make(issued.address, error="m", micro=False).svg_inline(
            border=1, omitsize=True
        ),
    }


@lru_cache(maxsize=1)
def _template() -> bytes:
    return _TEMPLATE.read_bytes()
