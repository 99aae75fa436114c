"""The curriculum table of a grade: reading, saving, copying to other grades (Regulation 7.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.curriculum import (
    MOST_GROUPS,
    MOST_LESSONS,
    PlanLine,
    weekly_limit,
    weekly_total,
)
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import CurriculumLine, SchoolClass, Subject
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .finding import find
from .years import YearOption, chosen_year, year_label, year_options


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A row of the table: a subject the school offers, with its line when the grade learns it."""

    subject_id: int
    subject: str
    kind: JournalKind
    line: PlanLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectOption:
    """A subject that can be chosen."""

    subject_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradePlan:
    """The plan of a grade in a year."""

    year_id: int
    year: str
    grade: int
    years: tuple[YearOption, ...]
    rows: tuple[PlanRow, ...]
    subjects: tuple[SubjectOption, ...]
    total: int
    """Lessons a week every pupil has."""
    limit: int
    """What the law allows."""
    classes: tuple[str, ...]
    planned: frozenset[int]
    """Grades that have a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry:
    """What was typed into a row; without lessons the grade does not learn it."""

    subject_id: int
    kind: JournalKind
    lessons: int | None
    groups: int = 0
    attendance_only: bool = False

    @property
    def key(self) -> str:
        """Return what names the row in a form."""
        return f"{self.subject_id}-{self.kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyResult:
    """What copying a plan did, in lines."""

    added: int
    kept: int
    """Lines the other grades had already; they stay as they are."""


@use_case
def grade_plan(actor: Actor, year_id: int | None, grade: int) -> GradePlan:
    """Return the plan of a grade; without a year, of the one people work on."""
    require(actor, Permission.TEACHING_WRITE)
    _check_grade(grade)
    with reading() as session:
        year = chosen_year(session, year_id)
        assert year.id is not None
        lines = [line_of(row) for row in plan_rows(session, year.id, (grade,))]
        subjects = subject_options(session, also={line.subject_id for line in lines})
        classes = session.scalars(
            select(SchoolClass).where(
                col(SchoolClass.year_id) == year.id, col(SchoolClass.grade) == grade
            )
        )
        planned = session.scalars(
            select(col(CurriculumLine.grade)).where(col(CurriculumLine.year_id) == year.id)
        )
        return GradePlan(
            year_id=year.id,
            year=year_label(year.starting),
            grade=grade,
            years=year_options(session),
            rows=_rows(subjects, lines),
            subjects=subjects,
            total=weekly_total(lines),
            limit=weekly_limit(grade),
            classes=tuple(sorted((one.name for one in classes), key=sort_key)),
            planned=frozenset(planned),
        )


@use_case
def save_plan(actor: Actor, year_id: int, grade: int, entries: Sequence[PlanEntry]) -> None:
    """Save rows of a grade's plan; rows not named stay. Journals that exist are not touched.

    Refused for numbers out of bounds and for a subject named twice.
    """
    require(actor, Permission.TEACHING_WRITE)
    _check_grade(grade)
    for entry in entries:
        _check_entry(entry)
    if len({entry.key for entry in entries}) < len(entries):
        raise Refused(Message(N_("A subject of one kind can be in the plan of a grade once.")))
    with writing() as session:
        year = chosen_year(session, year_id)
        assert year.id is not None
        present = {(row.subject_id, row.kind): row for row in plan_rows(session, year.id, (grade,))}
        before = {key: _facts(row) for key, row in present.items()}
        for entry in entries:
            _save_row(session, year.id, grade, entry, present.get((entry.subject_id, entry.kind)))
        session.flush()
        after = {
            (row.subject_id, row.kind): _facts(row) for row in plan_rows(session, year.id, (grade,))
        }
        if after != before:
            _record(session, actor, year.id, grade, _named(before, after), _named(after, before))


@use_case
def copy_plan(actor: Actor, year_id: int, grade: int, targets: Iterable[int]) -> CopyResult:
    """Add the lines of a grade's plan to other grades; what they have already stays.

    Refused when there is nothing to copy or no other grade is chosen.
    """
    require(actor, Permission.TEACHING_WRITE)
    wanted = sorted(set(targets) - {grade})
    for one in (grade, *wanted):
        _check_grade(one)
    if not wanted:
        raise Refused(Message(N_("Choose the grades to copy the plan to.")))
    with writing() as session:
        year = chosen_year(session, year_id)
        assert year.id is not None
        source = plan_rows(session, year.id, (grade,))
        if not source:
            raise Refused(Message(N_("The grade has no plan to copy yet.")))
        present = {
            (row.grade, row.subject_id, row.kind) for row in plan_rows(session, year.id, wanted)
        }
        added = kept = 0
        for target in wanted:
            new = [row for row in source if (target, row.subject_id, row.kind) not in present]
            kept += len(source) - len(new)
            added += len(new)
            for row in new:
                session.add(
                    CurriculumLine(
                        year_id=year.id,
                        grade=target,
                        subject_id=row.subject_id,
                        kind=row.kind,
                        lessons_per_week=row.lessons_per_week,
                        group_count=row.group_count,
                        attendance_only=row.attendance_only,
                    )
                )
            if new:
                facts = {f"{row.subject_id} {row.kind}": _facts(row) for row in new}
                _record(session, actor, year.id, target, {}, facts)
        return CopyResult(added=added, kept=kept)


def plan_rows(session: Session, year_id: int, grades: Iterable[int]) -> Sequence[CurriculumLine]:
    """Return the lines of grades' plans."""
    return session.scalars(
        select(CurriculumLine)
        .where(col(CurriculumLine.year_id) == year_id, col(CurriculumLine.grade).in_(list(grades)))
        .order_by(col(CurriculumLine.id))
    ).all()


