"""The timetable on a week grid."""

from typing import Any

import reflex as rx

from ejournal_app.components.dialogs import closes, dialog, opener, typed_dialog
from ejournal_app.components.feedback import chip, empty_state, error_strip, notice
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import Text, t, tn
from ejournal_app.components.icons import icon
from ejournal_app.states.feedback import Feedback
from ejournal_app.states.timetable import (
    ChoiceView,
    GridCellView,
    GridDayView,
    GridLessonView,
    Timetable,
    WarningView,
)

from .fields import named_field, save_row
from .frame import framed

_CELL, _PUBLISH, _DISCARD = "cell-editor", "publish", "discard"


def timetable() -> rx.Component:
    """Return the week of a class, a teacher or a room, with the draft's tools."""
    return framed(
        _choosers(),
        rx.cond(Timetable.may_edit, _draft_bar()),
        rx.cond(
            Timetable.has_any,
            rx.fragment(_warnings(), _grid()),
            empty_state(
                t("There is no timetable yet"),
                t("Begin a draft above, or import the timetable from a file."),
            ),
        ),
        _cell_editor(),
        title=t("Timetable"),
        active="hub",
        back="/iestatijumi",
        wide=True,
    )


def _said(words: rx.Var[str]) -> rx.Component:
    return rx.el.li(words)


def _choosers() -> rx.Component:
    def tab(value: str, label: Text) -> rx.Component:
        return rx.el.button(
            label,
            type="button",
            aria_pressed=rx.cond(Timetable.whose == value, "true", "false"),
            on_click=Timetable.show(value, "", Timetable.version),
        )

    return rx.el.div(
        rx.el.div(
            tab("klase", t("By class")),
            tab("skolotajs", t("By teacher")),
            tab("kabinets", t("By room")),
            class_name="segments",
            role="group",
            aria_label=t("Whose week"),
        ),
        _choice(
            t("Week of"),
            Timetable.chosen,
            Timetable.choices,
            lambda value: Timetable.show(Timetable.whose, value, Timetable.version),
        ),
        rx.cond(
            Timetable.versions.length() > 0,
            _choice(
                t("Timetable"),
                Timetable.version,
                Timetable.versions,
                lambda value: Timetable.show(Timetable.whose, Timetable.chosen, value),
            ),
        ),
        class_name="row",
    )


def _choice(label: Text, value: Any, options: Any, on_change: Any) -> rx.Component:
    return rx.el.select(
        rx.foreach(options, _option),
        value=value,
        aria_label=label,
        on_change=on_change,
        class_name="input auto",
    )


def _option(one: ChoiceView) -> rx.Component:
    return rx.el.option(one.label, value=one.value)


def _draft_bar() -> rx.Component:
    return rx.cond(
        Timetable.is_draft,
        rx.el.section(
            notice(
                "info",
                t(
                    "You are working on a draft, valid from {day}. Nobody sees it before it is"
                    " published; every change is kept at once.",
                    day=Timetable.draft_from_words,
                ),
            ),
            rx.el.div(
                rx.el.label(
                    t("Valid from"),
                    " ",
                    rx.el.input(
                        type="date",
                        default_value=Timetable.draft_from,
                        key=Timetable.draft_id,
                        on_blur=lambda day: Timetable.set_day(Timetable.draft_id, day),
                        class_name="input auto",
                    ),
                ),
                opener(
                    _PUBLISH,
                    t("Publish…"),
                    kind="primary",
                    on_click=Timetable.look_at_effect(Timetable.draft_id),
                ),
                opener(_DISCARD, t("Throw the draft away…"), kind="danger"),
                class_name="row",
            ),
            _publish_dialog(),
            typed_dialog(
                _DISCARD,
                title=t("Throw the draft away?"),
                text=t("All changes of the draft are lost. The timetable in force stays."),
                name=Timetable.draft_name,
                confirm=t("Throw away"),
                on_confirm=lambda form: Timetable.discard(Timetable.draft_id, form),
            ),
            class_name="card stack",
        ),
        rx.cond(
            Timetable.draft_id == "",
            rx.el.form(
                rx.el.div(
                    named_field(
                        "valid_from",
                        t("New timetable valid from"),
                        kind="date",
                        hint=t("Begins as a copy of the one in force on that day."),
                    ),
                    class_name="fields",
                ),
                save_row(label=t("Begin a draft")),
                on_submit=lambda form: Timetable.start(Timetable.whose, Timetable.chosen, form),
                class_name="card stack",
            ),
        ),
    )


def _publish_dialog() -> rx.Component:
    return dialog(
        _PUBLISH,
        t("Publish the timetable?"),
        rx.cond(
            Timetable.effect.length() > 0,
            rx.el.ul(rx.foreach(Timetable.effect, _said)),
            rx.el.p(t("Working out what will happen…"), role="status"),
        ),
        rx.el.div(
            button(t("Cancel"), **closes()),
            button(
                t("Publish"),
                kind="primary",
                disabled=Timetable.effect.length() == 0,
                on_click=Timetable.publish(Timetable.draft_id),
                **closes(),
            ),
            class_name="row end",
        ),
    )


