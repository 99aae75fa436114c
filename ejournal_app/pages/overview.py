"""How the school's entries stand, for management and superuser."""

import reflex as rx

from ejournal_app.components.feedback import empty_state
from ejournal_app.components.forms import field, text_input
from ejournal_app.components.i18n import Text, t, tn
from ejournal_app.components.icons import icon
from ejournal_app.components.lists import list_row
from ejournal_app.states.duties import Duties
from ejournal_app.states.overview import SchoolDay, TeacherRow

from .frame import framed
from .owed import owed_strip


def overview() -> rx.Component:
    """Return a day of the school in numbers, and who still owes entries."""
    return framed(
        rx.cond(Duties.short.length() > 0, owed_strip()),
        rx.el.div(
            rx.el.h2(SchoolDay.title, class_name="grow"),
            field(
                t("Date"),
                text_input(
                    "overview-day",
                    type="date",
                    key=SchoolDay.day,
                    default_value=SchoolDay.day,
                    on_change=lambda day: rx.redirect(f"/skola?datums={day}"),
                ),
                control_id="overview-day",
            ),
            class_name="row",
        ),
        rx.el.dl(
            _number(t("Lessons"), SchoolDay.lessons, ""),
            _number(t("Complete"), SchoolDay.complete, "ok"),
            _number(t("Entered late"), SchoolDay.late, "warn"),
            _number(t("Not complete"), SchoolDay.open_entries, "bad"),
            _number(t("Coming"), SchoolDay.coming, ""),
            class_name="numbers",
        ),
        rx.el.section(
            rx.el.h3(t("Teachers with incomplete entries")),
            rx.cond(
                SchoolDay.teachers.length() > 0,
                rx.el.div(rx.foreach(SchoolDay.teachers, _teacher), class_name="list card flush"),
                empty_state(
                    t("Everything is entered"),
                    t("No lesson of this day that has begun lacks its entry."),
                ),
            ),
            class_name="stack",
        ),
        rx.el.div(
            rx.el.a(
                icon("bell"),
                rx.cond(
                    SchoolDay.silent > 0,
                    tn(
                        "{n} pupil absent without news",
                        "{n} pupils absent without news",
                        SchoolDay.silent,
                    ),
                    t("Absent today without news"),
                ),
                href="/bez-zinam",
                class_name=rx.cond(SchoolDay.silent > 0, "btn primary", "btn"),
            ),
            rx.el.a(
                icon("warning"),
                t("Unjustified lessons"),
                href="/neattaisnotie",
                class_name="btn",
            ),
            rx.el.a(
                icon("list-checks"),
                t("Summary of absences"),
                href="/kavejumu-kopsavilkums",
                class_name="btn",
            ),
            rx.el.a(
                icon("users"),
                t("First lesson for the canteen"),
                href="/edinataja",
                class_name="btn",
            ),
            rx.el.a(
                icon("clock"),
                t("Timeliness"),
                href="/savlaicigums",
                class_name="btn",
            ),
            rx.el.a(
                icon("calendar"),
                t("Extended deadlines"),
                href="/terminu-pagarinajumi",
                class_name="btn",
            ),
            rx.el.a(
                icon("warning"),
                t("Pupils who may need help"),
                href="/riska-saraksts",
                class_name="btn",
            ),
            class_name="row",
        ),
        title=t("School"),
        active="overview",
    )


def _number(name: Text, value: rx.Var[int], kind: str) -> rx.Component:
    return rx.el.div(rx.el.dt(name), rx.el.dd(value.to_string()), class_name=f"card number {kind}")


def _teacher(line: TeacherRow) -> rx.Component:
    return list_row(title=line.name, trail=rx.el.span(line.text, class_name="muted"))
