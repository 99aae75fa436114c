"""The list of journals."""

import reflex as rx

from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon

from .frame import framed
from .record_list import record_list
from .work_form import calendar_link


def journals() -> rx.Component:
    """Return the journals the person may open, own ones first."""
    return framed(
        rx.el.div(calendar_link(), class_name="row"),
        record_list(
            rx.el.a(icon("award"), t("Period marks"), href="/periodu-saraksts", class_name="btn"),
            key="zurnali",
            search=t("Subject or class"),
            empty_title=t("No journals found"),
            empty_text=t("Try fewer letters, or ask the superuser to attach you to a journal."),
        ),
        title=t("Journals"),
        active="journals",
        wide=True,
        writes=True,
    )
