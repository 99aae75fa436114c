"""The calendar of tests of a class: four weeks, days beside each other where there is room."""

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state, notice
from ejournal_app.components.forms import field
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.calendar_of_tests import DayView, TestsOfClass, TestView, WeekView
from ejournal_app.states.lesson import Choice

from .frame import framed


def calendar_of_tests() -> rx.Component:
    """Return the weeks of the class, what is too much said in words."""
    return framed(
        rx.cond(
            TestsOfClass.class_id != "",
            rx.fragment(_head(), rx.foreach(TestsOfClass.weeks, _week)),
            rx.cond(
                TestsOfClass.loaded,
                empty_state(
                    t("No classes yet"),
                    t("The superuser sets up the classes of the year; their tests appear here."),
                    picture="calendar",
                ),
            ),
        ),
        title=t("Calendar of tests"),
        active="journals",
        back="/zurnali",
        wide=True,
    )


def _head() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            field(
                t("Class"),
                rx.el.select(
                    rx.foreach(TestsOfClass.classes, _option),
                    id="class",
                    value=TestsOfClass.class_id,
                    on_change=lambda chosen: TestsOfClass.choose(chosen, TestsOfClass.first),
                    class_name="input auto",
                ),
                control_id="class",
            ),
            rx.el.div(
                rx.el.a(
                    icon("chevron-left", t("Earlier weeks")),
                    href=TestsOfClass.previous_href,
                    class_name="btn icon-only",
                ),
                rx.cond(
                    TestsOfClass.this_href != "",
                    rx.el.a(t("From this week"), href=TestsOfClass.this_href, class_name="btn"),
                ),
                rx.el.a(
                    icon("chevron-right", t("Later weeks")),
                    href=TestsOfClass.next_href,
                    class_name="btn icon-only",
                ),
                class_name="row",
            ),
            class_name="row between",
        ),
        notice(
            "info",
            rx.cond(
                TestsOfClass.free_days != "",
                t("The next days with room for a test: {days}", days=TestsOfClass.free_days),
                t("In the next four weeks there is no day with room for a test."),
            ),
        ),
        class_name="stack",
    )


def _week(week: WeekView) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(week.title),
            rx.el.span(week.count, class_name="muted"),
            rx.cond(week.over != "", chip(week.over, "warn")),
            class_name="row tight",
        ),
        rx.el.ol(rx.foreach(week.days, _day), class_name="bare test-week"),
        class_name="card stack",
        key=week.key,
    )


def _day(day: DayView) -> rx.Component:
    return rx.el.li(
        rx.el.h3(
            day.weekday,
            " ",
            day.date,
            rx.cond(day.today, rx.fragment(" ", chip(t("today"), "info"))),
        ),
        rx.cond(day.over != "", rx.el.p(chip(day.over, "warn"))),
        rx.cond(day.closed != "", rx.el.p(day.closed, class_name="small muted")),
        rx.el.ul(rx.foreach(day.tests, _test), class_name="bare stack tight"),
        class_name=rx.cond(day.over != "", "test-day over", "test-day"),
        key=day.key,
    )


def _test(test: TestView) -> rx.Component:
    return rx.el.li(
        rx.cond(
            test.href != "",
            rx.el.a(test.subject, href=test.href, class_name="tap-line strong"),
            rx.el.span(test.subject, class_name="strong"),
        ),
        rx.el.span(test.work, class_name="diary-when small"),
        rx.cond(test.who != "", rx.el.span(test.who, class_name="diary-when small muted")),
        key=test.key,
    )


def _option(choice: Choice) -> rx.Component:
    return rx.el.option(choice.label, value=choice.value)
