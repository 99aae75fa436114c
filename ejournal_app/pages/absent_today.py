"""Who is absent today without news: used standing in a corridor, with one thumb."""

import reflex as rx

from ejournal_app.components.dialogs import closes, dialog
from ejournal_app.components.feedback import chip, empty_state, notice, skeleton
from ejournal_app.components.forms import ButtonKind, button
from ejournal_app.components.i18n import Text, t, tn
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_link
from ejournal_app.states.absent_today import (
    AbsentClassView,
    AbsentList,
    AbsentView,
    GuardianView,
)

from .fields import named_choice, named_field, save_row
from .frame import framed


def absent_today() -> rx.Component:
    """Return the list, grouped by class."""
    own = AbsentList
    return framed(
        rx.cond(
            own.day != "",
            rx.fragment(
                rx.el.h2(own.day),
                rx.cond(
                    own.silent > 0,
                    notice(
                        "warn",
                        tn(
                            "{n} pupil is absent, and nobody has been told yet.",
                            "{n} pupils are absent, and nobody has been told yet.",
                            own.silent,
                        ),
                    ),
                    rx.cond(
                        own.told > 0,
                        notice("ok", t("Everybody absent without news has been seen to.")),
                        empty_state(
                            t("Nobody is missing without news"),
                            t(
                                "Pupils appear here as soon as a teacher registers them as absent"
                                " and neither a note nor an application nor an event explains it."
                            ),
                            picture="check",
                        ),
                    ),
                ),
                rx.foreach(own.classes, _class),
                _words(),
            ),
            rx.el.div(skeleton(), class_name="card"),
        ),
        title=t("Absent today without news"),
        active="class",
    )


def _class(one: AbsentClassView) -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Class {name}", name=one.name)),
        rx.cond(
            one.silent.length() > 0,
            rx.el.ul(rx.foreach(one.silent, _pupil), class_name="bare stack"),
        ),
        rx.cond(
            one.told.length() > 0,
            rx.fragment(
                rx.el.h4(t("Told already"), class_name="muted"),
                rx.el.ul(rx.foreach(one.told, _pupil), class_name="bare stack"),
            ),
        ),
        class_name="stack",
        key=one.class_id,
    )


def _pupil(one: AbsentView) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(one.name, class_name="strong"),
            rx.cond(one.there != "", chip(one.there, "info")),
            class_name="row",
        ),
        rx.el.p(one.lessons, class_name="small muted"),
        rx.cond(
            one.guardians.length() > 0,
            rx.el.ul(rx.foreach(one.guardians, _guardian), class_name="bare stack tight"),
            rx.el.p(t("Nobody is on record who is to be told."), class_name="small"),
        ),
        rx.cond(
            one.log.length() > 0,
            rx.el.ul(
                rx.foreach(one.log, lambda line: rx.el.li(line, class_name="small")),
                class_name="bare stack tight contact-log",
                aria_label=t("Log"),
            ),
        ),
        class_name="card stack tight",
        key=one.pupil_id,
    )


def _guardian(one: GuardianView) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(one.name),
            rx.cond(one.kind != "", chip(one.kind)),
            class_name="row",
        ),
        rx.el.div(
            rx.cond(
                one.call != "",
                native_link(
                    icon("phone"),
                    one.phone,
                    href=one.call,
                    aria_label=t("Call {name}, {phone}", name=one.name, phone=one.phone),
                    class_name="btn",
                ),
            ),
            rx.cond(
                one.can_be_sent,
                button(
                    t("Send a message"),
                    picture="mail",
                    aria_label=t("Send {name} a message", name=one.name),
                    on_click=AbsentList.send(one.pupil_id, one.person_id),
                ),
            ),
            rx.cond(one.writable, _outcomes(one)),
            class_name="row contact-acts",
        ),
        class_name="stack tight",
        key=one.key,
    )


def _outcomes(one: GuardianView) -> rx.Component:
    """Return how it went, one tap each; what is rarer is folded."""

    def tap(outcome: str, words: Text, said: Text, kind: ButtonKind = "plain") -> rx.Component:
        return button(
            words,
            kind=kind,
            aria_label=said,
            on_click=AbsentList.log(one.pupil_id, one.person_id, outcome),
        )

    name = one.name
    return rx.fragment(
        tap("call", t("Reached"), t("Called {name} and reached them", name=name)),
        tap("no_answer", t("No answer"), t("Called {name}, no answer", name=name)),
        rx.el.details(
            rx.el.summary(t("Told otherwise"), class_name="tap-line small"),
            rx.el.div(
                tap("sms", t("by SMS"), t("Told {name} by SMS", name=name)),
                tap("email", t("by e-mail"), t("Told {name} by e-mail", name=name)),
                tap("meeting", t("in person"), t("Told {name} in person", name=name)),
                button(
                    t("With words…"),
                    kind="quiet",
                    picture="pencil",
                    aria_label=t("Write down what {name} said", name=name),
                    on_click=AbsentList.open_words(one.pupil_id, one.person_id),
                ),
                class_name="row",
            ),
        ),
    )


def _words() -> rx.Component:
    own = AbsentList
    return dialog(
        "contact-words",
        t("Write into the log"),
        rx.el.p(own.about, class_name="strong"),
        rx.el.form(
            named_choice(
                "outcome",
                t("How"),
                rx.el.option(t("called and reached"), value="call"),
                rx.el.option(t("called, no answer"), value="no_answer"),
                rx.el.option(t("by SMS"), value="sms"),
                rx.el.option(t("by e-mail"), value="email"),
                rx.el.option(t("in person"), value="meeting"),
            ),
            named_field("words", t("What was said"), max_length=180, auto_complete="off"),
            save_row(button(t("Cancel"), **closes())),
            on_submit=lambda form: AbsentList.log_words(own.pupil_id, own.person_id, form),
            class_name="stack",
            key=own.writing,
        ),
        shown=own.writing,
    )
