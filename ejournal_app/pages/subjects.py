"""Subjects: the list, one subject, a new one."""

import reflex as rx

from ejournal_app.components.dialogs import opener, typed_dialog
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import Text, t, tn
from ejournal_app.components.icons import icon
from ejournal_app.states.subject import Subject

from .fields import named_field, save_row
from .frame import framed
from .record_list import record_list
from .teaching_fields import tick


def subjects() -> rx.Component:
    """Return the list of subjects."""
    return framed(
        record_list(
            button(
                t("Add the usual ones"), picture="list-checks", on_click=Subject.add_set("usual")
            ),
            rx.el.a(
                icon("plus"), t("New subject"), href="/prieksmeti/jauns", class_name="btn primary"
            ),
            key="prieksmeti",
            search=t("Subject"),
            empty_title=t("No subjects yet"),
            empty_text=t("Add the usual subjects with one tap, or your own one by one."),
        ),
        title=t("Subjects"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def new_subject() -> rx.Component:
    """Return the form for a new subject."""
    return framed(
        rx.el.form(
            _names("", ""),
            save_row(),
            on_submit=Subject.create,
            class_name="card stack",
        ),
        title=t("New subject"),
        active="hub",
        back="/prieksmeti",
    )


def subject() -> rx.Component:
    """Return one subject."""
    return framed(
        rx.el.form(
            _names(Subject.name, Subject.short_name),
            tick(
                "is_active",
                t("Offered for new journals"),
                default_checked=Subject.is_active,
                key=f"active-{Subject.shown}",
            ),
            rx.el.p(
                tn("{n} journal", "{n} journals", Subject.journals),
                ". ",
                t("A retired subject is offered no more; its journals stay."),
                class_name="muted small",
            ),
            save_row(),
            on_submit=lambda form: Subject.save(Subject.subject_id, form),
            class_name="card stack",
        ),
        rx.cond(
            Subject.can_be_deleted,
            rx.el.section(
                opener("delete-subject", t("Delete the subject"), kind="danger", picture="trash"),
                typed_dialog(
                    "delete-subject",
                    title=t("Delete {name}?", name=Subject.name),
                    text=t("Nothing uses the subject. It goes for good."),
                    name=Subject.name,
                    confirm=t("Delete"),
                    on_confirm=lambda form: Subject.delete(Subject.subject_id, form),
                ),
            ),
        ),
        title=t("Subject"),
        active="hub",
        back="/prieksmeti",
    )


def _names(name: Text, short_name: Text) -> rx.Component:
    return rx.el.div(
        named_field(
            "name",
            t("Subject name"),
            default_value=name,
            key=f"name-{Subject.shown}",
            required=True,
            auto_complete="off",
        ),
        named_field(
            "short_name",
            t("Short name"),
            hint=t("For narrow places; empty: the beginning of the name."),
            default_value=short_name,
            key=f"short-{Subject.shown}",
            auto_complete="off",
        ),
        class_name="fields",
    )
