"""What the person owes, all of it, with how each deadline was counted."""

import reflex as rx

from ejournal_app.components.i18n import t

from .frame import framed
from .owed import owed_list


def duties() -> rx.Component:
    """Return the whole list, the most urgent first."""
    return framed(owed_list(), title=t("What is due"), active="duties", back="/")
