"""From an uploaded file to a plan to look at, for each kind of file that has such a page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.queries.schools import year_on
from ejournal_app.services.changes.kinds import RunKind

from . import staff, timetable, viis
from .columns import Column
from .columns import survey as survey_of
from .drafts import Draft
from .headings import COLUMNS, columns_view, mapping_of, said_of
from .journals import preview as journals_preview
from .journals.layout import read_workbook
from .journals.planning import plan as plan_journals
from .preview_model import ColumnsView, Prepared, plan_name
from .reading import Table, check_size, read_table
from .staff import preview as staff_preview
from .timetable import preview as timetable_preview
from .timetable.entries import is_xml
from .timetable.listing import COLUMNS as TIMETABLE_COLUMNS
from .viis import preview as viis_preview

ENCODING = "encoding"
"""Key of a draft's choices: a key of reading.ENCODINGS."""

KINDS: dict[RunKind, Sequence[Column]] = {
    RunKind.VIIS: viis.COLUMNS,
    RunKind.STAFF: staff.COLUMNS,
    RunKind.TIMETABLE: TIMETABLE_COLUMNS,
    RunKind.WORKBOOK: (),  # its sheets have a layout of their own
}
"""The kinds of files looked at here, with the columns a table of each has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file that was read as far as its headings; an XML file has neither table nor columns."""

    table: Table | None = field(default=None, repr=False)
    columns: ColumnsView | None = None

    @property
    def is_settled(self) -> bool:
        """Tell whether it is clear what every column means."""
        return self.columns is None or self.columns.is_settled


def opened(draft: Draft) -> Opened:
    """Read a file and say what its columns mean; Refused when it is no such file."""
    if draft.kind is RunKind.TIMETABLE and is_xml(draft.file_name):
        check_size(draft.content)
        return Opened()
    if draft.kind is RunKind.WORKBOOK:
        return Opened()
    table = read_table(draft.content, draft.file_name, encoding=_encoding(draft))
    columns = KINDS[draft.kind]
    with reading() as session:
        header = survey_of(table, columns).header
        said, remembered = said_of(session, draft.kind, header, draft.choices)
    return Opened(table=table, columns=columns_view(table, columns, said, remembered=remembered))


def prepared(actor: Actor, draft: Draft, file: Opened) -> Prepared:
    """Plan a file whose columns are settled; Refused when the plan cannot be made at all."""
    mapping = mapping_of(file.columns) if file.columns is not None else None
    choices: dict[str, Any] = {key: draft.choices.get(key) for key in (COLUMNS, ENCODING)}
    choices["mapping"] = dict(mapping.positions or {}) if mapping is not None else None
    if draft.kind is RunKind.VIIS:
        assert file.table is not None, "pupils come in tables"
        pupils = viis.plan(actor, viis.read(file.table, mapping), draft.on)
        name = plan_name(pupils.source.file.sha256, draft.on, choices, _parts(pupils))
        return viis_preview.prepared(pupils, shown=name, draft_id=draft.draft_id)
    if draft.kind is RunKind.STAFF:
        assert file.table is not None, "staff come in tables"
        people = staff.plan(actor, staff.read(file.table, mapping))
        name = plan_name(
            people.source.file.sha256,
            people.on,
            choices,
            (*people.rows, *people.missing, *people.problems),
        )
        return staff_preview.prepared(people, shown=name, draft_id=draft.draft_id)
    if draft.kind is RunKind.WORKBOOK:
        return _journals(actor, draft)
    source = timetable.read(
        draft.content, draft.file_name, encoding=_encoding(draft), mapping=mapping
    )
    lessons = timetable.plan(actor, source, today=clock.today(), valid_from=draft.on)
    parts = (*lessons.journals, *lessons.slots, *lessons.teacher_changes, *lessons.problems)
    name = plan_name(source.file.sha256, draft.on, choices, parts)
    with reading() as session:
        return timetable_preview.prepared(session, lessons, shown=name, draft_id=draft.draft_id)


def _journals(actor: Actor, draft: Draft) -> Prepared:
    """Plan a journal workbook for the school year the chosen day is in."""
    book = read_workbook(draft.content, draft.file_name)
    with reading() as session:
        year = year_on(session, draft.on)
        if year is None or year.id is None:
            raise Refused(Message(N_("No school year is set up for {day}."), {"day": draft.on}))
        year_id = year.id
    found = plan_journals(actor, book, year_id)
    parts = (*found.journals, *found.lessons, *found.closings, *found.groups, *found.problems)
    name = plan_name(book.file.sha256, draft.on, {"year": year_id}, parts)
    return journals_preview.prepared(found, shown=name, draft_id=draft.draft_id)


def _parts(plan: viis.ImportPlan) -> Sequence[Any]:
    return (*plan.rows, *plan.missing, *plan.problems)


def _encoding(draft: Draft) -> str | None:
    chosen = draft.choices.get(ENCODING)
    return chosen if isinstance(chosen, str) and chosen else None
