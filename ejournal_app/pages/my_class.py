"""The class teacher's own class: what is to be done."""

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import Text, t, tn
from ejournal_app.components.icons import icon
from ejournal_app.states.class_papers import ClassPapers, PaperView
from ejournal_app.states.my_class import ClassView, MyClass

from .frame import framed
from .note_conflicts import note_conflicts
from .owed import owed_strip
from .work_form import CALENDAR_OF_TESTS


def my_class() -> rx.Component:
    """Return the tasks of each own class."""
    return framed(
        owed_strip(),
        rx.cond(
            MyClass.classes.length() > 0,
            rx.fragment(note_conflicts(), rx.foreach(MyClass.classes, _class), _papers()),
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
                "bell",
                t("Absent today without news"),
                t("Who is missing, whom to tell, and who was told what."),
                rx.cond(
                    own.silent > 0,
                    chip(tn("{n} to be told about", "{n} to be told about", own.silent), "bad"),
                    chip(t("nobody"), "ok"),
                ),
                "/bez-zinam",
            ),
            _task(
                "warning",
                t("Unjustified lessons"),
                t("Steps of the school, and reports to the municipality."),
                rx.fragment(),
                "/neattaisnotie",
            ),
            _task(
                "list-checks",
                t("Summary of absences"),
                t("By pupil, class and month; PDF and XLSX."),
                rx.fragment(),
                f"/kavejumu-kopsavilkums?klase={own.class_id}",
            ),
            _task(
                "inbox",
                t("Applications for absences"),
                t("What families apply for: accept, decline or ask."),
                rx.cond(own.applications != "", chip(own.applications, "warn")),
                "/kavejumu-pieteikumi",
            ),
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
                "file",
                t("Absence notes"),
                t("What justifies absences of the class; new notes, overlaps, conflicts."),
                rx.fragment(),
                f"/kavejumu-zimes?f_class={own.name}",
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


def _papers() -> rx.Component:
    """Statements and report cards: the class teacher says when they are sent."""
    return rx.cond(
        ClassPapers.papers.length() > 0,
        rx.el.section(
            rx.el.h2(t("Statements and report cards")),
            rx.el.p(
                t("Say when they are printed or sent: until then they stand in what is due."),
                class_name="muted",
            ),
            rx.el.ul(rx.foreach(ClassPapers.papers, _paper), class_name="bare list card flush"),
            class_name="stack",
        ),
    )


def _paper(paper: PaperView) -> rx.Component:
    return rx.el.li(
        rx.el.div(rx.el.div(paper.title, class_name="list-title"), class_name="list-body"),
        rx.el.div(
            chip(paper.state, paper.look),
            rx.cond(
                paper.done,
                button(
                    t("Not sent after all"),
                    kind="quiet",
                    aria_label=t("{what}: not sent after all", what=paper.title),
                    on_click=ClassPapers.withdraw(paper.class_id, paper.duty, paper.period),
                ),
                button(
                    t("Printed or sent"),
                    picture="check",
                    aria_label=t("{what}: printed or sent", what=paper.title),
                    on_click=ClassPapers.confirm(paper.class_id, paper.duty, paper.period),
                ),
            ),
            class_name="list-trail",
        ),
        class_name="list-row wraps paper",
        key=paper.key,
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
