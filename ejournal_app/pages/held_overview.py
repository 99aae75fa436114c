"""Whose entries are held back, above what accounts did."""

import reflex as rx

from ejournal_app.components.dialogs import closes, dialog, opener
from ejournal_app.components.feedback import empty_state
from ejournal_app.components.forms import button, field, text_input
from ejournal_app.components.i18n import t, tn
from ejournal_app.states.feedback import Feedback
from ejournal_app.states.held_overview import HeldOfView, HeldOverview
from ejournal_app.states.reverting import Reverting


def held_overview() -> rx.Component:
    """Return the entries that wait for somebody's password."""
    return rx.el.section(
        rx.el.h2(t("Held back")),
        rx.cond(
            HeldOverview.items.length() > 0,
            rx.foreach(HeldOverview.items, _item),
            empty_state(
                t("Nothing is held back"),
                t("Unusual entries wait here until their author confirms them; then look here."),
                picture="shield",
            ),
        ),
        class_name="card stack",
    )


def _item(item: HeldOfView) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                rx.el.span(item.name, class_name="strong"),
                ": ",
                tn("{n} entry", "{n} entries", item.total),
            ),
            rx.el.p(item.cause, class_name="small"),
            rx.el.p(item.at, " · ", item.origin, class_name="small muted breaks"),
            class_name="held-who",
        ),
        rx.cond(
            Reverting.may_revert,
            rx.el.a(t("What the account did"), href=item.href, class_name="btn"),
        ),
        opener(item.dialog, t("Drop"), kind="danger", picture="trash"),
        dialog(
            item.dialog,
            t("Drop these entries?"),
            rx.el.form(
                # In the form, not an argument: a form among many has one handler for all.
                rx.el.input(type="hidden", name="held", value=item.held_id),
                rx.el.p(t("Nothing of them is written. Their author is told the reason.")),
                field(
                    t("Reason"),
                    text_input(item.field, name="reason", required=True, max_length=300),
                    control_id=item.field,
                    error=rx.cond(Feedback.field == item.field, Feedback.text, ""),
                ),
                rx.el.div(
                    button(t("Cancel"), **closes()),
                    button(t("Drop"), kind="danger", type="submit", **closes()),
                    class_name="row end",
                ),
                on_submit=HeldOverview.drop,
                class_name="stack",
            ),
        ),
        class_name="row",
        key=item.held_id,
    )
