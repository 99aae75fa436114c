"""The grid of a journal's period marks (Regulation 17-19)."""

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.dialogs import closes, dialog, opener
from ejournal_app.components.entry import journal_grid
from ejournal_app.components.feedback import chip, empty_state, notice
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.icons import icon
from ejournal_app.states.period_views import KindView, LineView, OfferView
from ejournal_app.states.periods import Periods

from .frame import entry_labels, framed
from .journal import brought_along, by_superuser
from .journal_links import journal_links
from .mark_history import mark_history_dialog
from .suggestion_explained import explained_cell, explanation


def periods() -> rx.Component:
    """Return pupils by kinds of period marks, each beside its suggestion."""
    return framed(
        shown_when_loaded(
            Periods.journal_id,
            "journal",
            rx.el.div(
                rx.el.h2(Periods.name, class_name="words"),
                rx.cond(
                    Periods.manages,
                    rx.el.a(
                        icon("calendar"),
                        t("Period windows"),
                        href="/iestatijumi/periodi",
                        class_name="btn",
                    ),
                ),
                class_name="heading",
            ),
            journal_links(Periods.journal_id, current="periodi"),
            rx.cond(
                Periods.kinds.length() > 0,
                rx.fragment(
                    _standing(),
                    _grid(),
                    _accepting(),
                    _re_exams(),
                    _overrides(),
                    by_superuser(Periods.by_superuser),
                    explanation(),
                    explained_cell(),
                    mark_history_dialog(),
                    brought_along(
                        Periods.brought, t("Those of ordinary works count in the suggestion.")
                    ),
                ),
                _nothing(),
            ),
        ),
        title=t("Period marks"),
        active="journals",
        writes=True,
        back=f"/zurnals/{Periods.journal_id}",
        wide=True,
    )


def _nothing() -> rx.Component:
    return rx.cond(
        Periods.marks_allowed,
        empty_state(
            t("There are no period marks yet"),
            t("They follow from the semesters: the superuser sets them up for every grade."),
        ),
        empty_state(
            t("This journal has no marks"),
            t("It keeps attendance only; the superuser can change that in its settings."),
        ),
    )


def _standing() -> rx.Component:
    def line(own: KindView) -> rx.Component:
        return rx.el.li(
            rx.el.span(own.label, class_name="strong"),
            chip(own.state, own.look),
            rx.cond(own.missing != "", rx.el.span(own.missing, class_name="muted")),
            rx.cond(own.reason != "", rx.el.span(own.reason, class_name="small muted")),
            key=own.key,
            class_name="row",
        )

    return rx.el.section(
        rx.el.ul(rx.foreach(Periods.kinds, line), class_name="bare stack tight"),
        rx.el.p(
            t("What is closed can be opened for a teacher by {who}.", who=Periods.who_opens),
            class_name="small muted",
        ),
        rx.cond(
            ~Periods.editable,
            notice("info", t("You can read these marks; the journal's teachers enter them.")),
        ),
        aria_label=t("When marks are entered"),
        class_name="card stack",
    )


def _grid() -> rx.Component:
    return rx.cond(
        Periods.rows.length() > 0,
        journal_grid(
            rows=Periods.rows,
            columns=Periods.columns,
            cells=Periods.cells,
            notes=Periods.notes,
            readonly=~Periods.editable,
            caption=t("Period marks"),
            labels=entry_labels(),
            on_inspect=lambda pupil, key: Periods.inspect(Periods.journal_id, pupil, key),
        ),
        empty_state(
            t("Nobody is in this journal yet"),
            t("Pupils come here with the class or the group."),
        ),
    )


def _accepting() -> rx.Component:
    def offer(own: OfferView) -> rx.Component:
        return rx.fragment(
            opener(
                own.dialog,
                own.label,
                ": ",
                t("accept suggestions for empty cells ({n})", n=own.count),
                picture="check",
            ),
            dialog(
                own.dialog,
                t("Accept suggestions: {kind}", kind=own.label),
                rx.el.p(
                    t(
                        "Only empty cells are filled. Each mark is an entry of yours and can be"
                        " changed or cleared."
                    )
                ),
                rx.el.ul(rx.foreach(own.lines, rx.el.li), class_name="bare scrolls"),
                rx.el.div(
                    button(t("Cancel"), **closes()),
                    button(
                        tn("Enter {n} mark", "Enter {n} marks", own.count),
                        kind="primary",
                        on_click=Periods.accept(Periods.journal_id, own.kind, own.seen),
                        **closes(),
                    ),
                    class_name="row end",
                ),
            ),
        )

    return rx.cond(
        Periods.offers.length() > 0,
        rx.el.div(rx.foreach(Periods.offers, offer), class_name="row"),
    )


def _re_exams() -> rx.Component:
    return rx.cond(
        Periods.re_exams != "",
        rx.el.section(
            rx.el.h3(t("Re-examination")),
            rx.el.p(Periods.re_exams),
            rx.el.p(
                t("Their year mark is below 4, nv or missing. The year mark itself stays."),
                class_name="small muted",
            ),
            class_name="card stack tight",
        ),
    )


def _overrides() -> rx.Component:
    def line(own: LineView) -> rx.Component:
        return rx.el.li(rx.el.span(own.name, class_name="strong"), " · ", own.text, key=own.key)

    return rx.cond(
        Periods.overrides.length() > 0,
        rx.el.section(
            rx.el.h3(t("Other than suggested")),
            rx.el.ul(rx.foreach(Periods.overrides, line), class_name="bare stack tight"),
            class_name="card stack",
        ),
    )
