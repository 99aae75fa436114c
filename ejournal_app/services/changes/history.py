"""The history of runs: every file, order or split carried out, and what it did (7.5, 8)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import ImportChange, ImportRun, Person
from ejournal_app.policies.rules import allows, require
from ejournal_app.services.guard import use_case
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition
from ejournal_app.services.movements.kinds import WORDS as MOVEMENT_WORDS
from ejournal_app.services.movements.run_subjects import names_of_single_pupils, subject_of

from .kinds import PERMISSIONS, RunKind
from .log import REMOVED
from .taking_back import name_to_type

KIND_WORDS: dict[RunKind, str] = {
    RunKind.VIIS: N_("Pupils from VIIS"),
    RunKind.STAFF: N_("Staff from a file"),
    RunKind.TIMETABLE: N_("Timetable"),
    RunKind.WORKBOOK: N_("Journals of the earlier system"),
    RunKind.MOVEMENT: N_("Movement of pupils"),
    RunKind.JOURNALS: N_("Journals made"),
    RunKind.GROUPS: N_("Split into groups"),
    RunKind.HAND_OVER: N_("Journals handed over"),
    RunKind.YEAR_COPY: N_("Year copied"),
}
"""What people call a run, by its kind."""

SUMMARY_WORDS: dict[str, str] = {
    "new": N_("new: {count}"),
    "changed": N_("changed: {count}"),
    "moved": N_("moved: {count}"),
    "with_errors": N_("rows left out: {count}"),
    "slots_added": N_("weekly lessons added: {count}"),
    "slots_removed": N_("weekly lessons removed: {count}"),
    "new_journals": N_("new journals: {count}"),
    "filled": N_("lessons of the timetable filled: {count}"),
    "marks": N_("marks: {count}"),
    "absences": N_("absences: {count}"),
    "substitutions": N_("substitutions: {count}"),
    "conflict": N_("left as recorded here: {count}"),
    "teacher_changes": N_("changes of teachers: {count}"),
}
"""Numbers of a run's summary that people read; a key that is not here is not shown."""

TABLE_WORDS: dict[str, str] = {
    "account": N_("accounts"),
    "achievement": N_("achievements"),
    "attendance": N_("records of attendance"),
    "class_teacher": N_("class teachers"),
    "enrolment": N_("enrolments"),
    "former_personal_code": N_("former personal codes"),
    "group_membership": N_("memberships in groups"),
    "guardianship": N_("guardians of pupils"),
    "journal": N_("journals"),
    "journal_teacher": N_("teachers of journals"),
    "lesson": N_("lessons"),
    "mark": N_("marks"),
    "person": N_("persons"),
    "pupil": N_("pupils"),
    "role_grant": N_("granted roles"),
    "room": N_("rooms"),
    "school_class": N_("classes"),
    "staff_contract": N_("contracts of staff"),
    "study_group": N_("groups"),
    "subject": N_("subjects"),
    "timetable_slot": N_("weekly lessons"),
    "timetable_version": N_("timetables"),
    "work": N_("works"),
}
"""Tables as people call their rows; the others are counted together."""
OTHER_ROWS = N_("other records")

