"""The class teacher's own class: what is to be done."""

import reflex as rx

from ejournal_app.components.duties import owed_strip
from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.states.my_class import ClassView, MyClass

from .frame import framed
from .work_form import CALENDAR_OF_TESTS


def my_class() -> rx.Component:
    """Return the tasks of each own class."""
    return framed(
        owed_strip(),
        rx.cond(
            MyClass.classes.length() > 0,
            rx.fragment(rx.foreach(MyClass.classes, _class)),
            empty_state(
                t("You have no class this year"),
                t("The superuser names the class teachers."),
            ),
        ),
        title=t("My class"),
        active="class",
        wide=True,
    )


def _class(own: ClassView) -> rx.Component:
    return rx.el.section(
        rx.el.h2(own.name),
        rx.el.div(
            _task(
                "list-checks",
                t("Personal files"),
                own.files,
                chip(own.files_due, own.files_look),
                f"/mana-klase/personas-lietas?klase={own.class_id}",
            ),
            _task(
                "mail",
                t("Telling parents"),
                own.notice,
                chip(own.notice_due, own.notice_look),
                f"/mana-klase/informesana?klase={own.class_id}",
            ),
            _task(
                "grid",
                t("Marks of the class"),
                t("All subjects, pupil by pupil: periods and the average now."),
                rx.fragment(),
                f"/klase-vertejumi/{own.class_id}",
            ),
            _task(
                "warning",
                t("Pupils who may need help"),
                t("Falling or low averages, many nv, tests without a mark."),
                rx.fragment(),
                f"/riska-saraksts?f_class={own.name}",
            ),
            _task(
                "calendar",
                t("Calendar of tests"),
                t("Planned tests of the class, and the days with too many."),
                rx.fragment(),
                f"{CALENDAR_OF_TESTS}?klase={own.class_id}",
            ),
            _task(
                "award",
                t("Achievements"),
                t("Olympiads, competitions and sports of the class."),
                rx.fragment(),
                "/sasniegumi",
            ),
            class_name="doors",
        ),
        class_name="stack",
        key=own.name,
    )


def _task(picture: str, label: Text, text: Text, state: rx.Component, href: Text) -> rx.Component:
    return rx.el.a(
        icon(picture),
        rx.el.span(
            rx.el.span(label, class_name="strong"),
            rx.el.span(text, class_name="small muted"),
            rx.el.span(state),
            class_name="door-words",
        ),
        href=href,
        class_name="card door",
    )
