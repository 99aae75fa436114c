"""Fields and buttons. Any other property (`on_change`, `name`, …) goes to the element itself."""

from collections.abc import Sequence
from typing import Any, Literal

import reflex as rx

from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import IconName, icon

ButtonKind = Literal["plain", "primary", "quiet", "danger"]


def button(
    *children: Any, kind: ButtonKind = "plain", picture: IconName | None = None, **props: Any
) -> rx.Component:
    """Return a button that does one thing; not a form's submit unless `type` says so."""
    props.setdefault("type", "button")
    extra = props.pop("class_name", "")
    pictures = [icon(picture)] if picture else []
    return rx.el.button(*pictures, *children, class_name=f"btn {kind} {extra}".strip(), **props)


def icon_button(picture: IconName, label: Text, **props: Any) -> rx.Component:
    """Return a button that is only an icon; the label is read aloud and shown on hover."""
    props.setdefault("type", "button")
    extra = props.pop("class_name", "")
    return rx.el.button(
        icon(picture),
        aria_label=label,
        title=label,
        class_name=f"btn quiet icon-only {extra}".strip(),
        **props,
    )


def field(
    label: Text,
    control: rx.Component,
    *,
    control_id: str,
    hint: Text | None = None,
    error: Text | None = None,
) -> rx.Component:
    """Return a labelled control; the control must carry the same id.

    Give the control `described_by(control_id)` when there is a hint or an error.
    """
    parts: list[rx.Component] = [rx.el.label(label, html_for=control_id), control]
    notes: list[rx.Component] = []
    if hint is not None:
        notes.append(rx.el.p(hint, class_name="hint"))
    if error is not None:
        words = rx.el.p(icon("warning"), error, class_name="error")
        notes.append(rx.el.div(rx.cond(error != "", words), role="alert"))
    if notes:
        parts.append(rx.el.div(*notes, id=f"{control_id}-notes"))
    return rx.el.div(*parts, class_name="field")


def described_by(control_id: str) -> dict[str, str]:
    """Return the property that ties a control to the hint and the error of its field."""
    return {"aria_describedby": f"{control_id}-notes"}


def text_input(control_id: str, **props: Any) -> rx.Component:
    """Return a line of text."""
    return rx.el.input(id=control_id, class_name="input", **props)


def text_area(control_id: str, **props: Any) -> rx.Component:
    """Return several lines of text."""
    return rx.el.textarea(id=control_id, class_name="input", **props)


def select(control_id: str, options: Sequence[tuple[str, Text]], **props: Any) -> rx.Component:
    """Return a choice among values known beforehand: pairs of value and text."""
    choices = [rx.el.option(text, value=value) for value, text in options]
    return rx.el.select(*choices, id=control_id, class_name="input", **props)


def checkbox(label: Text, **props: Any) -> rx.Component:
    """Return a tick with its words; the words can be tapped too."""
    return rx.el.label(rx.el.input(type="checkbox", **props), label, class_name="check")


def search_input(control_id: str, label: Text, **props: Any) -> rx.Component:
    """Return the field that narrows a list."""
    control = text_input(control_id, type="search", placeholder=label, aria_label=label, **props)
    return rx.el.div(icon("search"), control, class_name="with-icon")


def password_input(control_id: str, **props: Any) -> rx.Component:
    """Return a password field that can show what was typed (`assets/shell.js` does it)."""
    return rx.el.div(
        text_input(control_id, type="password", **props),
        rx.el.button(
            icon("eye"),
            type="button",
            aria_label=t("Show password"),
            aria_pressed="false",
            aria_controls=control_id,
            custom_attrs={"data-reveals": control_id},
            class_name="btn icon-only",
        ),
        class_name="with-button",
    )
