"""Own calendar addresses, for the calendar program of a phone or a computer."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import notice
from ejournal_app.components.forms import button, checkbox, described_by, field, text_input
from ejournal_app.components.i18n import t
from ejournal_app.components.native import native_link
from ejournal_app.states.calendar_feeds import CalendarFeeds, FeedView, PartView
from ejournal_app.states.feedback import Feedback

from .frame import framed

_ADDRESS = "feed-address"
_NAME = "feed-name"


def calendar_feeds() -> rx.Component:
    """Return what an address is, the new one, the form, and those there are."""
    return framed(
        rx.cond(CalendarFeeds.address != "", _new()),
        rx.cond(CalendarFeeds.parts.length() > 0, _form()),
        rx.cond(CalendarFeeds.feeds.length() > 0, _all()),
        title=t("Calendar addresses"),
        active="account",
        back="/konts",
    )


def _new() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("The address, shown this once")),
        rx.el.div(
            text_input(
                _ADDRESS,
                value=CalendarFeeds.address,
                read_only=True,
                aria_label=t("Address of the calendar"),
            ),
            button(
                t("Copy"),
                picture="copy",
                kind="primary",
                custom_attrs={"data-copies": _ADDRESS, "data-done": t("Copied.")},
            ),
            native_link(t("Open in a calendar"), href=CalendarFeeds.subscribe, class_name="btn"),
            class_name="feed-address",
        ),
        rx.el.p(id=f"{_ADDRESS}-copied", role="status", class_name="muted small"),
        rx.el.img(
            src=CalendarFeeds.picture,
            alt=t("The address as a QR code for the camera of a phone"),
            class_name="feed-code",
        ),
        rx.el.p(
            t(
                "On an iPhone point the camera at the code. In Google Calendar on a computer choose"
                " “Other calendars”, “From URL” and paste the address."
            ),
            class_name="muted",
        ),
        class_name="card stack",
    )


def _form() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("New address")),
        rx.el.p(
            t(
                "Your calendar program reads the address by itself and shows two weeks back and"
                " eight ahead. Marks are never in it."
            )
        ),
        notice(
            "warn",
            t(
                "Whoever has the address sees the same as you. Give it to nobody; if it got into"
                " other hands, revoke it."
            ),
        ),
        rx.el.form(
            field(
                t("What it is called"),
                text_input(
                    _NAME,
                    name="name",
                    auto_complete="off",
                    placeholder=t("My phone"),
                    **described_by(_NAME),
                ),
                control_id=_NAME,
                error=rx.cond(Feedback.field == "name", Feedback.text, ""),
            ),
            rx.el.fieldset(
                rx.el.legend(t("What it shows")),
                rx.el.div(rx.foreach(CalendarFeeds.parts, _part), class_name="grade-ticks"),
                class_name="plain-set",
            ),
            rx.el.div(
                button(t("Make an address"), kind="primary", type="submit"), class_name="row"
            ),
            on_submit=CalendarFeeds.create,
            class_name="stack",
            key=CalendarFeeds.form,
        ),
        class_name="card stack",
    )


def _part(part: PartView) -> rx.Component:
    return checkbox(part.label, name=part.name, value="on", default_checked=True)


def _all() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Addresses that work")),
        rx.foreach(CalendarFeeds.feeds, _feed),
        class_name="card stack",
    )


def _feed(feed: FeedView) -> rx.Component:
    dialog_id = f"revoke-{feed.feed_id}"
    return rx.el.div(
        rx.el.div(
            rx.el.p(feed.name, class_name="strong breaks"),
            rx.el.p(feed.parts, class_name="small"),
            rx.el.p(
                t("Made {at}.", at=feed.made),
                " ",
                rx.cond(
                    feed.read != "",
                    t("Last read {at}.", at=feed.read),
                    t("Not read by any program yet."),
                ),
                class_name="small muted",
            ),
            class_name="grow",
        ),
        opener(dialog_id, t("Revoke…"), kind="danger"),
        confirm_dialog(
            dialog_id,
            title=t("Revoke this address?"),
            text=t(
                "Programs that read it show nothing new any more. It cannot be brought back; you"
                " can make another one."
            ),
            confirm=t("Revoke the address"),
            on_confirm=CalendarFeeds.revoke(feed.feed_id),
            destructive=True,
        ),
        class_name="row",
        key=feed.feed_id,
    )
