"""The register of orders about pupils."""

import reflex as rx

from ejournal_app.components.i18n import t

from .frame import framed
from .record_list import record_list


def movements() -> rx.Component:
    """Return every movement on record."""
    return framed(
        record_list(
            key="kustiba",
            search=t("Name, class or order"),
            empty_title=t("No movement yet"),
            empty_text=t("It begins with the first pupils: from the VIIS list or one by one."),
        ),
        title=t("Movement of pupils"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )
