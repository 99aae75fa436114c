"""Whom the school tells of a pupil's absence, and how they can be reached (MK 89/2011)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.domain.phone import e164
from ejournal_app.domain.reminders import Channel, Topic
from ejournal_app.domain.who_is_told import Relation, told_of_absence
from ejournal_app.persistence.models import Guardianship, Person, Pupil
from ejournal_app.services.accounts.identity import ADULT_AGE, born_by
from ejournal_app.services.outbox.queue import is_address
from ejournal_app.services.reminders.recipients import Recipient, recipients, usual_times


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody who is told of a pupil's absence."""

    person_id: int
    name: str
    kind: GuardianKind
    phone: str
    """As it is on record; empty: none is."""
    to: Recipient
    channels: frozenset[Channel]
    """By what a message reaches the person, as the person has chosen; none: only a call does."""


def contacts_of(
    session: Session, pupil_ids: Collection[int], on: date
) -> Mapping[int, tuple[Contact, ...]]:
    """Return who is told, by pupil; nobody of a pupil of age who has closed the parents' access."""
    relations, persons, kinds = _relations(session, pupil_ids, on)
    told = {pupil_id: told_of_absence(own, on) for pupil_id, own in relations.items()}
    everybody = {person_id for own in told.values() for person_id in own}
    known = recipients(session, everybody, on)
    usual = usual_times(session, on)
    found: dict[int, Contact] = {}
    for person_id in everybody:
        person = persons[person_id]
        account = known.get(person_id)
        to = account or Recipient(
            person_id=person_id,
            language="lv",
            email=person.email if person.email and is_address(person.email) else None,
            phone=e164(person.phone),
            chosen={},
            times=usual,
        )
        channels = to.channels(to.choice(Topic.ABSENCES))
        found[person_id] = Contact(
            person_id=person_id,
            name=f"{person.given_name} {person.family_name}",
            kind=GuardianKind.PARENT,
            phone=person.phone or "",
            to=to,
            # Without an account nobody can read what stands in the journal.
            channels=channels if account is not None else channels - {Channel.APP},
        )
    return {
        pupil_id: tuple(_as(found[person_id], kinds[pupil_id, person_id]) for person_id in own)
        for pupil_id, own in told.items()
    }


def _as(contact: Contact, kind: GuardianKind) -> Contact:
    return Contact(
        person_id=contact.person_id,
        name=contact.name,
        kind=kind,
        phone=contact.phone,
        to=contact.to,
        channels=contact.channels,
    )


def _relations(
    session: Session, pupil_ids: Collection[int], on: date
) -> tuple[
    Mapping[int, list[Relation]], Mapping[int, Person], Mapping[tuple[int, int], GuardianKind]
]:
    relations: defaultdict[int, list[Relation]] = defaultdict(list)
    persons: dict[int, Person] = {}
    kinds: dict[tuple[int, int], GuardianKind] = {}
    adult = born_by(on, ADULT_AGE)
    pupil_person = select(col(Person.id), col(Person.birth_date)).subquery()
    for row, person, sees, born in session.execute(
        select(Guardianship, Person, col(Pupil.parents_see_data), pupil_person.c.birth_date)
        .join(Person, col(Person.id) == col(Guardianship.person_id))
        .join(Pupil, col(Pupil.id) == col(Guardianship.pupil_id))
        .join(pupil_person, pupil_person.c.id == col(Pupil.person_id))
        .where(col(Guardianship.pupil_id).in_(pupil_ids))
        .order_by(col(Guardianship.starts_on), col(Guardianship.id))
    ):
        if not sees and born is not None and born <= adult:
            continue
        kind = GuardianKind(row.kind)
        relation = Relation(
            person_id=row.person_id,
            kind=kind,
            is_notified=row.is_notified,
            court_restricted=row.court_restricted,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        relations[row.pupil_id].append(relation)
        persons[row.person_id] = person
        if relation.holds(on):
            kinds[row.pupil_id, row.person_id] = kind
    return relations, persons, kinds
