"""The page of the school's data and logo."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.forms import button, described_by, field
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.native import native_form
from ejournal_app.states.setup_school import SetupSchool

from .fields import named_field, save_row
from .frame import framed


def setup_school() -> rx.Component:
    """Return the form with the data, and the logo."""
    return framed(
        rx.el.form(
            rx.el.div(
                _line("name", t("Name of the school"), required=True, max_length=200),
                _line("registration_number", t("Registration number"), input_mode="numeric"),
                _line("director_name", t("Director"), hint=t("Signs what the school issues.")),
                _line("address", t("Address"), max_length=300),
                _line("phone", t("Phone"), kind="tel"),
                _line("email", t("E-mail"), kind="email"),
                _line("website", t("Website")),
                class_name="fields",
            ),
            save_row(),
            on_submit=SetupSchool.save,
            class_name="card stack",
        ),
        rx.el.section(
            rx.el.h2(t("Logo")),
            rx.cond(
                SetupSchool.logo != "",
                rx.el.img(src=SetupSchool.logo, alt=t("Logo of the school"), class_name="logo"),
                rx.el.p(
                    t("There is no logo yet; documents are printed without."), class_name="muted"
                ),
            ),
            native_form(
                field(
                    t("New logo"),
                    rx.el.input(
                        type="file",
                        id="file",
                        name="file",
                        accept="image/png,image/jpeg",
                        required=True,
                        class_name="input",
                        **described_by("file"),
                    ),
                    control_id="file",
                    hint=t("PNG or JPEG, at most 1 MB."),
                ),
                rx.el.div(
                    button(t("Upload"), type="submit", picture="upload"),
                    rx.cond(
                        SetupSchool.logo != "",
                        opener("remove-logo", t("Remove the logo"), kind="danger", picture="trash"),
                    ),
                    class_name="row",
                ),
                action="/augsupielade/logo",
                enc_type="multipart/form-data",
                class_name="stack",
            ),
            confirm_dialog(
                "remove-logo",
                title=t("Remove the logo?"),
                text=t("Documents will be printed without it. You can upload it again."),
                confirm=t("Remove"),
                on_confirm=SetupSchool.remove_logo,
                destructive=True,
            ),
            class_name="card stack",
        ),
        title=t("School data"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def _line(name: str, label: Text, **props: object) -> rx.Component:
    return rx.el.div(
        named_field(name, label, default_value=SetupSchool.data[name], **props),  # type: ignore[arg-type]
        key=f"{name}-{SetupSchool.key}",
    )
