"""The list of groups."""

import reflex as rx

from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon

from .frame import framed
from .record_list import record_list


def members() -> rx.Component:
    """Return who is in which group."""
    return framed(
        record_list(
            key="sastavs",
            search=t("Pupil, class or group"),
            empty_title=t("Nobody is in a group yet"),
            empty_text=t("Put pupils into groups on the page of splitting."),
        ),
        title=t("Members of groups"),
        active="hub",
        wide=True,
        back="/grupas",
    )


def groups() -> rx.Component:
    """Return the groups of all years."""
    return framed(
        record_list(
            rx.el.a(icon("layers"), t("Split into groups"), href="/grupas/dalit", class_name="btn"),
            key="grupas",
            search=t("Group, subject, class or teacher"),
            empty_title=t("No groups yet"),
            empty_text=t(
                "Split a class into groups, or create journals with groups from the plan."
            ),
        ),
        title=t("Groups"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )
