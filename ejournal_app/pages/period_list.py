"""The list of journals that lack marks of a period."""

import reflex as rx

from ejournal_app.components.i18n import t

from .frame import framed
from .record_list import record_list


def period_list() -> rx.Component:
    """Return the journals of the reader with how far their period marks are."""
    return framed(
        record_list(
            key="periodu-saraksts",
            search=t("Journal or teacher"),
            empty_title=t("Nothing is due"),
            empty_text=t("Journals come here when the marks of a period may be entered."),
        ),
        title=t("Period marks by journal"),
        active="journals",
        back="/zurnali",
        wide=True,
    )
