"""The diary of parents and pupils (phone first)."""

from typing import Any

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state, notice
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.icons import IconName, icon
from ejournal_app.components.native import native_link
from ejournal_app.states.diary import (
    AppliedView,
    ChildTab,
    DayView,
    Diary,
    EventView,
    LessonView,
    TestView,
)

from .day_changes import changes_link
from .diary_extras import (
    achievements_of_the_pupil,
    averages_link,
    class_teachers_notice,
    marks_of_no_lesson,
)
from .diary_marks import diary_mark, new_word
from .frame import framed


def diary() -> rx.Component:
    """Return the week of one pupil, day by day."""
    return framed(
        rx.cond(
            Diary.has_children,
            rx.fragment(
                class_teachers_notice(),
                changes_link(),
                _head(),
                _tests_ahead(),
                averages_link(),
                rx.foreach(Diary.days, _day),
                marks_of_no_lesson(),
                achievements_of_the_pupil(),
                rx.el.div(
                    rx.el.a(
                        icon("bell"),
                        t("Choose notifications"),
                        href="/konts/pazinojumi",
                        class_name="btn",
                    ),
                    class_name="row",
                ),
            ),
            empty_state(
                t("No pupil is connected to your account"),
                t("The school's superuser connects parents and pupils."),
            ),
        ),
        title=t("Diary"),
        active="diary",
        family=True,
    )


def _head() -> rx.Component:
    return rx.el.div(
        rx.cond(
            Diary.tabs.length() > 0,
            rx.el.nav(
                rx.foreach(Diary.tabs, child_tab), aria_label=t("Children"), class_name="tabs"
            ),
        ),
        rx.el.div(
            rx.el.h2(Diary.name, " ", rx.el.span(Diary.class_name, class_name="chip")),
            rx.cond(
                Diary.new_count > 0,
                chip(tn("{n} new", "{n} new ones", Diary.new_count), "info"),
            ),
            class_name="row",
        ),
        rx.el.div(
            rx.el.a(
                icon("chevron-left", t("Previous week")),
                href=Diary.previous_href,
                class_name="btn icon-only",
            ),
            rx.el.span(Diary.week, class_name="grow center strong"),
            rx.cond(
                Diary.this_href != "",
                rx.el.a(t("This week"), href=Diary.this_href, class_name="btn"),
            ),
            rx.el.a(
                icon("chevron-right", t("Next week")),
                href=Diary.next_href,
                class_name="btn icon-only",
            ),
            class_name="row",
        ),
        rx.cond(
            Diary.apply_href != "",
            rx.el.a(
                icon("pencil"),
                t("Apply for an absence"),
                href=Diary.apply_href,
                class_name="btn",
            ),
        ),
        rx.el.nav(
            rx.foreach(Diary.days, _jump), aria_label=t("Days of the week"), class_name="day-strip"
        ),
        class_name="stack",
    )


def _tests_ahead() -> rx.Component:
    """The tests of the next weeks, folded to how many there are and when the first one is."""

    def line(test: TestView) -> rx.Component:
        return rx.el.li(
            rx.el.span(test.day, class_name="diary-when small muted"),
            rx.el.span(test.subject, class_name="strong"),
            rx.el.span(test.work, class_name="diary-when"),
            key=test.key,
            class_name="diary-lesson",
        )

    first = Diary.ahead[0]
    return rx.cond(
        Diary.ahead.length() > 0,
        rx.el.details(
            rx.el.summary(
                icon("calendar"),
                rx.el.span(t("Tests ahead: {n}", n=Diary.ahead.length()), class_name="strong"),
                rx.el.span(
                    t("next: {day}, {subject}", day=first.day, subject=first.subject),
                    class_name="small muted",
                ),
            ),
            rx.el.ul(rx.foreach(Diary.ahead, line), class_name="bare diary-day"),
            class_name="card folds",
        ),
    )


def _planned(test: TestView) -> rx.Component:
    return rx.el.li(_line("pencil", test.subject, test.work), key=test.key)


def _event(event: EventView) -> rx.Component:
    """An event of the school, as a small line of its day."""
    where = rx.cond(event.when != "", rx.fragment(" · ", event.when))
    words = rx.el.span(
        t("takes part in an event"), ": ", rx.el.span(event.title, class_name="strong"), where
    )
    return rx.el.p(icon("users"), words, class_name="diary-line small", key=event.key)


