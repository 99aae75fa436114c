"""Staff: the list, entering somebody, one member of staff."""

from typing import Any

import reflex as rx

from ejournal_app.components.dialogs import opener, typed_dialog
from ejournal_app.components.feedback import chip
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.staff import StaffMember
from ejournal_app.states.staff_entry import StaffEntry
from ejournal_app.states.staff_views import ContractView

from .fields import named_choice, named_field, save_row
from .frame import framed
from .person_fields import fact, person_fields, same_person
from .record_list import record_list
from .staff_access import access

LIST = "/personals"


def staff() -> rx.Component:
    """Return everybody who works or worked here."""
    return framed(
        record_list(
            rx.cond(
                StaffEntry.may_enter,
                rx.el.a(
                    icon("plus"),
                    t("Enter a person"),
                    href=f"{LIST}/jauns",
                    class_name="btn primary",
                ),
            ),
            rx.cond(
                StaffEntry.may_import,
                rx.el.a(
                    icon("upload"), t("From a file"), href="/importi/personals", class_name="btn"
                ),
            ),
            key="personals",
            search=t("Name or position"),
            empty_title=t("No staff yet"),
            empty_text=t("Enter the first person with a contract, or bring everybody from a file."),
        ),
        title=t("Staff"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def staff_entry() -> rx.Component:
    """Return the form for a person with a contract."""
    return framed(
        rx.el.form(
            rx.el.h2(t("Person")),
            rx.el.div(*person_fields(""), class_name="fields"),
            rx.el.h2(t("Contract")),
            rx.el.div(*_contract_fields(""), class_name="fields"),
            same_person(StaffEntry.choices),
            rx.el.p(
                t("The access opens when the superuser activates the contract."),
                class_name="muted small",
            ),
            save_row(),
            on_submit=StaffEntry.save,
            class_name="card stack",
        ),
        title=t("New member of staff"),
        active="hub",
        back=LIST,
    )


def staff_member() -> rx.Component:
    """Return one member of staff."""
    person = StaffMember.person
    return framed(
        rx.el.div(
            rx.el.h2(person.name),
            rx.cond(person.state != "", chip(person.state, person.state_look)),
            class_name="row",
        ),
        _person(),
        rx.el.section(
            rx.el.h3(t("Contracts")),
            rx.foreach(StaffMember.contracts, _contract),
            rx.cond(
                StaffMember.may_write & ~StaffMember.editing,
                rx.el.div(
                    button(
                        t("Add a contract"),
                        picture="plus",
                        on_click=StaffMember.edit_contract(person.person_id, ""),
                    ),
                    class_name="row",
                ),
            ),
            class_name="card stack",
        ),
        rx.cond(StaffMember.may_write & StaffMember.editing, _contract_form()),
        access(),
        rx.el.section(
            rx.el.h3(t("What this person may do today")),
            rx.el.ul(
                rx.foreach(StaffMember.rights, rx.el.li),
                class_name="stack tight",
            ),
            class_name="card stack",
        ),
        title=t("Member of staff"),
        active="hub",
        back=LIST,
    )


def _person() -> rx.Component:
    person = StaffMember.person
    return rx.el.section(
        rx.el.dl(
            fact(t("E-mail"), person.email),
            fact(t("Phone"), person.phone),
            rx.cond(
                StaffMember.may_write,
                rx.fragment(
                    fact(t("Personal code"), person.personal_code),
                    fact(t("Date of birth"), person.birth_date_shown),
                ),
            ),
            class_name="facts",
        ),
        rx.cond(
            StaffMember.may_write,
            rx.el.details(
                rx.el.summary(icon("pencil"), t("Change the person's data"), class_name="btn"),
                rx.el.form(
                    rx.el.div(
                        *person_fields(
                            StaffMember.saved,
                            given_name=person.given_name,
                            family_name=person.family_name,
                            personal_code=person.personal_code,
                            birth_date=person.birth_date,
                            email=person.email,
                            phone=person.phone,
                        ),
                        class_name="fields",
                    ),
                    save_row(),
                    on_submit=lambda form: StaffMember.save_person(person.person_id, form),
                    class_name="stack",
                ),
                class_name="unfolds",
                key=f"person{StaffMember.saved}",
            ),
        ),
        class_name="card stack",
    )


def _contract(one: ContractView) -> rx.Component:
    dialog_id = f"remove-{one.contract_id}"
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                rx.el.span(one.title, class_name="strong"),
                " ",
                rx.cond(
                    one.activated == "",
                    chip(t("waits for activation"), "warn"),
                    rx.cond(one.in_force, chip(t("in force"), "ok")),
                ),
            ),
            rx.el.p(one.period),
            rx.cond(one.entered != "", rx.el.p(one.entered, class_name="small muted")),
            rx.cond(one.activated != "", rx.el.p(one.activated, class_name="small muted")),
            class_name="grow",
        ),
        rx.cond(
            StaffMember.may_write,
            rx.fragment(
                button(
                    t("Change"),
                    on_click=StaffMember.edit_contract(
                        StaffMember.person.person_id, one.contract_id
                    ),
                ),
                rx.cond(
                    one.activated == "",
                    rx.fragment(
                        opener(dialog_id, t("Remove"), kind="danger"),
                        typed_dialog(
                            dialog_id,
                            title=t("Remove the contract?"),
                            text=t(
                                "{contract} is removed, as if it had never been entered."
                                " A person without another contract goes from the staff.",
                                contract=one.title,
                            ),
                            name=StaffMember.person.name,
                            confirm=t("Remove"),
                            on_confirm=lambda form: StaffMember.remove_contract(
                                StaffMember.person.person_id, one.contract_id, form
                            ),
                        ),
                    ),
                ),
            ),
        ),
        class_name="row",
        key=one.contract_id,
    )


