"""Runs: one row for each file, order or split that was carried out."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.models import ImportRun
from ejournal_app.services import audit

from .kinds import PERMISSIONS, RunKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedImport:
    """What applying a plan did; no run at all when there was nothing to change."""

    run_id: int | None = None
    counts: dict[str, int] = field(default_factory=dict[str, int])


def open_run(
    session: Session,
    *,
    actor: Actor,
    school_id: int,
    kind: RunKind,
    valid_from: date,
    summary: dict[str, Any],
    file_name: str = "",
    sha256: str = "",
) -> int:
    """Add the run and its audit entry; return its id.

    The summary is plain JSON without personal codes or marks: it is shown in the history.
    """
    run = ImportRun(
        school_id=school_id,
        kind=kind,
        file_name=file_name,
        sha256=sha256,
        applied_at=clock.now(),
        applied_by_id=actor.person_id,
        valid_from=valid_from,
        summary=summary,
    )
    session.add(run)
    session.flush()
    assert run.id is not None
    audit.record(
        session,
        actor=actor,
        action=PERMISSIONS[kind],
        entity="import_run",
        entity_id=run.id,
        after={"kind": kind, "file": file_name, **summary},
    )
    return run.id
