"""The page from which the school is set up and kept right."""

import reflex as rx

from ejournal_app.components.feedback import chip, state_badge
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.icons import icon
from ejournal_app.components.lists import list_row
from ejournal_app.states.hub import DoorView, Hub, WingView
from ejournal_app.states.setup_checklist import StepView

from .frame import framed


def hub() -> rx.Component:
    """Return the groups of pages the person may work on."""
    return framed(
        rx.cond(Hub.steps.length() > 0, _checklist()),
        rx.foreach(Hub.wings, _wing),
        title=t("Set-up"),
        active="hub",
        wide=True,
    )


def _checklist() -> rx.Component:
    """What is set up for the year and what is missing, each a link to where it is done."""
    return rx.el.details(
        rx.el.summary(
            rx.el.h2(
                rx.cond(Hub.year != "", t("Checklist for {year}", year=Hub.year), t("Checklist"))
            ),
            rx.cond(
                Hub.blocks > 0,
                chip(tn("{n} step blocks people", "{n} steps block people", Hub.blocks), "bad"),
                chip(t("people can work"), "ok"),
            ),
            rx.el.span(
                t("done {done} of {total}", done=Hub.done, total=Hub.steps.length()),
                class_name="small muted",
            ),
            class_name="row",
        ),
        rx.el.ol(rx.foreach(Hub.steps, _step), class_name="bare setup-steps"),
        open=(Hub.done < Hub.steps.length()),
        class_name="card stack",
    )


def _step(step: StepView) -> rx.Component:
    return rx.el.li(
        list_row(
            title=step.label,
            meta=step.detail,
            trail=state_badge(
                step.look,
                rx.match(
                    step.look,
                    ("ok", t("done")),
                    ("warn", t("missing")),
                    t("blocks"),
                ),
            ),
            href=step.href,
        ),
        key=step.key,
    )


def _wing(wing: WingView) -> rx.Component:
    return rx.el.section(
        rx.el.h2(wing.title),
        rx.el.div(rx.foreach(wing.doors, _door), class_name="doors"),
        class_name="stack",
        key=wing.title,
    )


def _door(door: DoorView) -> rx.Component:
    return rx.el.a(
        icon(door.icon),
        rx.el.span(
            rx.el.span(door.label, class_name="strong"),
            rx.el.span(door.text, class_name="small muted"),
            class_name="door-words",
        ),
        href=door.href,
        class_name="card door",
        key=door.href,
    )
