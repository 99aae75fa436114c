"""What an absence may say, and whom it concerns."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.spans import Span, overlap
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.models import Person, StaffContract, TeacherAbsence
from ejournal_app.services.setup.texts import fitting

from .words import KINDS

REMARK_LIMIT = 300
_FARTHEST = timedelta(days=2 * 366)
"""From today, either way: a date farther off is a slip of the hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceData:
    """What is written about an absence."""

    kind: TeacherAbsenceKind
    starts_on: date
    ends_on: date | None
    """The last day; None while it is not known."""
    remark: str
    document_id: int | None = None
    """A stored document that shows why (`services.attachments`)."""


def not_there(permission: Permission, absence_id: int) -> Forbidden:
    """Return the refusal of an absence that does not exist."""
    return Forbidden(Attempt(action=permission, entity="teacher_absence", entity_id=absence_id))


def absence_locked(
    session: Session, permission: Permission, absence_id: int
) -> tuple[TeacherAbsence, Person]:
    """Return an absence and whose it is, with both kept from others until the transaction ends."""
    person_id = session.scalar(
        select(col(TeacherAbsence.person_id)).where(col(TeacherAbsence.id) == absence_id)
    )
    if person_id is None:
        raise not_there(permission, absence_id)
    person = person_locked(session, person_id)
    row = session.get(TeacherAbsence, absence_id, with_for_update=True)
    if row is None or person is None:
        raise not_there(permission, absence_id)
    return row, person


def person_locked(session: Session, person_id: int) -> Person | None:
    """Return a person; of two who write absences of the same one, the second waits."""
    # Not the key: rows that refer to the person may be added meanwhile.
    return session.scalar(
        select(Person).where(col(Person.id) == person_id).with_for_update(key_share=True)
    )


def refuse_stale(row: TeacherAbsence, version: int) -> None:
    """Refuse to write over what somebody else has changed since it was looked at."""
    if row.version != version:
        raise Refused(
            Message(
                N_("Somebody else has changed this absence meanwhile. Look at it again, then save.")
            )
        )


def checked(
    session: Session, person: Person | None, data: AbsenceData, *, but: int | None = None
) -> AbsenceData:
    """Return what may be written; Refused, at its field, for what cannot be."""
    remark = fitting(data.remark, "remark", REMARK_LIMIT)
    span, today = (data.starts_on, data.ends_on), clock.today()
    for field, day in (("starts_on", data.starts_on), ("ends_on", data.ends_on)):
        if day is not None and abs(day - today) > _FARTHEST:
            raise Refused(Message(N_("This day is too far away.")), field=field)
    if data.ends_on is not None and data.ends_on < data.starts_on:
        raise Refused(Message(N_("The last day is before the first.")), field="ends_on")
    if person is None or person.id is None or not _works_here(session, person.id):
        raise Refused(Message(N_("Choose a member of staff from the list.")), field="person")
    if not _works_here(session, person.id, data.starts_on):
        raise Refused(
            Message(
                N_("{name} has no contract on {day}."),
                {"name": _name(person), "day": data.starts_on},
            ),
            field="starts_on",
        )
    _refuse_overlap(session, person, span, but)
    return replace(data, remark=remark)


def _refuse_overlap(session: Session, person: Person, span: Span, but: int | None) -> None:
    others = session.scalars(
        select(TeacherAbsence)
        .where(col(TeacherAbsence.person_id) == person.id, col(TeacherAbsence.id) != (but or 0))
        .order_by(col(TeacherAbsence.starts_on))
    )
    for other in others:
        if not overlap(span, (other.starts_on, other.ends_on)):
            continue
        params = {
            "name": _name(person),
            "first": other.starts_on,
            "last": other.ends_on,
            "kind": KINDS[other.kind],
        }
        words = (
            N_("{name} is away from {first} already, without a last day yet. Kind: {kind}.")
            if other.ends_on is None
            else N_("{name} is away from {first} to {last} already. Kind: {kind}.")
        )
        raise Refused(Message(words, params), field="starts_on")


def _works_here(session: Session, person_id: int, day: date | None = None) -> bool:
    contracts = select(col(StaffContract.id)).where(col(StaffContract.person_id) == person_id)
    if day is not None:
        contracts = contracts.where(
            col(StaffContract.starts_on) <= day,
            or_(col(StaffContract.ends_on).is_(None), col(StaffContract.ends_on) >= day),
        )
    return session.scalar(contracts.limit(1)) is not None


def _name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}"
