"""The teacher's day (tablet first)."""

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state, notice, state_badge
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.icons import icon
from ejournal_app.components.lists import list_row
from ejournal_app.states.day import Day, LessonCard

from .frame import framed
from .owed import owed_strip
from .teacher_absences import own_absences


def day() -> rx.Component:
    """Return what is owed, then the day's lessons in order."""
    return framed(
        rx.cond(Day.held > 0, _held()),
        owed_strip(),
        own_absences(),
        rx.cond(Day.note != "", notice("info", Day.note)),
        rx.el.div(
            rx.cond(
                Day.previous_href != "",
                rx.el.a(
                    icon("chevron-left", t("Previous day")),
                    href=Day.previous_href,
                    class_name="btn icon-only",
                ),
            ),
            rx.el.h2(Day.title, class_name="grow"),
            rx.cond(~Day.is_today, rx.el.a(t("Today"), href="/diena", class_name="btn")),
            rx.cond(
                Day.next_href != "",
                rx.el.a(
                    icon("chevron-right", t("Next day")),
                    href=Day.next_href,
                    class_name="btn icon-only",
                ),
            ),
            class_name="row",
        ),
        rx.cond(
            Day.lessons.length() > 0,
            rx.el.div(rx.foreach(Day.lessons, _lesson), class_name="list card flush lessons"),
            empty_state(
                t("No lessons on this day"),
                t("Use the arrows to go to another school day."),
            ),
        ),
        rx.el.div(
            rx.el.a(icon("users"), t("I am substituting"), href="/aizvietoju", class_name="btn"),
            rx.el.a(
                icon("calendar"), t("Changes of lessons"), href="/stundu-izmainas", class_name="btn"
            ),
            rx.el.a(icon("award"), t("Events"), href="/pasakumi", class_name="btn"),
            class_name="row",
        ),
        title=t("My day"),
        active="day",
        writes=True,
    )


def _held() -> rx.Component:
    return notice(
        "warn",
        rx.el.p(
            tn(
                "{n} entry of yours is held back and waits for your password.",
                "{n} entries of yours are held back and wait for your password.",
                Day.held,
            )
        ),
        rx.el.a(t("Look at them"), href="/aizturetie", class_name="btn"),
        live=True,
    )


def _lesson(lesson: LessonCard) -> rx.Component:
    return _row(lesson, rx.el.span(lesson.number, class_name="lesson-number"), lesson.time)


def _row(lesson: LessonCard, lead: rx.Component, when: str) -> rx.Component:
    return list_row(
        lead=lead,
        title=rx.fragment(
            rx.el.span(lesson.subject, class_name="strong"),
            " ",
            rx.cond(lesson.place != "", chip(lesson.place)),
        ),
        meta=rx.fragment(
            when,
            rx.cond(lesson.room != "", rx.fragment(" · ", lesson.room)),
            rx.cond(lesson.topic != "", rx.fragment(" · ", lesson.topic)),
            rx.cond(
                lesson.substitution != "",
                rx.el.div(lesson.substitution, class_name="small strong"),
            ),
            rx.cond(
                lesson.missing != "",
                rx.el.div(t("Missing: {parts}", parts=lesson.missing), class_name="small"),
            ),
        ),
        trail=state_badge(lesson.kind, lesson.state),
        href=lesson.href,
    )
