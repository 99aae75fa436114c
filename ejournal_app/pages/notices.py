"""A person's own notices."""

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.notices import Notices, NoticeView
from ejournal_app.states.shell import NOTICES, Shell

from .frame import framed


def notices() -> rx.Component:
    """Return the notices, the newest first."""
    return framed(
        rx.cond(
            Notices.items.length() > 0,
            rx.fragment(
                rx.cond(
                    Shell.unread > 0,
                    rx.el.div(
                        button(t("Mark all as read"), picture="check", on_click=Notices.read_all),
                        class_name="row",
                    ),
                ),
                rx.el.ul(rx.foreach(Notices.items, _item), class_name="bare list card flush"),
            ),
            empty_state(
                t("No notices"),
                t("What you should know is told here."),
                picture="bell",
            ),
        ),
        rx.el.div(
            rx.el.a(
                icon("settings"),
                t("Choose notifications"),
                href="/konts/pazinojumi",
                class_name="btn quiet",
            ),
            class_name="row",
        ),
        title=t("Notices"),
        active=NOTICES,
    )


def _item(item: NoticeView) -> rx.Component:
    words = rx.el.div(
        rx.el.p(item.text, class_name=rx.cond(item.unread, "list-title strong", "list-title")),
        rx.el.p(item.at, class_name="list-meta"),
        class_name="list-body",
    )
    unread = rx.cond(item.unread, chip(t("unread"), "info"))
    return rx.el.li(
        rx.cond(
            item.opens | item.unread,
            rx.el.button(
                words,
                rx.el.div(
                    unread,
                    rx.cond(item.opens, icon("chevron-right")),
                    class_name="list-trail",
                ),
                type="button",
                on_click=Notices.open(item.notice_id),
                class_name="list-row as-row",
            ),
            rx.el.div(words, class_name="list-row"),
        ),
        key=item.notice_id,
    )
