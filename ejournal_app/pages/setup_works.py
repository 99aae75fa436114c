"""Kinds of work."""

import reflex as rx

from ejournal_app.components.dialogs import closes, dialog, opener
from ejournal_app.components.feedback import chip, empty_state, error_strip
from ejournal_app.components.forms import button, checkbox
from ejournal_app.components.i18n import t
from ejournal_app.states.feedback import Feedback
from ejournal_app.states.setup_works import KindView, ScaleView, SetupWorks, VersionView

from .fields import named_choice, named_field, save_row
from .frame import framed

_RETIRE = "retire-kind"


def setup_works() -> rx.Component:
    """Return the kinds with their history and the form for one."""
    return framed(
        rx.el.section(
            rx.el.h2(t("Kinds of work")),
            rx.cond(
                SetupWorks.kinds.length() > 0,
                rx.el.div(rx.foreach(SetupWorks.kinds, _kind), class_name="list"),
                empty_state(
                    t("No kinds of work yet"),
                    t(
                        "Teachers cannot enter marks without. Add the usual ones in one tap and"
                        " change them afterwards, or enter your own below."
                    ),
                    action=button(
                        t("Add the usual ones"), kind="primary", on_click=SetupWorks.add_usual
                    ),
                    picture="award",
                ),
            ),
            class_name="card stack",
        ),
        _form(),
        rx.cond(SetupWorks.form["code"] != "", _retire()),
        title=t("Kinds of work"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def _kind(kind: KindView) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(kind.name, class_name="list-title"),
            rx.el.div(
                kind.scale,
                " · ",
                t("weight {weight}", weight=kind.weight),
                " · ",
                t("due in working days: {days}", days=kind.deadline),
                rx.cond(kind.is_test, rx.fragment(" · ", t("a test"))),
                class_name="list-meta",
            ),
            rx.el.details(
                rx.el.summary(t("History"), class_name="tap-line small"),
                rx.el.ul(rx.foreach(kind.versions, _version), class_name="bare stack tight"),
            ),
            class_name="list-body",
        ),
        rx.el.div(
            rx.cond(~kind.is_active, chip(t("not offered"), "warn")),
            rx.cond(kind.is_coming, chip(t("from {day}", day=kind.since), "info")),
            button(
                t("Change"), kind="quiet", picture="pencil", on_click=SetupWorks.edit(kind.code)
            ),
            class_name="list-trail",
        ),
        class_name="list-row",
        key=kind.code,
    )


def _version(one: VersionView) -> rx.Component:
    return rx.el.li(
        rx.el.span(t("from {day}", day=one.since), class_name="strong small"),
        " ",
        rx.el.span(one.words, class_name="small grow"),
        rx.cond(
            one.version_id > 0,
            button(t("Withdraw"), kind="quiet", on_click=SetupWorks.withdraw(one.version_id)),
        ),
        class_name="row",
    )


def _form() -> rx.Component:
    form = SetupWorks.form
    return rx.el.form(
        rx.el.h2(
            rx.cond(
                form["code"] != "",
                t("Change: {name}", name=form["name_lv"]),
                t("New kind of work"),
            )
        ),
        rx.el.p(t("Works that are there already keep their scale and weight."), class_name="muted"),
        rx.el.input(type="hidden", name="code", default_value=form["code"]),
        rx.el.div(
            named_field(
                "name_lv",
                t("Name in Latvian"),
                default_value=form["name_lv"],
                required=True,
                max_length=60,
            ),
            named_field(
                "name_en", t("Name in English"), default_value=form["name_en"], max_length=60
            ),
            named_choice(
                "scale",
                t("Scale"),
                rx.foreach(SetupWorks.scales, _scale),
                default_value=form["scale"],
            ),
            named_field(
                "weight",
                t("Weight in the average"),
                hint=t("0: it enters no average. Only marks from 1 to 10 count."),
                input_mode="numeric",
                default_value=form["weight"],
                required=True,
            ),
            named_field(
                "deadline_days",
                t("Mark due, in working days"),
                input_mode="numeric",
                default_value=form["deadline_days"],
                required=True,
            ),
            _since("effective_from"),
            class_name="fields",
        ),
        checkbox(
            t("A test: families see it ahead, and it counts in the test load of the class"),
            name="is_test",
            default_checked=form["is_test"] != "",
        ),
        save_row(),
        on_submit=SetupWorks.save,
        key=f"kind-{SetupWorks.key}",
        class_name="card stack",
    )


def _retire() -> rx.Component:
    name = SetupWorks.form["name_lv"]
    return rx.el.div(
        opener(_RETIRE, t("Offer “{name}” no more…", name=name), kind="danger"),
        dialog(
            _RETIRE,
            t("Offer “{name}” no more?", name=name),
            rx.el.form(
                rx.el.p(
                    t(
                        "From the chosen day teachers cannot add works of this kind. Works and"
                        " marks that are there stay and count as before. It can be offered again:"
                        " change it from a later day."
                    )
                ),
                rx.el.input(
                    type="hidden", name="retire_code", default_value=SetupWorks.form["code"]
                ),
                _since("retire_from"),
                error_strip(rx.cond(Feedback.field == "", Feedback.text, "")),
                rx.el.div(
                    button(t("Cancel"), **closes()),
                    button(t("Retire"), kind="danger", type="submit"),
                    class_name="row end",
                ),
                on_submit=SetupWorks.retire,
                class_name="stack",
            ),
        ),
        # The dialog closes with what was saved; a refusal leaves it open.
        key=f"retire-{SetupWorks.key}",
        class_name="row",
    )


def _since(name: str) -> rx.Component:
    return named_field(
        name,
        t("In force from"),
        kind="date",
        hint=rx.cond(
            SetupWorks.first_open != "",
            t("Not before {day}: earlier periods are closed.", day=SetupWorks.first_open),
            t("Earlier work keeps what held then."),
        ),
        required=True,
    )


def _scale(scale: ScaleView) -> rx.Component:
    return rx.el.option(scale.name, value=scale.value)
