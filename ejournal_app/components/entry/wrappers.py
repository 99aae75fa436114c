"""Python faces of the client-side entry components: typed props, nothing else.

What the user types goes into the outbox in the browser and from there, in batches, to the one
handler given to `outbox_host`; the components only read and write the outbox.
"""

from typing import Any

import reflex as rx
from reflex.event import EventHandler, EventSpec, no_args_event_spec, passthrough_event_spec

from ejournal_app.components.entry.client import script

Row = dict[str, Any]
Labels = dict[str, str]


class OutboxHost(rx.Component):
    """The invisible driver of the outbox; mounted once, by the layout of staff pages.

    `answers` is `{"seq": int, "items": [answer]}`, and the handler sets it; an answer is
    `{"id", "status", "value", "shown", "message", "by", "at"}` with the status "saved", "refused",
    "conflict", "reason" or "held". After "reason" the same value is sent again as a new operation
    with a `reason`. `news` has the same frame with items `{"kind", "target", "value", "shown"}`:
    values that other people changed meanwhile.
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


class AutoMark(_AutoEntry):
    """A labelled field for one mark, written when it is left or with Enter, which goes on."""

    tag = "AutoMark"


class PupilList(rx.Component):
    """The pupils of one lesson: attendance in one tap and the marks of the lesson's work.

    A row is `{"pupil_id", "name", "status": ""|"present"|"absent"|"late", "mark", "prev", "note",
    "absent_sign", "open_sign", "conflict"}`; `prev` is the attendance in the day's previous lesson,
    the signs are what an absence, and nothing registered, show: they follow notes and events.
    `checked` is `"1"` once attendance was confirmed. Without `work_id` there is no mark column.
    `work_title` names that column.
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

    Column: `{"key", "kind": "lesson"|"work"|"period"|"average", "date", "sub", "title",
    "lesson_id", "work_id", "scale", "allowed", "editable"}`, and as needed `"journal_id"` and
    `"period"` of a period mark, `"weight"` and `"counts"` of a work whose marks the average
    counts, `"frozen"` of a column that stays in view at the right edge (that with the key
    `average` does anyway). A work with a `lesson_id` takes and shows the absence in that lesson.

    Row: `{"pupil_id", "name", "note", "base"}`; `base` is `[sum of mark·weight, sum of weights]`
    of the marks that count but stand in no shown column with `counts`; without it the average is
    the server's alone.

    Cells are row-major display strings: of a work the mark; of a lesson `""` never registered,
    `"."` present, `"n"`, `"ns"`, `"nc"`, `"nn"` absent, `"k"` late, `"d"` takes part in an event;
    `"\\0"` outside the pupil's membership. `changes` are newer than `cells`:
    `[[row, column, text]]`. Notes are by pupil and column key: `{"16": {"w4": "Entered by …"}}`.

    `on_inspect(pupil id, column key)` asks for the history of a mark or the explanation of an
    average; `on_new_work()` shows a button at the end of the header. Without a handler neither
    is offered.
    """

    library = script("journal_grid.jsx")
    tag = "JournalGrid"

    rows: rx.Var[list[Row]]
    columns: rx.Var[list[Row]]
    cells: rx.Var[list[list[str]]]
    changes: rx.Var[list[list[Any]]]
    notes: rx.Var[dict[str, dict[str, str]]]
    caption: rx.Var[str]
    readonly: rx.Var[bool]
    labels: rx.Var[Labels]
    on_open_column: rx.EventHandler[passthrough_event_spec(str)]
    on_inspect: rx.EventHandler[passthrough_event_spec(str, str)]
    on_new_work: rx.EventHandler[no_args_event_spec]


outbox_host = OutboxHost.create
saving_status = SavingStatus.create
auto_field = AutoField.create
auto_date = AutoDate.create
auto_check = AutoCheck.create
auto_mark = AutoMark.create
pupil_list = PupilList.create
journal_grid = JournalGrid.create
