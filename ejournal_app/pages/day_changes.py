"""What is different in the lessons of a day: on a phone, on paper (phone first)."""

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state, notice, skeleton
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.day_changes import ChangesToday, ChangeView, DayChangesPage

from .frame import framed


def day_changes() -> rx.Component:
    """Return the changes, one's own first, with a switch to the next school day."""
    own = DayChangesPage
    return framed(
        rx.cond(
            own.day != "",
            rx.fragment(
                _head(),
                rx.cond(
                    (own.own.length() == 0) & (own.others.length() == 0),
                    empty_state(
                        t("Lessons are held as in the timetable"),
                        t("Changes appear here as soon as they are confirmed."),
                        picture="calendar",
                    ),
                ),
                rx.cond(
                    own.own.length() > 0, _section(own.own_title, rx.foreach(own.own, _change))
                ),
                rx.cond(
                    own.others.length() > 0,
                    _section(
                        rx.cond(own.own.length() > 0, t("Other classes"), t("All classes")),
                        rx.foreach(own.others, _change),
                    ),
                ),
            ),
            rx.el.div(skeleton(), class_name="card"),
        ),
        title=t("Changes of lessons"),
        active="changes",
        family=True,
    )


def changes_link() -> rx.Component:
    """Return the link families see on top of the diary when their class has changes."""
    return rx.cond(
        ChangesToday.words != "",
        notice(
            "warn",
            rx.el.a(ChangesToday.words, href="/stundu-izmainas", class_name="tap-line strong"),
        ),
    )


def _head() -> rx.Component:
    own = DayChangesPage
    return rx.el.div(
        rx.el.h2(own.title, class_name="grow"),
        rx.el.nav(
            rx.el.a(
                t("Today"),
                href=own.today_href,
                aria_current=rx.cond(own.is_today, "page", "false"),
            ),
            rx.cond(
                own.next_href != "",
                rx.el.a(
                    own.next_title,
                    href=own.next_href,
                    aria_current=rx.cond(own.is_next, "page", "false"),
                ),
            ),
            aria_label=t("Day"),
            class_name="tabs no-print",
        ),
        rx.el.div(
            button(
                t("Print"),
                picture="printer",
                custom_attrs={"data-prints": "page"},
            ),
            rx.cond(
                own.may_make_screens,
                rx.el.a(icon("monitor"), t("Screens"), href="/ekrani", class_name="btn"),
            ),
            rx.cond(
                own.may_plan,
                rx.el.a(t("Substitutions"), href="/aizvietosana", class_name="btn"),
            ),
            class_name="row no-print",
        ),
        class_name="row changes-head",
    )


def _section(title: rx.Var[str] | str, lines: rx.Component) -> rx.Component:
    return rx.el.section(
        rx.el.h3(title),
        rx.el.ul(lines, class_name="card flush bare changes"),
        class_name="stack tight",
    )


def _change(one: ChangeView) -> rx.Component:
    return rx.el.li(
        rx.el.span(one.place, class_name="strong change-place"),
        rx.el.span(
            rx.el.span(t("Lesson {n}", n=one.number), class_name="strong"),
            rx.el.span(one.time, class_name="small muted"),
            class_name="change-when",
        ),
        rx.el.span(
            rx.cond(one.kind == "bad", rx.el.s(one.now), rx.el.span(one.now, class_name="strong")),
            rx.cond(one.teacher != "", rx.el.span(one.teacher)),
            rx.cond(one.room != "", rx.el.span(t("room {room}", room=one.room))),
            rx.cond(
                one.was != "",
                rx.el.span(t("Instead of: {what}", what=one.was), class_name="small muted"),
            ),
            class_name="change-what",
        ),
        chip(one.state, one.kind),
        key=one.key,
        class_name="change",
    )
