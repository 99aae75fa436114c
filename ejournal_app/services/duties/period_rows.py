"""Marks of periods as they stand in a year, read in a few questions (Regulation 17-19)."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select
from sqlmodel import col

from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.periods import needs_re_exam
from ejournal_app.persistence.models import Journal, Mark, MarkEvent, Work, WorkKind

from .ground import Ground
from .journal_rows import JournalRow
from .pupil_sets import ids_as_text, text_as_ids


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

    def owing(self, ground: Ground, journal: JournalRow, kind: EntryKind) -> frozenset[int]:
        """Return the pupils who get the mark of a kind in a journal (Regulation 8, 18, 19)."""
        # As `domain.periods.owes_mark` says: those of the period's end who are still here.
        today = min(ground.scope.today, ground.year.ends_on)
        ends_on = min(ground.periods.ends_on(journal, kind), today)
        owing = ground.rosters.on(journal, ends_on) & ground.rosters.on(journal, today)
        subject = journal.subject_id
        if kind is EntryKind.RE_EXAM:
            return frozenset(
                one for one in owing if needs_re_exam(self.years.get((one, subject), ""))
            )
        if kind is EntryKind.FINAL:
            own = self.first_at.get((journal.id, kind), {})
            return owing - (self.finals.get(subject, set()) - own.keys())
        return owing


def read_periods(ground: Ground, kinds: Collection[EntryKind]) -> PeriodRows:
    """Read the marks of some kinds."""
    names = ground.work_kinds.closing(kinds)
    if not names:
        return PeriodRows({}, {}, {}, _used(ground))
    works = {
        work_id: (journal_id, names[kind_id])
        for work_id, journal_id, kind_id in ground.session.execute(
            select(col(Work.id), col(Work.journal_id), col(Work.kind_id)).where(
                col(Work.kind_id).in_(names), _in_journals(ground)
            )
        )
    }
    first_at: defaultdict[tuple[int, str], dict[int, datetime]] = defaultdict(dict)
    for work_id, pupils in _marked(ground, list(names)):
        first_at[works[work_id]].update(pupils)
    return PeriodRows(
        first_at,
        _years(ground) if EntryKind.RE_EXAM in kinds else {},
        _finals(ground) if EntryKind.FINAL in kinds else {},
        _used(ground),
    )


def _in_journals(ground: Ground) -> ColumnElement[bool]:
    if ground.scope.person_ids is not None:
        return col(Work.journal_id).in_(list(ground.journals))
    return col(Work.journal_id).in_(
        select(col(Journal.id)).where(col(Journal.year_id) == ground.scope.year_id)
    )


def _marked(ground: Ground, kind_ids: list[int]) -> Iterator[tuple[int, dict[int, datetime]]]:
    """Yield the pupils of each work with when their mark first had a value.

    To know what is left to do the moment does not matter: now stands for it.
    """
    works = select(col(Work.id)).where(col(Work.kind_id).in_(kind_ids), _in_journals(ground))
    entered = (col(Mark.value) != "", col(Mark.work_id).in_(works))
    if ground.scope.to_do:
        for work_id, text in ground.session.execute(
            select(col(Mark.work_id), ids_as_text(col(Mark.pupil_id)))
            .where(*entered)
            .group_by(col(Mark.work_id))
        ):
            yield work_id, dict.fromkeys(text_as_ids(text), ground.scope.now)
        return
    for work_id, pupil_id, set_at, at in ground.session.execute(
        select(col(Mark.work_id), col(Mark.pupil_id), col(Mark.set_at), col(MarkEvent.at))
        .outerjoin(
            MarkEvent, and_(col(MarkEvent.mark_id) == col(Mark.id), col(MarkEvent.sequence) == 1)
        )
        .where(*entered)
    ):
        yield work_id, {pupil_id: at or set_at}


def _finals(ground: Ground) -> dict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for subject_id, pupil_id in ground.session.execute(
        select(col(Journal.subject_id), col(Mark.pupil_id))
        .join(Work, col(Work.journal_id) == col(Journal.id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Mark, col(Mark.work_id) == col(Work.id))
        .where(
            col(Journal.year_id) == ground.scope.year_id,
            col(WorkKind.entry_kind) == EntryKind.FINAL,
            col(Mark.value) != "",
        )
    ):
        found[subject_id].add(pupil_id)
    return found


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
