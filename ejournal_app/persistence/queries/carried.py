"""Marks a pupil brought along from another class's journal of the same subject (Regulation 8).

They stay where they were given and are read from there: nothing is copied, so nothing can be
doubled, changed or left behind when a move is taken back.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.movements import is_carried
from ejournal_app.persistence.models import (
    Enrolment,
    GroupMembership,
    Journal,
    Mark,
    SchoolClass,
    SchoolYear,
    StudyGroup,
    Work,
    WorkKind,
)

from .members import Member, Span, overlaps


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedMark:
    """A mark with the work and the journal it was given in."""

    pupil_id: int
    journal: str
    day: date
    title: str
    kind_lv: str
    kind_en: str
    value: str
    improved_from: str
    weight: int
    is_ordinary: bool
    """A mark of ordinary work; interim, year and exam marks enter no average."""
    other_year: bool
    """Dated outside the school year of its journal."""


def carried_marks(
    session: Session, journal: Journal, members: Iterable[Member]
) -> list[CarriedMark]:
    """Return what members brought along, by day; empty for journals nobody came to later."""
    came = {
        member.pupil_id: member
        for member in members
        if any(first > journal.starts_on for first, _ in member.spans)
    }
    if not came:
        return []
    rows = session.execute(
        select(Mark, Work, Journal, WorkKind, SchoolYear)
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(SchoolYear, col(SchoolYear.id) == col(Journal.year_id))
        .where(
            col(Mark.pupil_id).in_(came),
            col(Mark.value) != "",
            col(Journal.id) != journal.id,
            col(Journal.year_id) == journal.year_id,
            col(Journal.subject_id) == journal.subject_id,
            col(Journal.kind) == journal.kind,
        )
        .order_by(col(Work.day), col(Work.id))
    ).all()
    if not rows:
        return []
    spans = spans_in_year(session, journal.year_id, {mark.pupil_id for mark, *_ in rows})
    return [
        CarriedMark(
            pupil_id=mark.pupil_id,
            journal=source.name,
            day=work.day,
            title=work.title,
            kind_lv=kind.name_lv,
            kind_en=kind.name_en,
            value=mark.value,
            improved_from=mark.improved_from,
            weight=work.weight,
            is_ordinary=not kind.entry_kind,
            other_year=not year.starts_on <= work.day <= year.ends_on,
        )
        for mark, work, source, kind, year in rows
        if is_carried(work.day, spans.of(mark.pupil_id, source), came[mark.pupil_id].spans)
    ]


class Spans:
    """When pupils belonged to the classes and groups of a year."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self.classes: dict[tuple[int, int], list[Span]] = defaultdict(list)
        self.groups: dict[tuple[int, int], list[Span]] = defaultdict(list)
        self.enrolled: dict[int, list[Span]] = defaultdict(list)

    def of(self, pupil_id: int, journal: Journal) -> list[Span]:
        """Return the pupil's days in a journal."""
        if journal.class_id is not None:
            return self.classes.get((pupil_id, journal.class_id), [])
        grouped = self.groups.get((pupil_id, journal.group_id or 0), [])
        return overlaps(grouped, self.enrolled.get(pupil_id, []))


def spans_in_year(
    session: Session, year_id: int, pupil_ids: Collection[int] | None = None
) -> Spans:
    """Return when pupils, or all of them, belonged to the classes and groups of a year."""
    found = Spans()
    enrolments = (
        select(
            col(Enrolment.pupil_id),
            col(Enrolment.class_id),
            col(Enrolment.starts_on),
            col(Enrolment.ends_on),
        )
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .where(col(SchoolClass.year_id) == year_id)
        .order_by(col(Enrolment.starts_on))
    )
    memberships = (
        select(
            col(GroupMembership.pupil_id),
            col(GroupMembership.group_id),
            col(GroupMembership.starts_on),
            col(GroupMembership.ends_on),
        )
        .join(StudyGroup, col(StudyGroup.id) == col(GroupMembership.group_id))
        .where(col(StudyGroup.year_id) == year_id)
    )
    if pupil_ids is not None:
        enrolments = enrolments.where(col(Enrolment.pupil_id).in_(pupil_ids))
        memberships = memberships.where(col(GroupMembership.pupil_id).in_(pupil_ids))
    for pupil_id, class_id, first, last in session.execute(enrolments):
        found.classes[pupil_id, class_id].append((first, last))
        found.enrolled[pupil_id].append((first, last))
    for pupil_id, group_id, first, last in session.execute(memberships):
        found.groups[pupil_id, group_id].append((first, last))
    return found
