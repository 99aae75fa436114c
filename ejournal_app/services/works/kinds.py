"""The kinds of work a teacher chooses from (Regulation 7.1, 15)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import WorkKind
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkKindChoice:
    """A kind of work a teacher chooses from."""

    kind_id: int
    code: str
    name_lv: str
    name_en: str


@use_case
def work_kinds(actor: Actor, on: date | None = None) -> tuple[WorkKindChoice, ...]:
    """Return the school's kinds of work in force on a day."""
    require(actor, Permission.JOURNAL_LIST)
    with reading() as session:
        return tuple(
            WorkKindChoice(
                kind_id=kind.id, code=kind.code, name_lv=kind.name_lv, name_en=kind.name_en
            )
            for kind in kinds_in_force(session, on or clock.today())
            if kind.id is not None
        )


def kinds_in_force(session: Session, on: date) -> list[WorkKind]:
    """Return, per code, the kind of ordinary work in force on a day; retired ones are left out."""
    latest: dict[str, WorkKind] = {}
    for kind in session.scalars(
        select(WorkKind)
        .where(col(WorkKind.effective_from) <= on, col(WorkKind.entry_kind) == "")
        .order_by(col(WorkKind.effective_from), col(WorkKind.id))
    ):
        latest[kind.code] = kind
    offered = (kind for kind in latest.values() if kind.is_active)
    return sorted(offered, key=lambda kind: kind.id or 0)
