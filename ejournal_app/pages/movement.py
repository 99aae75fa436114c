"""Enrolling, leaving, moving, correcting a programme code: the form, then what it would do."""

from typing import Any

import reflex as rx

from ejournal_app.components.feedback import notice
from ejournal_app.components.forms import button, search_input
from ejournal_app.components.i18n import Text, t, tn
from ejournal_app.states.movement import (
    GroupChoiceView,
    Movements,
    OptionView,
    PersonView,
)

from .fields import named_choice, named_field, save_row
from .frame import framed


def enrolling() -> rx.Component:
    """Return the page on which a pupil is enrolled."""
    return framed(
        rx.cond(Movements.whose == "", _finding()),
        rx.cond(
            Movements.whose != "",
            notice(
                "info",
                rx.el.p(rx.el.span(Movements.name, class_name="strong"), " ", Movements.place),
                rx.el.p(rx.el.a(t("Enrol somebody else"), href="/skoleni/jauns")),
            ),
        ),
        _form(
            rx.cond(Movements.whose == "", _new_person()),
            rx.el.div(
                _class(t("Class")),
                _programme(t("Empty: the programme of the class.")),
                _day("starts_on", t("First day at school")),
                named_field(
                    "second_language",
                    t("Second foreign language"),
                    default_value=Movements.second_language,
                    max_length=30,
                ),
                class_name="fields",
            ),
            _order(),
        ),
        _preview(),
        title=t("Enrol a pupil"),
        active="hub",
        back="/skoleni",
    )


def leaving() -> rx.Component:
    """Return the page on which a pupil leaves the school."""
    return _about_pupil(
        t("Leaving the school"),
        rx.el.div(_day("last_day", t("Last day at school")), class_name="fields"),
        _order(),
    )


def moving() -> rx.Component:
    """Return the page on which a pupil moves to another class."""
    return _about_pupil(
        t("Move to another class"),
        rx.el.div(
            _class(t("New class")),
            _day("effective", t("First day in the new class")),
            _programme(t("Empty: stays as it is.")),
            class_name="fields",
        ),
        _order(),
    )


def correcting() -> rx.Component:
    """Return the page on which a programme code is corrected."""
    return _about_pupil(
        t("Programme code"),
        rx.el.div(_programme(None, default_value=Movements.programme), class_name="fields"),
    )


def _about_pupil(title: Text, *parts: rx.Component) -> rx.Component:
    return framed(
        rx.el.h2(Movements.name, " ", rx.el.span(Movements.place, class_name="muted")),
        rx.cond(
            Movements.place != "",
            rx.fragment(_form(*parts), _preview()),
            rx.cond(
                Movements.name != "",
                notice(
                    "info",
                    t("The pupil is not enrolled any more."),
                    " ",
                    rx.el.a(t("Personal file"), href=f"/skoleni/{Movements.whose}"),
                ),
            ),
        ),
        title=title,
        active="hub",
        back=f"/skoleni/{Movements.whose}",
    )


def _form(*parts: rx.Component) -> rx.Component:
    """Return the form; it stays, with what was typed, while its preview is looked at."""
    return rx.el.form(
        *parts,
        save_row(label=t("See what will happen")),
        on_submit=lambda form: Movements.preview(Movements.kind, Movements.whose, form),
        hidden=Movements.lines.length() > 0,
        class_name="card stack",
        key=f"{Movements.kind}-{Movements.whose}",
    )


def _finding() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Is the person on record already?")),
        rx.el.p(
            t("Former pupils, brothers' and sisters' parents, staff: nobody is entered twice."),
            class_name="muted small",
        ),
        rx.el.form(
            search_input("find", t("Personal code or name"), name="find", max_length=100),
            button(t("Find"), type="submit", picture="search"),
            on_submit=Movements.find,
            class_name="records-head",
        ),
        rx.cond(
            Movements.searched != "",
            rx.el.div(
                rx.el.p(
                    tn("{n} person found", "{n} people found", Movements.found.length()),
                    class_name="muted small",
                    role="status",
                ),
                rx.foreach(Movements.found, _person),
                class_name="stack tight",
            ),
        ),
        class_name="card stack",
    )


