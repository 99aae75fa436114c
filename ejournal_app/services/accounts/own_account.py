"""What people do with their own account: preferences, password, the trail of their own acts."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, AuditEntry, LoginSession
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from . import passwords
from .proving import prove_password
from .sessions import end_sessions

LANGUAGES = ("lv", "en")
THEMES = ("auto", "light", "dark")
LONGEST_TRAIL = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailEntry:
    """One act done or tried with the actor's own account."""

    at: datetime
    action: str
    outcome: str
    entity: str
    entity_id: int | None
    address: str


@use_case
def set_preferences(actor: Actor, *, language: str | None = None, theme: str | None = None) -> None:
    """Remember the actor's language and theme; what is not given stays."""
    require(actor, Permission.ACCOUNT_OWN)
    if language is not None and language not in LANGUAGES:
        raise Refused(Message(N_("This language is not available.")))
    if theme is not None and theme not in THEMES:
        raise Refused(Message(N_("This theme is not available.")))
    with writing() as session:
        account = session.get_one(Account, actor.account_id, with_for_update=True)
        before = {"language": account.language, "theme": account.theme}
        account.language = language or account.language
        account.theme = theme or account.theme
        after = {"language": account.language, "theme": account.theme}
        if after != before:
            audit.record(
                session,
                actor=actor,
                action="account.preferences",
                entity="account",
                entity_id=actor.account_id,
                before=before,
                after=after,
            )


@use_case
def change_password(actor: Actor, old: str, new: str) -> None:
    """Replace the actor's password and end all other sessions; Refused when the old one is wrong.

    Attempts count like log-ins: a stolen session is no way to guess the password.
    """
    require(actor, Permission.ACCOUNT_OWN)
    with reading() as session:
        account = session.get_one(Account, actor.account_id)
    passwords.check_password_strength(new, username=account.username)
    prove_password(account, old, address=actor.address)
    hashed = passwords.hash_password(new)
    with writing() as session:
        session.get_one(Account, actor.account_id, with_for_update=True).password_hash = hashed
        end_sessions(session, actor, col(LoginSession.id) != actor.session_id)
        audit.record(
            session,
            actor=actor,
            action="account.password",
            entity="account",
            entity_id=actor.account_id,
        )


@use_case
def own_trail(actor: Actor, limit: int = 100) -> list[TrailEntry]:
    """Return what the audit trail holds of the actor's own account, the newest first."""
    require(actor, Permission.ACCOUNT_OWN)
    with reading() as session:
        rows = session.exec(
            select(AuditEntry)
            .where(AuditEntry.account_id == actor.account_id)
            .order_by(col(AuditEntry.at).desc(), col(AuditEntry.id).desc())
            .limit(max(1, min(limit, LONGEST_TRAIL)))
        )
        return [
            TrailEntry(
                at=row.at,
                action=row.action,
                outcome=row.outcome,
                entity=row.entity,
                entity_id=row.entity_id,
                address=row.address,
            )
            for row in rows
        ]
