"""Granted roles: giving them with dates, ending them, taking them away (Regulation 7.2)."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.spans import overlap
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Account, RoleGrant
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .last_superuser import keeping_a_superuser

_ENTITY = "role_grant"


@use_case
def grant_role(
    actor: Actor, person_id: int, role: str, starts_on: date, ends_on: date | None
) -> int:
    """Give a person's account a role from a day, open-ended or to a last day; return the grant.

    Refused without an account, for a role that is none, and when the role is granted already for
    some of these days.
    """
    require(actor, Permission.ROLE_GRANT)
    if role not in set(GrantedRole):
        raise Refused(Message(N_("Choose a role.")), field="role")
    _check_order(starts_on, ends_on)
    with writing() as session:
        account = session.scalars(
            select(Account).where(col(Account.person_id) == person_id)
        ).first()
        if account is None or account.id is None:
            raise Forbidden(
                Attempt(action=Permission.ROLE_GRANT, entity="person", entity_id=person_id)
            )
        return add_grant(session, actor, account.id, GrantedRole(role), starts_on, ends_on)


def add_grant(
    session: Session,
    actor: Actor,
    account_id: int,
    role: GrantedRole,
    starts_on: date,
    ends_on: date | None = None,
) -> int:
    """Grant a role in the caller's transaction; Refused when it is granted already."""
    known = session.scalars(
        select(RoleGrant).where(
            col(RoleGrant.account_id) == account_id, col(RoleGrant.role) == role
        )
    )
    for other in known:
        if overlap((other.starts_on, other.ends_on), (starts_on, ends_on)):
            raise Refused(
                Message(
                    N_("This role is granted already, from {day} on."), {"day": other.starts_on}
                ),
                field="role",
            )
    grant = RoleGrant(
        school_id=school_id_of(session),
        account_id=account_id,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by_id=actor.person_id or None,
    )
    session.add(grant)
    session.flush()
    audit.record(
        session,
        actor=actor,
        action="role.grant",
        entity=_ENTITY,
        entity_id=grant.id,
        after={
            "role": role,
            "account_id": account_id,
            "starts_on": starts_on.isoformat(),
            "ends_on": _iso(ends_on),
        },
    )
    return grant.id or 0


@use_case
def end_role(actor: Actor, grant_id: int, last_day: date) -> None:
    """Let a role hold until a last day; Refused before its first day and for the last superuser."""
    require(actor, Permission.ROLE_GRANT)
    with writing() as session, keeping_a_superuser(session):
        grant = _found(session, grant_id)
        _check_order(grant.starts_on, last_day, field="role_last_day")
        before, grant.ends_on = grant.ends_on, last_day
        audit.record(
            session,
            actor=actor,
            action="role.end",
            entity=_ENTITY,
            entity_id=grant_id,
            before={"role": grant.role, "ends_on": _iso(before), "account_id": grant.account_id},
            after={"ends_on": _iso(last_day)},
        )


@use_case
def revoke_role(actor: Actor, grant_id: int) -> None:
    """End a granted role at once; Refused for the school's last superuser (Regulation 7.2)."""
    require(actor, Permission.ROLE_GRANT)
    today = clock.today()
    with writing() as session, keeping_a_superuser(session):
        grant = _found(session, grant_id)
        before = {"role": grant.role, "ends_on": _iso(grant.ends_on)}
        yesterday = today - timedelta(days=1)
        if grant.starts_on < today:
            grant.ends_on = min(grant.ends_on or yesterday, yesterday)
        else:
            session.delete(grant)  # it was in force on no whole day; the trail keeps it
        audit.record(
            session,
            actor=actor,
            action="role.revoke",
            entity=_ENTITY,
            entity_id=grant_id,
            before={**before, "account_id": grant.account_id},
            after={"ends_on": _iso(yesterday)},
        )


def _found(session: Session, grant_id: int) -> RoleGrant:
    grant = session.get(RoleGrant, grant_id)
    if grant is None:
        raise Forbidden(Attempt(action=Permission.ROLE_GRANT, entity=_ENTITY, entity_id=grant_id))
    return grant


def _check_order(first: date, last: date | None, field: str = "role_until") -> None:
    if last is not None and last < first:
        raise Refused(
            Message(N_("The last day is before the first one, {day}."), {"day": first}),
            field=field,
        )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
