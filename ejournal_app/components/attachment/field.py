"""Python face of the field that takes a document."""

from typing import Any, Literal

import reflex as rx

from ejournal_app.components.attachment.client import script
from ejournal_app.components.attachment.labels import ATTACHMENT_LABELS
from ejournal_app.components.i18n import Text, t

ADDRESS = "/augsupielade/pielikums"
"""Where the field sends the file; the query says what it is for."""

Kind = Literal["absence_note", "absence_application", "teacher_absence"]
"""The value of `services.attachments.kinds.Purpose`."""


class AttachmentField(rx.Component):
    """Chooses a file or takes a photo, sends it, and keeps its id in a hidden field of the form.

    `value` and `shown` are id and name of the document that is there already, or empty. A form
    that is still sending a file cannot be submitted.
    """

    library = script("attachment.jsx")
    tag = "AttachmentField"

    name: rx.Var[str]
    address: rx.Var[str]
    value: rx.Var[str]
    shown: rx.Var[str]
    label: rx.Var[str]
    hint: rx.Var[str]
    labels: rx.Var[dict[str, str]]


def attachment_field(
    name: str,
    kind: Kind,
    *,
    value: Any = "",
    shown: Any = "",
    label: Text | None = None,
) -> rx.Component:
    """Return the field; the form gets the id of the document under `name`, empty for none."""
    labels: dict[str, Any] = {key: t(msgid) for key, msgid in ATTACHMENT_LABELS.items()}
    return AttachmentField.create(
        name=name,
        address=f"{ADDRESS}?veids={kind}",
        value=value,
        shown=shown,
        label=label if label is not None else t("Document"),
        hint=t("A photo or a PDF, at most 10 MB. Only those who may read the reason see it."),
        labels=labels,
    )
