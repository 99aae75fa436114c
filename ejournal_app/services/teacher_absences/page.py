"""What the pages of one absence show, and whose absence can be recorded."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Person, TeacherAbsence
from ejournal_app.policies.rules import allows, require
from ejournal_app.services.guard import use_case
from ejournal_app.services.teaching.staff import StaffOption, staff_options

from .checking import not_there
from .effects import Effects, effects_of
from .papers import DocumentName, document_names

_BACK = timedelta(days=366)
"""Whose contract ended longer ago is not offered any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsencePage:
    """One absence, with what it hits and what the reader may do."""

    absence_id: int
    version: int
    name: str
    """Surname first."""
    kind: TeacherAbsenceKind
    starts_on: date
    ends_on: date | None
    remark: str
    recorded_by: str
    recorded_at: datetime
    document: DocumentName | None
    effects: Effects
    writable: bool
    overridable: bool


@use_case
def absence_people(actor: Actor) -> tuple[StaffOption, ...]:
    """Return whose absences can be recorded."""
    require(actor, Permission.TEACHER_ABSENCE_WRITE)
    with reading() as session:
        return staff_options(session, clock.today() - _BACK)


@use_case
def open_absence(actor: Actor, absence_id: int) -> AbsencePage:
    """Return an absence of the register."""
    require(actor, Permission.TEACHER_ABSENCE_READ)
    with reading() as session:
        row = session.get(TeacherAbsence, absence_id)
        if row is None:
            raise not_there(Permission.TEACHER_ABSENCE_READ, absence_id)
        person = session.get_one(Person, row.person_id)
        by = session.get_one(Person, row.recorded_by_id)
        kind = TeacherAbsenceKind(row.kind)
        return AbsencePage(
            absence_id=absence_id,
            version=row.version,
            name=f"{person.family_name} {person.given_name}",
            kind=kind,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            remark=row.remark,
            recorded_by=f"{by.given_name} {by.family_name}",
            recorded_at=row.recorded_at,
            document=document_names(session, [row.document_id]).get(row.document_id),
            effects=effects_of(session, row) if kind.stops_lessons else Effects(),
            writable=allows(actor, Permission.TEACHER_ABSENCE_WRITE),
            overridable=kind.stops_lessons and allows(actor, Permission.TEACHER_ABSENCE_OVERRIDE),
        )
