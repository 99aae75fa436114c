"""The list of journals."""

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.lists import list_row
from ejournal_app.states.journals import JournalCard, Journals

from .frame import framed
from .paging import page_turner, search_field


def journals() -> rx.Component:
    """Return the journals the person may open, own ones first."""
    return framed(
        search_field(t("Subject or class"), Journals.search, Journals.find),
        rx.el.p(
            tn("{n} journal", "{n} journals", Journals.total),
            class_name="muted small",
            role="status",
        ),
        rx.cond(
            Journals.cards.length() > 0,
            rx.el.div(rx.foreach(Journals.cards, _journal), class_name="list card flush"),
            empty_state(
                t("No journals found"),
                t("Try fewer letters, or ask the superuser to attach you to a journal."),
            ),
        ),
        page_turner(Journals.page, Journals.pages, Journals.search, Journals.turn),
        title=t("Journals"),
        active="journals",
        writes=True,
    )


def _journal(journal: JournalCard) -> rx.Component:
    return list_row(
        title=rx.fragment(
            rx.el.span(journal.subject, class_name="strong"),
            " ",
            rx.cond(journal.place != "", chip(journal.place)),
        ),
        meta=rx.cond(journal.kind != "", journal.kind, ""),
        trail=rx.cond(journal.own, chip(t("mine"), "info")),
        href=journal.href,
    )