def _warnings() -> rx.Component:
    return rx.cond(
        Timetable.warning_count > 0,
        rx.el.details(
            rx.el.summary(
                icon("chevron-down"),
                tn("{n} warning", "{n} warnings", Timetable.warning_count),
                " ",
                rx.cond(
                    Timetable.own_warnings > 0,
                    chip(
                        tn("{n} in this week", "{n} in this week", Timetable.own_warnings), "warn"
                    ),
                ),
                class_name="tap",
            ),
            rx.el.ul(rx.foreach(Timetable.warnings, _warning), class_name="bare stack tight"),
            rx.cond(
                Timetable.more_warnings > 0,
                rx.el.p(tn("and {n} more", "and {n} more", Timetable.more_warnings)),
            ),
            class_name="card",
        ),
        notice("ok", t("No clashes and no day over the legal limit.")),
    )


def _warning(warning: WarningView) -> rx.Component:
    return rx.el.li(
        rx.cond(
            warning.href != "",
            rx.el.a(warning.text, href=warning.href, class_name="tap"),
            warning.text,
        )
    )


def _grid() -> rx.Component:
    return rx.el.div(rx.foreach(Timetable.days, _day), class_name="week-grid")


def _day(day: GridDayView) -> rx.Component:
    return rx.el.section(
        rx.el.h2(day.name),
        rx.foreach(day.cells, _cell),
        class_name="card flush",
        key=day.weekday,
    )


def _cell(cell: GridCellView) -> rx.Component:
    inside = rx.fragment(
        rx.el.span(cell.number, ".", class_name="muted num"),
        rx.el.span(rx.foreach(cell.lessons, _lesson), class_name="cell-lessons"),
    )
    return rx.cond(
        Timetable.is_draft,
        opener(
            _CELL,
            inside,
            kind="quiet",
            aria_label=rx.cond(
                cell.lessons.length() > 0,
                f"{cell.label}: {cell.lessons[0].subject}",
                cell.label,
            ),
            on_click=Timetable.pick(Timetable.whose, Timetable.chosen, cell.weekday, cell.number),
            class_name="week-cell",
        ),
        rx.el.div(inside, class_name="week-cell"),
    )


def _lesson(lesson: GridLessonView) -> rx.Component:
    return rx.el.span(
        rx.el.span(lesson.subject, class_name="strong"),
        rx.el.span(lesson.place, " ", lesson.detail, class_name="small muted"),
        rx.cond(lesson.warned, chip(t("clash"), "warn")),
        class_name="cell-lesson",
    )


def _cell_editor() -> rx.Component:
    return dialog(
        _CELL,
        Timetable.picked.label,
        error_strip(Feedback.text),  # the one of the page is behind the dialog
        rx.el.div(rx.foreach(Timetable.picked.lessons, _edited), class_name="stack"),
        rx.el.form(
            rx.el.h3(t("Add a lesson")),
            rx.el.div(
                _select("journal", t("Journal"), Timetable.journals, empty=t("Choose a journal")),
                _select("room", t("Room"), Timetable.rooms, empty=t("no room")),
                class_name="fields",
            ),
            save_row(label=t("Add")),
            on_submit=lambda form: Timetable.add(
                Timetable.draft_id, f"{Timetable.picked.weekday}-{Timetable.picked.number}", form
            ),
            reset_on_submit=True,
            class_name="stack",
        ),
        rx.el.div(button(t("Close"), **closes()), class_name="row end"),
    )


def _edited(lesson: GridLessonView) -> rx.Component:
    return rx.el.form(
        rx.el.p(
            rx.el.span(lesson.subject, class_name="strong"), " ", lesson.place, " ", lesson.detail
        ),
        rx.el.div(
            _select("weekday", t("Day"), Timetable.weekdays, chosen=Timetable.picked.weekday),
            _select("number", t("Lesson"), Timetable.numbers, chosen=Timetable.picked.number),
            _select("room", t("Room"), Timetable.rooms, empty=t("no room"), chosen=lesson.room_id),
            class_name="fields",
        ),
        save_row(
            button(
                t("Remove"),
                kind="danger",
                on_click=Timetable.remove(
                    lesson.slot_id, f"{Timetable.picked.weekday}-{Timetable.picked.number}"
                ),
            ),
            label=t("Move or change the room"),
        ),
        on_submit=lambda form: Timetable.change(lesson.slot_id, form),
        class_name="card stack",
        key=lesson.slot_id,
    )


def _select(
    name: str, label: Text, options: Any, *, empty: Text | None = None, chosen: Any = ""
) -> rx.Component:
    first = [] if empty is None else [rx.el.option(empty, value="")]
    return rx.el.label(
        rx.el.span(label, class_name="label"),
        rx.el.select(
            *first,
            rx.foreach(options, _option),
            name=name,
            default_value=chosen,
            class_name="input",
        ),
        class_name="field",
    )
