"""Everybody who should have access."""

import reflex as rx

from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.record_list import RecordList

from .frame import framed
from .record_list import record_list

_INVITE = "/konti/ielugt?"


def accounts() -> rx.Component:
    """Return the list of accounts; what it is narrowed to can be invited."""
    asked = RecordList.export_href.split("?")[1]
    return framed(
        record_list(
            rx.el.a(
                icon("mail"),
                t("Invite…"),
                href=f"{_INVITE}{asked}",
                class_name="btn primary",
            ),
            rx.el.a(t("Sent messages"), href="/e-pasti", class_name="btn"),
            key="konti",
            search=t("Name, class or user name"),
            empty_title=t("Nobody has access yet"),
            empty_text=t(
                "Access comes with an activated contract, an enrolment or a guardianship."
            ),
        ),
        title=t("Accounts"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )
