"""Held operations in words: which pupil, which work, from what to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.kinds import EntryKind
from ejournal_app.persistence.models import Journal, Person, Pupil, Work, WorkKind
from ejournal_app.services.entries.operations import Operation
from ejournal_app.services.entry_kinds import NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLine:
    """One value that waits."""

    operation: str
    """Its name."""
    journal: str
    pupil: str
    day: date | None
    kind_lv: str
    kind_en: str
    title: str
    old: str
    new: str
    reason: str


def held_lines(session: Session, operations: Sequence[Operation]) -> list[HeldLine]:
    """Return a line for each operation, in order."""
    works = {
        work.id: (work, kind)
        for work, kind in session.execute(
            select(Work, WorkKind)
            .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
            .where(col(Work.id).in_({one.work_id for one in operations}))
        )
    }
    journal_ids = {work.journal_id for work, _ in works.values()}
    journal_ids |= {one.journal_id for one in operations}
    journals: dict[int | None, str] = {
        row.id: row.name
        for row in session.scalars(select(Journal).where(col(Journal.id).in_(journal_ids)))
    }
    pupils: dict[int | None, str] = {
        pupil_id: f"{given} {family}"
        for pupil_id, given, family in session.execute(
            select(col(Pupil.id), col(Person.given_name), col(Person.family_name))
            .join(Person, col(Person.id) == col(Pupil.person_id))
            .where(col(Pupil.id).in_({one.pupil_id for one in operations}))
        )
    }

    def line(one: Operation) -> HeldLine:
        work, kind = works.get(one.work_id, (None, None))
        closing = NAMES.get(EntryKind(one.period)) if one.period else None
        return HeldLine(
            operation=one.id,
            journal=journals.get(work.journal_id if work else one.journal_id, ""),
            pupil=pupils.get(one.pupil_id, ""),
            day=work.day if work else None,
            kind_lv=kind.name_lv if kind else closing.lv if closing else "",
            kind_en=kind.name_en if kind else closing.en if closing else "",
            title=work.title if work else "",
            old=one.base,
            new=one.value,
            reason=one.reason,
        )

    return [line(one) for one in operations]