def _person(person: PersonView) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(person.name, class_name="strong"),
            rx.el.p(person.about, class_name="small muted"),
            class_name="grow",
        ),
        rx.cond(
            person.may_enrol,
            rx.el.a(
                t("Enrol"), href=f"/skoleni/jauns?persona={person.person_id}", class_name="btn"
            ),
            rx.el.a(t("Personal file"), href=person.file_href, class_name="btn"),
        ),
        class_name="row",
        key=person.person_id,
    )


def _new_person() -> rx.Component:
    return rx.fragment(
        rx.el.h2(t("New pupil")),
        rx.el.div(
            named_field("given_name", t("Given name"), max_length=100, auto_complete="off"),
            named_field("family_name", t("Family name"), max_length=100, auto_complete="off"),
            named_field(
                "personal_code",
                t("Personal code"),
                hint=t("Empty when the pupil has none."),
                max_length=20,
                auto_complete="off",
            ),
            named_field(
                "birth_date",
                t("Date of birth"),
                kind="date",
                hint=t("Empty: taken from the personal code."),
            ),
            class_name="fields",
        ),
    )


def _class(label: Text) -> rx.Component:
    return named_choice(
        "class",
        label,
        rx.el.option(t("Choose"), value=""),
        rx.foreach(Movements.classes, _option),
        default_value="",
    )


def _programme(hint: Text | None, **props: Any) -> rx.Component:
    return rx.fragment(
        named_field(
            "programme",
            t("Programme code"),
            hint=hint,
            input_mode="numeric",
            max_length=12,
            list="programmes",
            auto_complete="off",
            **props,
        ),
        rx.el.datalist(
            rx.foreach(Movements.programmes, lambda one: rx.el.option(one.label, value=one.value)),
            id="programmes",
        ),
    )


def _day(name: str, label: Text) -> rx.Component:
    return named_field(name, label, kind="date", default_value=Movements.today, key=Movements.today)


def _order() -> rx.Component:
    return rx.el.div(
        named_field("order_number", t("Order No."), max_length=40, auto_complete="off"),
        named_field(
            "order_date",
            t("Order date"),
            kind="date",
            default_value=Movements.today,
            key=Movements.today,
        ),
        class_name="fields",
    )


def _preview() -> rx.Component:
    return rx.cond(
        Movements.lines.length() > 0,
        rx.el.form(
            rx.el.h2(t("This will happen")),
            rx.el.ul(rx.foreach(Movements.lines, rx.el.li), class_name="stack tight"),
            rx.foreach(Movements.warnings, lambda line: notice("warn", line)),
            rx.cond(
                Movements.groups.length() > 0,
                rx.fragment(
                    rx.el.h3(t("Groups of the class")),
                    rx.el.div(rx.foreach(Movements.groups, _group), class_name="fields"),
                ),
            ),
            rx.el.p(
                t("It can be taken back while nothing has been built on it."),
                class_name="small muted",
            ),
            rx.el.div(
                button(t("Carry out"), kind="primary", type="submit"),
                button(t("Change"), on_click=Movements.change),
                class_name="row",
            ),
            on_submit=lambda form: Movements.apply(
                Movements.kind, Movements.whose, Movements.draft, form
            ),
            class_name="card stack",
        ),
    )


def _group(choice: GroupChoiceView) -> rx.Component:
    return rx.el.div(
        rx.el.label(choice.label, html_for=choice.name),
        rx.el.select(
            rx.el.option(t("in no group for now"), value=""),
            rx.foreach(choice.options, _option),
            id=choice.name,
            name=choice.name,
            default_value="",
            class_name="input",
        ),
        class_name="field",
        key=choice.name,
    )


def _option(option: OptionView) -> rx.Component:
    return rx.el.option(option.label, value=option.value)
