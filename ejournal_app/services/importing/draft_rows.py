"""Drafts as rows: found or refused, taken by one application only, emptied once applied."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.persistence.models import ImportDraft
from ejournal_app.services.changes.kinds import PERMISSIONS, RunKind

KEPT = timedelta(days=7)
"""How long a draft nobody applies is kept."""

RUN, RUNNING = "run", "running"
"""Keys of a draft's choices: the run it became; the moment somebody began to apply it."""


def find(session: Session, kind: RunKind, draft_id: int, *, lock: bool = False) -> ImportDraft:
    """Return a draft of a kind; Forbidden when it is gone or of another kind."""
    statement = select(ImportDraft).where(
        col(ImportDraft.id) == draft_id, col(ImportDraft.kind) == kind
    )
    row = session.scalars(statement.with_for_update() if lock else statement).first()
    if row is None:
        raise Forbidden(
            Attempt(action=PERMISSIONS[kind], entity="import_draft", entity_id=draft_id)
        )
    return row


def take(session: Session, kind: RunKind, draft_id: int | None) -> int | None:
    """Hold a draft until the transaction ends; return the run if it has become one already."""
    if draft_id is None:
        return None
    return run_of(find(session, kind, draft_id, lock=True).choices)


def become(session: Session, kind: RunKind, draft_id: int | None, run_id: int) -> None:
    """Say which run a draft became, in the transaction that applies it; the file itself goes."""
    if draft_id is None:
        return
    row = find(session, kind, draft_id)
    row.choices = {RUN: run_id}
    row.content = b""


def run_of(choices: dict[str, Any]) -> int | None:
    """Return the run a draft has become."""
    run_id = choices.get(RUN)
    return run_id if isinstance(run_id, int) else None


def forget_old(session: Session) -> None:
    """Delete drafts of long ago."""
    session.execute(delete(ImportDraft).where(col(ImportDraft.uploaded_at) < clock.now() - KEPT))
