"""The register of absence notes as a list (zīmju reģistrs, Regulation 11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import AbsenceNote
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition, Look
from ejournal_app.services.lists.year_filter import year_filter

from .rows import NoteRow, note_rows
from .words import PLAIN_REASONS, REASONS, is_justified, span_words

KEY = "kavejumu-zimes"
_STATES = {
    "valid": Message(N_("In force")),
    "withdrawn": Message(N_("Withdrawn")),
}
_YES, _NO = "yes", "no"
_REASONS: dict[str, Message] = {
    Justification.ILLNESS: REASONS[Justification.ILLNESS],
    Justification.OTHER: REASONS[Justification.OTHER],
    Justification.NONE: REASONS[Justification.NONE],
    _YES: PLAIN_REASONS[True],
    _NO: PLAIN_REASONS[False],
}
_TIMES = {
    "today": Message(N_("Today")),
    "week": Message(N_("The last 7 days")),
    "month": Message(N_("The last 30 days")),
}
_BACK = {"today": timedelta(0), "week": timedelta(days=7), "month": timedelta(days=30)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedNote:
    """A note with what the filters ask."""

    note: NoteRow
    present: bool
    """Of the school year people work on."""
    times: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Return what of the reason the reader may know."""
        if self.note.full:
            return self.note.reason
        return _YES if is_justified(self.note.reason) else _NO

    @property
    def look(self) -> Look:
        """Return the colour of the reason."""
        return "ok" if is_justified(self.note.reason) else "bad"


def _load(actor: Actor) -> Sequence[ListedNote]:
    today = clock.today()
    with reading() as session:
        year = working_year(session, today)
        begins = year.starts_on if year is not None else date.min
        # Two years are as far as anybody looks; older ones stay in the pupils' diaries.
        rows = note_rows(
            session, actor, today, col(AbsenceNote.ends_on) >= _years_before(begins, 1)
        )
    return [
        ListedNote(
            note=row,
            present=row.ends_on >= begins,
            times=tuple(
                key
                for key, back in _BACK.items()
                if row.starts_on <= today and row.ends_on >= today - back
            ),
        )
        for row in rows
    ]


def _years_before(day: date, years: int) -> date:
    return day - timedelta(days=366 * years) if day.year > years + 1 else day


NOTES = ListDefinition[ListedNote](
    key=KEY,
    title=N_("Absence notes"),
    permission=Permission.NOTE_LIST,
    load=_load,
    columns=(
        Column(
            key="pupil",
            title=N_("Pupil"),
            cell=lambda row: f"{row.note.family_name} {row.note.given_name}",
            order=lambda row: person_key(row.note.family_name, row.note.given_name),
        ),
        Column(
            key="class",
            title=N_("Class"),
            cell=lambda row: row.note.class_name,
            order=lambda row: (row.note.grade, sort_key(row.note.class_name)),
        ),
        Column(
            key="when",
            title=N_("Time of the absence"),
            cell=lambda row: span_words(
                row.note.starts_on,
                row.note.ends_on,
                row.note.first_lesson,
                row.note.last_lesson,
            ),
            order=lambda row: (row.note.starts_on, row.note.ends_on),
        ),
        Column(
            key="reason",
            title=N_("Reason"),
            cell=lambda row: _REASONS[row.reason],
            order=lambda row: list(_REASONS).index(row.reason),
            look=lambda row: row.look,
        ),
        Column(key="issuer", title=N_("Issued by"), cell=lambda row: row.note.issued_by),
        Column(
            key="document",
            title=N_("Document"),
            cell=lambda row: Message(N_("attached")) if row.note.has_document else "",
        ),
        Column(key="by", title=N_("Recorded by"), cell=lambda row: row.note.recorded_by),
        Column(
            key="state",
            title=N_("State"),
            cell=lambda row: _STATES["withdrawn" if row.note.withdrawn else "valid"],
            look=lambda row: "warn" if row.note.withdrawn else "",
        ),
    ),
    filters=(
        year_filter(lambda row: row.present),
        Filter(key="class", title=N_("Class"), values_of=lambda row: (row.note.class_name,)),
        Filter(key="time", title=N_("Time"), values_of=lambda row: row.times, labels=_TIMES),
        Filter(
            key="reason", title=N_("Reason"), values_of=lambda row: (row.reason,), labels=_REASONS
        ),
        Filter(
            key="state",
            title=N_("State"),
            values_of=lambda row: ("withdrawn" if row.note.withdrawn else "valid",),
            labels=_STATES,
        ),
    ),
    href=lambda row: f"/{KEY}/{row.note.note_id}",
    found_by=lambda row: (
        f"{row.note.family_name} {row.note.given_name} {row.note.class_name} {row.note.issued_by}"
    ),
)
