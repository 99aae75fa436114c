"""Putting deadlines off for a person or a journal, and the list of what was put off."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import chip, empty_state, skeleton
from ejournal_app.components.i18n import t
from ejournal_app.states.extensions import Extensions, ExtensionView

from .fields import named_choice, named_field, save_row
from .frame import framed
from .teaching_fields import choice


def extensions() -> rx.Component:
    """Return the form and the list."""
    return framed(
        rx.cond(
            Extensions.loaded,
            rx.cond(
                Extensions.has_year,
                rx.fragment(_form(), _list()),
                empty_state(
                    t("No school year is set up"),
                    t("Deadlines are put off within a school year: set the year up first."),
                ),
            ),
            rx.el.div(skeleton(), class_name="card"),
        ),
        title=t("Extended deadlines"),
        active="overview",
        back="/savlaicigums",
    )


def _form() -> rx.Component:
    own = Extensions
    return rx.el.form(
        rx.el.h2(t("Put a deadline off")),
        rx.el.p(t("Whose deadline it is will be told, with the reason."), class_name="small muted"),
        rx.el.div(
            named_choice(
                "person",
                t("Person"),
                rx.el.option(t("everybody who teaches the journal"), value=""),
                rx.foreach(own.staff, choice),
                default_value=own.begins.person,
                on_change=own.choose_person,
            ),
            named_choice(
                "journal",
                t("Journal"),
                rx.el.option(t("all journals of the person"), value=""),
                rx.foreach(own.journals, choice),
                default_value=own.begins.journal,
                key=f"journal-{own.chosen}-{own.shown}",
            ),
            named_choice(
                "duty",
                t("What is put off"),
                rx.el.option(t("choose"), value=""),
                rx.foreach(own.kinds, choice),
                default_value=own.begins.duty,
            ),
            _day("due_from", t("Deadlines from"), own.begins.due_from),
            _day("due_to", t("Deadlines to"), own.begins.due_to),
            _day("until", t("New deadline: the end of"), ""),
            rx.el.div(
                named_field(
                    "reason",
                    t("Reason"),
                    hint=t("Those whose deadline it is read it too."),
                    max_length=300,
                    auto_complete="off",
                ),
                class_name="whole",
            ),
            class_name="fields",
        ),
        save_row(label=t("Put off")),
        on_submit=own.save,
        key=f"extension-{own.shown}",
        class_name="card stack",
    )


def _day(name: str, label: rx.Var[str], begins: rx.Var[str] | str) -> rx.Component:
    return named_field(
        name,
        label,
        kind="date",
        min=Extensions.first_day,
        max=Extensions.last_day,
        default_value=begins,
    )


def _list() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Put off this year")),
        rx.cond(
            Extensions.lines.length() > 0,
            rx.el.div(rx.foreach(Extensions.lines, _line), class_name="stack"),
            rx.el.p(
                t("No deadline has been put off this year. Use the form above when it is needed."),
                class_name="muted",
            ),
        ),
        class_name="card stack",
    )


def _line(own: ExtensionView) -> rx.Component:
    dialog_id = f"withdraw-{own.extension_id}"
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                rx.el.span(own.who, class_name="strong"),
                " ",
                chip(own.state, own.look),
            ),
            rx.el.p(
                t("{what}, due {due}: until {until}", what=own.what, due=own.due, until=own.until)
            ),
            rx.el.p(own.reason, " · ", own.granted, class_name="small muted"),
            class_name="grow",
        ),
        rx.cond(
            own.can_end,
            rx.fragment(
                opener(dialog_id, t("Withdraw"), picture="undo"),
                confirm_dialog(
                    dialog_id,
                    title=t("Withdraw this extension?"),
                    text=t(
                        "What was put off is due on its own day again, as if it had never been put"
                        " off. Those it was for will be told."
                    ),
                    confirm=t("Withdraw"),
                    on_confirm=Extensions.withdraw(own.extension_id),
                    destructive=True,
                ),
            ),
        ),
        class_name="term",
        key=own.extension_id,
    )
