"""The dictionary of education programmes."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import notice
from ejournal_app.components.forms import button, checkbox
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.icons import icon
from ejournal_app.states.programmes import LIST, ProgrammeForm, Programmes, UsualView

from .fields import named_field, save_row
from .frame import framed
from .record_list import record_list


def programmes() -> rx.Component:
    """Return the list, and the usual programmes that are not in it yet."""
    return framed(
        record_list(
            rx.el.a(
                icon("plus"), t("Add a programme"), href=f"{LIST}/jauna", class_name="btn primary"
            ),
            key="programmas",
            search=t("Code or name"),
            empty_title=t("No programmes yet"),
            empty_text=t("Choose from the usual ones below, or add your own."),
        ),
        rx.cond(Programmes.usual.length() > 0, _usual()),
        title=t("Education programmes"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def _usual() -> rx.Component:
    return rx.el.form(
        rx.el.h2(t("Usual programmes")),
        rx.el.p(t("Tick those the school is licensed for."), class_name="muted small"),
        rx.foreach(Programmes.usual, _usual_line),
        rx.el.div(button(t("Add the ticked ones"), type="submit"), class_name="row"),
        on_submit=Programmes.add_usual,
        class_name="card stack tight",
    )


def _usual_line(one: UsualView) -> rx.Component:
    return checkbox(
        rx.fragment(rx.el.span(one.code, class_name="strong"), " ", one.name), name=one.code
    )


def programme() -> rx.Component:
    """Return one programme, or the form for a new one."""
    return framed(
        rx.cond(
            ProgrammeForm.retired,
            notice("warn", t("Retired: nobody can be enrolled in it any more.")),
        ),
        rx.el.form(
            rx.el.div(
                named_field(
                    "code",
                    t("Code"),
                    hint=rx.cond(
                        ProgrammeForm.used,
                        t("In use, so it cannot be changed."),
                        t("8 digits, from the licence of the programme."),
                    ),
                    default_value=ProgrammeForm.code,
                    key="code" + ProgrammeForm.programme_id + ProgrammeForm.code,
                    read_only=ProgrammeForm.used,
                    input_mode="numeric",
                    max_length=12,
                    required=True,
                    auto_complete="off",
                ),
                named_field(
                    "name",
                    t("Name of the programme"),
                    default_value=ProgrammeForm.name,
                    key="name" + ProgrammeForm.programme_id,
                    max_length=300,
                    required=True,
                    auto_complete="off",
                ),
                class_name="fields",
            ),
            save_row(
                rx.cond(
                    ProgrammeForm.programme_id != "",
                    rx.cond(
                        ProgrammeForm.retired,
                        button(
                            t("Take into use again"),
                            on_click=ProgrammeForm.restore(ProgrammeForm.programme_id),
                        ),
                        opener("retire", t("Retire"), kind="danger"),
                    ),
                )
            ),
            on_submit=lambda form: ProgrammeForm.save(ProgrammeForm.programme_id, form),
            class_name="card stack",
        ),
        rx.cond(
            ProgrammeForm.used,
            rx.el.p(
                tn(
                    "{n} enrolment has this code.",
                    "{n} enrolments have this code.",
                    ProgrammeForm.enrolments,
                ),
                " ",
                tn(
                    "It is the usual programme of {n} class.",
                    "It is the usual programme of {n} classes.",
                    ProgrammeForm.classes,
                ),
                class_name="muted small",
            ),
        ),
        confirm_dialog(
            "retire",
            title=t("Retire the programme?"),
            text=t(
                "Nobody can be enrolled in {code} any more."
                " Pupils who are enrolled in it stay so. You can take it into use again.",
                code=ProgrammeForm.code,
            ),
            confirm=t("Retire"),
            on_confirm=ProgrammeForm.retire(ProgrammeForm.programme_id),
            destructive=True,
        ),
        title=t("Education programme"),
        active="hub",
        back=LIST,
    )
