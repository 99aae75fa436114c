"""Journals of whole grades made in one go from the curriculum table (Regulation 7.3)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.curriculum import PlanLine, WantedJournal, journal_name, wanted_journals
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Journal,
    JournalTeacher,
    SchoolClass,
    SchoolYear,
    StudyGroup,
    Subject,
)
from ejournal_app.policies.rules import require
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.changes.runs import AppliedImport, open_run
from ejournal_app.services.guard import use_case

from .last_year import last_year
from .plans import line_of, plan_rows
from .staff import StaffOption
from .years import YearOption, chosen_year, year_label, year_options

_LONGEST_GROUP_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedJournal:
    """A journal the plan asks for."""

    key: str
    name: str
    grade: int
    kind: JournalKind
    lessons: int
    group: str
    """Name of the group it is for; empty: the whole class."""
    is_new_group: bool
    exists: bool
    teachers: str
    """Who taught it to this class the year before, as a proposal; empty when nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeJournals:
    """The journals the plan asks for, with those that are there already."""

    year_id: int
    year: str
    years: tuple[YearOption, ...]
    grades: tuple[int, ...]
    """Grades that have both a plan and classes."""
    chosen: tuple[int, ...]
    journals: tuple[PlannedJournal, ...]


@dataclass(frozen=True, slots=True)
class _Wish:
    """A wanted journal with the rows it is made from."""

    wanted: WantedJournal
    school_class: SchoolClass
    subject: Subject
    name: str
    group_name: str
    group: StudyGroup | None
    exists: bool
    teachers: tuple[StaffOption, ...]


@use_case
def planned_journals(
    actor: Actor, year_id: int | None, grades: Collection[int] | None = None
) -> GradeJournals:
    """Return exactly which journals would be made for grades; None means all that can be."""
    require(actor, Permission.TEACHING_WRITE)
    with reading() as session:
        year = chosen_year(session, year_id)
        assert year.id is not None
        possible = _possible_grades(session, year.id)
        chosen = [one for one in possible if grades is None or one in grades]
        return GradeJournals(
            year_id=year.id,
            year=year_label(year.starting),
            years=year_options(session),
            grades=tuple(possible),
            chosen=tuple(chosen),
            journals=tuple(
                PlannedJournal(
                    key=wish.wanted.key,
                    name=wish.name,
                    grade=wish.school_class.grade,
                    kind=wish.wanted.line.kind,
                    lessons=wish.wanted.line.lessons,
                    group=wish.group_name,
                    is_new_group=bool(wish.group_name) and wish.group is None,
                    exists=wish.exists,
                    teachers=", ".join(one.name for one in wish.teachers),
                )
                for wish in _wishes(session, year, chosen)
            ),
        )


@use_case
def create_journals(
    actor: Actor, year_id: int, keys: Collection[str], taught: Collection[str] = ()
) -> AppliedImport:
    """Make the named journals and their empty groups as one run that can be undone.

    Those also in `taught` get the teachers proposed for them, from the year's first day.
    Those that exist by now are passed over: a second run makes nothing. Refused when one is no
    longer in the plan, with nothing made.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        # Two at once would both make the same journals: the second waits here.
        year = chosen_year(session, year_id)
        assert year.id is not None
        session.connection().execute(
            select(col(SchoolYear.id)).where(col(SchoolYear.id) == year.id).with_for_update()
        )
        wishes = {
            wish.wanted.key: wish
            for wish in _wishes(session, year, _possible_grades(session, year.id))
        }
        if not set(keys) <= wishes.keys():
            raise Refused(Message(N_("The plan has changed since. Look at the journals again.")))
        missing = [wish for key, wish in wishes.items() if key in keys and not wish.exists]
        if not missing:
            return AppliedImport(counts={"journals": 0, "groups": 0, "teachers": 0})
        return _make(session, actor, year, missing, set(taught))


def _make(
    session: Session, actor: Actor, year: SchoolYear, missing: list[_Wish], taught: set[str]
) -> AppliedImport:
    assert year.id is not None
    new_groups = [wish for wish in missing if wish.group_name and wish.group is None]
    counts = {
        "journals": len(missing),
        "groups": len(new_groups),
        "teachers": sum(len(wish.teachers) for wish in missing if wish.wanted.key in taught),
    }
    run_id = open_run(
        session,
        actor=actor,
        school_id=year.school_id,
        kind=RunKind.JOURNALS,
        valid_from=year.starts_on,
        summary=dict(counts),
    )
    log = ChangeLog(session)
    groups = {wish.group_name: wish.group for wish in missing}
    for wish in new_groups:
        group = StudyGroup(
            year_id=year.id, subject_id=wish.wanted.line.subject_id, name=wish.group_name
        )
        groups[wish.group_name] = group
        log.add(group)
    session.flush()
    made: dict[str, Journal] = {}
    for wish in missing:
        group = groups[wish.group_name] if wish.group_name else None
        journal = made[wish.wanted.key] = Journal(
            year_id=year.id,
            kind=wish.wanted.line.kind,
            subject_id=wish.wanted.line.subject_id,
            class_id=None if group is not None else wish.wanted.class_id,
            group_id=group.id if group is not None else None,
            name=wish.name,
            grade=wish.school_class.grade,
            starts_on=year.starts_on,
            attendance_only=wish.wanted.line.attendance_only,
        )
        log.add(journal)
    session.flush()
    for wish in missing:
        for teacher in wish.teachers if wish.wanted.key in taught else ():
            log.add(
                JournalTeacher(
                    journal_id=made[wish.wanted.key].id or 0,
                    person_id=teacher.person_id,
                    starts_on=year.starts_on,
                )
            )
    log.write(run_id)
    return AppliedImport(run_id=run_id, counts=counts)


def _possible_grades(session: Session, year_id: int) -> list[int]:
    classes = session.scalars(
        select(col(SchoolClass.grade)).where(col(SchoolClass.year_id) == year_id).distinct()
    )
    planned = {row.grade for row in plan_rows(session, year_id, range(1, 13))}
    return sorted(planned & set(classes))


def _wishes(session: Session, year: SchoolYear, grades: Iterable[int]) -> list[_Wish]:
    """Return what the plans of grades ask for, class by class, in the order of the subjects."""
    assert year.id is not None
    year_id, chosen = year.id, list(grades)
    subjects = {row.id: row for row in session.scalars(select(Subject))}
    lines: dict[int, list[PlanLine]] = defaultdict(list)
    for row in plan_rows(session, year_id, chosen):
        lines[row.grade].append(line_of(row))
    for own in lines.values():
        own.sort(key=lambda line: (sort_key(subjects[line.subject_id].name), line.kind))
    classes = session.scalars(
        select(SchoolClass).where(
            col(SchoolClass.year_id) == year_id, col(SchoolClass.grade).in_(chosen)
        )
    ).all()
    there, earlier = _Present(session, year_id), last_year(session, year)
    return [
        there.wish(
            wanted,
            school_class,
            subjects[wanted.line.subject_id],
            earlier.teachers(wanted, school_class, subjects[wanted.line.subject_id]),
        )
        for school_class in sorted(classes, key=lambda one: (one.grade, sort_key(one.name)))
        for wanted in wanted_journals(school_class.id or 0, lines[school_class.grade])
    ]


class _Present:
    """The journals and groups of a year there are already."""

    def __init__(self, session: Session, year_id: int) -> None:
        journals = session.scalars(select(Journal).where(col(Journal.year_id) == year_id)).all()
        groups = session.scalars(select(StudyGroup).where(col(StudyGroup.year_id) == year_id))
        self._groups = {group.name: group for group in groups}
        self._whole = {(one.class_id, one.subject_id, one.kind) for one in journals}
        self._grouped = {(one.group_id, one.subject_id, one.kind) for one in journals}

    def wish(
        self,
        wanted: WantedJournal,
        school_class: SchoolClass,
        subject: Subject,
        teachers: tuple[StaffOption, ...],
    ) -> _Wish:
        """Return a wanted journal with what is there of it."""
        line = wanted.line
        name = journal_name(subject.name, school_class.name, line.kind, wanted.group)
        group_name = name if wanted.group else ""
        if len(group_name) > _LONGEST_GROUP_NAME:
            group_name = journal_name(
                subject.short_name, school_class.name, line.kind, wanted.group
            )
        group = self._groups.get(group_name) if group_name else None
        if group_name:
            exists = group is not None and ((group.id, line.subject_id, line.kind) in self._grouped)
        else:
            exists = (wanted.class_id, line.subject_id, line.kind) in self._whole
        return _Wish(wanted, school_class, subject, name, group_name, group, exists, teachers)