def _jump(day: DayView) -> rx.Component:
    """One tap to a day of the week, which shows where something is new."""
    return native_link(
        rx.el.span(day.weekday),
        rx.el.span(day.date, class_name="strong"),
        rx.cond(day.news, rx.el.span(rx.el.span(t("new"), class_name="sr-only"), class_name="dot")),
        href=f"#{day.key}",
        aria_current=rx.cond(day.today, "date", "false"),
        key=day.key,
    )


def child_tab(child: ChildTab) -> rx.Component:
    """Return the tab of a child, which leads to the same page of theirs."""
    return rx.el.a(
        child.name,
        " ",
        rx.el.span(child.class_name, class_name="small muted"),
        href=child.href,
        aria_current=rx.cond(child.current, "page", "false"),
        class_name="tab",
    )


def _day(day: DayView) -> rx.Component:
    return rx.el.section(
        rx.el.h3(day.title, rx.cond(day.today, rx.fragment(" ", chip(t("today"), "info")))),
        rx.cond(
            day.applied.length() > 0,
            rx.el.p(rx.foreach(day.applied, _applied), class_name="row tight"),
        ),
        rx.cond(
            day.tests.length() > 0,
            rx.el.ul(
                rx.foreach(day.tests, _planned),
                class_name="bare stack tight tests-of-day",
                aria_label=t("Tests on this day"),
            ),
        ),
        rx.foreach(day.events, _event),
        rx.cond(
            day.lessons.length() > 0,
            rx.el.ol(rx.foreach(day.lessons, _lesson), class_name="bare diary-day"),
            rx.cond(
                day.reason != "",
                notice("info", day.reason),
                rx.el.p(t("No lessons."), class_name="muted"),
            ),
        ),
        class_name=rx.cond(day.today, "card stack day today", "card stack day"),
        id=day.key,
        key=day.key,
    )


def _applied(application: AppliedView) -> rx.Component:
    return chip(application.words, application.look)


def _lesson(lesson: LessonView) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(lesson.number, class_name="lesson-number"),
            rx.el.div(
                rx.el.span(lesson.subject, class_name="strong"),
                rx.el.span(lesson.time, _room(lesson), class_name="diary-when small muted"),
                class_name="grow",
            ),
            rx.el.div(
                rx.cond(
                    lesson.called_off,
                    rx.el.span(t("The lesson is not held"), class_name="chip warn"),
                ),
                rx.cond(
                    lesson.status != "",
                    rx.el.span(
                        lesson.status,
                        rx.cond(lesson.status_new, rx.fragment(" ", new_word())),
                        class_name=f"chip {lesson.status_kind}",
                    ),
                ),
                rx.foreach(lesson.marks, diary_mark),
                class_name="diary-results",
            ),
            class_name="diary-head",
        ),
        rx.el.div(
            rx.cond(
                lesson.substitute != "",
                rx.el.p(t("Led by: {name}", name=lesson.substitute), class_name="small muted"),
            ),
            rx.cond(lesson.topic != "", rx.el.p(lesson.topic)),
            rx.foreach(lesson.due_here, lambda text: _line("clock", t("Due today"), text)),
            rx.cond(
                lesson.homework != "",
                _line(
                    "book",
                    t("Homework"),
                    lesson.homework,
                    rx.cond(
                        lesson.homework_due != "",
                        rx.el.span(
                            " (", t("by {day}", day=lesson.homework_due), ") ", class_name="muted"
                        ),
                    ),
                    rx.cond(lesson.homework_new, new_word()),
                ),
            ),
            class_name="diary-words",
        ),
        key=lesson.key,
        class_name="diary-lesson",
    )


def _room(lesson: LessonView) -> rx.Component:
    return rx.cond(lesson.room != "", rx.fragment(" · ", lesson.room))


def _line(picture: IconName, label: rx.Var[str], text: rx.Var[str], *more: Any) -> rx.Component:
    words = rx.el.span(rx.el.span(label, ": ", class_name="strong"), text, *more)
    return rx.el.p(icon(picture), words, class_name="diary-line small")
