"""A journal as a list of what there is to open: works and pupils."""

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.feedback import empty_state
from ejournal_app.components.i18n import t
from ejournal_app.components.lists import list_row
from ejournal_app.states.journal_list import JournalList, LinkLine

from .frame import framed
from .journal_links import journal_links


def journal_list() -> rx.Component:
    """Return the works and the pupils, each a link to its own list of marks."""
    return framed(
        shown_when_loaded(
            JournalList.journal_id,
            "journal",
            rx.el.h2(JournalList.name),
            journal_links(JournalList.journal_id, current="saraksts"),
            rx.cond(JournalList.marks_allowed, _works()),
            rx.el.section(
                rx.el.h3(t("Pupils")),
                rx.cond(
                    JournalList.pupils.length() > 0,
                    rx.el.div(rx.foreach(JournalList.pupils, _line), class_name="list"),
                    empty_state(
                        t("No pupils yet"),
                        t("Pupils appear here from the class or group."),
                    ),
                ),
                class_name="card flush stack titled",
            ),
        ),
        title=t("Journal"),
        active="journals",
        writes=True,
        back=f"/zurnals/{JournalList.journal_id}",
    )


def _works() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Works")),
        rx.cond(
            JournalList.works.length() > 0,
            rx.el.div(rx.foreach(JournalList.works, _line), class_name="list"),
            empty_state(
                t("No works yet"),
                t("Add one on the page of a lesson; then marks can be entered here."),
            ),
        ),
        class_name="card flush stack titled",
    )


def _line(line: LinkLine) -> rx.Component:
    return list_row(
        title=line.title,
        meta=line.meta,
        trail=rx.cond(line.trail != "", rx.el.span(line.trail, class_name="levels")),
        href=line.href,
    )
