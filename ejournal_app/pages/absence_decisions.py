"""Applications for absences, for whoever decides about them (Regulation 11)."""

from typing import Any

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_link
from ejournal_app.states.absence_decisions import AbsenceDecisions, DecisionView

from .fields import save_row
from .frame import framed


def absence_decisions() -> rx.Component:
    """Return what waits, then what the families were asked, then what was decided."""
    return framed(
        rx.cond(
            AbsenceDecisions.ready,
            rx.fragment(
                rx.cond(
                    AbsenceDecisions.waiting.length() > 0,
                    _section(
                        t("Waiting for a decision: {n}", n=AbsenceDecisions.waiting.length()),
                        AbsenceDecisions.waiting,
                        _open,
                    ),
                    empty_state(
                        t("No application waits for a decision"),
                        t(
                            "Families apply on their phones; a new application appears here at once"
                            " and in what waits for you."
                        ),
                        picture="done",
                    ),
                ),
                rx.cond(
                    AbsenceDecisions.asked.length() > 0,
                    _section(t("Waiting for the family"), AbsenceDecisions.asked, _open),
                ),
                rx.cond(
                    AbsenceDecisions.decided.length() > 0,
                    _section(
                        t("Decided and withdrawn in the last 60 days"),
                        AbsenceDecisions.decided,
                        _decided,
                    ),
                ),
            ),
        ),
        title=t("Applications for absences"),
        active="class",
    )


def _section(title: Text, applications: Any, card: Any) -> rx.Component:
    return rx.el.section(rx.el.h2(title), rx.foreach(applications, card), class_name="stack")


def _head(one: DecisionView) -> rx.Component:
    return rx.el.div(
        rx.el.h3(one.pupil, " ", rx.el.span(one.class_name, class_name="chip"), class_name="grow"),
        chip(one.state, one.look),
        class_name="row",
    )


def _said(one: DecisionView) -> rx.Component:
    return rx.fragment(
        rx.el.p(rx.el.span(one.span, class_name="strong"), " · ", one.reason_words),
        rx.cond(one.words != "", rx.el.p(one.words, class_name="letter")),
        rx.cond(
            one.document_href != "",
            native_link(
                icon("file"), t("Open the document sent"), href=one.document_href, class_name="btn"
            ),
        ),
        rx.cond(
            one.answer != "",
            rx.el.p(
                rx.el.span(t("Class teacher:"), class_name="strong"),
                " ",
                one.answer,
                class_name="letter",
            ),
        ),
        rx.cond(
            one.reply != "",
            rx.el.p(
                rx.el.span(t("The family's answer:"), class_name="strong"),
                " ",
                one.reply,
                class_name="letter",
            ),
        ),
    )


def _open(one: DecisionView) -> rx.Component:
    return rx.el.article(
        _head(one),
        _said(one),
        rx.el.p(one.used, class_name="small muted"),
        rx.el.p(t("Applied for by {who}", who=one.filed), class_name="small muted"),
        rx.cond(one.may_decide, _deciding(one)),
        class_name="card stack tight application",
        key=one.application_id,
    )


def _deciding(one: DecisionView) -> rx.Component:
    own, version = one.application_id, one.version
    return rx.fragment(
        rx.el.div(
            button(
                t("Accept the application"),
                kind="primary",
                picture="check",
                on_click=AbsenceDecisions.accept(own, version),
                aria_label=t(
                    "{name}, {days}: accept the application", name=one.pupil, days=one.span
                ),
            ),
            class_name="row",
        ),
        rx.el.div(
            rx.el.details(
                rx.el.summary(t("Ask the family…"), class_name="tap-line"),
                _words(
                    t("What do you want to know?"),
                    t("Ask"),
                    lambda form: AbsenceDecisions.ask(own, version, form),
                ),
            ),
            rx.el.details(
                rx.el.summary(t("Decline…"), class_name="tap-line"),
                _words(
                    t("Why it is declined; the family reads it"),
                    t("Decline the application"),
                    lambda form: AbsenceDecisions.decline(own, version, form),
                ),
            ),
            rx.el.details(
                rx.el.summary(t("Accept fewer days or another reason…"), class_name="tap-line"),
                _part(one),
            ),
            class_name="ways",
        ),
    )


def _words(label: Text, submit: Text, on_submit: Any) -> rx.Component:
    return rx.el.form(
        rx.el.label(
            rx.el.span(label, class_name="label"),
            rx.el.textarea(name="answer", max_length=500, required=True, class_name="input"),
            class_name="field",
        ),
        save_row(label=submit),
        on_submit=on_submit,
        class_name="stack tight",
    )


def _part(one: DecisionView) -> rx.Component:
    return rx.el.form(
        rx.el.div(
            _day(t("Justified from"), "starts_on", one.starts_on, one),
            _day(t("Justified to"), "ends_on", one.ends_on, one),
            rx.el.label(
                rx.el.span(t("Justified as"), class_name="label"),
                rx.el.select(
                    rx.el.option(t("as illness (ns)"), value="illness"),
                    rx.el.option(t("for another reason (nc)"), value="other"),
                    name="reason",
                    default_value=one.reason,
                    class_name="input",
                ),
                class_name="field",
            ),
            class_name="fields",
        ),
        save_row(label=t("Accept so")),
        on_submit=lambda form: AbsenceDecisions.accept_part(one.application_id, one.version, form),
        class_name="stack tight",
        key=f"{one.application_id}-{one.starts_on}-{one.ends_on}-{one.reason}",
    )


def _day(label: Text, name: str, value: Any, one: DecisionView) -> rx.Component:
    return rx.el.label(
        rx.el.span(label, class_name="label"),
        rx.el.input(
            type="date",
            name=name,
            default_value=value,
            min=one.starts_on,
            max=one.ends_on,
            read_only=one.is_part,
            required=True,
            class_name="input",
        ),
        class_name="field",
    )


def _decided(one: DecisionView) -> rx.Component:
    return rx.el.article(
        _head(one),
        _said(one),
        rx.cond(one.decided != "", rx.el.p(one.decided, class_name="small muted")),
        class_name="card stack tight",
        key=one.application_id,
    )
