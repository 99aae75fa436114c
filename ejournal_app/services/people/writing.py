"""Writing persons: adding one, changing one, keeping the codes a person had (Regulation 7.5)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.personal_code import PersonalCode
from ejournal_app.persistence.models import FormerPersonalCode, Person
from ejournal_app.services import audit

from .likenesses import Likeness, likenesses
from .person_form import PersonData

ANEW = "new"
"""The answer to "is it the same person?": no, somebody else."""


def entered_person(
    session: Session, actor: Actor, data: PersonData, same_as: str
) -> Person | tuple[Likeness, ...]:
    """Return the person a form is about, or those it may be about when nobody has said so yet.

    `same_as` is empty, `new`, or the id of one of those found. Somebody on record is taken as is;
    only what was not known of them is added.
    """
    found = likenesses(session, data)
    chosen = next((one for one in found if str(one.person_id) == same_as), None)
    if chosen is not None:
        person = session.get_one(Person, chosen.person_id)
        _complete(session, actor, person, data)
        return person
    certain = any(one.same_code for one in found)
    if found and (certain or same_as != ANEW):
        return tuple(found)
    person = Person(
        given_name=data.given_name,
        family_name=data.family_name,
        personal_code=data.personal_code,
        birth_date=data.birth_date,
        email=data.email,
        phone=data.phone,
    )
    session.add(person)
    session.flush()
    record_added(session, actor, person)
    return person


def change_person(
    session: Session,
    actor: Actor,
    person: Person,
    data: PersonData,
    *,
    pupil_id: int | None = None,
) -> bool:
    """Change what is known of a person and tell whether anything was changed.

    A code given up is kept among the former ones. Refused when the new code is somebody else's.
    """
    before, old_code = shown(person), person.personal_code
    if data.personal_code != old_code:
        _change_code(session, person, data.personal_code)
    person.given_name, person.family_name = data.given_name, data.family_name
    person.birth_date = data.birth_date
    person.email, person.phone = data.email, data.phone
    new_code = old_code != person.personal_code
    if shown(person) == before and not new_code:
        return False
    session.flush()
    record_changed(session, actor, person, before, new_code=new_code, pupil_id=pupil_id)
    return True


def record_added(session: Session, actor: Actor, person: Person) -> None:
    """Write into the trail that a person was added."""
    audit.record(
        session,
        actor=actor,
        action="person.add",
        entity="person",
        entity_id=person.id,
        after=shown(person),
    )


def record_changed(
    session: Session,
    actor: Actor,
    person: Person,
    before: dict[str, Any],
    *,
    new_code: bool,
    pupil_id: int | None = None,
) -> None:
    """Write into the trail what differs from `before`, which `shown` gave."""
    after = shown(person)
    if new_code:
        after["personal_code"] = "changed"  # the trail never holds the code itself
    audit.record(
        session,
        actor=actor,
        action="person.change",
        entity="person",
        entity_id=person.id,
        pupil_id=pupil_id,
        before={key: value for key, value in before.items() if after.get(key) != value},
        after={key: value for key, value in after.items() if before.get(key) != value},
    )


def _complete(session: Session, actor: Actor, person: Person, data: PersonData) -> None:
    """Add to a person on record what was not known."""
    added: list[str] = []
    for name in ("personal_code", "birth_date", "email", "phone"):
        typed = getattr(data, name)
        if getattr(person, name) is None and typed is not None:
            setattr(person, name, typed)
            added.append(name)
    if added:
        session.flush()
        audit.record(
            session,
            actor=actor,
            action="person.change",
            entity="person",
            entity_id=person.id,
            after={"added": added},
        )


def _change_code(session: Session, person: Person, code: PersonalCode | None) -> None:
    if code is not None:
        _refuse_taken(session, person, code)
        own = session.scalars(
            select(FormerPersonalCode).where(
                col(FormerPersonalCode.person_id) == person.id,
                col(FormerPersonalCode.code) == code,
            )
        ).first()
        if own is not None:  # the code before the last one is in force again
            session.delete(own)
    if person.personal_code is not None:
        session.add(
            FormerPersonalCode(
                person_id=person.id or 0, code=person.personal_code, changed_on=clock.today()
            )
        )
    person.personal_code = code


def _refuse_taken(session: Session, person: Person, code: PersonalCode) -> None:
    other = session.scalars(
        select(Person).where(col(Person.personal_code) == code, col(Person.id) != person.id)
    ).first()
    if other is None:
        former = session.scalars(
            select(FormerPersonalCode).where(
                col(FormerPersonalCode.code) == code,
                col(FormerPersonalCode.person_id) != person.id,
            )
        ).first()
        other = None if former is None else session.get(Person, former.person_id)
    if other is not None:
        raise Refused(
            Message(
                N_("This personal code is or was that of {name}."),
                {"name": f"{other.given_name} {other.family_name}"},
            ),
            field="personal_code",
        )


def shown(person: Person) -> dict[str, Any]:
    """Return what the trail may hold of a person: not the personal code."""
    return {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "email": person.email,
        "phone": person.phone,
    }
