"""The other pages of one journal, as a row of links that scrolls sideways on a phone."""

import reflex as rx

from ejournal_app.components.i18n import Text, t
from ejournal_app.domain.messages import N_

_PAGES = (
    ("darbi", N_("Works")),
    ("saraksts", N_("List")),
    ("periodi", N_("Period marks")),
    ("statistika", N_("Statistics")),
)
"""The last part of the address below the journal, and its msgid, in the order shown."""


def journal_links(journal_id: Text, current: str = "") -> rx.Component:
    """Return the links of a journal; `current` is the part of the address of the open page."""
    address = f"/zurnals/{journal_id}"
    links = [
        rx.el.a(t("Grid"), href=address, aria_current="false" if current else "page"),
        *(
            rx.el.a(
                t(msgid),
                href=f"{address}/{part}",
                aria_current="page" if part == current else "false",
            )
            for part, msgid in _PAGES
        ),
    ]
    return rx.el.nav(*links, aria_label=t("Pages of the journal"), class_name="tabs")