def line_of(row: CurriculumLine) -> PlanLine:
    """Return a line as the rules know it."""
    return PlanLine(
        subject_id=row.subject_id,
        kind=JournalKind(row.kind),
        lessons=row.lessons_per_week,
        groups=row.group_count,
        attendance_only=row.attendance_only,
    )


def subject_options(
    session: Session, *, also: Iterable[int] = frozenset[int]()
) -> tuple[SubjectOption, ...]:
    """Return the subjects the school offers, and those named besides, in Latvian order."""
    named = set(also)
    rows = [row for row in session.scalars(select(Subject)) if row.is_active or row.id in named]
    rows.sort(key=lambda row: sort_key(row.name))
    return tuple(
        SubjectOption(subject_id=row.id, name=row.name) for row in rows if row.id is not None
    )


def _rows(subjects: Sequence[SubjectOption], lines: Sequence[PlanLine]) -> tuple[PlanRow, ...]:
    """Return a row for every subject, and one for each line of another kind below its subject."""
    by_key = {(line.subject_id, line.kind): line for line in lines}
    return tuple(
        PlanRow(
            subject_id=subject.subject_id,
            subject=subject.name,
            kind=kind,
            line=by_key.get((subject.subject_id, kind)),
        )
        for subject in subjects
        for kind in JournalKind
        if kind is JournalKind.SUBJECT or (subject.subject_id, kind) in by_key
    )


def _save_row(
    session: Session, year_id: int, grade: int, entry: PlanEntry, row: CurriculumLine | None
) -> None:
    if entry.lessons is None:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        find(session, Subject, entry.subject_id)
        row = CurriculumLine(
            year_id=year_id, grade=grade, subject_id=entry.subject_id, kind=entry.kind
        )
        session.add(row)
    row.lessons_per_week = entry.lessons
    row.group_count = entry.groups
    row.attendance_only = entry.attendance_only


def _check_entry(entry: PlanEntry) -> None:
    if entry.lessons is not None and not 0 <= entry.lessons <= MOST_LESSONS:
        raise Refused(
            Message(N_("Lessons a week are from 0 to {limit}."), {"limit": MOST_LESSONS}),
            field=f"lessons-{entry.key}",
        )
    if not 0 <= entry.groups <= MOST_GROUPS or entry.groups == 1:
        raise Refused(
            Message(N_("A class is split into 2 to {limit} groups."), {"limit": MOST_GROUPS}),
            field=f"groups-{entry.key}",
        )


def _check_grade(grade: int) -> None:
    if not 1 <= grade <= 12:
        raise Refused(Message(N_("Choose a grade from 1 to 12.")), field="grade")


_Facts = tuple[int, int, bool]


def _facts(row: CurriculumLine) -> _Facts:
    return (row.lessons_per_week, row.group_count, row.attendance_only)


def _named(
    own: dict[tuple[int, str], _Facts], other: dict[tuple[int, str], _Facts]
) -> dict[str, _Facts]:
    """Return the lines that differ, by names an audit entry can keep."""
    return {
        f"{subject} {kind}": facts
        for (subject, kind), facts in own.items()
        if other.get((subject, kind)) != facts
    }


def _record(
    session: Session,
    actor: Actor,
    year_id: int,
    grade: int,
    before: dict[str, _Facts],
    after: dict[str, _Facts],
) -> None:
    audit.record(
        session,
        actor=actor,
        action=Permission.TEACHING_WRITE,
        entity="curriculum",
        entity_id=year_id,
        before={"grade": grade, "lines": {key: list(facts) for key, facts in before.items()}},
        after={"grade": grade, "lines": {key: list(facts) for key, facts in after.items()}},
    )
