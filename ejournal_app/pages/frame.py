"""The frame every page behind the log-in stands in, wired to the states."""

from typing import Any

import reflex as rx

from ejournal_app.components.entry import ENTRY_LABELS, outbox_host, saving_status
from ejournal_app.components.feedback import empty_state, error_strip, notice
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.layout import page
from ejournal_app.states.entry import Entry
from ejournal_app.states.feedback import Feedback
from ejournal_app.states.preferences import Preferences
from ejournal_app.states.shell import Shell


def entry_labels() -> dict[str, Any]:
    """Return the texts of the entry components in the session's language."""
    return {key: t(msgid) for key, msgid in ENTRY_LABELS.items()}


def framed(
    *children: Any,
    title: Text,
    active: str,
    writes: bool = False,
    family: bool = False,
    wide: bool = False,
    back: Text | None = None,
) -> rx.Component:
    """Return a page; one that `writes` shows whether all is saved.

    Every page sends what still waits in the browser, whichever page it was typed on; only those of
    the `family` do not carry the program for it to their phones.
    """
    labels = entry_labels()
    status = saving_status(labels=labels) if writes else None
    outbox: list[rx.Component] = []
    if not family:
        outbox.append(
            rx.cond(
                Shell.account != "",
                outbox_host(
                    account=Shell.account,
                    labels=labels,
                    answers=Entry.answers,
                    on_submit=Entry.send,
                ),
            )
        )
    return page(
        rx.el.div(
            error_strip(Feedback.text),
            rx.cond(Feedback.done != "", notice("ok", Feedback.done, live=True)),
            class_name="said",
        ),
        *outbox,
        rx.cond(
            Feedback.blocked,
            empty_state(
                t("This page cannot be shown"),
                t("Go back, or open one of your own pages."),
                action=rx.cond(
                    Feedback.leads_to != "",
                    rx.el.a(t("Put it right"), href=Feedback.leads_to, class_name="btn primary"),
                    rx.el.a(t("To my start page"), href="/", class_name="btn primary"),
                ),
            ),
            rx.fragment(*children),
        ),
        title=title,
        active=active,
        on_language=Preferences.choose_language,
        on_theme=Preferences.choose_theme,
        status=status,
        wide=wide,
        back=back,
    )
