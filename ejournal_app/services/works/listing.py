"""The works of one journal: what is planned, what was done, how much of it is marked (15)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.marks import Scale
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, Mark, Work, WorkKind
from ejournal_app.persistence.queries.facts import journal_facts
from ejournal_app.policies.rules import allows, require
from ejournal_app.services.duties.effective import marks_due
from ejournal_app.services.duties.work_kinds import Kinds
from ejournal_app.services.guard import use_case
from ejournal_app.services.journal_members import visible_members


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLine:
    """A work in the list."""

    work_id: int
    lesson_id: int | None
    kind_lv: str
    kind_en: str
    title: str
    day: date
    scale: Scale
    weight: int
    planned: bool
    """Its day is still to come."""
    marked: int
    pupils: int
    """Those who belong to the journal on its day, as far as the reader may see them."""
    due_on: date | None
    """The last day for its marks; None while it rests (Regulation 14)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksPage:
    """The works of a journal: planned ones first, the nearest on top; then the latest done."""

    journal_id: int
    name: str
    editable: bool
    marks_allowed: bool
    works: tuple[WorkLine, ...]


@use_case
def journal_works(actor: Actor, journal_id: int) -> WorksPage:
    """Return the ordinary works of a journal; marks of periods are no works of their own."""
    today = clock.today()
    with reading() as session:
        journal = session.get(Journal, journal_id)
        if journal is None:
            raise Forbidden(
                Attempt(action=Permission.JOURNAL_READ, entity="journal", entity_id=journal_id)
            )
        facts = journal_facts(session, journal, today)
        require(actor, Permission.JOURNAL_READ, facts)
        members = visible_members(session, actor, journal, facts, today)
        marked = _marked(session, journal_id, [member.pupil_id for member in members])
        versions = Kinds(list(session.scalars(select(WorkKind))))
        lines = [
            WorkLine(
                work_id=work.id,
                lesson_id=work.lesson_id,
                kind_lv=kind.name_lv,
                kind_en=kind.name_en,
                title=work.title,
                day=work.day,
                scale=Scale(work.scale),
                weight=work.weight,
                planned=work.day > today,
                marked=marked.get(work.id, 0),
                pupils=sum(member.belongs(work.day) for member in members),
                due_on=marks_due(
                    session,
                    journal,
                    work.day,
                    versions.of(work.kind_id, work.day).deadline_days,
                    actor.person_id,
                ).day,
            )
            for work, kind in _works(session, journal_id)
            if work.id is not None
        ]
        planned = [line for line in lines if line.planned]
        done = [line for line in lines if not line.planned]
        return WorksPage(
            journal_id=journal_id,
            name=journal.name,
            editable=allows(actor, Permission.WORK_WRITE, facts) and not journal.attendance_only,
            marks_allowed=not journal.attendance_only,
            works=(*planned, *reversed(done)),
        )


def _works(session: Session, journal_id: int) -> list[tuple[Work, WorkKind]]:
    rows = session.execute(
        select(Work, WorkKind)
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .where(col(Work.journal_id) == journal_id, col(WorkKind.entry_kind) == "")
        .order_by(col(Work.day), col(Work.id))
    )
    return [(work, kind) for work, kind in rows]


def _marked(session: Session, journal_id: int, pupil_ids: list[int]) -> dict[int, int]:
    rows = session.execute(
        select(col(Mark.work_id), func.count())
        .join(Work, col(Work.id) == col(Mark.work_id))
        .where(
            col(Work.journal_id) == journal_id,
            col(Mark.value) != "",
            col(Mark.pupil_id).in_(pupil_ids),
        )
        .group_by(col(Mark.work_id))
    )
    return {work_id: count for work_id, count in rows}  # noqa: C416 - rows are no pairs to pyright
