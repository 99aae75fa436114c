"""Records absence notes, changes them and takes them back (zīmju reģistrs, Regulation 11).

A note changes no absence: what a lesson shows is computed from both. So a note covers absences
that were registered before it, and those that are registered after it.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import AbsenceNote
from ejournal_app.services import audit, live
from ejournal_app.services.attachments.kinds import Purpose
from ejournal_app.services.attachments.storing import taken
from ejournal_app.services.guard import use_case

from .checking import NoteData, checked, note_locked, refuse_stale, require_pupil, told
from .telling import topics_of

_WRITE = Permission.NOTE_WRITE
MOST_PUPILS = 100
"""Pupils one note may be written for at once."""


@use_case
def record_notes(actor: Actor, pupil_ids: Collection[int], data: NoteData) -> tuple[int, ...]:
    """Record the same note for one pupil or several and return the ids in the pupils' order.

    All or none: Forbidden when one of them is not the actor's to write about.
    """
    ids = list(dict.fromkeys(pupil_ids))
    if not ids or len(ids) > MOST_PUPILS:
        raise Refused(Message(N_("Choose the pupils the note is about.")), field="pupil")
    with writing() as session:
        for pupil_id in ids:
            require_pupil(session, actor, pupil_id)
        data = checked(data)
        taken(session, actor, data.document_id, Purpose.NOTE, permission=_WRITE)
        made = [add_note(session, actor, pupil_id, data) for pupil_id in ids]
        topics = topics_of(session, ids, (data.starts_on, data.ends_on))
    live.publish(topics)
    return tuple(made)


def add_note(
    session: Session,
    actor: Actor,
    pupil_id: int,
    data: NoteData,
    *,
    application_id: int | None = None,
) -> int:
    """Add a checked note in the caller's transaction, with its audit entry; return its id.

    The caller has asked for the rights and announces `topics_of` once it is committed.
    """
    row = AbsenceNote(
        pupil_id=pupil_id,
        starts_on=data.starts_on,
        ends_on=data.ends_on,
        first_lesson=data.first_lesson,
        last_lesson=data.last_lesson,
        reason=data.reason,
        issued_by=data.issued_by,
        remark=data.remark,
        document_id=data.document_id,
        application_id=application_id,
        recorded_at=clock.now(),
        recorded_by_id=actor.person_id,
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, before=None, after=told(row))
    assert row.id is not None
    return row.id


@use_case
def change_note(actor: Actor, note_id: int, version: int, data: NoteData) -> None:
    """Cut a note short, lengthen it, give it another reason; `version` is what the actor saw.

    It counts as recorded now: of notes that overlap, the one changed last decides.
    """
    with writing() as session:
        row = note_locked(session, actor, note_id)
        data = checked(data)
        refuse_stale(session, row, version, data)
        if row.withdrawn_at is not None:
            raise Refused(Message(N_("This note is withdrawn. Record a new one.")))
        taken(
            session,
            actor,
            data.document_id,
            Purpose.NOTE,
            permission=_WRITE,
            standing=row.document_id,
        )
        before, days = told(row), _days(row)
        texts = _texts(row)
        row.starts_on, row.ends_on = data.starts_on, data.ends_on
        row.first_lesson, row.last_lesson = data.first_lesson, data.last_lesson
        row.reason = data.reason
        row.issued_by, row.remark, row.document_id = data.issued_by, data.remark, data.document_id
        # That a text has changed is told, never the text.
        changed = {
            f"{name}_changed": True for name, text in _texts(row).items() if text != texts[name]
        }
        after = told(row) | changed
        if after == before:
            return
        row.recorded_at, row.recorded_by_id = clock.now(), actor.person_id
        session.flush()
        _record(session, actor, row, before=before, after=after)
        topics = topics_of(session, [row.pupil_id], days, _days(row))
    live.publish(topics)


@use_case
def withdraw_note(actor: Actor, note_id: int, version: int) -> None:
    """Take a note back: the row stays and is shown as withdrawn, and covers nothing any more."""
    with writing() as session:
        row = note_locked(session, actor, note_id)
        refuse_stale(session, row, version)
        if row.withdrawn_at is not None:
            return
        before = told(row)
        row.withdrawn_at, row.withdrawn_by_id = clock.now(), actor.person_id
        session.flush()
        _record(session, actor, row, before=before, after=told(row))
        topics = topics_of(session, [row.pupil_id], _days(row))
    live.publish(topics)


def _days(row: AbsenceNote) -> tuple[date, date]:
    return row.starts_on, row.ends_on


def _texts(row: AbsenceNote) -> dict[str, Any]:
    return {"issuer": row.issued_by, "remark": row.remark, "document": row.document_id}


def _record(
    session: Session,
    actor: Actor,
    row: AbsenceNote,
    *,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=_WRITE,
        entity="absence_note",
        entity_id=row.id,
        pupil_id=row.pupil_id,
        before=before,
        after=after,
    )
