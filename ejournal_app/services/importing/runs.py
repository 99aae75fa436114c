"""Import runs: one row for each file that was applied."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence.models import ImportRun
from ejournal_app.services import audit

from .reading import SourceFile

VIIS = "viis"
TIMETABLE = "timetable"


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
    kind: str,
    file: SourceFile,
    valid_from: date,
    summary: dict[str, Any],
) -> int:
    """Add the run and its audit entry; return its id."""
    run = ImportRun(
        school_id=school_id,
        kind=kind,
        file_name=file.name,
        sha256=file.sha256,
        applied_at=clock.now(),
        valid_from=valid_from,
        summary=summary,
    )
    session.add(run)
    session.flush()
    assert run.id is not None
    audit.record(
        session,
        actor=actor,
        action=Permission.IMPORT_APPLY,
        entity="import_run",
        entity_id=run.id,
        after={"kind": kind, "file": file.name, **summary},
    )
    return run.id
