"""Guardians: the list, and those of one pupil."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import chip, empty_state, notice
from ejournal_app.components.forms import button, checkbox
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.guardians import GuardianView, PupilGuardians, PupilOffice

from .fields import named_choice, named_field, save_row
from .frame import framed
from .person_fields import person_fields, same_person
from .record_list import record_list


def guardians() -> rx.Component:
    """Return everybody who stands for a pupil enrolled today."""
    return framed(
        record_list(
            key="vecaki",
            search=t("Name of the guardian or the pupil"),
            empty_title=t("No guardians yet"),
            empty_text=t("They come with the VIIS list, or are added on the pupil's page."),
        ),
        title=t("Guardians"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def guardian_links() -> rx.Component:
    """Return the links from a personal file to what the office changes in it."""
    pupil_id = PupilOffice.pupil_id
    return rx.cond(
        pupil_id != "",
        rx.el.div(
            rx.el.a(
                icon("users"),
                t("Change guardians"),
                href=f"/skoleni/{pupil_id}/vecaki",
                class_name="btn",
            ),
            rx.el.a(
                icon("pencil"),
                t("Change the pupil's data"),
                href=f"/skoleni/{pupil_id}/dati",
                class_name="btn",
            ),
            class_name="row",
        ),
    )


def pupil_guardians() -> rx.Component:
    """Return a pupil's guardians, to be changed."""
    pupil_id = PupilGuardians.pupil_id
    return framed(
        rx.el.h2(PupilGuardians.pupil),
        rx.cond(
            PupilGuardians.switched_off,
            notice(
                "warn",
                t(
                    "The pupil is of age and has switched off the parents' access:"
                    " no guardian sees the data, whatever is ticked here."
                ),
            ),
        ),
        rx.cond(
            PupilGuardians.editing,
            _form(),
            rx.cond(
                pupil_id != "",
                rx.el.div(
                    button(
                        t("Add a guardian"),
                        kind="primary",
                        picture="plus",
                        on_click=PupilGuardians.edit(pupil_id, ""),
                    ),
                    class_name="row",
                ),
            ),
        ),
        rx.cond(
            PupilGuardians.guardians.length() > 0,
            rx.el.section(rx.foreach(PupilGuardians.guardians, _guardian), class_name="card stack"),
            rx.cond(
                (pupil_id != "") & ~PupilGuardians.editing,
                empty_state(
                    t("No guardian is registered."),
                    t("Add a parent, a guardian, a foster family or an institution."),
                ),
            ),
        ),
        rx.el.p(t("Opening this file is written to the audit trail."), class_name="small muted"),
        title=t("Guardians"),
        active="pupils",
        back=f"/skoleni/{pupil_id}",
    )


def _guardian(one: GuardianView) -> rx.Component:
    dialog_id = f"end-{one.guardianship_id}"
    pupil_id = PupilGuardians.pupil_id
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                rx.el.span(one.name, class_name="strong"),
                " ",
                chip(one.kind_shown),
                rx.cond(one.is_over, chip(t("Former"))),
                rx.cond(one.court_restricted, chip(t("restricted by a court"), "bad")),
            ),
            rx.el.p(one.rights),
            rx.cond(one.contact != "", rx.el.p(one.contact, class_name="small")),
            rx.cond(one.note != "", rx.el.p(one.note, class_name="small")),
            rx.el.p(f"{one.period} · {one.uses}", class_name="small muted"),
            class_name="grow",
        ),
        button(t("Change"), on_click=PupilGuardians.edit(pupil_id, one.guardianship_id)),
        rx.cond(
            ~one.is_over,
            rx.fragment(
                opener(dialog_id, t("End"), kind="danger"),
                confirm_dialog(
                    dialog_id,
                    title=t("End the relation?"),
                    text=t(
                        "{name} does not stand for {pupil} from this moment: sees nothing, is not"
                        " notified and cannot report absences. The history stays.",
                        name=one.name,
                        pupil=PupilGuardians.pupil,
                    ),
                    confirm=t("End"),
                    on_confirm=PupilGuardians.end(pupil_id, one.guardianship_id),
                    destructive=True,
                ),
            ),
        ),
        class_name="row",
        key=one.guardianship_id,
    )


def _form() -> rx.Component:
    edited = PupilGuardians.edited
    key = f"{edited.guardianship_id}-{PupilGuardians.saved}"
    return rx.el.form(
        rx.el.h3(
            rx.cond(edited.guardianship_id != "", t("Change the guardian"), t("New guardian"))
        ),
        rx.el.div(
            *person_fields(
                key,
                given_name=edited.given_name,
                family_name=edited.family_name,
                personal_code=edited.personal_code,
                birth_date=edited.birth_date,
                email=edited.email,
                phone=edited.phone,
            ),
            named_choice(
                "kind",
                t("Who this is to the pupil"),
                rx.el.option(t("Parent"), value="parent"),
                rx.el.option(t("Guardian"), value="guardian"),
                rx.el.option(t("Foster family"), value="foster_family"),
                rx.el.option(t("Institution"), value="institution"),
                hint=t("Of an institution, enter the person who represents it."),
                default_value=edited.kind,
                key=f"kind{key}",
            ),
            named_field(
                "starts_on",
                t("From"),
                kind="date",
                default_value=edited.starts_on,
                key=f"starts_on{key}",
            ),
            named_field(
                "ends_on",
                t("Last day"),
                kind="date",
                hint=t("Empty: no end is known."),
                default_value=edited.ends_on,
                key=f"ends_on{key}",
            ),
            class_name="fields",
        ),
        rx.el.fieldset(
            rx.el.legend(t("Rights"), class_name="label"),
            _tick("sees_data", t("Sees the pupil's data"), edited.sees_data, key),
            _tick("is_notified", t("Is notified"), edited.is_notified, key),
            _tick("may_file_absences", t("May report absences"), edited.may_file_absences, key),
            _tick("court_restricted", t("Restricted by a court"), edited.court_restricted, key),
            rx.el.p(
                t(
                    "Restricted by a court: the person sees nothing and is told nothing,"
                    " whatever else is ticked."
                ),
                class_name="hint",
            ),
            class_name="ticks stack tight",
        ),
        named_field(
            "note",
            t("What it rests on"),
            hint=t("Number and date of the decision; only staff see it."),
            default_value=edited.note,
            key=f"note{key}",
            max_length=300,
        ),
        same_person(PupilGuardians.choices),
        save_row(button(t("Cancel"), on_click=PupilGuardians.close_form)),
        on_submit=lambda form: PupilGuardians.save(
            PupilGuardians.pupil_id, edited.guardianship_id, form
        ),
        class_name="card stack",
    )


def _tick(name: str, label: rx.Var[str], ticked: rx.Var[bool], key: str) -> rx.Component:
    return checkbox(label, name=name, default_checked=ticked, key=f"{name}{key}")
