"""The form for a pupil's own data."""

import reflex as rx

from ejournal_app.components.i18n import t
from ejournal_app.states.pupil_data import PupilDataForm

from .fields import named_field, save_row
from .frame import framed
from .person_fields import person_fields


def pupil_data() -> rx.Component:
    """Return a pupil's names, personal code, date of birth, contacts and second language."""
    data = PupilDataForm
    return framed(
        rx.el.form(
            rx.el.div(
                *person_fields(
                    data.saved,
                    given_name=data.given_name,
                    family_name=data.family_name,
                    personal_code=data.personal_code,
                    birth_date=data.birth_date,
                    email=data.email,
                    phone=data.phone,
                ),
                named_field(
                    "second_language",
                    t("Second foreign language"),
                    hint=t("For splitting the class into groups."),
                    default_value=data.second_language,
                    key=f"second_language{data.saved}",
                    max_length=30,
                ),
                class_name="fields",
            ),
            rx.cond(
                data.former_codes.length() > 0,
                rx.el.div(
                    rx.el.p(t("Former personal codes"), class_name="label"),
                    rx.el.ul(rx.foreach(data.former_codes, rx.el.li), class_name="bare small"),
                ),
            ),
            rx.el.p(
                t(
                    "A changed personal code is kept among the former ones,"
                    " so that imports still find the pupil."
                ),
                class_name="small muted",
            ),
            save_row(),
            on_submit=lambda form: PupilDataForm.save(data.pupil_id, form),
            class_name="card stack",
        ),
        rx.el.p(t("Opening this file is written to the audit trail."), class_name="small muted"),
        title=t("Pupil's data"),
        active="pupils",
        back=f"/skoleni/{data.pupil_id}",
    )
