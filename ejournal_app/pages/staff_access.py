"""The superuser's part of the page of a member of staff: activation, account, roles."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import chip
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.states.staff import StaffMember
from ejournal_app.states.staff_views import GrantView

from .fields import named_choice, named_field, save_row
from .person_fields import choice_option, fact


def access() -> rx.Component:
    """Return activation, account and roles; who may not change them only reads."""
    return rx.fragment(
        rx.cond(StaffMember.may_open & (StaffMember.waiting.length() > 0), _activation()),
        rx.el.section(
            rx.el.h3(t("Access")),
            rx.el.dl(
                fact(t("User name"), StaffMember.person.username),
                fact(t("Last log-in"), StaffMember.person.last_login),
                class_name="facts",
            ),
            rx.cond(StaffMember.may_open & (StaffMember.person.username != ""), _lock()),
            rx.el.h4(t("Roles")),
            rx.cond(
                StaffMember.grants.length() > 0,
                rx.fragment(rx.foreach(StaffMember.grants, _grant)),
                rx.el.p(t("No role has been granted."), class_name="muted"),
            ),
            rx.cond(StaffMember.may_open & (StaffMember.person.username != ""), _role_forms()),
            class_name="card stack",
        ),
    )


def _activation() -> rx.Component:
    return rx.el.form(
        rx.el.h3(t("Activate a contract")),
        rx.el.p(
            t("From the contract's first day to its last the person can work here."),
            class_name="muted small",
        ),
        rx.el.div(
            named_choice(
                "contract",
                t("Contract"),
                rx.foreach(StaffMember.waiting, choice_option),
                key=f"contract{StaffMember.saved}",
            ),
            rx.cond(
                StaffMember.person.username == "",
                named_field(
                    "username",
                    t("User name"),
                    default_value=StaffMember.person.proposed_username,
                    key=f"username{StaffMember.saved}",
                    hint=t("The account has no password until the person is invited."),
                    auto_complete="off",
                ),
            ),
            named_choice(
                "first_role",
                t("Role"),
                rx.el.option(t("Teacher"), value="teacher"),
                rx.el.option(t("Records clerk"), value="clerk"),
                rx.el.option(t("School management"), value="management"),
                rx.el.option(t("Superuser"), value="superuser"),
                rx.el.option(t("none now"), value=""),
                key=f"first_role{StaffMember.saved}",
            ),
            class_name="fields",
        ),
        save_row(label=t("Activate")),
        on_submit=lambda form: StaffMember.activate(StaffMember.person.person_id, form),
        class_name="card stack",
    )


def _lock() -> rx.Component:
    person = StaffMember.person
    return rx.el.div(
        rx.cond(
            person.locked,
            button(t("Unlock the account"), on_click=StaffMember.unlock(person.person_id)),
            opener("lock", t("Lock the account"), kind="danger"),
        ),
        confirm_dialog(
            "lock",
            title=t("Lock the account?"),
            text=t(
                "{name} is logged out everywhere at once and cannot log in until the account is"
                " unlocked. Nothing is deleted.",
                name=person.name,
            ),
            confirm=t("Lock the account"),
            on_confirm=StaffMember.lock(person.person_id),
            destructive=True,
        ),
        class_name="row",
    )


def _grant(one: GrantView) -> rx.Component:
    dialog_id = f"revoke-{one.grant_id}"
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                rx.el.span(one.role, class_name="strong"),
                " ",
                rx.cond(one.in_force, chip(t("granted"), "ok")),
            ),
            rx.el.p(
                one.period, rx.cond(one.by != "", " · " + one.by, ""), class_name="small muted"
            ),
            class_name="grow",
        ),
        rx.cond(
            StaffMember.may_open & ~one.is_over,
            rx.fragment(
                opener(dialog_id, t("Take away"), kind="danger"),
                confirm_dialog(
                    dialog_id,
                    title=t("Take the role away?"),
                    text=t(
                        "{name} loses the role {role} at once. What was entered stays.",
                        name=StaffMember.person.name,
                        role=one.role,
                    ),
                    confirm=t("Take away"),
                    on_confirm=StaffMember.revoke(StaffMember.person.person_id, one.grant_id),
                    destructive=True,
                ),
            ),
        ),
        class_name="row",
        key=one.grant_id,
    )


def _role_forms() -> rx.Component:
    person = StaffMember.person
    saved = StaffMember.saved
    return rx.el.details(
        rx.el.summary(t("Grant a role or set its last day"), class_name="btn"),
        rx.el.form(
            rx.el.h4(t("Grant a role")),
            rx.el.div(
                named_choice(
                    "role",
                    t("Role"),
                    rx.el.option(t("Teacher"), value="teacher"),
                    rx.el.option(t("Records clerk"), value="clerk"),
                    rx.el.option(t("School management"), value="management"),
                    rx.el.option(t("Superuser"), value="superuser"),
                    key=f"role{saved}",
                ),
                named_field(
                    "role_from",
                    t("From"),
                    kind="date",
                    default_value=StaffMember.today,
                    key=f"role_from{saved}",
                ),
                named_field(
                    "role_until",
                    t("Until"),
                    kind="date",
                    hint=t("Empty: as long as there is a contract."),
                    key=f"role_until{saved}",
                ),
                class_name="fields",
            ),
            save_row(label=t("Grant")),
            on_submit=lambda form: StaffMember.grant(person.person_id, form),
            class_name="stack",
        ),
        rx.cond(
            StaffMember.running.length() > 0,
            rx.el.form(
                rx.el.h4(t("Set the last day of a role")),
                rx.el.div(
                    named_choice(
                        "grant",
                        t("Granted role"),
                        rx.foreach(StaffMember.running, choice_option),
                        key=f"grant{saved}",
                    ),
                    named_field(
                        "role_last_day",
                        t("Last day"),
                        kind="date",
                        required=True,
                        key=f"role_last_day{saved}",
                    ),
                    class_name="fields",
                ),
                save_row(label=t("Set the last day")),
                on_submit=lambda form: StaffMember.end(person.person_id, form),
                class_name="stack",
            ),
        ),
        class_name="unfolds",
        key=f"roles{saved}",
    )
