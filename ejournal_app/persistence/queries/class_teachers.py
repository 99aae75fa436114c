"""Who is to be told about what happens to a pupil, and in the school."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import GrantedRole
from ejournal_app.persistence.models import (
    Account,
    ClassTeacher,
    Enrolment,
    RoleGrant,
    StaffContract,
)

from .facts import enrolled_on


def class_teachers_of(
    session: Session, pupil_ids: Collection[int], on: date
) -> dict[int, frozenset[int]]:
    """Return, by pupil, the persons who are class teachers of the pupil's class on a day."""
    found: dict[int, set[int]] = {}
    for pupil_id, person_id in session.execute(
        select(col(Enrolment.pupil_id), col(ClassTeacher.person_id))
        .join(ClassTeacher, col(ClassTeacher.class_id) == col(Enrolment.class_id))
        .where(
            col(Enrolment.pupil_id).in_(pupil_ids),
            *enrolled_on(on),
            col(ClassTeacher.starts_on) <= on,
            or_(col(ClassTeacher.ends_on).is_(None), col(ClassTeacher.ends_on) >= on),
        )
    ):
        found.setdefault(pupil_id, set()).add(person_id)
    return {pupil_id: frozenset(persons) for pupil_id, persons in found.items()}


def holders_of(session: Session, roles: Collection[GrantedRole], on: date) -> frozenset[int]:
    """Return the persons who hold one of the roles on a day, with a contract in force."""
    in_force = exists().where(
        col(StaffContract.person_id) == col(Account.person_id),
        col(StaffContract.activated_at).is_not(None),
        col(StaffContract.starts_on) <= on,
        or_(col(StaffContract.ends_on).is_(None), col(StaffContract.ends_on) >= on),
    )
    return frozenset(
        session.scalars(
            select(col(Account.person_id))
            .join(RoleGrant, col(RoleGrant.account_id) == col(Account.id))
            .where(
                col(RoleGrant.role).in_(roles),
                col(RoleGrant.starts_on) <= on,
                or_(col(RoleGrant.ends_on).is_(None), col(RoleGrant.ends_on) >= on),
                in_force,
            )
        )
    )
