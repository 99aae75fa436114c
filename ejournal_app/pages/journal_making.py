"""A new journal."""

import reflex as rx

from ejournal_app.components.forms import search_input
from ejournal_app.components.i18n import t
from ejournal_app.states.journal_making import JournalMaking

from .fields import named_choice, named_field, save_row
from .frame import framed
from .teaching_fields import choice, grade_choices, tick, year_switch


def journal_making() -> rx.Component:
    """Return the forms for new journals."""
    return framed(
        year_switch(
            JournalMaking.years,
            JournalMaking.year_id,
            lambda year: rx.redirect(f"/zurnali-parvaldiba/jauns?gads={year}"),
        ),
        _common(),
        _individual(),
        title=t("New journal"),
        active="hub",
        back="/zurnali-parvaldiba",
    )


def _common() -> rx.Component:
    return rx.el.form(
        rx.el.h2(t("Journal of a class or group")),
        rx.el.div(
            named_choice(
                "subject",
                t("Subject"),
                rx.el.option(t("choose"), value=""),
                rx.foreach(JournalMaking.subjects, choice),
            ),
            named_choice("kind", t("Kind"), rx.foreach(JournalMaking.kinds, choice)),
            named_choice(
                "place",
                t("Class or group"),
                rx.el.option(t("a new empty group"), value=""),
                rx.el.optgroup(rx.foreach(JournalMaking.classes, choice), label=t("Classes")),
                rx.el.optgroup(rx.foreach(JournalMaking.groups, choice), label=t("Groups")),
            ),
            named_field(
                "new_group",
                t("Name of the new group"),
                hint=t("Only when no class or group is chosen."),
                auto_complete="off",
            ),
            named_choice(
                "grade",
                t("Grade"),
                rx.el.option(t("that of the pupils"), value=""),
                *grade_choices(),
                hint=t("For a group: whose calendar and scale the journal follows."),
            ),
            named_field(
                "name",
                t("Journal's name"),
                hint=t("Empty: subject and class or group."),
                auto_complete="off",
            ),
            named_field(
                "starts_on",
                t("From"),
                kind="date",
                default_value=JournalMaking.first_day,
                key=f"from-{JournalMaking.shown}",
            ),
            named_field("ends_on", t("Last day"), kind="date"),
            class_name="fields",
        ),
        tick("attendance_only", t("Attendance only, no marks")),
        tick("runs_in_breaks", t("Held in pupils' breaks as well")),
        save_row(label=t("Make the journal")),
        on_submit=lambda form: JournalMaking.create(JournalMaking.year_id, form),
        class_name="card stack",
    )


def _individual() -> rx.Component:
    return rx.el.form(
        rx.el.h2(t("Individual lessons of one pupil")),
        rx.el.div(
            rx.el.div(
                search_input(
                    "pupil-search",
                    t("Pupil's name or class"),
                    on_change=JournalMaking.find.debounce(300),
                    auto_complete="off",
                ),
                rx.cond(
                    JournalMaking.searched & (JournalMaking.pupils.length() == 0),
                    rx.el.p(t("No pupils found"), class_name="hint", role="status"),
                ),
                class_name="field",
            ),
            named_choice(
                "pupil",
                t("Pupil"),
                rx.cond(
                    JournalMaking.pupils.length() == 0,
                    rx.el.option(t("search for the pupil first"), value=""),
                ),
                rx.foreach(JournalMaking.pupils, choice),
            ),
            named_choice(
                "own_subject",
                t("Subject"),
                rx.el.option(t("choose"), value=""),
                rx.foreach(JournalMaking.subjects, choice),
            ),
            named_field(
                "own_starts_on",
                t("From"),
                kind="date",
                default_value=JournalMaking.first_day,
                key=f"own-from-{JournalMaking.shown}",
            ),
            class_name="fields",
        ),
        tick("attendance_only", t("Attendance only, no marks")),
        save_row(label=t("Make the journal")),
        on_submit=lambda form: JournalMaking.create_individual(JournalMaking.year_id, form),
        class_name="card stack",
    )
