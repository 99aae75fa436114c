"""Uploaded files that wait for a person to look at what they would do (Regulation 7.5)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import ImportDraft, Person
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import allows, require
from ejournal_app.services import audit
from ejournal_app.services.changes.kinds import PERMISSIONS, RunKind
from ejournal_app.services.guard import use_case

from . import timetable, viis
from .draft_rows import KEPT, RUNNING, find, forget_old, run_of
from .reading import MAX_BYTES, describe_file

__all__ = [
    "KEPT",
    "MAX_BYTES",
    "Draft",
    "OpenDraft",
    "begin",
    "choose",
    "discard",
    "give_up",
    "keep",
    "load_draft",
    "open_draft",
    "open_drafts",
    "require_import",
    "standing_of",
    "write_choices",
]

_LONGEST_RUN = timedelta(minutes=10)
"""After so long an application that said nothing more is taken for broken off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An uploaded file with what was chosen for it."""

    draft_id: int
    kind: RunKind
    file_name: str
    on: date
    content: bytes = field(repr=False)
    choices: dict[str, Any] = field(repr=False)
    run_id: int | None = None
    """The run it became; then the content is gone."""
    running: bool = False
    """Somebody is applying it at this moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDraft:
    """A draft as lists name it."""

    draft_id: int
    kind: RunKind
    file_name: str
    uploaded_at: datetime
    uploaded_by: str


@use_case
def require_import(actor: Actor, kind: RunKind) -> None:
    """Raise Forbidden unless the actor may import such files: asked before a file is read."""
    require(actor, PERMISSIONS[kind])


@use_case
def keep(
    actor: Actor, kind: RunKind, *, file_name: str, content: bytes, on: date | None = None
) -> int:
    """Keep an uploaded file and return the draft's id; drafts of long ago go.

    Without a day the file holds from when such files usually do.
    """
    require(actor, PERMISSIONS[kind])
    described = describe_file(content, file_name)
    with writing() as session:
        forget_old(session)
        draft = ImportDraft(
            school_id=school_id_of(session),
            kind=kind,
            file_name=described.name,
            sha256=described.sha256,
            content=content,
            uploaded_at=clock.now(),
            uploaded_by_id=actor.person_id,
            on=on or _usual_day(session, kind),
        )
        session.add(draft)
        session.flush()
        assert draft.id is not None
        audit.record(
            session,
            actor=actor,
            action="import.upload",
            entity="import_draft",
            entity_id=draft.id,
            after={"kind": kind, "file": described.name, "bytes": len(content)},
        )
        return draft.id


def _usual_day(session: Session, kind: RunKind) -> date:
    match kind:
        case RunKind.VIIS:
            return viis.default_day(session, clock.today())
        case RunKind.TIMETABLE:
            return timetable.default_valid_from(session, clock.today())
        case _:
            return clock.today()


@use_case
def open_draft(actor: Actor, kind: RunKind, draft_id: int) -> Draft:
    """Return a draft of a kind; Forbidden when it is gone or of another kind."""
    require(actor, PERMISSIONS[kind])
    return load_draft(kind, draft_id)


def load_draft(kind: RunKind, draft_id: int) -> Draft:
    """Return a draft to a use case that has asked for the right; Forbidden when it is gone."""
    with reading() as session:
        row = find(session, kind, draft_id)
        return Draft(
            draft_id=draft_id,
            kind=kind,
            file_name=row.file_name,
            on=row.on,
            content=row.content,
            choices=dict(row.choices),
            run_id=run_of(row.choices),
            running=_is_running(row.choices),
        )


def standing_of(kind: RunKind, draft_id: int) -> tuple[bool, int | None]:
    """Return whether a draft is being applied, and the run it has become."""
    with reading() as session:
        choices = session.scalars(
            select(col(ImportDraft.choices)).where(
                col(ImportDraft.id) == draft_id, col(ImportDraft.kind) == kind
            )
        ).first()
        if choices is None:
            find(session, kind, draft_id)
            return False, None
        return _is_running(choices) and run_of(choices) is None, run_of(choices)


@use_case
def open_drafts(actor: Actor) -> tuple[OpenDraft, ...]:
    """Return the drafts nobody has applied yet, of the kinds the actor may import; newest first."""
    kinds = [kind for kind, permission in PERMISSIONS.items() if allows(actor, permission)]
    if not kinds:
        require(actor, PERMISSIONS[RunKind.VIIS])
    with reading() as session:
        rows = session.connection().execute(
            select(
                col(ImportDraft.id),
                col(ImportDraft.kind),
                col(ImportDraft.file_name),
                col(ImportDraft.uploaded_at),
                col(ImportDraft.choices),
                col(Person.given_name),
                col(Person.family_name),
            )
            .join(Person, col(Person.id) == col(ImportDraft.uploaded_by_id))
            .where(
                col(ImportDraft.kind).in_(kinds),
                col(ImportDraft.uploaded_at) >= clock.now() - KEPT,
            )
            .order_by(col(ImportDraft.uploaded_at).desc(), col(ImportDraft.id).desc())
        )
        return tuple(
            OpenDraft(
                draft_id=draft_id,
                kind=RunKind(kind),
                file_name=file_name,
                uploaded_at=uploaded_at,
                uploaded_by=f"{given} {family}".strip(),
            )
            for draft_id, kind, file_name, uploaded_at, choices, given, family in rows
            if draft_id is not None and run_of(choices) is None
        )


@use_case
def choose(
    actor: Actor, kind: RunKind, draft_id: int, choices: dict[str, Any], on: date | None = None
) -> None:
    """Remember what was chosen for a draft, such as which column means what."""
    require(actor, PERMISSIONS[kind])
    write_choices(kind, draft_id, choices, on)


def write_choices(
    kind: RunKind, draft_id: int, choices: dict[str, Any], on: date | None = None
) -> None:
    """Write choices for a use case that has asked for the right."""
    with writing() as session:
        row = find(session, kind, draft_id)
        row.choices = {**row.choices, **choices}
        row.on = on or row.on


def begin(kind: RunKind, draft_id: int) -> bool:
    """Mark a draft as being applied; False when it is already, or has become a run."""
    with writing() as session:
        row = find(session, kind, draft_id, lock=True)
        if run_of(row.choices) is not None or _is_running(row.choices):
            return False
        row.choices = {**row.choices, RUNNING: clock.now().isoformat()}
        return True


def give_up(kind: RunKind, draft_id: int) -> None:
    """Take the mark away: the application ended without becoming a run."""
    with writing() as session:
        row = find(session, kind, draft_id, lock=True)
        row.choices = {key: value for key, value in row.choices.items() if key != RUNNING}


@use_case
def discard(actor: Actor, kind: RunKind, draft_id: int) -> None:
    """Throw a draft away: nothing of it was applied, or all of it."""
    require(actor, PERMISSIONS[kind])
    with writing() as session:
        session.delete(find(session, kind, draft_id))


def _is_running(choices: dict[str, Any]) -> bool:
    since = choices.get(RUNNING)
    if not isinstance(since, str):
        return False
    return clock.now() - datetime.fromisoformat(since) < _LONGEST_RUN
