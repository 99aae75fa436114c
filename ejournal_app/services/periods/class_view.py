"""All subjects of a class, pupil by pupil, for one kind of period marks or the average now."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.averages import shown_average, weighted_average
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.kinds import EntryKind, JournalKind
from ejournal_app.domain.marks import NOT_MARKED, Scale, display
from ejournal_app.domain.periods import OPTIONAL, RE_EXAM_BELOW, is_insufficient
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    GroupMembership,
    Journal,
    Mark,
    SchoolClass,
    Subject,
    Work,
    WorkKind,
)
from ejournal_app.persistence.queries.pupils import pupils_enrolled
from ejournal_app.policies.facts import ClassFacts
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .calendar import PeriodCalendar, period_calendar

_LEVELS_SHOWN = 4
_LEVELS = frozenset({"S", "T", "A", "P"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCell:
    """What a pupil has in a subject."""

    text: str
    below: bool = False
    """Below 4, or an average below it."""
    not_marked: bool = False
    """nv."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSubject:
    """A column."""

    name: str
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPupil:
    """A row; cells in the order of the subjects, None where the subject is not learned."""

    pupil_id: int
    name: str
    cells: tuple[ClassCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassMarks:
    """A class in one kind of marks."""

    class_id: int
    name: str
    kinds: tuple[EntryKind, ...]
    chosen: EntryKind | None
    """None: the average of ordinary marks now; levels in the grades marked so."""
    subjects: tuple[ClassSubject, ...]
    pupils: tuple[ClassPupil, ...]


@use_case
def class_marks(
    actor: Actor, class_id: int, asked: EntryKind | None, *, latest: bool
) -> ClassMarks:
    """Return a class with the marks of the kind asked for (Regulation 17-19, 21).

    `latest` asks for the kind whose window began last instead, or the average before the first.
    """
    return _read(actor, class_id, asked, latest=latest)


@use_case
def export_class_marks(actor: Actor, class_id: int, asked: EntryKind | None) -> ClassMarks:
    """Return a class for a file; the export is audited."""
    found = _read(actor, class_id, asked, latest=False)
    with writing() as session:
        audit.record(
            session,
            actor=actor,
            action=Permission.CLASS_MARKS_READ,
            entity="class",
            entity_id=class_id,
            after={"exported": found.chosen or "average", "pupils": len(found.pupils)},
        )
    return found


def _read(actor: Actor, class_id: int, asked: EntryKind | None, *, latest: bool) -> ClassMarks:
    require(actor, Permission.CLASS_MARKS_READ, ClassFacts.of(class_id))
    today = clock.today()
    with reading() as session:
        own = session.get(SchoolClass, class_id)
        if own is None:
            raise Forbidden(
                Attempt(action=Permission.CLASS_MARKS_READ, entity="class", entity_id=class_id)
            )
        pupils = sorted(
            pupils_enrolled(session, today, col(SchoolClass.id) == class_id),
            key=lambda row: person_key(row.family_name, row.given_name),
        )
        learned = _learned(session, own, [row.pupil_id for row in pupils], today)
        marks = _marks(session, own.year_id, learned)
        calendar = period_calendar(session, own.year_id)
        begun = _begun(calendar, learned, today)
        kinds = _kinds(begun, marks)
        last = next((kind for kind in reversed(kinds) if kind in begun), None)
        chosen = last if latest else asked if asked in kinds else None
        scale = calendar.scales[own.grade]
        names = _subjects(session, learned, marks)
        return ClassMarks(
            class_id=class_id,
            name=own.name,
            kinds=kinds,
            chosen=chosen,
            subjects=tuple(ClassSubject(name=name, short=short) for _, name, short in names),
            pupils=tuple(
                ClassPupil(
                    pupil_id=row.pupil_id,
                    name=f"{row.family_name} {row.given_name}",
                    cells=tuple(
                        _cell(marks.get((row.pupil_id, subject_id), []), chosen, scale)
                        if subject_id in learned.subjects[row.pupil_id]
                        else None
                        for subject_id, _, _ in names
                    ),
                )
                for row in pupils
            ),
        )


@dataclass(frozen=True, slots=True)
class _Learned:
    """Who learns what, and in which journals."""

    subjects: dict[int, set[int]]
    """Subjects by pupil."""
    journals: list[Journal]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A mark of a pupil in a subject."""

    kind: str
    value: str
    weight: int


_Marks = dict[tuple[int, int], list[_Given]]


def _learned(
    session: Session, own: SchoolClass, pupil_ids: Collection[int], today: date
) -> _Learned:
    """A subject is learned by who is today in a journal of it that has marks."""
    groups: dict[int, set[int]] = defaultdict(set)
    for pupil_id, group_id in session.execute(
        select(col(GroupMembership.pupil_id), col(GroupMembership.group_id)).where(
            col(GroupMembership.pupil_id).in_(pupil_ids),
            col(GroupMembership.starts_on) <= today,
            or_(col(GroupMembership.ends_on).is_(None), col(GroupMembership.ends_on) >= today),
        )
    ):
        groups[group_id].add(pupil_id)
    journals = list(
        session.scalars(
            select(Journal).where(
                col(Journal.year_id) == own.year_id,
                col(Journal.kind) == JournalKind.SUBJECT,
                col(Journal.attendance_only).is_(False),
                or_(col(Journal.class_id) == own.id, col(Journal.group_id).in_(groups)),
            )
        )
    )
    subjects: dict[int, set[int]] = {pupil_id: set() for pupil_id in pupil_ids}
    for journal in journals:
        members = pupil_ids if journal.class_id == own.id else groups[journal.group_id or 0]
        for pupil_id in members:
            subjects[pupil_id].add(journal.subject_id)
    return _Learned(subjects, journals)


def _marks(session: Session, year_id: int, learned: _Learned) -> _Marks:
    """Return the year's marks of the pupils by subject, those of former classes with them."""
    found: _Marks = defaultdict(list)
    for pupil_id, subject_id, kind, value, improved_from, weight in session.execute(
        select(
            col(Mark.pupil_id),
            col(Journal.subject_id),
            col(WorkKind.entry_kind),
            col(Mark.value),
            col(Mark.improved_from),
            col(Work.weight),
        )
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .where(
            col(Mark.pupil_id).in_(learned.subjects),
            col(Mark.value) != "",
            col(Journal.year_id) == year_id,
            col(Journal.kind) == JournalKind.SUBJECT,
        )
        .order_by(col(Work.day), col(Work.id))
    ):
        shown = display(value, improved_from) if kind else value
        found[pupil_id, subject_id].append(_Given(kind=kind, value=shown, weight=weight))
    return found


def _begun(calendar: PeriodCalendar, learned: _Learned, today: date) -> set[EntryKind]:
    """Return what is due in a journal; an exam of the school's own is due in none."""
    return {
        kind
        for journal in learned.journals
        for kind in calendar.kinds(journal)
        if kind not in OPTIONAL and calendar.window(journal, kind).has_begun(today)
    }


def _kinds(begun: set[EntryKind], marks: _Marks) -> tuple[EntryKind, ...]:
    """Return the kinds there is something to see of, in the order of the year."""
    present = {given.kind for own in marks.values() for given in own}
    return tuple(
        kind
        for kind in EntryKind
        if kind is not EntryKind.TRANSFERRED and (kind in begun or kind in present)
    )


def _subjects(session: Session, learned: _Learned, marks: _Marks) -> list[tuple[int, str, str]]:
    """Return the subjects learned in which anything has been marked, in Latvian order."""
    marked = {subject_id for _, subject_id in marks}
    ids = set[int]().union(*learned.subjects.values()) & marked
    rows = session.execute(
        select(col(Subject.id), col(Subject.name), col(Subject.short_name)).where(
            col(Subject.id).in_(ids)
        )
    )
    found = [(subject_id, name, short or name) for subject_id, name, short in rows if subject_id]
    return sorted(found, key=lambda one: sort_key(one[1]))


def _cell(marks: list[_Given], chosen: EntryKind | None, scale: Scale) -> ClassCell:
    if chosen is not None:
        own = [given.value for given in marks if given.kind == chosen]
        value = own[-1] if own else ""
        return ClassCell(
            text=value,
            below=is_insufficient(value) and value != NOT_MARKED,
            not_marked=value == NOT_MARKED,
        )
    ordinary = [given for given in marks if not given.kind]
    if scale is Scale.STAP:
        levels = [given.value for given in ordinary if given.value in _LEVELS]
        return ClassCell(text=" ".join(levels[-_LEVELS_SHOWN:]))
    average = weighted_average((given.value, given.weight) for given in ordinary)
    return ClassCell(
        text="" if average is None else shown_average(average),
        below=average is not None and average < Decimal(RE_EXAM_BELOW),
    )
