"""The own account: look, password, sessions, trail."""

import reflex as rx

from ejournal_app.components.account_menu import language_switch, theme_switch
from ejournal_app.components.feedback import chip, notice
from ejournal_app.components.forms import button, field, password_input
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_form
from ejournal_app.states.account import OwnAccount, SessionRow, TrailRow
from ejournal_app.states.preferences import Preferences
from ejournal_app.states.shell import Shell

from .absence_requests import asking_link
from .frame import framed
from .own_choice import own_choice


def account() -> rx.Component:
    """Return everything about one's own account."""
    return framed(
        rx.el.section(
            rx.el.h2(Shell.name),
            rx.el.p(Shell.role_label, class_name="muted"),
            language_switch(Preferences.choose_language),
            theme_switch(Preferences.choose_theme),
            class_name="card stack",
        ),
        rx.el.section(
            rx.el.h2(t("Notifications")),
            rx.el.p(t("What you are told, how and when."), class_name="muted"),
            rx.el.div(
                rx.el.a(
                    icon("bell"),
                    t("Choose notifications"),
                    href="/konts/pazinojumi",
                    class_name="btn",
                ),
                class_name="row",
            ),
            class_name="card stack",
        ),
        _password(),
        asking_link(),
        own_choice(),
        rx.el.section(
            rx.el.h2(t("Calendar on the phone")),
            rx.el.p(
                t("Your own calendar program can show lessons, tests and what is due."),
                class_name="muted",
            ),
            rx.el.div(
                rx.el.a(
                    icon("calendar"),
                    t("Calendar addresses"),
                    href="/konts/kalendari",
                    class_name="btn",
                ),
                class_name="row",
            ),
            class_name="card stack",
        ),
        rx.el.section(
            rx.el.h2(t("Where you are logged in")),
            rx.foreach(OwnAccount.sessions, _session),
            native_form(
                rx.el.button(t("Log out everywhere"), type="submit", class_name="btn danger"),
                action="/auth/logout-all",
            ),
            class_name="card stack",
        ),
        rx.el.section(
            rx.el.h2(t("What was done with this account")),
            rx.el.ol(rx.foreach(OwnAccount.trail, _trail), class_name="bare stack tight"),
            class_name="card stack",
        ),
        title=t("My account"),
        active="account",
    )


def _password() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Password")),
        rx.cond(
            OwnAccount.password_changed,
            notice(
                "ok",
                t("The password is changed; other browsers were logged out."),
                live=True,
            ),
        ),
        rx.el.form(
            field(
                t("Present password"),
                password_input("old", name="old", auto_complete="current-password", required=True),
                control_id="old",
            ),
            field(
                t("New password"),
                password_input("new", name="new", auto_complete="new-password", required=True),
                control_id="new",
                hint=t("At least 10 characters."),
            ),
            button(t("Change password"), kind="primary", type="submit"),
            on_submit=OwnAccount.change_password,
            class_name="stack",
        ),
        class_name="card stack",
    )


def _session(row: SessionRow) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                rx.el.span(row.device, class_name="strong"),
                " ",
                rx.cond(row.current, chip(t("this browser"), "info")),
            ),
            rx.el.p(
                t("since {start}, last used {end}", start=row.since, end=row.last_seen),
                class_name="small muted",
            ),
            class_name="grow",
        ),
        rx.cond(
            ~row.current,
            button(t("End"), on_click=OwnAccount.end_session(row.session_id)),
        ),
        class_name="row",
    )


def _trail(row: TrailRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.at, class_name="muted small"),
        " ",
        row.action,
        rx.cond(row.refused, chip(t("refused"), "bad")),
    )
