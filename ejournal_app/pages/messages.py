"""Messages sent outside the application, and those that were not delivered."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import notice
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t, tn
from ejournal_app.states.messages import FactView, Undelivered
from ejournal_app.states.record_list import RecordList

from .frame import framed
from .record_list import record_list


def messages() -> rx.Component:
    """Return the list of messages; what it is narrowed to can be sent again."""
    return framed(
        record_list(
            opener(
                "again",
                t("Send undelivered again…"),
                on_click=Undelivered.look_through(RecordList.query),
            ),
            key="e-pasti",
            search=t("Address, name or subject"),
            empty_title=t("No messages yet"),
            empty_text=t(
                "Invitations, reminders and news sent by e-mail or SMS appear here, with what"
                " became of them."
            ),
        ),
        confirm_dialog(
            "again",
            title=t("Send again?"),
            text=tn(
                "Of what the list shows, {n} message can be sent again. Each goes to the person's"
                " present address.",
                "Of what the list shows, {n} messages can be sent again. Each goes to the person's"
                " present address.",
                Undelivered.found,
            ),
            confirm=t("Send again"),
            on_confirm=Undelivered.all_again(RecordList.query),
        ),
        title=t("Sent messages"),
        active="hub",
        wide=True,
        back="/konti",
    )


def message() -> rx.Component:
    """Return one message without what it says."""
    return framed(
        rx.el.section(
            rx.el.p(rx.el.span(Undelivered.state, class_name=f"chip {Undelivered.look}")),
            rx.cond(Undelivered.meaning != "", notice("info", Undelivered.meaning)),
            rx.el.dl(rx.foreach(Undelivered.facts, _fact), class_name="facts"),
            rx.el.div(
                rx.cond(
                    Undelivered.can_be_sent,
                    button(
                        t("Send again"),
                        kind="primary",
                        on_click=Undelivered.again(Undelivered.message_id),
                    ),
                ),
                rx.cond(
                    Undelivered.person_href != "",
                    rx.el.a(t("To the account"), href=Undelivered.person_href, class_name="btn"),
                ),
                class_name="row",
            ),
            class_name="card stack",
        ),
        title=t("Message"),
        active="hub",
        back="/e-pasti",
    )


def _fact(fact: FactView) -> rx.Component:
    return rx.el.div(rx.el.dt(fact.label), rx.el.dd(fact.text), key=fact.label)
