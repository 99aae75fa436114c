"""Who a person is today: roles, classes and pupils that hold on one date.

Everything is asked of the dates each time, so access begins and ends with the contract, the
enrolment and the guardianship without anyone doing anything (Regulation 4, 5, 8).
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    String,
    bindparam,
    cast,
    exists,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import GrantedRole
from ejournal_app.persistence.models import (
    ClassTeacher,
    Enrolment,
    Guardianship,
    Person,
    Pupil,
    RoleGrant,
    StaffContract,
)

ADULT_AGE = 18

_TODAY = bindparam("today", type_=Date)
_PERSON = bindparam("person_id", type_=Integer)
_ADULT_BORN_BY = bindparam("adult_born_by", type_=Date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The roles and relations of a person that hold on a date."""

    roles: frozenset[GrantedRole] = field(default_factory=frozenset[GrantedRole])
    class_ids: frozenset[int] = field(default_factory=frozenset[int])
    pupil_id: int | None = None
    child_ids: frozenset[int] = field(default_factory=frozenset[int])

    @property
    def has_access(self) -> bool:
        """Tell whether the person has anything to do here today."""
        return bool(self.roles or self.child_ids) or self.pupil_id is not None


def standing_of(session: Session, *, account_id: int, person_id: int, on: date) -> Standing:
    """Return what a person is on a date, with one query."""
    roles: set[GrantedRole] = set()
    classes: set[int] = set()
    children: set[int] = set()
    pupil_id: int | None = None
    rows = session.connection().execute(
        _STANDING,
        {
            "today": on,
            "person_id": person_id,
            "account_id": account_id,
            "adult_born_by": born_by(on, ADULT_AGE),
        },
    )
    for kind, role, related_id in rows:
        match kind:
            case "role":
                roles.add(GrantedRole(role))
            case "class":
                classes.add(related_id)
            case "pupil":
                pupil_id = related_id
            case _:
                children.add(related_id)
    return Standing(
        roles=frozenset(roles),
        class_ids=frozenset(classes) if roles else frozenset(),
        pupil_id=pupil_id,
        child_ids=frozenset(children),
    )


def born_by(on: date, age: int) -> date:
    """Return the latest date of birth of those who have reached an age on a day.

    Somebody born on 29 February comes of age on 1 March of a common year.
    """
    try:
        return on.replace(year=on.year - age)
    except ValueError:
        return date(on.year - age, 2, 28)


def contract_in_force() -> ColumnElement[bool]:
    """Condition: an activated contract of `person_id` is in force `today` (Regulation 5)."""
    return exists().where(
        col(StaffContract.person_id) == _PERSON,
        col(StaffContract.school_id) == col(RoleGrant.school_id),
        col(StaffContract.activated_at).is_not(None),
        *_in_force(StaffContract),
    )


def _in_force(table: type[Any]) -> tuple[ColumnElement[bool], ...]:
    return (
        col(table.starts_on) <= _TODAY,
        or_(col(table.ends_on).is_(None), col(table.ends_on) >= _TODAY),
    )


def _enrolled() -> ColumnElement[bool]:
    return exists().where(col(Enrolment.pupil_id) == col(Pupil.id), *_in_force(Enrolment))


def _relation(kind: str, related_id: Any) -> Any:
    return select(literal(kind, String), cast(null(), String), related_id)


_STANDING = union_all(
    select(literal("role", String), col(RoleGrant.role), cast(null(), Integer)).where(
        col(RoleGrant.account_id) == bindparam("account_id", type_=Integer),
        *_in_force(RoleGrant),
        contract_in_force(),
    ),
    _relation("class", col(ClassTeacher.class_id)).where(
        col(ClassTeacher.person_id) == _PERSON, *_in_force(ClassTeacher)
    ),
    _relation("pupil", col(Pupil.id)).where(col(Pupil.person_id) == _PERSON, _enrolled()),
    _relation("child", col(Pupil.id))
    .join(Guardianship, col(Guardianship.pupil_id) == col(Pupil.id))
    .join(Person, col(Person.id) == col(Pupil.person_id))
    .where(
        col(Guardianship.person_id) == _PERSON,
        *_in_force(Guardianship),
        col(Guardianship.sees_data).is_(True),
        col(Guardianship.court_restricted).is_(False),
        _enrolled(),
        # Only a pupil of age may switch the parents off.
        or_(col(Pupil.parents_see_data).is_(True), col(Person.birth_date) > _ADULT_BORN_BY),
    ),
)
