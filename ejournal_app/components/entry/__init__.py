"""Client-side entry of lessons, attendance and marks: fields, pupil list, grid, outbox."""

from ejournal_app.components.entry.labels import ENTRY_LABELS
from ejournal_app.components.entry.wrappers import (
    auto_check,
    auto_date,
    auto_field,
    auto_mark,
    journal_grid,
    outbox_host,
    pupil_list,
    saving_status,
)

__all__ = [
    "ENTRY_LABELS",
    "auto_check",
    "auto_date",
    "auto_field",
    "auto_mark",
    "journal_grid",
    "outbox_host",
    "pupil_list",
    "saving_status",
]
