"""The list of pupils."""

import reflex as rx

from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.shell import Shell

from .frame import framed
from .record_list import record_list


def pupils() -> rx.Component:
    """Return the pupils: enrolled today, coming, former."""
    return framed(
        record_list(
            rx.cond(
                Shell.may_enrol,
                rx.el.a(icon("plus"), t("Enrol"), href="/skoleni/jauns", class_name="btn primary"),
            ),
            key="skoleni",
            search=t("Name or class"),
            empty_title=t("No pupils yet"),
            empty_text=t("Pupils come from the VIIS list or are enrolled one by one."),
        ),
        title=t("Pupils"),
        active="pupils",
        wide=True,
    )
