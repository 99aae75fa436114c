"""The register of achievements (Regulation 7.8)."""

from typing import Any

import reflex as rx

from ejournal_app.components.dialogs import opener, typed_dialog
from ejournal_app.components.feedback import empty_state, notice
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.states.achievements import Achievement, Option

from .fields import named_choice, named_field, save_row
from .frame import framed
from .record_list import record_list


def achievements() -> rx.Component:
    """Return the register."""
    return framed(
        record_list(
            rx.el.a(icon("plus"), t("Add"), href="/sasniegumi/jauns", class_name="btn primary"),
            key="sasniegumi",
            search=t("Pupil, event or result"),
            empty_title=t("No achievements yet"),
            empty_text=t("Class teachers and the superuser add olympiads and competitions here."),
        ),
        title=t("Achievements"),
        active="class",
        wide=True,
    )


def new_achievement() -> rx.Component:
    """Return the form for a new achievement."""
    return framed(
        rx.cond(
            Achievement.shown != "",
            rx.cond(
                Achievement.writable,
                rx.el.form(
                    rx.el.div(
                        named_choice(
                            "class",
                            t("Class"),
                            rx.el.option(t("Choose…"), value=""),
                            rx.foreach(Achievement.classes, _option),
                            default_value=Achievement.class_id,
                            on_change=Achievement.choose_class,
                        ),
                        named_choice(
                            "pupil",
                            t("Pupil"),
                            rx.el.option(t("Choose…"), value=""),
                            rx.foreach(Achievement.pupils, _option),
                        ),
                        *_fields(),
                        class_name="fields",
                    ),
                    save_row(),
                    on_submit=Achievement.add,
                    class_name="card stack",
                    key=Achievement.shown,
                ),
                empty_state(
                    t("There are no pupils to choose from"),
                    t(
                        "A class teacher enters achievements of the own class. The superuser names"
                        " the class teachers and enrols the pupils."
                    ),
                ),
            ),
        ),
        title=t("New achievement"),
        active="class",
        back="/sasniegumi",
    )


def achievement() -> rx.Component:
    """Return one achievement, with its form for those who may change it."""
    return framed(
        rx.cond(
            Achievement.shown != "",
            rx.fragment(
                rx.el.h2(Achievement.pupil),
                rx.cond(Achievement.writable, _form(), _facts()),
            ),
        ),
        title=t("Achievement"),
        active="class",
        back="/sasniegumi",
    )


def _form() -> rx.Component:
    return rx.fragment(
        rx.el.form(
            rx.el.div(*_fields(), class_name="fields"),
            save_row(opener("delete-achievement", t("Delete"), kind="danger", picture="trash")),
            on_submit=lambda form: Achievement.change(Achievement.achievement_id, form),
            class_name="card stack",
            key=Achievement.shown,
        ),
        typed_dialog(
            "delete-achievement",
            title=t("Delete this achievement?"),
            text=t(
                "{pupil}: {title} will no longer be in the register and the diary. "
                "The audit trail keeps what it said.",
                pupil=Achievement.pupil,
                title=Achievement.title,
            ),
            name=Achievement.title,
            confirm=t("Delete"),
            on_confirm=lambda form: Achievement.delete(Achievement.achievement_id, form),
        ),
    )


def _facts() -> rx.Component:
    return rx.fragment(
        notice("info", t("The class teacher or the superuser can change it.")),
        rx.el.dl(
            _fact(t("Date"), Achievement.day_words),
            _fact(t("Event"), Achievement.title),
            _fact(t("Result"), Achievement.result),
            _fact(t("Prepared by"), Achievement.teacher),
            class_name="card facts",
        ),
    )


def _fact(name: Text, value: Any) -> rx.Component:
    return rx.el.div(rx.el.dt(name), rx.el.dd(rx.cond(value != "", value, "—")))


def _option(option: Option) -> rx.Component:
    return rx.el.option(option.label, value=option.value)


def _fields() -> list[rx.Component]:
    return [
        named_field(
            "day",
            t("Date"),
            kind="date",
            default_value=Achievement.day,
            max=Achievement.today,
            required=True,
        ),
        named_choice(
            "kind",
            t("Kind"),
            rx.foreach(Achievement.kinds, _option),
            default_value=Achievement.kind,
        ),
        named_choice(
            "level",
            t("Level"),
            rx.foreach(Achievement.levels, _option),
            default_value=Achievement.level,
        ),
        named_field("title", t("Event"), default_value=Achievement.title, max_length=200),
        named_field("result", t("Result"), default_value=Achievement.result, max_length=200),
        named_field(
            "teacher_name", t("Prepared by"), default_value=Achievement.teacher, max_length=200
        ),
    ]
