"""Lists of marks with a labelled field each: the accessible side of the grid."""

import reflex as rx

from ejournal_app.components.entry import auto_mark
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.states.mark_rows import MarkRow

from .frame import entry_labels


def mark_fields(rows: rx.Var[list[MarkRow]], link: Text, title: Text) -> rx.Component:
    """Return a list of marks; `link` says where the link of each line leads."""
    return rx.el.ol(
        rx.foreach(rows, lambda row: _row(row, link)),
        class_name="bare mark-fields",
        aria_label=title,
    )


def _row(row: MarkRow, link: Text) -> rx.Component:
    return rx.el.li(
        rx.cond(
            row.editable,
            auto_mark(
                kind="mark",
                target={"work_id": row.work_id, "pupil_id": row.pupil_id},
                value=row.value,
                label=row.label,
                hint=row.hint,
                labels=entry_labels(),
            ),
            rx.el.div(
                rx.el.span(row.label, class_name="strong"),
                rx.cond(row.hint != "", rx.el.span(row.hint, class_name="small muted")),
                rx.el.span(
                    rx.cond(row.value != "", row.value, t("no mark")), class_name="mark-read"
                ),
                class_name="read-only",
            ),
        ),
        rx.cond(row.note != "", rx.el.p(row.note, class_name="small muted")),
        rx.cond(
            row.href != "",
            rx.el.a(
                icon("chevron-right"),
                href=row.href,
                aria_label=f"{link}: {row.label}",
                title=link,
                class_name="btn quiet icon-only",
            ),
        ),
        key=row.key,
    )
