"""Class teachers of all classes on one page."""

import reflex as rx

from ejournal_app.components.feedback import empty_state, skeleton
from ejournal_app.components.i18n import t
from ejournal_app.states.class_teacher_board import ClassChoice, ClassTeachers

from .fields import named_field, save_row
from .frame import framed
from .teaching_fields import choice


def class_teacher_board() -> rx.Component:
    """Return a choice of people for every class of the year."""
    return framed(
        rx.cond(
            ClassTeachers.ready,
            rx.cond(
                ClassTeachers.classes.length() > 0,
                _form(),
                empty_state(
                    t("No classes yet"),
                    t("Add the classes of the year: several letters of a grade at once."),
                ),
            ),
            rx.el.div(skeleton(), class_name="card"),
        ),
        title=t("Class teachers"),
        active="hub",
        wide=True,
        back="/klases",
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.p(
            t("Whoever is class teacher of a class until then stops the day before."),
            class_name="muted",
        ),
        rx.el.div(
            named_field(
                "starts_on",
                t("From which day"),
                kind="date",
                default_value=ClassTeachers.starts_on,
                required=True,
            ),
            class_name="fields",
        ),
        rx.el.div(rx.foreach(ClassTeachers.classes, _class), class_name="fields"),
        save_row(),
        on_submit=ClassTeachers.save,
        class_name="card stack",
        key=ClassTeachers.shown,
    )


def _class(one: ClassChoice) -> rx.Component:
    return rx.el.label(
        rx.el.span(one.name, class_name="label"),
        rx.el.select(
            rx.cond(one.teacher == "", rx.el.option(t("no class teacher yet"), value="")),
            rx.foreach(ClassTeachers.staff, choice),
            name=one.field,
            default_value=one.teacher,
            class_name="input",
        ),
        class_name="field",
        key=one.field,
    )
