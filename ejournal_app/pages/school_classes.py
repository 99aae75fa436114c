"""Classes: the list, one class, new ones."""

import reflex as rx

from ejournal_app.components.dialogs import opener, typed_dialog
from ejournal_app.components.feedback import chip
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.icons import icon
from ejournal_app.states.school_class import PupilView, SchoolClass
from ejournal_app.states.term_views import TermView

from .fields import named_choice, named_field, save_row
from .frame import framed
from .record_list import record_list
from .teaching_fields import choice, grade_choices


def school_classes() -> rx.Component:
    """Return the list of classes."""
    return framed(
        record_list(
            rx.el.a(
                icon("plus"), t("New classes"), href="/klases/jaunas", class_name="btn primary"
            ),
            rx.el.a(
                icon("users"), t("Class teachers"), href="/klases/audzinataji", class_name="btn"
            ),
            key="klases",
            search=t("Class or class teacher"),
            empty_title=t("No classes yet"),
            empty_text=t("Add the classes of the year: several letters of a grade at once."),
        ),
        title=t("Classes"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def new_classes() -> rx.Component:
    """Return the form that makes classes."""
    return framed(
        rx.el.form(
            rx.el.div(
                named_choice(
                    "year",
                    t("School year"),
                    rx.foreach(SchoolClass.years, choice),
                    key=SchoolClass.shown,
                ),
                named_choice("grade", t("Grade"), *grade_choices()),
                named_field(
                    "letters",
                    t("Letters"),
                    hint=t("One or several: a–d or a, b, c."),
                    required=True,
                    auto_complete="off",
                ),
                named_choice(
                    "programme_code",
                    t("Programme of new pupils"),
                    rx.el.option(t("not chosen"), value=""),
                    rx.foreach(SchoolClass.programmes, choice),
                ),
                class_name="fields",
            ),
            save_row(label=t("Add classes")),
            on_submit=SchoolClass.create,
            class_name="card stack",
        ),
        title=t("New classes"),
        active="hub",
        back="/klases",
    )


def school_class() -> rx.Component:
    """Return one class."""
    return framed(
        rx.el.div(
            rx.el.div(
                rx.el.h2(SchoolClass.name),
                rx.el.p(
                    SchoolClass.year,
                    " · ",
                    tn("{n} pupil", "{n} pupils", SchoolClass.pupils.length()),
                    class_name="muted",
                ),
                class_name="words",
            ),
            class_name="heading",
        ),
        _pupils(),
        _data(),
        _teachers(),
        _deletion(),
        title=t("Class"),
        active="hub",
        back="/klases",
    )


def _pupils() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(t("Pupils"), class_name="words"),
            rx.cond(
                SchoolClass.pupils.length() > 0,
                rx.el.a(
                    icon("search"),
                    t("As a list"),
                    href=SchoolClass.pupil_list,
                    class_name="btn",
                ),
            ),
            class_name="heading",
        ),
        rx.cond(
            SchoolClass.pupils.length() > 0,
            rx.el.ol(rx.foreach(SchoolClass.pupils, _pupil), class_name="columns"),
            rx.el.p(
                t("Nobody is in the class today. Pupils come by enrolment, import or promotion."),
                class_name="muted",
            ),
        ),
        class_name="card stack",
    )


def _pupil(one: PupilView) -> rx.Component:
    return rx.el.li(rx.el.a(one.name, href=one.href, class_name="tap-line"), key=one.href)


def _data() -> rx.Component:
    return rx.el.form(
        rx.cond(
            SchoolClass.is_used,
            rx.el.p(
                t("Grade and letter stay: pupils or journals already have this name."),
                class_name="muted small",
            ),
        ),
        rx.el.div(
            named_choice(
                "grade",
                t("Grade"),
                *grade_choices(),
                default_value=SchoolClass.grade,
                key=f"grade-{SchoolClass.shown}",
            ),
            named_field(
                "letters",
                t("Letter"),
                default_value=SchoolClass.letter,
                key=f"letter-{SchoolClass.shown}",
                required=True,
                auto_complete="off",
            ),
            named_choice(
                "programme_code",
                t("Programme of new pupils"),
                rx.el.option(t("not chosen"), value=""),
                rx.foreach(SchoolClass.programmes, choice),
                default_value=SchoolClass.programme,
                key=f"programme-{SchoolClass.shown}",
            ),
            class_name="fields",
        ),
        save_row(),
        on_submit=lambda form: SchoolClass.save(SchoolClass.class_id, form),
        class_name="card stack",
    )


def _teachers() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Class teacher")),
        rx.cond(
            SchoolClass.terms.length() > 0,
            rx.el.div(rx.foreach(SchoolClass.terms, _term), class_name="stack"),
            rx.el.p(t("Nobody is class teacher yet."), class_name="muted"),
        ),
        rx.el.form(
            rx.el.h3(t("New class teacher")),
            rx.el.p(
                t("Whoever is class teacher now stops the day before; the history stays."),
                class_name="muted small",
            ),
            rx.el.div(
                named_choice(
                    "person",
                    t("Member of staff"),
                    rx.el.option(t("choose"), value=""),
                    rx.foreach(SchoolClass.staff, choice),
                    key=f"person-{SchoolClass.shown}",
                ),
                named_field(
                    "starts_on",
                    t("From"),
                    kind="date",
                    default_value=SchoolClass.today,
                    key=f"from-{SchoolClass.shown}",
                ),
                class_name="fields",
            ),
            save_row(label=t("Appoint")),
            on_submit=lambda form: SchoolClass.appoint(SchoolClass.class_id, form),
            class_name="stack",
        ),
        class_name="card stack",
    )


def _term(term: TermView) -> rx.Component:
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
            term.is_open,
            rx.el.form(
                rx.el.input(type="hidden", name="term", value=term.term_id.to_string()),
                rx.el.input(
                    type="date",
                    name="last_day",
                    aria_label=t("Last day of {name}", name=term.name),
                    class_name="input",
                ),
                button(t("End"), type="submit"),
                on_submit=lambda form: SchoolClass.end(SchoolClass.class_id, form),
                class_name="row",
            ),
        ),
        class_name="term",
        key=term.term_id,
    )


def _deletion() -> rx.Component:
    return rx.cond(
        SchoolClass.uses.length() > 0,
        rx.el.section(
            rx.el.h2(t("Deleting")),
            rx.el.p(t("The class cannot be deleted while it has:")),
            rx.el.ul(rx.foreach(SchoolClass.uses, rx.el.li)),
            class_name="card stack",
        ),
        rx.el.section(
            opener("delete-class", t("Delete the class"), kind="danger", picture="trash"),
            typed_dialog(
                "delete-class",
                title=t("Delete {name}?", name=SchoolClass.name),
                text=t(
                    "The class is empty. It goes for good, together with the names of its class"
                    " teachers."
                ),
                name=SchoolClass.name,
                confirm=t("Delete"),
                on_confirm=lambda form: SchoolClass.delete(SchoolClass.class_id, form),
            ),
        ),
    )