def _contract_form() -> rx.Component:
    edited = StaffMember.edited
    return rx.el.form(
        rx.el.h3(rx.cond(edited.contract_id != "", t("Change the contract"), t("New contract"))),
        rx.el.div(
            *_contract_fields(
                f"{edited.contract_id}-{StaffMember.saved}",
                kind=edited.kind,
                number=edited.number,
                position=edited.position,
                starts_on=edited.starts_on,
                ends_on=edited.ends_on,
            ),
            class_name="fields",
        ),
        rx.el.p(
            t(
                "A contract that had ended, or whose first day is changed by the records clerk,"
                " is activated by the superuser again."
            ),
            class_name="muted small",
        ),
        save_row(button(t("Cancel"), on_click=StaffMember.close_form)),
        on_submit=lambda form: StaffMember.save_contract(
            StaffMember.person.person_id, edited.contract_id, form
        ),
        class_name="card stack",
    )


def _contract_fields(key: Any, **values: Any) -> list[rx.Component]:
    return [
        named_choice(
            "kind",
            t("Kind of contract"),
            rx.el.option(t("Employment contract"), value="employment"),
            rx.el.option(t("Contract for services"), value="services"),
            default_value=values.get("kind", "employment"),
            key=f"kind{key}",
        ),
        named_field(
            "number",
            t("Number of the contract"),
            default_value=values.get("number", ""),
            key=f"number{key}",
            required=True,
            max_length=40,
            auto_complete="off",
        ),
        named_field(
            "position",
            t("Position"),
            default_value=values.get("position", ""),
            key=f"position{key}",
            required=True,
            max_length=100,
        ),
        named_field(
            "starts_on",
            t("First day"),
            kind="date",
            default_value=values.get("starts_on", ""),
            key=f"starts_on{key}",
            required=True,
        ),
        named_field(
            "ends_on",
            t("Last day"),
            kind="date",
            hint=t("Access ends with this day. Empty: no end is agreed."),
            default_value=values.get("ends_on", ""),
            key=f"ends_on{key}",
        ),
    ]
