"""All journals, and one journal's settings and teachers."""

import reflex as rx

from ejournal_app.components.dialogs import opener, typed_dialog
from ejournal_app.components.feedback import chip
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.icons import icon
from ejournal_app.states.journal_settings import JournalSettings
from ejournal_app.states.term_views import TermView

from .fields import named_choice, named_field, save_row
from .frame import framed
from .record_list import record_list
from .teaching_fields import choice, tick


def all_journals() -> rx.Component:
    """Return the list of all journals."""
    return framed(
        record_list(
            rx.el.a(
                icon("list-checks"),
                t("Make from the plan"),
                href="/zurnalu-izveide",
                class_name="btn",
            ),
            rx.el.a(
                icon("users"), t("Give and hand over"), href="/zurnalu-nodosana", class_name="btn"
            ),
            rx.el.a(
                icon("plus"),
                t("New journal"),
                href="/zurnali-parvaldiba/jauns",
                class_name="btn primary",
            ),
            key="zurnali-parvaldiba",
            search=t("Journal or teacher"),
            empty_title=t("No journals yet"),
            empty_text=t("Make the journals of a grade in one go from the curriculum table."),
        ),
        title=t("All journals"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def journal_settings() -> rx.Component:
    """Return one journal's settings."""
    return framed(
        rx.el.div(
            rx.el.div(
                rx.el.h2(JournalSettings.name),
                rx.el.p(
                    JournalSettings.subject,
                    " · ",
                    JournalSettings.place,
                    " · ",
                    t("Grade {n}", n=JournalSettings.grade),
                    " · ",
                    JournalSettings.year,
                    class_name="muted",
                ),
                class_name="words",
            ),
            rx.cond(
                JournalSettings.place_href != "",
                rx.el.a(
                    icon("school"),
                    JournalSettings.place,
                    href=JournalSettings.place_href,
                    class_name="btn",
                ),
            ),
            rx.el.a(
                icon("book"),
                t("Open the journal"),
                href=f"/zurnals/{JournalSettings.journal_id}",
                class_name="btn",
            ),
            class_name="heading",
        ),
        _teachers(),
        _data(),
        _deletion(),
        title=t("Journal settings"),
        active="hub",
        back="/zurnali-parvaldiba",
    )


def _data() -> rx.Component:
    shown = JournalSettings.shown
    return rx.el.form(
        rx.el.h2(t("Journal")),
        rx.el.div(
            named_field(
                "name",
                t("Journal's name"),
                default_value=JournalSettings.name,
                key=f"name-{shown}",
                required=True,
                auto_complete="off",
            ),
            named_choice(
                "kind",
                t("Kind"),
                rx.foreach(JournalSettings.kinds, choice),
                default_value=JournalSettings.kind,
                key=f"kind-{shown}",
            ),
            named_field(
                "starts_on",
                t("From"),
                kind="date",
                default_value=JournalSettings.starts_on,
                key=f"from-{shown}",
            ),
            named_field(
                "ends_on",
                t("Last day"),
                kind="date",
                hint=t("Empty: to the end of the year. Entries stay; no lessons come after it."),
                default_value=JournalSettings.ends_on,
                key=f"to-{shown}",
            ),
            rx.cond(
                JournalSettings.has_final,
                named_field(
                    "course_ends_on",
                    t("The course ends on"),
                    kind="date",
                    hint=t("Then there is a final mark in the subject. Empty: not this year."),
                    default_value=JournalSettings.course_ends_on,
                    key=f"course-{shown}",
                ),
            ),
            class_name="fields",
        ),
        tick(
            "attendance_only",
            t("Attendance only, no marks"),
            default_checked=JournalSettings.attendance_only,
            key=f"attendance-{shown}",
        ),
        tick(
            "runs_in_breaks",
            t("Held in pupils' breaks as well"),
            default_checked=JournalSettings.runs_in_breaks,
            key=f"breaks-{shown}",
        ),
        save_row(),
        on_submit=lambda form: JournalSettings.save(JournalSettings.journal_id, form),
        class_name="card stack",
    )


def _teachers() -> rx.Component:
    shown = JournalSettings.shown
    return rx.el.section(
        rx.el.h2(t("Teachers")),
        rx.cond(
            JournalSettings.teachers.length() > 0,
            rx.el.div(rx.foreach(JournalSettings.teachers, _teacher), class_name="stack"),
            rx.el.p(t("Nobody teaches this journal yet."), class_name="muted"),
        ),
        rx.el.form(
            rx.el.h3(t("Attach a teacher")),
            rx.el.div(
                named_choice(
                    "person",
                    t("Member of staff"),
                    rx.el.option(t("choose"), value=""),
                    rx.foreach(JournalSettings.staff, choice),
                    key=f"person-{shown}",
                ),
                named_field(
                    "teaches_from",
                    t("From"),
                    kind="date",
                    default_value=JournalSettings.first_day,
                    key=f"teaches-{shown}",
                ),
                named_field(
                    "teaches_to",
                    t("To (may stay empty)"),
                    kind="date",
                    key=f"teaches-to-{shown}",
                ),
                class_name="fields",
            ),
            save_row(label=t("Attach")),
            on_submit=lambda form: JournalSettings.attach(JournalSettings.journal_id, form),
            class_name="stack",
        ),
        class_name="card stack",
    )


def _teacher(term: TermView) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                rx.el.span(term.name, class_name="strong"),
                " ",
                rx.cond(term.holds, chip(t("now"), "ok")),
            ),
            rx.el.p(term.period, class_name="small muted"),
            class_name="grow",
        ),
        rx.cond(
            term.can_end,
            rx.fragment(
                rx.el.a(
                    t("Hand over"),
                    href=f"/zurnalu-nodosana?no={term.person_id}",
                    class_name="btn quiet",
                ),
                rx.el.form(
                    rx.el.input(type="hidden", name="term", value=term.term_id.to_string()),
                    rx.el.input(
                        type="date",
                        name="last_day",
                        aria_label=t("Last day of {name}", name=term.name),
                        class_name="input",
                    ),
                    button(t("End"), type="submit"),
                    on_submit=JournalSettings.end,
                    class_name="row",
                ),
            ),
        ),
        class_name="term",
        key=term.term_id,
    )


def _deletion() -> rx.Component:
    return rx.cond(
        JournalSettings.entries > 0,
        rx.el.p(
            tn("{n} entry", "{n} entries", JournalSettings.entries),
            ". ",
            t("A journal with entries is never deleted; give it a last day instead."),
            class_name="muted small",
        ),
        rx.el.section(
            opener("delete-journal", t("Delete the journal"), kind="danger", picture="trash"),
            typed_dialog(
                "delete-journal",
                title=t("Delete {name}?", name=JournalSettings.name),
                text=rx.cond(
                    JournalSettings.what_goes != "",
                    t(
                        "Nothing is recorded in the journal. It goes for good, and with it:"
                        " {what}.",
                        what=JournalSettings.what_goes,
                    ),
                    t("Nothing is recorded in the journal. It goes for good."),
                ),
                name=JournalSettings.name,
                confirm=t("Delete"),
                on_confirm=lambda form: JournalSettings.delete(JournalSettings.journal_id, form),
            ),
        ),
    )
