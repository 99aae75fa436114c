"""Forms that save to the server: a refusal stands beside its field and what was typed stays."""

from typing import Any

import reflex as rx

from ejournal_app.components.forms import button, described_by, field
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.native import native_form
from ejournal_app.states.feedback import Feedback


def named_field(
    name: str, label: Text, *, hint: Text | None = None, kind: str = "text", **props: Any
) -> rx.Component:
    """Return a labelled input sent as `name`; a refusal about that field is shown below it.

    `Refused(message, field=name)` is such a refusal. Give `default_value`, not `value`: what is
    typed lives in the browser. A `key` that changes with the record empties it for the next one.
    """
    control = rx.el.input(
        type=kind, id=name, name=name, class_name="input", **_checked(name), **props
    )
    return _field(name, label, control, hint)


def named_area(name: str, label: Text, *, hint: Text | None = None, **props: Any) -> rx.Component:
    """Return a labelled field for several lines."""
    control = rx.el.textarea(id=name, name=name, class_name="input", **_checked(name), **props)
    return _field(name, label, control, hint)


def named_choice(
    name: str, label: Text, *options: Any, hint: Text | None = None, **props: Any
) -> rx.Component:
    """Return a labelled choice; `options` are `rx.el.option`s or a `rx.foreach` of them."""
    control = rx.el.select(
        *options, id=name, name=name, class_name="input", **_checked(name), **props
    )
    return _field(name, label, control, hint)


def save_row(*others: rx.Component, label: Text | None = None) -> rx.Component:
    """Return the buttons that end a form: saving first, others beside it."""
    return rx.el.div(
        button(label if label is not None else t("Save"), kind="primary", type="submit"),
        *others,
        class_name="row",
    )


def upload_form(
    kind: str, *, label: Text, hint: Text, accept: str, submit: Text, with_day: Text | None = None
) -> rx.Component:
    """Return the form that sends a file to be looked at before it is imported.

    It works without the page's scripts; `kind` is a name of `http.uploads.IMPORT_PAGES`.
    """
    parts = [
        field(
            label,
            rx.el.input(
                type="file",
                id="file",
                name="file",
                accept=accept,
                required=True,
                class_name="input",
                **described_by("file"),
            ),
            control_id="file",
            hint=hint,
        )
    ]
    if with_day is not None:
        parts.append(
            field(
                with_day,
                rx.el.input(type="date", id="on", name="on", class_name="input"),
                control_id="on",
            )
        )
    return native_form(
        rx.el.div(*parts, class_name="fields"),
        rx.el.div(
            button(submit, kind="primary", type="submit", picture="upload"), class_name="row"
        ),
        action=f"/augsupielade/{kind}",
        enc_type="multipart/form-data",
        class_name="card stack",
    )


def _checked(name: str) -> dict[str, Any]:
    return {
        **described_by(name),
        "custom_attrs": {"aria-invalid": rx.cond(Feedback.field == name, "true", "false")},
    }


def _field(name: str, label: Text, control: rx.Component, hint: Text | None) -> rx.Component:
    return field(
        label,
        control,
        control_id=name,
        hint=hint,
        error=rx.cond(Feedback.field == name, Feedback.text, ""),
    )
