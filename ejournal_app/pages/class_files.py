"""The checklist of a class's personal files, and the list of all classes (Regulation 9)."""

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.feedback import chip, empty_state, notice, progress
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.class_files import CheckView, ClassFiles, FileView

from .frame import framed
from .record_list import record_list


def own_class_files() -> rx.Component:
    """Return the checklist of the class teacher's own class."""
    return framed(
        rx.cond(ClassFiles.class_id != "", _checklist()),
        title=t("Personal files"),
        active="class",
        wide=True,
        back="/mana-klase",
    )


def class_files() -> rx.Component:
    """Return the checklist of a class of the list."""
    return framed(
        shown_when_loaded(ClassFiles.class_id, "klase", _checklist()),
        title=t("Personal files"),
        active="hub",
        wide=True,
        back="/personas-lietas",
    )


def class_tasks() -> rx.Component:
    """Return how far the class teachers of all classes are."""
    return framed(
        record_list(
            key="personas-lietas",
            search=t("Class or class teacher"),
            empty_title=t("No classes yet"),
            empty_text=t("Classes of this school year appear here with their class teachers."),
        ),
        title=t("Tasks of class teachers"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def file_list() -> rx.Component:
    """Return the files pupil by pupil, of all classes the reader may see."""
    return framed(
        record_list(
            key="lietu-saraksts",
            search=t("Pupil or class"),
            empty_title=t("No pupils yet"),
            empty_text=t("Pupils appear here from the day of their enrolment."),
        ),
        title=t("Personal files of pupils"),
        active="class",
        wide=True,
        back="/personas-lietas",
    )


def _checklist() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.h2(ClassFiles.class_name, class_name="words"),
            rx.el.a(
                icon("search"),
                t("As a list"),
                href=f"/personas-lietas/lietu-saraksts?f_class={ClassFiles.class_name}",
                class_name="btn",
            ),
            rx.cond(
                ClassFiles.overdue > 0,
                chip(t("overdue: {n}", n=ClassFiles.overdue), "bad"),
            ),
            class_name="heading",
        ),
        rx.cond(
            ClassFiles.items.length() > 0,
            rx.fragment(
                progress(
                    ClassFiles.percent,
                    100,
                    t(
                        "{percent}% confirmed; {n} of {all} files complete",
                        percent=ClassFiles.percent,
                        n=ClassFiles.complete,
                        all=ClassFiles.pupils,
                    ),
                ),
                notice(
                    "info",
                    t(
                        "Due on {day}; of a newcomer, in working days after enrolment: {n}. "
                        "A tap confirms, one more tap takes the confirmation back.",
                        day=ClassFiles.due,
                        n=ClassFiles.newcomer_days,
                    ),
                ),
                rx.cond(
                    ClassFiles.files.length() > 0,
                    rx.el.div(_table(), class_name="card flush table-wrap"),
                    empty_state(
                        t("No pupils in this class"),
                        t("Pupils appear here from the day of their enrolment."),
                    ),
                ),
            ),
            empty_state(
                t("The school has not set what a personal file holds"),
                t("The superuser sets it in Set-up, Contents of personal files."),
            ),
        ),
    )


def _table() -> rx.Component:
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th(t("Pupil"), scope="col"),
                rx.foreach(ClassFiles.items, lambda name: rx.el.th(name, scope="col")),
                rx.el.th(t("Due"), scope="col"),
                rx.el.th(t("Confirmed last"), scope="col"),
            )
        ),
        rx.el.tbody(rx.foreach(ClassFiles.files, _row)),
        class_name="table records checklist",
    )


def _row(line: FileView) -> rx.Component:
    return rx.el.tr(
        rx.el.th(line.name, scope="row"),
        rx.foreach(line.checks, lambda check: _check(line, check)),
        rx.el.td(
            rx.el.span(
                line.due,
                class_name=rx.cond(
                    line.overdue, "chip bad", rx.cond(line.complete, "chip ok", "chip")
                ),
            ),
            rx.cond(line.overdue, rx.el.span(" ", t("overdue"), class_name="small")),
            rx.cond(line.newcomer, rx.el.span(" ", t("newcomer"), class_name="small muted")),
            rx.cond(
                line.writable & ~line.complete,
                button(
                    t("All there"),
                    aria_label=t("{name}: everything is there", name=line.name),
                    on_click=ClassFiles.confirm_all(ClassFiles.class_id, line.pupil_id),
                ),
            ),
            custom_attrs={"data-label": t("Due")},
        ),
        rx.el.td(line.last, custom_attrs={"data-label": t("Confirmed last")}, class_name="small"),
        key=line.pupil_id.to_string(),
    )


def _check(line: FileView, check: CheckView) -> rx.Component:
    confirmed = check.day != ""
    face = rx.cond(
        confirmed,
        rx.fragment(icon("check"), check.day),
        rx.el.span("—", aria_hidden="true"),
    )
    return rx.el.td(
        rx.cond(
            line.writable,
            rx.el.button(
                face,
                type="button",
                title=check.title,
                aria_label=f"{line.name}: {check.name}",
                aria_pressed=rx.cond(confirmed, "true", "false"),
                on_click=ClassFiles.check(
                    ClassFiles.class_id,
                    line.pupil_id,
                    check.item_id,
                    rx.cond(confirmed, "", "1"),
                ),
                class_name="btn",
            ),
            rx.el.span(face, title=check.title),
        ),
        custom_attrs={"data-label": check.name},
        key=check.item_id.to_string(),
    )
