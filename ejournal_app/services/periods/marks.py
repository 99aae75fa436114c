"""The marks a journal's periods are counted from, and those that stand in them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import display
from ejournal_app.domain.periods import GivenMark
from ejournal_app.persistence.models import Journal, Mark, SchoolYear, Work, WorkKind
from ejournal_app.persistence.queries.carried import CarriedMark


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingWork:
    """A work that closes a part of the year, with what each pupil has in it."""

    work_id: int
    kind: EntryKind
    day: date
    title: str
    values: Mapping[int, str]
    """As shown, by pupil; empty ones are left out."""


def ordinary_marks(
    session: Session, journal_id: int, carried: Iterable[CarriedMark], language: str
) -> dict[int, list[GivenMark]]:
    """Return each pupil's marks of ordinary works, brought ones included (Regulation 8, 16)."""
    found: dict[int, list[GivenMark]] = defaultdict(list)
    for pupil_id, value, work, kind_lv, kind_en in session.execute(
        select(
            col(Mark.pupil_id), col(Mark.value), Work, col(WorkKind.name_lv), col(WorkKind.name_en)
        )
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .where(
            col(Work.journal_id) == journal_id,
            col(WorkKind.entry_kind) == "",
            col(Mark.value) != "",
        )
        .order_by(col(Work.day), col(Work.id))
    ):
        kind = kind_en if language == "en" else kind_lv
        found[pupil_id].append(
            GivenMark(
                day=work.day, value=value, weight=work.weight, title=_titled(kind, work.title)
            )
        )
    for mark in carried:
        if mark.is_ordinary:
            kind = mark.kind_en if language == "en" else mark.kind_lv
            found[mark.pupil_id].append(
                GivenMark(
                    day=mark.day,
                    value=mark.value,
                    weight=mark.weight,
                    title=f"{_titled(kind, mark.title)} ({mark.journal})",
                )
            )
    return found


def _titled(kind: str, title: str) -> str:
    """Name the kind of a work before its title, unless that says it already."""
    if not title:
        return kind
    return title if title.startswith(kind) else f"{kind}: {title}"


def closing_works(session: Session, journal_id: int) -> list[ClosingWork]:
    """Return what closes parts of the year in a journal, by day; transferred marks are not."""
    values: dict[int, dict[int, str]] = defaultdict(dict)
    works: dict[int, tuple[Work, str]] = {}
    for work, kind, pupil_id, value, improved_from in session.execute(
        select(
            Work,
            col(WorkKind.entry_kind),
            col(Mark.pupil_id),
            col(Mark.value),
            col(Mark.improved_from),
        )
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .outerjoin(Mark, col(Mark.work_id) == col(Work.id))
        .where(
            col(Work.journal_id) == journal_id,
            col(WorkKind.entry_kind).not_in(("", EntryKind.TRANSFERRED)),
        )
        .order_by(col(Work.day), col(Work.id))
    ):
        assert work.id is not None
        works[work.id] = (work, kind)
        if value:
            values[work.id][pupil_id] = display(value, improved_from)
    return [
        ClosingWork(
            work_id=work_id,
            kind=EntryKind(kind),
            day=work.day,
            title=work.title,
            values=values[work_id],
        )
        for work_id, (work, kind) in works.items()
    ]


def year_marks(
    session: Session, journal: Journal, pupil_ids: Collection[int]
) -> dict[int, dict[int, str]]:
    """Return pupils' year marks of the journal's subject, by pupil and the year's first autumn."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for pupil_id, starting, value in session.execute(
        select(col(Mark.pupil_id), col(SchoolYear.starting), col(Mark.value))
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .join(SchoolYear, col(SchoolYear.id) == col(Journal.year_id))
        .where(
            col(Mark.pupil_id).in_(pupil_ids),
            col(Mark.value) != "",
            col(WorkKind.entry_kind) == EntryKind.YEAR,
            col(Journal.subject_id) == journal.subject_id,
            col(Journal.kind) == journal.kind,
        )
        .order_by(col(Work.day), col(Work.id))
    ):
        found[pupil_id][starting] = value
    return found


def finals_elsewhere(session: Session, journal: Journal, pupil_ids: Collection[int]) -> set[int]:
    """Return the pupils with the final mark of the subject in another journal (19)."""
    return set(
        session.scalars(
            select(col(Mark.pupil_id))
            .join(Work, col(Work.id) == col(Mark.work_id))
            .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
            .join(Journal, col(Journal.id) == col(Work.journal_id))
            .where(
                col(Mark.pupil_id).in_(pupil_ids),
                col(Mark.value) != "",
                col(WorkKind.entry_kind) == EntryKind.FINAL,
                col(Journal.subject_id) == journal.subject_id,
                col(Journal.kind) == journal.kind,
                col(Journal.id) != journal.id,
            )
        )
    )