_TITLES = ("order", "title", "name")
"""Texts of a summary that name a run that came from no file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run as the list shows it."""

    run_id: int
    kind: RunKind
    what: str
    """A msgid: what was done; of a movement, which one."""
    about: Message | None
    """Whom a movement was about, with the classes."""
    pupil: str
    """The pupil of a movement of one, family name first; empty when there is none to name."""
    title: str
    """The file or the order."""
    applied_at: datetime
    applied_by: str
    valid_from: date
    numbers: tuple[Message, ...]
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """How many rows of a table a run added, changed and removed; `name` is a msgid."""

    name: str
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A run with what it did to the data."""

    run: RunRow
    tables: tuple[TableCount, ...]
    name_to_type: str
    """Typed before the run is taken back; empty when no person would go with it."""


@use_case
def show_run(actor: Actor, run_id: int) -> RunView:
    """Return a run; Forbidden when it is not there or of a kind the actor may not carry out."""
    if not any(allows(actor, permission) for permission in PERMISSIONS.values()):
        require(actor, Permission.IMPORT_APPLY)
    with reading() as session:
        rows = _runs(session, run_id) if 0 < run_id < ROW_ID_LIMIT else []
        if not rows:
            raise Forbidden(
                Attempt(action=Permission.IMPORT_APPLY, entity="import_run", entity_id=run_id)
            )
        require(actor, PERMISSIONS[rows[0].kind])
        return RunView(
            run=rows[0],
            tables=_tables(session, run_id),
            name_to_type=name_to_type(session, session.get_one(ImportRun, run_id)),
        )


def _load(actor: Actor) -> Sequence[RunRow]:
    with reading() as session:
        return [row for row in _runs(session) if allows(actor, PERMISSIONS[row.kind])]


def _runs(session: Session, run_id: int | None = None) -> list[RunRow]:
    """Return the runs, newest first."""
    undoer = aliased(Person)
    statement = (
        select(
            col(ImportRun.id),
            col(ImportRun.kind),
            col(ImportRun.file_name),
            col(ImportRun.applied_at),
            col(ImportRun.valid_from),
            col(ImportRun.undone_at),
            col(ImportRun.summary),
            col(Person.given_name),
            col(Person.family_name),
            col(undoer.given_name),
            col(undoer.family_name),
        )
        .outerjoin(Person, col(Person.id) == col(ImportRun.applied_by_id))
        .outerjoin(undoer, col(undoer.id) == col(ImportRun.undone_by_id))
        .order_by(col(ImportRun.applied_at).desc(), col(ImportRun.id).desc())
    )
    if run_id is not None:
        statement = statement.where(col(ImportRun.id) == run_id)
    rows = session.connection().execute(statement).all()
    movements = {row.id: row.summary for row in rows if row.kind == RunKind.MOVEMENT}
    names = names_of_single_pupils(session, movements)
    return [_row(names, *row) for row in rows]


def _row(
    pupils: Mapping[int, str],
    run_id: int | None,
    kind: str,
    file_name: str,
    applied_at: datetime,
    valid_from: date,
    undone_at: datetime | None,
    summary: dict[str, Any],
    *names: str | None,
) -> RunRow:
    assert run_id is not None
    given, family, undoer_given, undoer_family = (name or "" for name in names)
    own = RunKind(kind)
    is_movement = own is RunKind.MOVEMENT
    return RunRow(
        run_id=run_id,
        kind=own,
        what=MOVEMENT_WORDS.get(str(summary.get("movement")), KIND_WORDS[own]),
        about=subject_of(summary, pupils.get(run_id, "")) if is_movement else None,
        pupil=pupils.get(run_id, ""),
        title=file_name or _title(summary),
        applied_at=applied_at,
        applied_by=f"{given} {family}".strip(),
        valid_from=valid_from,
        numbers=_numbers(summary),
        undone_at=undone_at,
        undone_by=f"{undoer_given} {undoer_family}".strip(),
    )


def _title(summary: dict[str, Any]) -> str:
    texts = (summary.get(key) for key in _TITLES)
    return next((text for text in texts if isinstance(text, str) and text), "")


def _numbers(summary: dict[str, Any]) -> tuple[Message, ...]:
    return tuple(
        Message(SUMMARY_WORDS[key], {"count": count})
        for key, count in summary.items()
        if key in SUMMARY_WORDS and isinstance(count, int) and count
    )


def _tables(session: Session, run_id: int) -> tuple[TableCount, ...]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for entity, before in session.connection().execute(
        select(col(ImportChange.entity), col(ImportChange.before)).where(
            col(ImportChange.run_id) == run_id
        )
    ):
        what = 0 if before is None else 2 if REMOVED in before else 1
        counts[TABLE_WORDS.get(entity, OTHER_ROWS)][what] += 1
    known = [*TABLE_WORDS.values(), OTHER_ROWS]
    return tuple(
        TableCount(
            name=name, added=counts[name][0], changed=counts[name][1], removed=counts[name][2]
        )
        for name in known
        if name in counts
    )


def _in_one(numbers: tuple[Message, ...]) -> Message | None:
    """Return several sentences as one, parted by commas."""
    if not numbers:
        return None
    first, *rest = numbers
    for message in rest:
        first = Message("{first}, {rest}", {"first": first, "rest": message})
    return first


_STATES = {"applied": Message(N_("applied")), "undone": Message(N_("taken back"))}


def _state(row: RunRow) -> str:
    return "undone" if row.undone_at is not None else "applied"


HISTORY = ListDefinition[RunRow](
    key="vesture",
    title=N_("History of imports and changes"),
    permission=Permission.IMPORT_APPLY,
    load=_load,
    columns=(
        Column(key="what", title=N_("What was done"), cell=lambda row: Message(row.what)),
        Column(
            key="about",
            title=N_("About whom"),
            cell=lambda row: row.about,
            order=lambda row: (row.about is None, sort_key(row.pupil)),
        ),
        Column(key="when", title=N_("When"), cell=lambda row: row.applied_at),
        Column(key="file", title=N_("File or order"), cell=lambda row: row.title),
        Column(key="who", title=N_("Who did it"), cell=lambda row: row.applied_by),
        Column(
            key="numbers",
            title=N_("Numbers"),
            cell=lambda row: _in_one(row.numbers),
            order=lambda row: len(row.numbers),
        ),
        Column(
            key="state",
            title=N_("State"),
            cell=lambda row: _STATES[_state(row)],
            look=lambda row: "" if row.undone_at is not None else "ok",
        ),
    ),
    filters=(
        Filter(
            key="kind",
            title=N_("What was done"),
            values_of=lambda row: (row.kind,),
            labels={kind: Message(words) for kind, words in KIND_WORDS.items()},
        ),
        Filter(
            key="state", title=N_("State"), values_of=lambda row: (_state(row),), labels=_STATES
        ),
    ),
    href=lambda row: f"/importi/vesture/{row.run_id}",
    found_by=lambda row: f"{row.title} {row.applied_by} {row.pupil}",
)
