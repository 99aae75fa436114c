"""First-lesson attendance by class: the numbers the canteen is sent."""

import reflex as rx

from ejournal_app.components.feedback import empty_state, skeleton
from ejournal_app.components.forms import field, text_input
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_link
from ejournal_app.states.canteen import Canteen, CanteenRow

from .frame import framed


def canteen() -> rx.Component:
    """Return the numbers of a day."""
    own = Canteen
    return framed(
        rx.cond(
            own.title != "",
            rx.fragment(
                rx.el.div(
                    rx.el.h2(own.title, class_name="grow"),
                    field(
                        t("Date"),
                        text_input(
                            "canteen-day",
                            type="date",
                            key=own.day,
                            default_value=own.day,
                            on_change=lambda day: rx.redirect(f"/edinataja?datums={day}"),
                        ),
                        control_id="canteen-day",
                    ),
                    class_name="row",
                ),
                rx.el.p(own.sending, class_name="muted"),
                rx.cond(
                    own.classes.length() > 0,
                    rx.fragment(
                        rx.el.dl(
                            _number(t("Present"), own.present, "ok"),
                            _number(t("Absent"), own.absent, ""),
                            _number(t("Not registered yet"), own.unknown, "warn"),
                            class_name="numbers",
                        ),
                        rx.el.div(
                            _file(own.sheet, t("XLSX"), t("Download as XLSX")),
                            _file(own.csv, t("CSV"), t("Download as CSV")),
                            class_name="row",
                        ),
                        rx.el.div(_table(), class_name="card flush table-wrap"),
                    ),
                    empty_state(
                        t("No lessons on this day"),
                        t("Numbers appear on days with lessons, from the first lesson on."),
                    ),
                ),
            ),
            rx.el.div(skeleton(), class_name="card"),
        ),
        title=t("First lesson for the canteen"),
        active="overview",
    )


def _number(name: Text, value: rx.Var[int], kind: str) -> rx.Component:
    return rx.el.div(rx.el.dt(name), rx.el.dd(value.to_string()), class_name=f"card number {kind}")


def _file(href: Text, words: Text, said: Text) -> rx.Component:
    return native_link(
        icon("download"), words, href=href, aria_label=said, download=True, class_name="btn"
    )


def _table() -> rx.Component:
    columns = (
        t("Class"),
        t("Pupils"),
        t("Present"),
        t("Absent"),
        t("Not registered yet"),
    )
    return rx.el.table(
        rx.el.thead(rx.el.tr(*(rx.el.th(words, scope="col") for words in columns))),
        rx.el.tbody(rx.foreach(Canteen.classes, _row)),
        class_name="table records",
    )


def _row(one: CanteenRow) -> rx.Component:
    def cell(value: rx.Var[int], words: Text) -> rx.Component:
        return rx.el.td(value.to_string(), custom_attrs={"data-label": words})

    return rx.el.tr(
        rx.el.th(one.name, scope="row"),
        cell(one.pupils, t("Pupils")),
        cell(one.present, t("Present")),
        cell(one.absent, t("Absent")),
        cell(one.unknown, t("Not registered yet")),
        key=one.name,
    )
