"""Everything one account did between two moments, for the superuser."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.devices import device_name
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.search import matches
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    Account,
    AuditEntry,
    AuditOutcome,
    LoginSession,
    Person,
    RoleGrant,
)
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .facts import fact_lines, written_by
from .marks import mark_lines
from .model import LONGEST, Act, Line, Review, Span, name_of

_CHOICES = 20
_ACTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChoice:
    """Somebody who works or worked here."""

    account_id: int
    name: str
    username: str


@use_case
def find_accounts(actor: Actor, text: str) -> list[AccountChoice]:
    """Return the accounts of staff, past staff included, whose name or user name matches."""
    require(actor, Permission.MARK_REVERT)
    if not text.strip():
        return []
    with reading() as session:
        found = [
            (account, person)
            for account, person in _staff(session)
            if matches(f"{person.given_name} {person.family_name} {account.username}", text)
        ]
    found.sort(key=lambda pair: (sort_key(pair[1].family_name), sort_key(pair[1].given_name)))
    return [
        AccountChoice(
            account_id=account.id or 0,
            name=f"{person.given_name} {person.family_name}",
            username=account.username,
        )
        for account, person in found[:_CHOICES]
    ]


@use_case
def review_account(actor: Actor, span: Span) -> Review:
    """Return what the account did in the span, what of it can be put back, and what stays."""
    require(actor, Permission.MARK_REVERT)
    if span.ends <= span.starts:
        raise Refused(Message(N_("The end must be later than the beginning.")), field="lidz")
    with reading() as session:
        return review(session, span)


def review(session: Session, span: Span) -> Review:
    """Make the review inside the caller's transaction; Forbidden for an account there is not."""
    account = session.get(Account, span.account_id)
    if account is None:
        raise Forbidden(
            Attempt(action=Permission.MARK_REVERT, entity="account", entity_id=span.account_id)
        )
    person = session.get_one(Person, account.person_id)
    lines = sorted([*mark_lines(session, span), *fact_lines(session, span)], key=_order)
    if len(lines) > LONGEST:
        raise Refused(
            Message(
                N_("That is {count} values; choose a shorter time of at most {limit}."),
                {"count": len(lines), "limit": LONGEST},
            ),
            field="no",
        )
    acts = _acts(session, span)
    return Review(
        span=span,
        name=f"{person.given_name} {person.family_name}",
        username=account.username,
        lines=tuple(lines),
        acts=tuple(acts[:_ACTS]),
        more_acts=max(0, len(acts) - _ACTS),
        shown=name_of(lines),
    )


def _order(line: Line) -> tuple[object, ...]:
    return (
        sort_key(line.journal),
        line.journal_id,
        line.day,
        line.lesson_id,
        line.work_id,
        sort_key(line.pupil),
        line.key,
    )


def _acts(session: Session, span: Span) -> list[Act]:
    """Return what the trail has beside the values: log-ins above all, the newest first."""
    rows = session.execute(
        select(AuditEntry, col(LoginSession.user_agent))
        .outerjoin(
            LoginSession,
            (col(AuditEntry.entity) == "login_session")
            & (col(LoginSession.id) == col(AuditEntry.entity_id)),
        )
        .where(
            col(AuditEntry.account_id) == span.account_id,
            col(AuditEntry.at) >= span.starts,
            col(AuditEntry.at) <= span.ends,
            col(AuditEntry.entity) != "mark",
        )
        .order_by(col(AuditEntry.id).desc())
    )
    return [
        Act(
            at=entry.at,
            action=entry.action,
            refused=entry.outcome == AuditOutcome.REFUSED,
            address=entry.address,
            device=device_name(user_agent or ""),
        )
        for entry, user_agent in rows
        if not any(written_by(entry))
    ]


def _staff(session: Session) -> list[tuple[Account, Person]]:
    works = exists().where(col(RoleGrant.account_id) == col(Account.id))
    return [
        (account, person)
        for account, person in session.execute(
            select(Account, Person)
            .join(Person, col(Person.id) == col(Account.person_id))
            .where(works)
        )
    ]
