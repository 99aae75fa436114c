"""Bell schedules."""

import reflex as rx

from ejournal_app.components.dialogs import opener, typed_dialog
from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.forms import button, checkbox, icon_button
from ejournal_app.components.i18n import t
from ejournal_app.states.feedback import Feedback
from ejournal_app.states.setup_bells import (
    NUMBERS,
    BellDayView,
    PeriodView,
    ScheduleView,
    SetupBells,
    WeekdayView,
)

from .fields import named_choice, named_field, save_row
from .frame import framed


def setup_bells() -> rx.Component:
    """Return the schedules, the form for one, and the days that ring otherwise."""
    return framed(
        rx.cond(
            SetupBells.schedules.length() > 0,
            rx.foreach(SetupBells.schedules, _schedule),
            empty_state(
                t("No bell schedule yet"),
                t("Enter when the lessons begin and end; lessons cannot be planned without."),
                picture="clock",
            ),
        ),
        _form(),
        rx.cond(SetupBells.schedules.length() > 0, _day_form()),
        title=t("Bell schedules"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def _schedule(one: ScheduleView) -> rx.Component:
    dialog_id = f"remove-{one.schedule_id}"
    return rx.el.section(
        rx.el.div(
            rx.el.h2(one.name, class_name="words"),
            rx.cond(
                one.is_ordinary,
                rx.cond(one.is_in_force, chip(t("in force"), "ok"), chip(t("ordinary"))),
                chip(t("only on the days below"), "info"),
            ),
            class_name="heading",
        ),
        rx.el.p(t("from {day}", day=one.since), class_name="muted"),
        rx.el.ul(rx.foreach(one.periods, _period), class_name="bare bells"),
        rx.el.ul(rx.foreach(one.days, _day), class_name="bare"),
        rx.el.div(
            button(t("Change"), picture="pencil", on_click=SetupBells.edit(one.schedule_id)),
            button(
                t("New with these times"),
                picture="copy",
                on_click=SetupBells.copy(one.schedule_id),
            ),
            opener(dialog_id, t("Remove"), kind="danger", picture="trash"),
            class_name="row",
        ),
        typed_dialog(
            dialog_id,
            title=t("Remove “{name}”?", name=one.name),
            text=t("The schedule goes with its days; lessons to come ring by what is left."),
            name=one.name,
            confirm=t("Remove"),
            on_confirm=lambda form: SetupBells.remove(one.schedule_id, form),
        ),
        class_name="card stack",
        key=one.schedule_id,
    )


def _period(period: PeriodView) -> rx.Component:
    return rx.el.li(
        rx.el.span(period.number, class_name="muted"), " ", period.span, key=period.number
    )


def _day(day: BellDayView) -> rx.Component:
    return rx.el.li(
        rx.el.span(day.words),
        icon_button(
            "x",
            t("Remove: {day}", day=day.words),
            on_click=SetupBells.remove_day(day.bell_day_id),
        ),
        class_name="row",
        key=day.bell_day_id,
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.h2(
            rx.cond(
                SetupBells.editing != "",
                t("Change: {name}", name=SetupBells.form_name),
                t("New bell schedule"),
            )
        ),
        rx.el.input(type="hidden", name="schedule", default_value=SetupBells.editing),
        rx.el.div(
            named_field(
                "name",
                t("What it is called"),
                default_value=SetupBells.form_name,
                required=True,
                max_length=100,
            ),
            named_field(
                "valid_from",
                t("In force from"),
                kind="date",
                default_value=SetupBells.form_from,
                required=True,
            ),
            class_name="fields",
        ),
        checkbox(
            t("Ordinary: rings every day from then on"),
            name="ordinary",
            default_checked=SetupBells.form_ordinary,
        ),
        rx.cond(
            Feedback.field == "periods",
            rx.el.div(rx.el.p(Feedback.text, class_name="error"), role="alert"),
        ),
        rx.el.div(*(_times(number) for number in NUMBERS), class_name="bell-rows"),
        save_row(),
        on_submit=SetupBells.save,
        key=f"bells-{SetupBells.key}",
        class_name="card stack",
    )


def _times(number: int) -> rx.Component:
    def edge(name: str, label: rx.Var[str]) -> rx.Component:
        return rx.el.input(
            type="time",
            name=f"{name}_{number}",
            default_value=SetupBells.times[f"{name}_{number}"],
            aria_label=label,
            class_name="input",
        )

    return rx.el.div(
        rx.el.span(f"{number}.", class_name="lesson-number"),
        edge("start", t("Lesson {number} begins", number=str(number))),
        "–",
        edge("end", t("Lesson {number} ends", number=str(number))),
        class_name="bell-row",
    )


def _day_form() -> rx.Component:
    return rx.el.form(
        rx.el.h2(t("Days that ring otherwise")),
        rx.el.p(
            t("A single date goes before days of the week."),
            class_name="muted",
        ),
        rx.el.div(
            named_choice(
                "day_schedule",
                t("Bell schedule"),
                rx.foreach(
                    SetupBells.schedules,
                    lambda one: rx.el.option(one.name, value=one.schedule_id.to_string()),
                ),
                required=True,
            ),
            named_choice(
                "weekday",
                t("Day of the week"),
                rx.el.option(t("none, a single date"), value=""),
                rx.foreach(SetupBells.weekdays, _weekday),
            ),
            named_field("ring_from", t("First day"), kind="date"),
            named_field("ring_until", t("Last day"), kind="date", hint=t("Empty: without end.")),
            named_field("ring_day", t("Or a single date"), kind="date"),
            class_name="fields",
        ),
        save_row(label=t("Add the days")),
        on_submit=SetupBells.add_day,
        key=f"days-{SetupBells.key}",
        class_name="card stack",
    )


def _weekday(one: WeekdayView) -> rx.Component:
    return rx.el.option(one.name, value=one.value)
