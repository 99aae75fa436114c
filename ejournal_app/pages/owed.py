"""What is owed, as pages show it: the strip on top of a page, and the whole list."""

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.icons import icon
from ejournal_app.states.duties import Duties, DutyGroup, DutyView

WHOLE_LIST = "/daramais"


def owed_strip() -> rx.Component:
    """Return the headline with the most urgent things; a card on top of a page."""
    return rx.el.section(
        rx.el.div(
            rx.match(
                Duties.look,
                ("ok", icon("done")),
                icon("clock"),
            ),
            rx.el.h2(Duties.headline, class_name="grow"),
            class_name="row owed-head",
        ),
        rx.cond(
            Duties.short.length() > 0,
            rx.fragment(
                rx.el.ul(
                    rx.foreach(Duties.short, lambda item: rx.el.li(_line(item), key=item.key)),
                    class_name="bare list",
                ),
                rx.el.a(
                    rx.cond(
                        Duties.more > 0,
                        tn("{n} more, with reasons", "{n} more, with reasons", Duties.more),
                        t("How the deadlines were counted"),
                    ),
                    icon("chevron-right"),
                    href=WHOLE_LIST,
                    class_name="btn quiet",
                ),
            ),
        ),
        aria_label=t("What is due"),
        class_name=f"card owed {Duties.look}",
    )


def owed_list() -> rx.Component:
    """Return everything that is owed, by urgency, each with how its deadline was counted."""
    return rx.cond(
        Duties.groups.length() > 0,
        rx.fragment(
            rx.el.p(Duties.headline, class_name="strong"),
            rx.foreach(Duties.groups, _group),
        ),
        empty_state(
            t("You owe nothing"),
            t("Everything that fell due is done. What comes next appears here by itself."),
            picture="done",
        ),
    )


def _group(group: DutyGroup) -> rx.Component:
    return rx.el.section(
        rx.el.h2(group.title),
        rx.el.ul(rx.foreach(group.duties, _item), class_name="bare list card flush"),
        class_name="stack",
        key=group.title,
    )


def _item(item: DutyView) -> rx.Component:
    return rx.el.li(
        _line(item),
        rx.cond(
            item.reason.length() > 0,
            rx.el.details(
                rx.el.summary(t("Why by then?")),
                rx.el.ul(rx.foreach(item.reason, _sentence)),
                class_name="why",
            ),
        ),
        class_name="owed-item",
        key=item.key,
    )


def _line(item: DutyView) -> rx.Component:
    return rx.el.a(
        rx.el.div(
            rx.el.div(item.title, class_name="list-title"),
            rx.cond(item.missing != "", rx.el.div(item.missing, class_name="list-meta")),
            class_name="list-body",
        ),
        rx.el.div(
            rx.cond(item.due != "", chip(item.due, item.look)),
            icon("chevron-right"),
            class_name="list-trail",
        ),
        href=item.href,
        class_name="list-row owed-line",
    )


def _sentence(words: rx.Var[str]) -> rx.Component:
    return rx.el.li(words)
