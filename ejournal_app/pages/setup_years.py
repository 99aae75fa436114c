"""The list of school years."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import chip, empty_state, notice
from ejournal_app.components.i18n import t, tn
from ejournal_app.states.setup_years import ChoiceView, SetupYears, YearView

from .fields import named_choice, save_row
from .frame import framed


def setup_years() -> rx.Component:
    """Return the years, a new one, and a copy of the last."""
    return framed(
        rx.cond(
            SetupYears.obstacles.length() > 0,
            notice(
                "warn",
                rx.el.ul(rx.foreach(SetupYears.obstacles, rx.el.li), class_name="bare stack tight"),
            ),
        ),
        rx.cond(SetupYears.carried.length() > 0, _copied()),
        rx.el.section(
            rx.el.h2(t("School years")),
            rx.cond(
                SetupYears.years.length() > 0,
                rx.el.div(rx.foreach(SetupYears.years, _year), class_name="list"),
                empty_state(
                    t("No school year yet"),
                    t("Add the year below; its dates come from the Cabinet's rules."),
                    picture="calendar",
                ),
            ),
            class_name="card stack",
        ),
        rx.cond(SetupYears.may_copy.length() > 0, _copy()),
        rx.el.form(
            rx.el.h2(t("New year")),
            rx.el.p(
                t(
                    "Semesters and breaks as published, or by the usual pattern;"
                    " you can change them."
                ),
                class_name="muted",
            ),
            named_choice(
                "starting", t("School year"), rx.foreach(SetupYears.may_add, _choice), required=True
            ),
            save_row(label=t("Add the year")),
            on_submit=SetupYears.add,
            class_name="card stack",
        ),
        title=t("School years"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def _copy() -> rx.Component:
    return rx.el.form(
        rx.el.h2(t("Copy from last year")),
        rx.el.p(
            t(
                "Semesters and breaks move to the new dates; classes and groups come empty, with"
                " the curriculum; class teachers go on with their classes. Bells, kinds of work,"
                " rules and subjects go on by themselves."
            ),
            class_name="muted",
        ),
        named_choice(
            "copy_starting",
            t("School year"),
            rx.foreach(SetupYears.may_copy, _choice),
            required=True,
        ),
        save_row(label=t("Copy")),
        on_submit=SetupYears.copy,
        class_name="card stack",
    )


def _copied() -> rx.Component:
    """Return what the copy just made carried over and left behind."""
    return notice(
        "info",
        rx.el.div(
            rx.el.div(
                rx.el.p(t("Carried over:"), class_name="strong"),
                rx.el.ul(rx.foreach(SetupYears.carried, rx.el.li)),
            ),
            rx.el.div(
                rx.el.p(t("Left behind:"), class_name="strong"),
                rx.el.ul(rx.foreach(SetupYears.left, rx.el.li)),
            ),
            class_name="stack",
        ),
        live=True,
    )


def _year(year: YearView) -> rx.Component:
    dialog_id = f"undo-{year.year_id}"
    return rx.el.div(
        rx.el.div(
            rx.el.a(
                year.name,
                href=f"/iestatijumi/gads/{year.year_id}",
                class_name="list-title tap-line",
            ),
            rx.el.div(
                year.span,
                " · ",
                tn("{n} class", "{n} classes", year.classes),
                class_name="list-meta",
            ),
            class_name="list-body",
        ),
        rx.el.div(
            rx.cond(year.is_current, chip(t("now"), "info")),
            rx.cond((year.classes == 0) & (year.run_id == 0), _removal(year)),
            rx.cond(
                year.run_id > 0,
                rx.fragment(
                    opener(dialog_id, t("Undo the copy"), kind="quiet", picture="undo"),
                    confirm_dialog(
                        dialog_id,
                        title=t("Undo the copy?"),
                        text=t(
                            "The year {year} goes with its semesters, breaks, classes, class"
                            " teachers, empty groups and curriculum, unless something has been"
                            " built on them.",
                            year=year.name,
                        ),
                        confirm=t("Undo the copy"),
                        on_confirm=SetupYears.undo_copy(year.run_id),
                        destructive=True,
                    ),
                ),
            ),
            class_name="list-trail",
        ),
        class_name="list-row",
        key=year.year_id,
    )


def _removal(year: YearView) -> rx.Component:
    dialog_id = f"remove-{year.year_id}"
    return rx.fragment(
        opener(dialog_id, t("Remove"), kind="quiet", picture="trash"),
        confirm_dialog(
            dialog_id,
            title=t("Remove the year?"),
            text=t(
                "The year {year} goes with its semesters, breaks and single days. It can be added"
                " again.",
                year=year.name,
            ),
            confirm=t("Remove"),
            on_confirm=SetupYears.remove(year.year_id),
            destructive=True,
        ),
    )


def _choice(choice: ChoiceView) -> rx.Component:
    return rx.el.option(choice.name, value=choice.value)
