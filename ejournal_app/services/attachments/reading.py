"""Reads a document; who may is asked of what it hangs on."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    AbsenceApplication,
    AbsenceNote,
    AbsenceRequest,
    StoredFile,
    TeacherAbsence,
)
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.policies.rules import allows
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .kinds import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A stored document."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@use_case
def read_attachment(actor: Actor, file_id: int) -> Attachment:
    """Return a document, and note in the trail who has read one about somebody else.

    That of a pupil: who may read the pupil's notes, and who filed the application. That of a
    teacher: who may read teachers' absences, and the teacher. One that hangs on nothing: who
    stored it. Anybody else: Forbidden, as when there is none.
    """
    refusal = Forbidden(
        Attempt(action=Permission.NOTE_READ, entity="stored_file", entity_id=file_id)
    )
    with writing() as session:
        row = session.get(StoredFile, file_id)
        if row is None or row.purpose not in set(Purpose):
            raise refusal
        of_pupil = _about_pupils(session, actor, file_id, clock.today())
        of_teacher = _about_teachers(session, actor, file_id)
        if of_pupil is None and of_teacher is None:
            if row.stored_by_id != actor.person_id:
                raise refusal
        elif not of_pupil and not of_teacher:
            raise refusal
        elif row.stored_by_id != actor.person_id:
            audit.record(
                session,
                actor=actor,
                action=Permission.NOTE_READ if of_pupil else Permission.TEACHER_ABSENCE_READ,
                entity="stored_file",
                entity_id=file_id,
                pupil_id=of_pupil or None,
            )
        return Attachment(name=row.name, media_type=row.media_type, content=row.content)


def _about_pupils(session: Session, actor: Actor, file_id: int, on: date) -> int | None:
    """Return the pupil whose document the actor may read; 0: may not; None: hangs on no pupil."""
    rows: list[tuple[int, int | None]] = [
        (pupil_id, None)
        for pupil_id in session.scalars(
            select(col(AbsenceNote.pupil_id)).where(col(AbsenceNote.document_id) == file_id)
        )
    ]
    rows += [
        (pupil_id, filed_by)
        for pupil_id, filed_by in session.execute(
            select(col(AbsenceApplication.pupil_id), col(AbsenceApplication.filed_by_id)).where(
                col(AbsenceApplication.document_id) == file_id
            )
        )
    ]
    for pupil_id, filed_by in rows:
        if filed_by == actor.person_id or allows(
            actor, Permission.NOTE_READ, pupil_facts(session, pupil_id, on)
        ):
            return pupil_id
    return 0 if rows else None


def _about_teachers(session: Session, actor: Actor, file_id: int) -> bool | None:
    """Tell whether the actor may read a document of a teacher; None: it hangs on none."""
    people = {
        person_id
        for table in (TeacherAbsence, AbsenceRequest)
        for person_id in session.scalars(
            select(col(table.person_id)).where(col(table.document_id) == file_id)
        )
    }
    if not people:
        return None
    return actor.person_id in people or allows(actor, Permission.TEACHER_ABSENCE_READ)
