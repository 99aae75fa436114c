"""Journals made for whole grades in one go."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.i18n import t, tn
from ejournal_app.states.journal_creation import (
    TEACHER,
    GradeTick,
    JournalCreation,
    PlannedView,
)
from ejournal_app.states.teaching_runs import RunView

from .fields import save_row
from .frame import framed
from .teaching_fields import obstacle_list, year_switch


def journal_creation() -> rx.Component:
    """Return the journals the plan asks for, those to be made ticked."""
    return framed(
        rx.el.div(
            year_switch(
                JournalCreation.years,
                JournalCreation.year_id,
                lambda year: rx.redirect(f"/zurnalu-izveide?gads={year}"),
            ),
            rx.el.nav(
                rx.el.a(t("All"), href=f"/zurnalu-izveide?gads={JournalCreation.year_id}"),
                rx.foreach(JournalCreation.grades, _grade),
                aria_label=t("Grade"),
                class_name="segments",
            ),
            class_name="stack tight",
        ),
        obstacle_list(JournalCreation.obstacles),
        rx.cond(
            JournalCreation.missing.length() > 0,
            _missing(),
            empty_state(
                t("Nothing to make"),
                t(
                    "All journals of the plan are there, or the grade has no plan or no classes"
                    " yet."
                ),
                action=rx.el.a(
                    t("To the curriculum table"), href="/zurnalu-plans", class_name="btn"
                ),
                picture="done",
            ),
        ),
        rx.cond(
            JournalCreation.existing.length() > 0,
            rx.el.details(
                rx.el.summary(
                    tn(
                        "{n} journal is there already",
                        "{n} journals are there already",
                        JournalCreation.existing.length(),
                    ),
                    class_name="opens-more",
                ),
                rx.el.ul(rx.foreach(JournalCreation.existing, rx.el.li)),
                class_name="card",
            ),
        ),
        rx.cond(
            JournalCreation.runs.length() > 0,
            rx.el.section(
                rx.el.h2(t("Made before")),
                rx.foreach(JournalCreation.runs, _run),
                class_name="card stack",
            ),
        ),
        title=t("Making journals"),
        active="hub",
        wide=True,
        back="/zurnalu-plans",
    )


def _grade(one: GradeTick) -> rx.Component:
    return rx.el.a(
        one.grade,
        href=one.href,
        aria_current=rx.cond(one.is_shown, "page", "false"),
        key=one.href,
    )


def _missing() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            rx.el.h2(
                tn(
                    "{n} journal will be made",
                    "{n} journals will be made",
                    JournalCreation.missing.length(),
                )
            ),
            rx.cond(
                JournalCreation.new_groups > 0,
                chip(tn("{n} empty group", "{n} empty groups", JournalCreation.new_groups), "info"),
            ),
            class_name="heading",
        ),
        rx.el.p(
            t(
                "Untick what is not needed. Whoever taught a class the subject last year goes on,"
                " unless unticked. Pupils are put into the empty groups afterwards."
            ),
            class_name="muted small",
        ),
        save_row(label=t("Make the ticked journals")),
        rx.el.div(rx.foreach(JournalCreation.missing, _planned), class_name="ticks wide"),
        save_row(label=t("Make the ticked journals")),
        on_submit=lambda form: JournalCreation.create(JournalCreation.year_id, form),
        class_name="card stack",
        key=f"missing-{JournalCreation.shown}",
    )


def _planned(one: PlannedView) -> rx.Component:
    return rx.el.div(
        rx.el.label(
            rx.el.input(type="checkbox", name=one.key, value="1", default_checked=True),
            rx.el.span(
                rx.el.span(one.name, class_name="strong"),
                " ",
                rx.el.span(
                    tn("{n} lesson a week", "{n} lessons a week", one.lessons),
                    rx.cond(one.new_group != "", rx.fragment(" · ", t("new empty group"))),
                    class_name="small muted",
                ),
            ),
            class_name="check",
        ),
        rx.cond(
            one.teachers != "",
            rx.el.label(
                rx.el.input(
                    type="checkbox", name=f"{TEACHER}{one.key}", value="1", default_checked=True
                ),
                t("taught by {names}, as last year", names=one.teachers),
                class_name="check small",
            ),
        ),
        key=one.key,
    )


def _run(run: RunView) -> rx.Component:
    dialog_id = f"take-back-{run.run_id}"
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                t(
                    "Journals made: {journals}, empty groups: {groups}.",
                    journals=run.journals,
                    groups=run.groups,
                ),
            ),
            rx.el.p(run.at, ", ", run.by, class_name="small muted"),
            class_name="grow",
        ),
        rx.cond(
            run.is_undone,
            chip(t("taken back")),
            rx.fragment(
                opener(dialog_id, t("Take back"), picture="undo"),
                confirm_dialog(
                    dialog_id,
                    title=t("Take the journals back?"),
                    text=t(
                        "Journals to be removed: {journals}, empty groups: {groups}. It is refused"
                        " when anything stands on them.",
                        journals=run.journals,
                        groups=run.groups,
                    ),
                    confirm=t("Take back"),
                    on_confirm=JournalCreation.take_back(run.run_id),
                    destructive=True,
                ),
            ),
        ),
        class_name="term",
        key=run.run_id,
    )
