"""Marks of periods as they stand in a year, read in a few questions (Regulation 17-19)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, select
from sqlmodel import col

from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.periods import needs_re_exam, owes_mark
from ejournal_app.persistence.models import Journal, Mark, MarkEvent, Work, WorkKind

from .ground import Ground


@dataclass(frozen=True, slots=True)
class PeriodRows:
    """What is entered, and in which journals anything was ever marked."""

    first_at: dict[tuple[int, str], dict[int, datetime]]
    """When each pupil's mark first had a value, by journal and kind."""
    years: dict[tuple[int, int], str]
    """Year marks by pupil and subject; only where re-examinations are asked for."""
    finals: dict[int, set[int]]
    """Pupils with a final mark this year, by subject."""
    used: frozenset[int]
    """Journals in which ordinary work was marked: only these get marks of periods."""

    def owing(self, ground: Ground, journal: Journal, kind: EntryKind) -> set[int]:
        """Return the pupils who get the mark of a kind in a journal (Regulation 8, 18, 19)."""
        assert journal.id is not None
        ends_on, today = ground.periods.ends_on(journal, kind), ground.scope.today
        owing = {
            pupil
            for pupil, spans in ground.rosters.spans(journal).items()
            if owes_mark(spans, ends_on, today)
        }
        subject = journal.subject_id
        if kind is EntryKind.RE_EXAM:
            return {one for one in owing if needs_re_exam(self.years.get((one, subject), ""))}
        if kind is EntryKind.FINAL:
            own = self.first_at.get((journal.id, kind), {})
            return owing - (self.finals.get(subject, set()) - own.keys())
        return owing


def read_periods(ground: Ground, kinds: Collection[EntryKind]) -> PeriodRows:
    """Read the marks of some kinds."""
    first_at: defaultdict[tuple[int, str], dict[int, datetime]] = defaultdict(dict)
    finals: defaultdict[int, set[int]] = defaultdict(set)
    of_year = [col(Journal.year_id) == ground.scope.year_id]
    if ground.scope.person_ids is not None:
        subjects = {journal.subject_id for journal in ground.journals.values()}
        of_year.append(col(Journal.subject_id).in_(subjects))
    for journal_id, subject_id, kind, pupil_id, set_at, at in ground.session.execute(
        select(
            col(Journal.id),
            col(Journal.subject_id),
            col(WorkKind.entry_kind),
            col(Mark.pupil_id),
            col(Mark.set_at),
            col(MarkEvent.at),
        )
        .join(Work, col(Work.journal_id) == col(Journal.id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Mark, col(Mark.work_id) == col(Work.id))
        .outerjoin(
            MarkEvent, and_(col(MarkEvent.mark_id) == col(Mark.id), col(MarkEvent.sequence) == 1)
        )
        .where(*of_year, col(WorkKind.entry_kind).in_(kinds), col(Mark.value) != "")
    ):
        assert journal_id is not None
        first_at[journal_id, kind][pupil_id] = at or set_at
        if kind == EntryKind.FINAL:
            finals[subject_id].add(pupil_id)
    return PeriodRows(
        first_at, _years(ground) if EntryKind.RE_EXAM in kinds else {}, finals, _used(ground)
    )


def _years(ground: Ground) -> dict[tuple[int, int], str]:
    return {
        (pupil_id, subject_id): value
        for pupil_id, subject_id, value in ground.session.execute(
            select(col(Mark.pupil_id), col(Journal.subject_id), col(Mark.value))
            .join(Work, col(Work.id) == col(Mark.work_id))
            .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
            .join(Journal, col(Journal.id) == col(Work.journal_id))
            .where(
                col(Journal.year_id) == ground.scope.year_id,
                col(WorkKind.entry_kind) == EntryKind.YEAR,
                col(Mark.value) != "",
            )
            .order_by(col(Work.day), col(Work.id))
        )
    }


def _used(ground: Ground) -> frozenset[int]:
    statement = select(col(Journal.id)).where(
        col(Journal.year_id) == ground.scope.year_id,
        exists().where(
            col(Work.journal_id) == col(Journal.id),
            col(WorkKind.id) == col(Work.kind_id),
            col(WorkKind.entry_kind) == "",
            col(Mark.work_id) == col(Work.id),
        ),
    )
    if ground.scope.person_ids is not None:
        statement = statement.where(col(Journal.id).in_(list(ground.journals)))
    return frozenset(one for one in ground.session.scalars(statement) if one is not None)
