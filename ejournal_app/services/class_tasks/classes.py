"""Which classes somebody may see the tasks of, with their pupils and guardians."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.persistence.models import Enrolment, Guardianship, Person, Pupil, SchoolClass
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.policies.rules import require
from ejournal_app.services.accounts.identity import ADULT_AGE, born_by

_SEE_ALL = frozenset({GrantedRole.CLERK, GrantedRole.MANAGEMENT, GrantedRole.SUPERUSER})


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianRow:
    """A guardian who may see a pupil of a class, with the children they have there."""

    person_id: int
    name: str
    order: tuple[object, ...]
    pupil_ids: frozenset[int]
    children: tuple[str, ...]


def readable_class(session: Session, actor: Actor, class_id: int) -> SchoolClass:
    """Return a class whose tasks the actor may see; Forbidden otherwise, also without such one."""
    require(actor, Permission.FILE_CHECK_READ)
    found = session.get(SchoolClass, class_id)
    if found is None or not (actor.roles & _SEE_ALL or class_id in actor.class_ids):
        raise Forbidden(
            Attempt(action=Permission.FILE_CHECK_READ, entity="class", entity_id=class_id)
        )
    return found


def readable_classes(session: Session, actor: Actor, year_id: int) -> list[SchoolClass]:
    """Return the classes of a year whose tasks the actor may see, in their usual order."""
    rows = session.scalars(
        select(SchoolClass)
        .where(col(SchoolClass.year_id) == year_id)
        .order_by(col(SchoolClass.grade), col(SchoolClass.letter))
    )
    return [row for row in rows if actor.roles & _SEE_ALL or row.id in actor.class_ids]


def pupils_by_class(
    session: Session, class_ids: Collection[int], today: date
) -> dict[int, list[PupilRow]]:
    """Return the pupils enrolled today, in Latvian order of names."""
    found: dict[int, list[PupilRow]] = defaultdict(list)
    for row in pupils_enrolled(session, today, col(SchoolClass.id).in_(class_ids)):
        found[row.class_id].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: person_key(row.family_name, row.given_name))
    return found


def guardians_by_class(
    session: Session, class_ids: Collection[int], today: date
) -> dict[int, list[GuardianRow]]:
    """Return who may see a pupil of each class today, as the log-in knows them, by name.

    One of two children in the class is named once, with both.
    """
    in_force = (
        col(Guardianship.starts_on) <= today,
        or_(col(Guardianship.ends_on).is_(None), col(Guardianship.ends_on) >= today),
        col(Guardianship.sees_data).is_(True),
        col(Guardianship.court_restricted).is_(False),
    )
    children = {
        row.pupil_id: row
        for rows in pupils_by_class(session, class_ids, today).values()
        for row in rows
    }
    closed = _closed_by_themselves(session, children, today)
    own: dict[tuple[int, int], tuple[Person, list[PupilRow]]] = {}
    for relation, person in session.execute(
        select(Guardianship, Person)
        .join(Person, col(Person.id) == col(Guardianship.person_id))
        .join(Enrolment, col(Enrolment.pupil_id) == col(Guardianship.pupil_id))
        .where(
            *in_force,
            col(Enrolment.class_id).in_(class_ids),
            col(Enrolment.starts_on) <= today,
            or_(col(Enrolment.ends_on).is_(None), col(Enrolment.ends_on) >= today),
        )
    ):
        child = children.get(relation.pupil_id)
        if child is None or child.pupil_id in closed:
            continue
        _, kids = own.setdefault((child.class_id, relation.person_id), (person, []))
        if child not in kids:
            kids.append(child)
    found: dict[int, list[GuardianRow]] = defaultdict(list)
    for (class_id, person_id), (person, kids) in own.items():
        found[class_id].append(
            GuardianRow(
                person_id=person_id,
                name=f"{person.family_name} {person.given_name}",
                order=person_key(person.family_name, person.given_name),
                pupil_ids=frozenset(kid.pupil_id for kid in kids),
                children=tuple(f"{kid.family_name} {kid.given_name}" for kid in kids),
            )
        )
    for rows in found.values():
        rows.sort(key=lambda row: row.order)
    return found


def _closed_by_themselves(
    session: Session, pupil_ids: Collection[int], today: date
) -> frozenset[int]:
    """Return the pupils of age who let their parents see nothing."""
    found = session.scalars(
        select(col(Pupil.id))
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .where(
            col(Pupil.id).in_(pupil_ids),
            col(Pupil.parents_see_data).is_(False),
            or_(
                col(Person.birth_date).is_(None),
                col(Person.birth_date) <= born_by(today, ADULT_AGE),
            ),
        )
    )
    return frozenset(pupil_id for pupil_id in found if pupil_id is not None)
