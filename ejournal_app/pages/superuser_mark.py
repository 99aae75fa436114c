"""Entering a mark as superuser (Regulation 7.8)."""

from typing import Any

import reflex as rx

from ejournal_app.components.feedback import empty_state, notice
from ejournal_app.components.i18n import Text, t
from ejournal_app.states.superuser_mark import Option, SuperuserMark, Tab

from .fields import named_area, named_choice, named_field, save_row
from .frame import framed


def superuser_mark() -> rx.Component:
    """Return the three ways to enter a mark, one at a time."""
    return framed(
        rx.cond(
            SuperuserMark.journal_id != "",
            rx.fragment(
                rx.el.h2(SuperuserMark.name),
                notice(
                    "info",
                    t(
                        "The mark is shown as entered by the superuser: to teachers in the "
                        "journal, to parents and the pupil in the diary with the reason."
                    ),
                ),
                rx.el.nav(
                    rx.foreach(SuperuserMark.tabs, _tab),
                    aria_label=t("What is entered"),
                    class_name="tabs",
                ),
                rx.match(
                    SuperuserMark.way,
                    ("parnests", _transferred()),
                    ("eksamens", _exam()),
                    _correction(),
                ),
            ),
        ),
        title=t("Mark entered by the superuser"),
        active="journals",
        back=f"/zurnals/{SuperuserMark.journal_id}",
    )


def _tab(tab: Tab) -> rx.Component:
    return rx.el.a(
        tab.label,
        href=f"/zurnals/{SuperuserMark.journal_id}/vertejums{tab.href}",
        aria_current=rx.cond(tab.key == SuperuserMark.way, "page", "false"),
        class_name="tab",
        key=tab.key,
    )


def _option(option: Option) -> rx.Component:
    return rx.el.option(option.label, value=option.value)


def _form(on_submit: Any, *fields: rx.Component, key: Any) -> rx.Component:
    return rx.el.form(
        rx.el.div(*fields, class_name="fields"),
        save_row(label=t("Enter the mark")),
        on_submit=on_submit,
        class_name="card stack",
        key=key,
    )


def _pupil() -> rx.Component:
    return named_choice(
        "pupil",
        t("Pupil"),
        rx.el.option(t("Choose…"), value=""),
        rx.foreach(SuperuserMark.pupils, _option),
    )


def _value(label: Text) -> rx.Component:
    return named_field(
        "value",
        label,
        hint=t("Allowed: {values}", values=SuperuserMark.allowed),
        auto_complete="off",
        max_length=20,
    )


def _correction() -> rx.Component:
    chosen = SuperuserMark.work_id != ""
    return rx.cond(
        SuperuserMark.works.length() > 0,
        _form(
            lambda form: SuperuserMark.correct(SuperuserMark.journal_id, form),
            named_choice(
                "work",
                t("Work"),
                rx.el.option(t("Choose…"), value=""),
                rx.foreach(SuperuserMark.works, _option),
                default_value=SuperuserMark.work_id,
                on_change=lambda work: SuperuserMark.choose_work(SuperuserMark.journal_id, work),
            ),
            rx.cond(chosen, _pupil()),
            rx.cond(chosen, _value(t("New value (empty clears the mark)"))),
            rx.cond(
                chosen,
                named_area(
                    "reason",
                    t("Reason"),
                    hint=t("Which teacher asked for it and why. Parents can read it."),
                    rows=2,
                    max_length=300,
                ),
            ),
            key=SuperuserMark.form_key,
        ),
        empty_state(
            t("No works yet"),
            t("The teacher's works appear here; then a mark of one can be corrected."),
        ),
    )


def _transferred() -> rx.Component:
    return _form(
        lambda form: SuperuserMark.add_transferred(SuperuserMark.journal_id, form),
        _pupil(),
        named_field("day", t("Date of the mark"), kind="date", required=True),
        named_field("title", t("What the mark was given for"), max_length=100),
        named_field("school", t("School it comes from"), max_length=100),
        _value(t("Mark")),
        named_field(
            "reason", t("Document (optional)"), hint=t("For example a transcript."), max_length=300
        ),
        key=SuperuserMark.form_key,
    )


def _exam() -> rx.Component:
    return _form(
        lambda form: SuperuserMark.add_exam(SuperuserMark.journal_id, form),
        _pupil(),
        named_choice("kind", t("Kind of work"), rx.foreach(SuperuserMark.exams, _option)),
        named_field("day", t("Date of the exam"), kind="date", required=True),
        named_field("title", t("Name of the exam"), max_length=100),
        _value(t("Result")),
        named_field(
            "reason", t("Document (optional)"), hint=t("For example a protocol."), max_length=300
        ),
        key=SuperuserMark.form_key,
    )
