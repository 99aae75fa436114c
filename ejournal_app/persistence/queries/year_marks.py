"""The marks of a school year as averages and statistics read them: by pupil, those that go along
from another class's journal of the subject included (Regulation 8, 16).

A pupil's mark stands in one journal; it may count in a second one, see `domain.movements`.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.average_explained import WeighedMark
from ejournal_app.domain.marks import Scale
from ejournal_app.domain.movements import is_carried
from ejournal_app.persistence.models import (
    Enrolment,
    GroupMembership,
    Journal,
    Mark,
    SchoolYear,
    Work,
    WorkKind,
)

from .carried import Spans, spans_in_year


@dataclass(frozen=True, slots=True, kw_only=True)
class YearWork:
    """A work of the year."""

    work_id: int
    journal_id: int
    day: date
    title: str
    kind_lv: str
    kind_en: str
    scale: Scale
    weight: int
    closes_period: bool
    """Its marks close a part of the year or come from another school (`domain.kinds`)."""
    is_test: bool
    is_marked: bool
    """Somebody has a mark in it, nv included."""
    other_year: bool
    """Dated outside the school year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMark:
    """A mark that stands, with its work."""

    pupil_id: int
    work: YearWork
    value: str
    improved_from: str

    @property
    def weighed(self) -> WeighedMark:
        """The mark as an average sees it."""
        return WeighedMark(
            value=self.value,
            weight=self.work.weight,
            improved_from=self.improved_from,
            closes_period=self.work.closes_period,
            other_year=self.work.other_year,
        )


class YearMarks:
    """Journals of a year with their works and marks, and when pupils belonged to them."""

    def __init__(
        self, journals: Collection[Journal], works: Collection[YearWork], spans: Spans
    ) -> None:
        """Keep what was loaded."""
        self.journals = {journal.id: journal for journal in journals if journal.id is not None}
        self.spans = spans
        self.works: dict[int, list[YearWork]] = defaultdict(list)
        """By journal, in the order of days."""
        for work in works:
            self.works[work.journal_id].append(work)
        self._marks: dict[int, dict[int, list[YearMark]]] = defaultdict(dict)

    def add(self, mark: YearMark) -> None:
        """Add a mark; those of a journal come in the order of days."""
        self._marks[mark.pupil_id].setdefault(mark.work.journal_id, []).append(mark)

    def journals_with_marks(self, pupil_id: int) -> list[Journal]:
        """Return the journals that hold marks of a pupil."""
        return [self.journals[journal_id] for journal_id in self._marks.get(pupil_id, ())]

    def pupils_of(self, journal: Journal) -> list[int]:
        """Return the pupils with marks anywhere in the year who were ever in a journal."""
        return [pupil_id for pupil_id in self._marks if self.spans.of(pupil_id, journal)]

    def of(self, pupil_id: int, journal: Journal) -> list[YearMark]:
        """Return the marks that are a pupil's in a journal, brought ones included, by day."""
        by_journal = self._marks.get(pupil_id)
        if by_journal is None or journal.id is None:
            return []
        own = by_journal.get(journal.id, [])
        stays = self.spans.of(pupil_id, journal)
        if not any(first > journal.starts_on for first, _ in stays):
            return own
        brought = [
            mark
            for journal_id, marks in by_journal.items()
            if journal_id != journal.id
            for mark in marks
            if self._goes_along(mark, journal)
        ]
        return sorted([*own, *brought], key=lambda mark: (mark.work.day, mark.work.work_id))

    def _goes_along(self, mark: YearMark, journal: Journal) -> bool:
        source = self.journals[mark.work.journal_id]
        if (source.subject_id, source.kind) != (journal.subject_id, journal.kind):
            return False
        elsewhere = self.spans.of(mark.pupil_id, source)
        return is_carried(mark.work.day, elsewhere, self.spans.of(mark.pupil_id, journal))


def year_marks(
    session: Session,
    year_id: int,
    *about: ColumnElement[bool],
    pupil_ids: Collection[int] | None = None,
) -> YearMarks:
    """Load the marks of a year: of the journals the conditions find, of some pupils or of all.

    Six questions to the database, whatever they find.
    """
    year = session.get_one(SchoolYear, year_id)
    where = (
        col(Journal.year_id) == year_id,
        col(Journal.attendance_only).is_(False),
        *about,
    )
    journals = session.scalars(select(Journal).where(*where)).all()
    works = _works(session, year, *where)
    found = YearMarks(journals, works.values(), spans_in_year(session, year_id, pupil_ids))
    statement = (
        select(col(Mark.pupil_id), col(Mark.work_id), col(Mark.value), col(Mark.improved_from))
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .where(col(Mark.value) != "", *where)
        .order_by(col(Work.day), col(Work.id))
    )
    if pupil_ids is not None:
        statement = statement.where(col(Mark.pupil_id).in_(pupil_ids))
    for pupil_id, work_id, value, improved_from in session.execute(statement):
        found.add(
            YearMark(
                pupil_id=pupil_id,
                work=works[work_id],
                value=value,
                improved_from=improved_from,
            )
        )
    return found


def attended_by(pupil_ids: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that a journal is of a class or group one of the pupils was ever in."""
    return or_(
        col(Journal.class_id).in_(
            select(col(Enrolment.class_id)).where(col(Enrolment.pupil_id).in_(pupil_ids))
        ),
        col(Journal.group_id).in_(
            select(col(GroupMembership.group_id)).where(
                col(GroupMembership.pupil_id).in_(pupil_ids)
            )
        ),
    )


def _works(session: Session, year: SchoolYear, *where: ColumnElement[bool]) -> dict[int, YearWork]:
    marked = exists().where(col(Mark.work_id) == col(Work.id), col(Mark.value) != "")
    rows = session.execute(
        select(
            col(Work.id),
            col(Work.journal_id),
            col(Work.day),
            col(Work.title),
            col(Work.scale),
            col(Work.weight),
            WorkKind,
            marked,
        )
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .where(*where)
        .order_by(col(Work.day), col(Work.id))
    )
    return {
        work_id: YearWork(
            work_id=work_id,
            journal_id=journal_id,
            day=day,
            title=title,
            kind_lv=kind.name_lv,
            kind_en=kind.name_en,
            scale=Scale(scale),
            weight=weight,
            closes_period=bool(kind.entry_kind),
            is_test=kind.is_test,
            is_marked=is_marked,
            other_year=not year.starts_on <= day <= year.ends_on,
        )
        for work_id, journal_id, day, title, scale, weight, kind, is_marked in rows
        if work_id is not None
    }
