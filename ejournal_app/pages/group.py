"""One group of pupils."""

import reflex as rx

from ejournal_app.components.dialogs import opener, typed_dialog
from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.components.lists import list_row
from ejournal_app.states.group import Group, JournalView, MemberView, OtherView

from .fields import named_choice, named_field, save_row
from .frame import framed


def group() -> rx.Component:
    """Return one group: name, journals, pupils with their time in it."""
    return framed(
        rx.el.div(
            rx.el.h2(Group.name), rx.el.p(Group.about, class_name="muted"), class_name="stack tight"
        ),
        _journals(),
        _members(),
        rx.cond(Group.present.length() > 0, _move()),
        _name(),
        rx.cond(Group.deletable, _delete()),
        title=t("Group"),
        active="hub",
        wide=True,
        back="/grupas",
    )


def _journals() -> rx.Component:
    def row(journal: JournalView) -> rx.Component:
        return list_row(title=journal.name, meta=journal.teachers, href=journal.href)

    return rx.el.section(
        rx.el.h3(t("Journals of the group")),
        rx.cond(
            Group.journals.length() > 0,
            rx.el.div(rx.foreach(Group.journals, row), class_name="list"),
            rx.el.p(t("The group has no journal yet."), class_name="muted"),
        ),
        class_name="card stack",
    )


def _members() -> rx.Component:
    def row(member: MemberView) -> rx.Component:
        return rx.el.tr(
            rx.el.th(
                rx.el.a(member.name, href=f"/skoleni/{member.pupil_id}"),
                scope="row",
            ),
            rx.el.td(member.class_name, custom_attrs={"data-label": t("Class")}),
            rx.el.td(member.since, custom_attrs={"data-label": t("From")}),
            rx.el.td(member.until, custom_attrs={"data-label": t("Until")}),
            rx.el.td(
                rx.cond(member.note != "", chip(member.note)),
                custom_attrs={"data-label": t("State")},
            ),
        )

    heads = (t("Name"), t("Class"), t("From"), t("Until"), t("State"))
    return rx.cond(
        Group.members.length() > 0,
        rx.fragment(
            rx.el.div(
                rx.el.h3(t("Pupils of the group"), class_name="words"),
                rx.el.a(icon("search"), t("As a list"), href=Group.member_list, class_name="btn"),
                class_name="heading",
            ),
            rx.el.div(
                rx.el.table(
                    rx.el.caption(t("Pupils of the group"), class_name="sr-only"),
                    rx.el.thead(rx.el.tr(*(rx.el.th(head, scope="col") for head in heads))),
                    rx.el.tbody(rx.foreach(Group.members, row)),
                    class_name="table records",
                ),
                class_name="card flush table-wrap",
            ),
        ),
        empty_state(
            t("Nobody is in this group yet"),
            t("Put pupils into it on the page of splitting."),
            action=rx.el.a(t("Split into groups"), href="/grupas/dalit", class_name="btn primary"),
        ),
    )


def _move() -> rx.Component:
    def pupil(member: MemberView) -> rx.Component:
        return rx.el.option(member.name, value=member.pupil_id)

    def other(one: OtherView) -> rx.Component:
        return rx.el.option(one.name, value=one.key)

    return rx.el.section(
        rx.el.h3(t("Move a pupil")),
        rx.form(
            rx.el.div(
                named_choice(
                    "pupil",
                    t("Pupil"),
                    rx.el.option("—", value=""),
                    rx.foreach(Group.present, pupil),
                    key=f"{Group.form_key}-pupil",
                ),
                named_choice(
                    "target",
                    t("To the group"),
                    rx.el.option("—", value=""),
                    rx.foreach(Group.others, other),
                    rx.el.option(t("to none"), value="none"),
                    key=f"{Group.form_key}-target",
                ),
                named_field(
                    "on",
                    t("From the day"),
                    kind="date",
                    hint=t("The time in this group ends the day before."),
                    default_value=Group.on,
                    key=f"{Group.form_key}-on",
                ),
                class_name="fields",
            ),
            save_row(label=t("Move")),
            on_submit=lambda form: Group.move(Group.group_id, form),
            class_name="stack",
        ),
        class_name="card stack",
    )


def _name() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Name of the group")),
        rx.form(
            rx.el.div(
                named_field(
                    "name",
                    t("Name of the group"),
                    default_value=Group.name,
                    max_length=80,
                    key=f"{Group.form_key}-name",
                ),
                class_name="fields",
            ),
            save_row(label=t("Rename")),
            on_submit=lambda form: Group.rename(Group.group_id, form),
            class_name="stack",
        ),
        class_name="card stack",
    )


def _delete() -> rx.Component:
    return rx.el.div(
        opener("delete-group", t("Delete the group"), kind="danger", picture="trash"),
        typed_dialog(
            "delete-group",
            title=t("Delete the group"),
            text=t("{name} has no pupils and no journal. It will be deleted.", name=Group.name),
            name=Group.name,
            confirm=t("Delete"),
            on_confirm=lambda form: Group.delete(Group.group_id, form),
        ),
        class_name="row",
    )
