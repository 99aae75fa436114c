"""Pupils who may need help, of the own class or of the school."""

import reflex as rx

from ejournal_app.components.i18n import t

from .frame import framed
from .record_list import record_list


def at_risk() -> rx.Component:
    """Return the list, by name; each line leads to the pupil's marks in the journal."""
    return framed(
        rx.el.p(
            t("By name, never by marks. Each line leads to the pupil's marks in that journal."),
            class_name="muted",
        ),
        record_list(
            key="riska-saraksts",
            search=t("Name or journal"),
            empty_title=t("Nobody is on the list"),
            empty_text=t("Falling or low averages, many nv and tests without a mark show here."),
        ),
        title=t("Pupils who may need help"),
        active="pupils",
        wide=True,
        back="/skoleni",
    )
