"""Inviting those the list of accounts was narrowed to."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import notice
from ejournal_app.components.forms import button, checkbox, field
from ejournal_app.components.i18n import Text, t, tn
from ejournal_app.components.native import native_form
from ejournal_app.states.invite import USUAL_DAYS, Invite

from .frame import framed

_DAYS = (7, 14, USUAL_DAYS, 60, 90)
_SEND = "invite-by-email"


def invite() -> rx.Component:
    """Return whom an invitation would reach, and the two ways to send it."""
    return framed(
        rx.cond(Invite.ready, rx.fragment(_whom(), _on_paper(), _by_email())),
        title=t("Invite"),
        active="hub",
        back="/konti",
    )


def _whom() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Who is invited")),
        rx.el.p(
            rx.cond(
                Invite.query_text == "",
                t("Everybody who should have access."),
                t("Those the list was narrowed to."),
            ),
            rx.cond(Invite.narrowed_to != "", t(" Class {name}.", name=Invite.narrowed_to), ""),
            class_name="muted",
        ),
        rx.el.div(
            rx.el.a(t("Choose others in the list"), href="/konti", class_name="btn"),
            class_name="row",
        ),
        rx.el.dl(
            _number(t("Found"), Invite.found),
            _number(t("Will be invited"), Invite.to_invite),
            _number(t("Of them without an account: it will be made"), Invite.without_account),
            _number(t("Have a code that still works"), Invite.already_invited),
            _number(t("Have chosen a password"), Invite.have_password),
            _number(t("Locked"), Invite.locked),
            class_name="facts",
        ),
        checkbox(
            t("Give new codes also to those whose code still works; the earlier codes then end"),
            checked=Invite.renew == "1",
            on_change=lambda checked: Invite.choose(
                Invite.query, rx.cond(checked, "1", ""), Invite.days.to_string()
            ),
        ),
        field(
            t("How long the codes work"),
            rx.el.select(
                *(rx.el.option(tn("{n} day", "{n} days", n), value=str(n)) for n in _DAYS),
                id="days",
                value=Invite.days.to_string(),
                on_change=lambda days: Invite.choose(Invite.query, Invite.renew, days),
                class_name="input",
            ),
            control_id="days",
        ),
        class_name="card stack",
    )


def _on_paper() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Printed slips")),
        rx.cond(
            Invite.to_invite > 0,
            rx.fragment(
                rx.el.p(
                    tn("{n} page", "{n} pages", Invite.sheets),
                    " · ",
                    tn("{n} file", "{n} files", Invite.files),
                    ". ",
                    t("One page a pupil, with the slips of the pupil and the guardians."),
                ),
                rx.el.p(
                    t(
                        "The codes stand on the paper only. To print again, tick the box above:"
                        " new codes are made and the earlier ones stop working."
                    ),
                    class_name="small muted",
                ),
                native_form(
                    _hidden("query", Invite.query_text),
                    _hidden("renew", Invite.renew),
                    _hidden("days", Invite.days.to_string()),
                    button(
                        t("Make codes and download slips"),
                        kind="primary",
                        type="submit",
                        picture="printer",
                    ),
                    action="/lejupielade/ielugumi",
                ),
            ),
            _nobody(),
        ),
        class_name="card stack",
    )


def _by_email() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("By e-mail")),
        rx.cond(
            Invite.mail_is_set_up,
            rx.cond(
                Invite.to_invite > 0,
                rx.fragment(
                    rx.el.p(
                        tn(
                            "The address of {n} person is known.",
                            "The addresses of {n} people are known.",
                            Invite.by_email,
                        ),
                        " ",
                        rx.cond(
                            Invite.without_email > 0,
                            tn(
                                "{n} person can be reached on paper only.",
                                "{n} people can be reached on paper only.",
                                Invite.without_email,
                            ),
                            "",
                        ),
                    ),
                    rx.el.div(
                        opener(
                            _SEND,
                            t("Send invitations…"),
                            kind="primary",
                            picture="mail",
                            disabled=Invite.by_email == 0,
                        ),
                        class_name="row",
                    ),
                    confirm_dialog(
                        _SEND,
                        title=t("Send the invitations?"),
                        text=tn(
                            "{n} person gets an e-mail with a code.",
                            "{n} people get an e-mail with a code each.",
                            Invite.by_email,
                        ),
                        confirm=t("Send"),
                        on_confirm=Invite.send(Invite.query, Invite.renew, Invite.days.to_string()),
                    ),
                ),
                _nobody(),
            ),
            notice(
                "info",
                t(
                    "E-mail cannot be used: this installation has no mail server. Whoever runs it"
                    " can name one in the settings EJOURNAL_SMTP_HOST and EJOURNAL_SMTP_FROM."
                ),
            ),
        ),
        class_name="card stack",
    )


def _nobody() -> rx.Component:
    return rx.el.p(
        t("Nobody to invite: all of them have a password, a code that works, or a locked account."),
        class_name="muted",
    )


def _number(name: Text, value: rx.Var[int]) -> rx.Component:
    return rx.el.div(rx.el.dt(name), rx.el.dd(value))


def _hidden(name: str, value: Text) -> rx.Component:
    return rx.el.input(type="hidden", name=name, value=value, read_only=True)
