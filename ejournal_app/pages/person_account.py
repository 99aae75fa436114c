"""One person's account, for the superuser."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import chip, notice
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.native import native_form
from ejournal_app.states.invite import USUAL_DAYS
from ejournal_app.states.person_account import CodeView, LoginView, PersonAccount

from .frame import framed

_DAYS = str(USUAL_DAYS)


def person_account() -> rx.Component:
    """Return state, acts and history of an account."""
    return framed(
        rx.cond(
            PersonAccount.name != "",
            rx.fragment(_facts(), _code(), _inviting(), _locking(), _codes(), _logins()),
        ),
        title=t("Account"),
        active="hub",
        back="/konti",
    )


def _facts() -> rx.Component:
    own = PersonAccount
    return rx.el.section(
        rx.el.h2(own.name, " ", chip(own.state, own.look)),
        rx.el.p(own.about, class_name="muted"),
        rx.el.dl(
            _fact(t("User name"), own.username),
            _fact(t("E-mail"), own.email),
            class_name="facts",
        ),
        rx.cond(
            own.access_from != "",
            notice("info", t("Access begins on {day}.", day=own.access_from)),
        ),
        rx.cond(
            ~own.is_due,
            notice(
                "info",
                t("This person has no contract, enrolment or guardianship any more."),
            ),
        ),
        class_name="card stack",
    )


def _code() -> rx.Component:
    own = PersonAccount
    return rx.cond(
        own.code != "",
        rx.el.section(
            rx.el.h2(t("The code, shown this once")),
            rx.el.p(own.code, class_name="shown-code"),
            rx.el.p(
                t(
                    "Give it to {name} only: at {address} it lets its holder choose a password,"
                    " until {until}.",
                    name=own.name,
                    address=own.code_address,
                    until=own.code_until,
                )
            ),
            class_name="card stack",
            role="status",
        ),
    )


def _inviting() -> rx.Component:
    own = PersonAccount
    return rx.cond(
        own.is_due & ~own.is_locked,
        rx.el.section(
            rx.el.h2(rx.cond(own.has_password, t("Forgotten password"), t("Invitation"))),
            rx.el.p(
                rx.cond(
                    own.has_password,
                    t(
                        "A one-time code lets the person choose a new password; it works for"
                        " 24 hours. Until then the old one works."
                    ),
                    tn(
                        "A one-time code lets the person choose a password; it works for {n} day.",
                        "A one-time code lets the person choose a password; it works for {n} days.",
                        USUAL_DAYS,
                    ),
                ),
                " ",
                t("A code given out earlier stops working."),
                class_name="muted",
            ),
            rx.el.div(
                native_form(
                    rx.el.input(
                        type="hidden",
                        name="person",
                        value=own.person_id.to_string(),
                        read_only=True,
                    ),
                    rx.el.input(type="hidden", name="days", value=_DAYS, read_only=True),
                    button(t("Print a slip"), type="submit", picture="printer"),
                    action="/lejupielade/ielugumi/persona",
                ),
                button(
                    t("Show a code"),
                    picture="eye",
                    on_click=PersonAccount.give_code(own.person_id, _DAYS),
                ),
                rx.cond(
                    own.can_be_mailed,
                    button(
                        t("Send by e-mail"),
                        picture="mail",
                        on_click=PersonAccount.mail_code(own.person_id, _DAYS),
                    ),
                ),
                rx.cond(
                    own.has_open_code,
                    button(
                        t("Revoke the code"),
                        kind="danger",
                        on_click=PersonAccount.revoke(own.person_id),
                    ),
                ),
                class_name="row",
            ),
            rx.cond(
                ~own.can_be_mailed,
                rx.el.p(
                    rx.cond(
                        own.mail_is_set_up,
                        t("E-mail cannot be used: no address of this person is known."),
                        t("E-mail cannot be used: this installation has no mail server."),
                    ),
                    class_name="small muted",
                ),
            ),
            class_name="card stack",
        ),
    )


def _locking() -> rx.Component:
    own = PersonAccount
    return rx.cond(
        own.username != "",
        rx.el.section(
            rx.el.h2(t("Log-ins")),
            rx.el.p(
                tn(
                    "Logged in in {n} browser now.",
                    "Logged in in {n} browsers now.",
                    own.open_sessions,
                )
            ),
            rx.el.div(
                rx.cond(
                    own.open_sessions > 0,
                    rx.fragment(
                        opener("end-sessions", t("Log out everywhere…")),
                        confirm_dialog(
                            "end-sessions",
                            title=t("Log the person out?"),
                            text=t(
                                "{name} is logged out of every browser and can log in again.",
                                name=own.name,
                            ),
                            confirm=t("Log out everywhere"),
                            on_confirm=PersonAccount.end_sessions(own.person_id),
                            destructive=True,
                        ),
                    ),
                ),
                rx.cond(
                    own.is_locked,
                    button(
                        t("Unlock the account"),
                        kind="primary",
                        on_click=PersonAccount.unlock(own.person_id),
                    ),
                    rx.cond(
                        ~own.is_own,
                        rx.fragment(
                            opener("lock-account", t("Lock the account…"), kind="danger"),
                            confirm_dialog(
                                "lock-account",
                                title=t("Lock the account?"),
                                text=t(
                                    "{name} is logged out everywhere and cannot log in until the"
                                    " account is unlocked; codes given out stop working.",
                                    name=own.name,
                                ),
                                confirm=t("Lock the account"),
                                on_confirm=PersonAccount.lock(own.person_id),
                                destructive=True,
                            ),
                        ),
                    ),
                ),
                class_name="row",
            ),
            class_name="card stack",
        ),
    )


def _codes() -> rx.Component:
    return rx.cond(
        PersonAccount.codes.length() > 0,
        rx.el.section(
            rx.el.h2(t("Codes given out")),
            rx.el.ul(rx.foreach(PersonAccount.codes, _code_line), class_name="bare stack tight"),
            class_name="card stack",
        ),
    )


def _code_line(line: CodeView) -> rx.Component:
    return rx.el.li(
        rx.el.p(rx.el.span(line.title, class_name="strong"), " ", chip(line.state, line.look)),
        rx.el.p(line.about, class_name="small muted"),
    )


def _logins() -> rx.Component:
    return rx.cond(
        PersonAccount.username != "",
        rx.el.section(
            rx.el.h2(t("History of log-ins")),
            rx.cond(
                PersonAccount.logins.length() > 0,
                rx.el.ul(
                    rx.foreach(PersonAccount.logins, _login_line), class_name="bare stack tight"
                ),
                rx.el.p(t("Never logged in."), class_name="muted"),
            ),
            class_name="card stack",
        ),
    )


def _login_line(line: LoginView) -> rx.Component:
    return rx.el.li(
        line.at,
        " ",
        rx.el.span(line.address, class_name="small muted"),
        " ",
        rx.cond(line.refused, chip(t("refused"), "bad")),
    )


def _fact(name: rx.Var[str], value: rx.Var[str]) -> rx.Component:
    return rx.el.div(rx.el.dt(name), rx.el.dd(rx.cond(value != "", value, "—")))
