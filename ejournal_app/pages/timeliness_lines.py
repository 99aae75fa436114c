"""What is behind a cell of the heat map: each duty, its deadline, and where it is done."""

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_link
from ejournal_app.states.duty_views import LineView
from ejournal_app.states.timeliness_lines import TimelinessLines

from .frame import framed


def teacher_lines() -> rx.Component:
    """Return a week of a teacher."""
    return _page("pedagogs")


def class_lines() -> rx.Component:
    """Return a week of a class."""
    return _page("klase")


def _page(by: str) -> rx.Component:
    own = TimelinessLines
    return framed(
        shown_when_loaded(
            own.owner_id, "owner", shown_when_loaded(own.week, "week", _head(by), _lines())
        ),
        title=t("Timeliness"),
        active="overview",
        back=f"/savlaicigums?skats={by}",
    )


def _head(by: str) -> rx.Component:
    own = TimelinessLines
    address = f"/savlaicigums/{by}/{own.owner_id}"

    def beside(label: Text, week: rx.Var[str], *parts: rx.Component | Text) -> rx.Component:
        return rx.el.a(
            *parts, href=f"{address}/{week}", aria_label=label, class_name="btn icon-only"
        )

    return rx.el.section(
        rx.el.div(
            rx.el.h2(own.name, " · ", own.words, class_name="grow"),
            beside(t("Week before"), own.before, icon("chevron-left")),
            beside(t("Week after"), own.after, icon("chevron-right")),
            native_link(
                icon("download"),
                t("XLSX"),
                href=f"/lejupielade{address}/{own.week}.xlsx",
                aria_label=t("Download as XLSX"),
                download=True,
                class_name="btn",
            ),
            class_name="row",
        ),
        rx.el.p(own.summary, class_name=f"heat-summary heat {own.shade}"),
        class_name="card stack",
    )


def _lines() -> rx.Component:
    own = TimelinessLines
    return rx.cond(
        own.lines.length() > 0,
        rx.el.ul(rx.foreach(own.lines, _line), class_name="bare stack"),
        empty_state(
            t("Nothing falls due in this week"),
            t("Holidays, breaks, cancelled lessons and incapacity leave nothing to be done."),
        ),
    )


def _line(line: LineView) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.a(line.title, href=line.href, class_name="tap-line strong grow"),
            chip(line.state, line.look),
            class_name="row",
        ),
        rx.el.dl(
            _fact(t("Deadline"), line.deadline),
            _fact(t("Done at"), line.done),
            _fact(t("Missing"), line.missing),
            _fact(t("Teachers"), line.people),
            class_name="duty-facts",
        ),
        rx.el.div(
            rx.cond(
                line.reason.length() > 0,
                rx.el.details(
                    rx.el.summary(t("How the deadline was counted"), class_name="tap-line"),
                    rx.foreach(line.reason, lambda words: rx.el.p(words, class_name="small")),
                    class_name="grow",
                ),
            ),
            rx.cond(
                line.extend_href != "",
                rx.el.a(
                    icon("clock"),
                    t("Put the deadline off"),
                    href=line.extend_href,
                    class_name="btn",
                ),
            ),
            class_name="row",
        ),
        key=line.key,
        class_name="card stack tight",
    )


def _fact(name: Text, value: rx.Var[str]) -> rx.Component:
    return rx.cond(value != "", rx.el.div(rx.el.dt(name), rx.el.dd(value)))
