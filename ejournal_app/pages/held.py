"""One's own entries that were held back: confirmed by password, or dropped."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import empty_state, notice
from ejournal_app.components.forms import button, field, password_input
from ejournal_app.components.i18n import t, tn
from ejournal_app.states.feedback import Feedback
from ejournal_app.states.held import Held, HeldLineView, HeldView

from .frame import framed


def held() -> rx.Component:
    """Return what waits for the password."""
    return framed(
        rx.cond(Held.unwritten.length() > 0, _unwritten()),
        rx.cond(
            Held.items.length() > 0,
            rx.foreach(Held.items, _item),
            rx.cond(
                Held.loaded,
                empty_state(
                    t("Nothing is held back"),
                    t("What you enter is saved at once. Go on in your journals."),
                    action=rx.el.a(t("Journals"), href="/zurnali", class_name="btn primary"),
                    picture="shield",
                ),
            ),
        ),
        title=t("Held entries"),
        active="day",
        back="/diena",
    )


def _item(item: HeldView) -> rx.Component:
    dialog_id = f"drop-{item.held_id}"
    return rx.el.section(
        rx.el.h2(t("Held back on {at}", at=item.at)),
        notice(
            "warn",
            rx.el.p(t("Why: {cause}.", cause=item.cause)),
            rx.el.p(
                t(
                    "Nothing of this is written yet. If it was you, confirm it with your password."
                    " If not, drop it, change your password and tell the school's superuser."
                )
            ),
        ),
        _table(item.lines),
        rx.el.form(
            # In the form, not an argument: a form among many has one handler for all.
            rx.el.input(type="hidden", name="held", value=item.held_id),
            field(
                t("Your password"),
                password_input(
                    item.field, name="password", auto_complete="current-password", required=True
                ),
                control_id=item.field,
                error=rx.cond(Feedback.field == item.field, Feedback.text, ""),
            ),
            rx.el.div(
                button(
                    tn("Write {n} entry", "Write {n} entries", item.lines.length()),
                    kind="primary",
                    type="submit",
                ),
                opener(dialog_id, t("Drop"), kind="danger", picture="trash"),
                class_name="row",
            ),
            on_submit=Held.confirm,
            class_name="stack",
        ),
        confirm_dialog(
            dialog_id,
            title=t("Drop these entries?"),
            text=t("Nothing of them is written; the marks stay as they are."),
            confirm=t("Drop"),
            on_confirm=Held.drop(item.held_id),
            destructive=True,
        ),
        class_name="card stack",
        key=item.held_id,
    )


def _table(lines: rx.Var[list[HeldLineView]]) -> rx.Component:
    headings = (t("Pupil"), t("Work"), t("Before"), t("After"))
    return rx.el.div(
        rx.el.table(
            rx.el.thead(rx.el.tr(*(rx.el.th(heading, scope="col") for heading in headings))),
            rx.el.tbody(rx.foreach(lines, _row)),
            class_name="table records",
        ),
        class_name="table-wrap",
    )


def _row(line: HeldLineView) -> rx.Component:
    return rx.el.tr(
        rx.el.th(line.pupil, scope="row"),
        rx.el.td(line.work, custom_attrs={"data-label": t("Work")}),
        rx.el.td(line.old, custom_attrs={"data-label": t("Before")}),
        rx.el.td(line.new, class_name="strong", custom_attrs={"data-label": t("After")}),
        key=line.key,
    )


def _unwritten() -> rx.Component:
    def line(one: HeldLineView) -> rx.Component:
        return rx.el.li(
            rx.el.p(rx.el.span(one.pupil, class_name="strong"), ", ", one.work, ": ", one.new),
            rx.el.p(one.note, class_name="small"),
            key=one.key,
        )

    return notice(
        "bad",
        rx.el.p(t("These were not written:"), class_name="strong"),
        rx.el.ul(rx.foreach(Held.unwritten, line), class_name="bare stack tight"),
        live=True,
    )
