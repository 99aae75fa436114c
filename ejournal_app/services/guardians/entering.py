"""Adding guardians, changing what they may do, ending the relation (Regulation 4)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.spans import overlap
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Guardianship, Person, Pupil
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case
from ejournal_app.services.people.likenesses import Likeness
from ejournal_app.services.people.person_form import PersonForm, read_person
from ejournal_app.services.people.writing import change_person, entered_person

from .relation_form import RelationData, RelationForm, read_relation

_ENTITY = "guardianship"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """The relation added, or who the person may be: then nothing was written yet."""

    guardianship_id: int | None = None
    likenesses: tuple[Likeness, ...] = ()
    warning: Message | None = None


@use_case
def add_guardian(
    actor: Actor, pupil_id: int, person: PersonForm, relation: RelationForm, same_as: str = ""
) -> Added:
    """Add a guardian, a new person or one on record.

    When somebody on record may be the same person, nothing is written and they are returned;
    `same_as` then says who it is: an id, or `new`.
    """
    with writing() as session:
        pupil = pupil_to_write(session, actor, pupil_id)
        data, terms = read_person(person), read_relation(relation)
        found = entered_person(session, actor, data, same_as)
        if not isinstance(found, Person):
            return Added(likenesses=found, warning=data.warning)
        if found.id == pupil.person_id:
            raise Refused(Message(N_("This is the pupil.")), field="family_name")
        row = Guardianship(
            pupil_id=pupil_id,
            person_id=found.id or 0,
            kind=terms.kind,
            starts_on=terms.starts_on,
            ends_on=terms.ends_on,
        )
        _refuse_twice(session, row, terms)
        _fill(row, terms)
        session.add(row)
        session.flush()
        _record(session, actor, "guardian.add", row, None)
        row_id = row.id
    live.publish([live.pupil_topic(pupil_id)])
    return Added(guardianship_id=row_id, warning=data.warning)


@use_case
def change_guardian(
    actor: Actor, guardianship_id: int, person: PersonForm, relation: RelationForm
) -> Message | None:
    """Change a guardian's own data and what the guardian may do; return what to look at again."""
    with writing() as session:
        row = _found(session, actor, guardianship_id)
        data, terms = read_person(person), read_relation(relation)
        own = session.get_one(Person, row.person_id)
        change_person(session, actor, own, data, pupil_id=row.pupil_id)
        _refuse_twice(session, row, terms)
        before = _values(row)
        _fill(row, terms)
        if _values(row) != before:
            session.flush()
            _record(session, actor, "guardian.change", row, before)
        pupil_id = row.pupil_id
    live.publish([live.pupil_topic(pupil_id)])
    return data.warning


@use_case
def end_guardian(actor: Actor, guardianship_id: int) -> None:
    """End a relation at once: from this moment the person does not stand for the pupil."""
    yesterday = clock.today() - timedelta(days=1)
    with writing() as session:
        row = _found(session, actor, guardianship_id)
        before, pupil_id = _values(row), row.pupil_id
        if row.starts_on <= yesterday:
            row.ends_on = min(row.ends_on or yesterday, yesterday)
            _record(session, actor, "guardian.end", row, before)
        else:  # it was in force on no whole day; the trail keeps it
            session.delete(row)
            audit.record(
                session,
                actor=actor,
                action="guardian.end",
                entity=_ENTITY,
                entity_id=guardianship_id,
                pupil_id=pupil_id,
                before=before,
            )
    live.publish([live.pupil_topic(pupil_id)])


def pupil_to_write(session: Session, actor: Actor, pupil_id: int) -> Pupil:
    """Return a pupil whose file the actor may change; Forbidden otherwise."""
    require(actor, Permission.PERSONAL_FILE_WRITE, pupil_facts(session, pupil_id, clock.today()))
    pupil = session.get(Pupil, pupil_id)
    if pupil is None:
        raise Forbidden(
            Attempt(
                action=Permission.PERSONAL_FILE_WRITE,
                entity="pupil",
                entity_id=pupil_id,
                pupil_id=pupil_id,
            )
        )
    return pupil


def _found(session: Session, actor: Actor, guardianship_id: int) -> Guardianship:
    row = session.get(Guardianship, guardianship_id)
    if row is None:
        raise Forbidden(
            Attempt(
                action=Permission.PERSONAL_FILE_WRITE, entity=_ENTITY, entity_id=guardianship_id
            )
        )
    pupil_to_write(session, actor, row.pupil_id)
    return row


def _refuse_twice(session: Session, row: Guardianship, terms: RelationData) -> None:
    """Refuse that a person stands for a pupil twice at the same time."""
    others = session.scalars(
        select(Guardianship).where(
            col(Guardianship.pupil_id) == row.pupil_id,
            col(Guardianship.person_id) == row.person_id,
            col(Guardianship.id) != (row.id or 0),
        )
    )
    for other in others:
        if overlap((other.starts_on, other.ends_on), (terms.starts_on, terms.ends_on)):
            raise Refused(
                Message(
                    N_("This person stands for the pupil already, from {day} on."),
                    {"day": other.starts_on},
                ),
                field="family_name",
            )


def _fill(row: Guardianship, terms: RelationData) -> None:
    row.kind, row.note = terms.kind, terms.note
    row.sees_data, row.is_notified = terms.sees_data, terms.is_notified
    row.may_file_absences = terms.may_file_absences
    row.court_restricted = terms.court_restricted
    row.starts_on, row.ends_on = terms.starts_on, terms.ends_on


def _values(row: Guardianship) -> dict[str, Any]:
    return {
        "kind": str(row.kind),
        "sees_data": row.sees_data,
        "is_notified": row.is_notified,
        "may_file_absences": row.may_file_absences,
        "court_restricted": row.court_restricted,
        "note": row.note,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
    }


def _record(
    session: Session,
    actor: Actor,
    action: str,
    row: Guardianship,
    before: dict[str, Any] | None,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        entity=_ENTITY,
        entity_id=row.id,
        pupil_id=row.pupil_id,
        before=before,
        after={"person_id": row.person_id, **_values(row)},
    )
