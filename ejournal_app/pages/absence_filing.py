"""A family applies for an absence: on a phone, in half a minute (Regulation 11)."""

from typing import Any

import reflex as rx

from ejournal_app.components.attachment.field import attachment_field
from ejournal_app.components.feedback import empty_state, notice
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.states.absence_filing import AbsenceFiling
from ejournal_app.states.absence_filing_views import ChildChoice
from ejournal_app.states.absence_form import PART, RANGE, DayChoice
from ejournal_app.states.feedback import Feedback

from .fields import named_area, named_field, save_row
from .frame import framed
from .own_applications import applications


def absence_filing() -> rx.Component:
    """Return the form above, what the family has applied for below."""
    return framed(
        rx.cond(
            AbsenceFiling.ready,
            rx.fragment(
                _sent(),
                _way_on(),
                rx.cond(
                    AbsenceFiling.refused_children != "",
                    notice(
                        "info",
                        t(
                            "The school has not given you the right to apply for absences of"
                            " {names}. Ask the class teacher or the school's office.",
                            names=AbsenceFiling.refused_children,
                        ),
                    ),
                ),
                rx.cond(
                    AbsenceFiling.children.length() > 0,
                    _form(),
                    rx.cond(
                        AbsenceFiling.refused_children == "",
                        empty_state(
                            t("There is nobody to apply for"),
                            t(
                                "Parents whom the school lets apply do so here, and pupils who have"
                                " come of age."
                            ),
                        ),
                    ),
                ),
                applications(),
            ),
        ),
        title=t("Apply for an absence"),
        active="absence",
        family=True,
        back="/dienasgramata",
    )


def _sent() -> rx.Component:
    return rx.cond(
        AbsenceFiling.sent.length() > 0,
        rx.el.section(
            rx.el.h2(t("What happens next")),
            rx.el.ul(rx.foreach(AbsenceFiling.sent, rx.el.li), class_name="bare stack tight"),
            class_name="card stack next-steps",
            role="status",
        ),
    )


def _way_on() -> rx.Component:
    """The application that is in the way, one tap away."""
    return rx.cond(
        (Feedback.leads_to != "") & ~Feedback.blocked,
        rx.el.a(
            icon("pencil"),
            t("Change that application"),
            href=Feedback.leads_to,
            class_name="btn primary",
        ),
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.cond(
            AbsenceFiling.editing != "",
            rx.el.h2(t("Change the application")),
        ),
        _who(),
        _when(),
        _why(),
        attachment_field(
            "document",
            "absence_application",
            value=AbsenceFiling.document_id,
            shown=rx.cond(AbsenceFiling.document_id != "", t("the document sent before"), ""),
            label=t("Doctor's note or another document (if there is one)"),
        ),
        rx.cond(
            AbsenceFiling.editing != "",
            save_row(
                rx.el.a(t("Leave it as it was"), href="/pieteikt-kavejumu", class_name="btn quiet"),
                label=t("Save the change"),
            ),
            button(
                t("Send the application"), kind="primary", type="submit", class_name="send-absence"
            ),
        ),
        _limits(),
        on_submit=_send,
        class_name="card stack filing",
        key=AbsenceFiling.shown,
    )


def _send(form: Any) -> Any:
    change = AbsenceFiling.change(AbsenceFiling.editing, AbsenceFiling.version, form)
    return rx.cond(AbsenceFiling.editing != "", change, AbsenceFiling.file(form))


def _who() -> rx.Component:
    def child(one: ChildChoice) -> rx.Component:
        return _pick("child", one.pupil_id, one.name, one.class_name, chosen=one.chosen)

    single = rx.el.input(
        type="hidden", name="child", default_value=AbsenceFiling.children[0].pupil_id
    )
    return rx.cond(
        (AbsenceFiling.children.length() > 1) & (AbsenceFiling.editing == ""),
        _group(t("Who will be absent"), "child", rx.foreach(AbsenceFiling.children, child)),
        rx.cond(AbsenceFiling.editing == "", single),
    )


def _limits() -> rx.Component:
    def used(one: ChildChoice) -> rx.Component:
        return rx.el.p(one.used, class_name="hint", key=one.pupil_id)

    return rx.el.div(
        rx.el.p(AbsenceFiling.limits, class_name="hint"),
        rx.foreach(AbsenceFiling.children, used),
        class_name="stack tight",
    )


def _when() -> rx.Component:
    def day(one: DayChoice) -> rx.Component:
        return _pick("when", one.value, one.label, one.date, chosen=one.value == AbsenceFiling.when)

    return rx.fragment(
        _group(
            t("When"),
            "when",
            rx.foreach(AbsenceFiling.days, day),
            _pick("when", RANGE, t("More than one day"), "", chosen=AbsenceFiling.when == RANGE),
            _pick("when", PART, t("A part of one day"), "", chosen=AbsenceFiling.when == PART),
        ),
        rx.el.div(
            named_field(
                "starts_on",
                t("First day of the absence"),
                kind="date",
                default_value=AbsenceFiling.starts_on,
            ),
            named_field(
                "ends_on",
                t("Last day of the absence"),
                kind="date",
                default_value=AbsenceFiling.ends_on,
            ),
            class_name="fields when-range",
        ),
        rx.el.div(
            named_field(
                "part_on", t("On which day"), kind="date", default_value=AbsenceFiling.starts_on
            ),
            named_field(
                "first_lesson",
                t("From lesson"),
                input_mode="numeric",
                max_length=2,
                auto_complete="off",
                default_value=AbsenceFiling.first_lesson,
            ),
            named_field(
                "last_lesson",
                t("To lesson"),
                input_mode="numeric",
                max_length=2,
                auto_complete="off",
                default_value=AbsenceFiling.last_lesson,
            ),
            class_name="fields when-part",
        ),
        rx.cond(
            AbsenceFiling.late != "",
            rx.el.div(notice("info", AbsenceFiling.late), class_name="when-late"),
        ),
    )


def _why() -> rx.Component:
    return rx.fragment(
        _group(
            t("Why"),
            "reason",
            _pick(
                "reason",
                "illness",
                t("The child is ill"),
                "",
                chosen=AbsenceFiling.reason == "illness",
            ),
            _pick(
                "reason",
                "other",
                t("Another reason for the absence"),
                "",
                chosen=AbsenceFiling.reason == "other",
            ),
        ),
        named_area(
            "words",
            t("In a few words"),
            hint=t("Read by the class teacher and the management only. Needed for another reason."),
            default_value=AbsenceFiling.words,
            max_length=500,
            rows="2",
        ),
    )


def _group(label: Text, name: str, *choices: Any) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(label),
        rx.el.div(*choices, class_name="picks"),
        rx.el.div(
            rx.cond(
                Feedback.field == name,
                rx.el.p(icon("warning"), Feedback.text, class_name="error"),
            ),
            role="alert",
        ),
        class_name="pick-group",
    )


def _pick(name: str, value: Text, label: Text, small: Text, *, chosen: Any) -> rx.Component:
    """Return a large choice of which one holds; the browser keeps it until it is sent."""
    return rx.el.label(
        rx.el.input(type="radio", name=name, value=value, default_checked=chosen),
        rx.el.span(label, class_name="strong"),
        rx.cond(small != "", rx.el.span(small, class_name="small muted")),
        class_name="pick",
        key=value,
    )
