"""Python faces of the client-side entry components: typed props, nothing else.

What the user types goes into the outbox in the browser and from there, in batches, to the one
handler given to `outbox_host`; the components only read and write the outbox.
"""

from typing import Any

import reflex as rx
from reflex.event import EventHandler, EventSpec, passthrough_event_spec

from ejournal_app.components.entry.client import script

Row = dict[str, Any]
Labels = dict[str, str]


class OutboxHost(rx.Component):
    """The invisible driver of the outbox; mounted once, by the layout of staff pages.

    `answers` is `{"seq": int, "items": [{"id", "status": "saved"|"refused"|"conflict", "value",
    "shown", "message", "by", "at"}]}`; the handler sets it. `news` has the same frame with items
    `{"kind", "target", "value", "shown"}`: values that other people changed meanwhile.
    """

    library = script("outbox_host.jsx")
    tag = "OutboxHost"

    account: rx.Var[str]
    labels: rx.Var[Labels]
    answers: rx.Var[dict[str, Any]]
    news: rx.Var[dict[str, Any]]
    on_submit: rx.EventHandler[passthrough_event_spec(list[dict[str, Any]])]

    @classmethod
    def create(cls, *children: Any, **props: Any) -> rx.Component:
        """Create the host; the event is temporal, because the outbox itself keeps and resends."""
        handler = props.get("on_submit")
        if isinstance(handler, EventHandler | EventSpec):
            props["on_submit"] = handler.temporal
        return super().create(*children, **props)


class SavingStatus(rx.Component):
    """The always visible badge: all saved, saving, no connection, refused, conflict."""

    library = script("saving_status.jsx")
    tag = "SavingStatus"

    labels: rx.Var[Labels]


class _AutoEntry(rx.Component):
    """What the self-saving fields share: which value they write and how they are named."""

    library = script("auto_field.jsx")

    kind: rx.Var[str]
    target: rx.Var[dict[str, Any]]
    value: rx.Var[str]
    label: rx.Var[str]
    hint: rx.Var[str]
    readonly: rx.Var[bool]
    labels: rx.Var[Labels]


class AutoField(_AutoEntry):
    """A labelled text field that saves by itself; `multiline` makes it a text area."""

    tag = "AutoField"

    multiline: rx.Var[bool]
    max_length: rx.Var[int]
    list_id: rx.Var[str]
    placeholder: rx.Var[str]


class AutoDate(_AutoEntry):
    """A labelled date field that saves by itself; the value is an ISO date or empty."""

    tag = "AutoDate"

    min_date: rx.Var[str]
    max_date: rx.Var[str]


class AutoCheck(_AutoEntry):
    """A labelled tick box that saves by itself; the value is `"1"` or empty."""

    tag = "AutoCheck"


class PupilList(rx.Component):
    """The pupils of one lesson: attendance in one tap and the marks of the lesson's work.

    A row is `{"pupil_id", "name", "status": ""|"present"|"absent"|"late", "mark", "prev", "note"}`;
    `prev` is the attendance in the day's previous lesson. `checked` is `"1"` once attendance was
    confirmed. Without `work_id` there is no mark column. `work_title` names that column.
    """

    library = script("pupil_list.jsx")
    tag = "PupilList"

    rows: rx.Var[list[Row]]
    lesson_id: rx.Var[str | int]
    work_id: rx.Var[str | int]
    work_title: rx.Var[str]
    allowed: rx.Var[list[str]]
    checked: rx.Var[str]
    readonly: rx.Var[bool]
    labels: rx.Var[Labels]


class JournalGrid(rx.Component):
    """Pupils × columns of one journal, edited by keyboard and touch like a spreadsheet.

    Column: `{"key", "kind": "lesson"|"work"|"average", "date", "sub", "title", "lesson_id",
    "work_id", "scale", "allowed", "editable"}`. Row: `{"pupil_id", "name", "note", "active"}`.
    Cells are row-major display strings: of a work the mark; of a lesson `""` never registered,
    `"."` present, `"n"`, `"ns"`, `"nc"`, `"nn"` absent, `"k"` late; `"\\0"` outside the pupil's
    membership.
    """

    library = script("journal_grid.jsx")
    tag = "JournalGrid"

    rows: rx.Var[list[Row]]
    columns: rx.Var[list[Row]]
    cells: rx.Var[list[list[str]]]
    caption: rx.Var[str]
    readonly: rx.Var[bool]
    labels: rx.Var[Labels]
    on_open_column: rx.EventHandler[passthrough_event_spec(str)]


outbox_host = OutboxHost.create
saving_status = SavingStatus.create
auto_field = AutoField.create
auto_date = AutoDate.create
auto_check = AutoCheck.create
pupil_list = PupilList.create
journal_grid = JournalGrid.create
