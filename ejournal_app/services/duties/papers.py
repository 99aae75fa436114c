"""Statements and report cards of the own classes: which are due, which are sent (16, 21)."""

from dataclasses import dataclass
from datetime import datetime

from ejournal_app import clock
from ejournal_app.clock import local
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.messages import Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.queries.schools import year_on
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .things import things_due

PAPERS = frozenset({DutyKind.STATEMENTS, DutyKind.REPORT_CARDS})
"""What a class teacher says to be sent, as the journal cannot know it by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Statements of a month or report cards of a year, of one class."""

    class_id: int
    duty: DutyKind
    period: str
    """As `class_done` keeps it: `2026-10`, `2026`."""
    title: Message
    due_at: datetime | None
    done_at: datetime | None
    overdue: bool


@use_case
def own_papers(actor: Actor) -> list[Paper]:
    """Return the papers of the actor's classes this year that may be sent by now, latest first."""
    require(actor, Permission.DUTY_OWN)
    now = clock.now()
    with reading() as session:
        year = year_on(session, local(now).date())
        if year is None or year.id is None or not actor.class_ids:
            return []
        due = things_due(
            session,
            year.id,
            year.starts_on,
            year.ends_on,
            now,
            person_ids=[actor.person_id],
            kinds=PAPERS,
            words=False,
        )
        return [
            Paper(
                class_id=duty.object_id,
                duty=duty.kind,
                period=duty.key.rsplit(":", 1)[1],
                title=duty.title,
                due_at=duty.due_at,
                done_at=duty.done_at,
                overdue=duty.is_overdue(now),
            )
            for duty in reversed(due)
            if duty.object_id in actor.class_ids
        ]
