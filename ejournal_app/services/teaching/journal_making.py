"""New journals one by one: of a class, a group, a new group, or a single pupil (Regulation 7.3)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.curriculum import journal_name
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.search import matches
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    GroupMembership,
    Journal,
    SchoolClass,
    SchoolYear,
    StudyGroup,
    Subject,
)
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .finding import find
from .journal_checks import check_name, check_period
from .plans import SubjectOption, subject_options
from .years import YearOption, chosen_year, year_label, year_options

MOST_FOUND = 20
"""Pupils a search shows."""
_LONGEST_GROUP_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOption:
    """A class or a group a journal can be for."""

    class_id: int | None = None
    group_id: int | None = None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalForm:
    """What the form for a new journal offers."""

    year_id: int
    year: str
    years: tuple[YearOption, ...]
    first_day: date
    subjects: tuple[SubjectOption, ...]
    classes: tuple[PlaceOption, ...]
    groups: tuple[PlaceOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPupil:
    """A pupil a search found."""

    pupil_id: int
    name: str
    """Surname first, with the class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJournal:
    """What a new journal is to be; exactly one of the four places is named."""

    year_id: int | None = None
    subject_id: int
    kind: JournalKind
    class_id: int | None = None
    group_id: int | None = None
    new_group: str = ""
    """Name of an empty group made with it."""
    pupil_id: int | None = None
    """For individual lessons: a group of this one pupil is made with it."""
    grade: int | None = None
    """Whose calendar and scale it follows; not asked of a class or a pupil."""
    name: str = ""
    """Empty: subject and place."""
    starts_on: date | None = None
    """None: the first day of the year."""
    ends_on: date | None = None
    attendance_only: bool = False
    runs_in_breaks: bool = False


@use_case
def journal_form(actor: Actor, year_id: int | None) -> JournalForm:
    """Return what the form for a new journal offers."""
    require(actor, Permission.TEACHING_WRITE)
    with reading() as session:
        year = chosen_year(session, year_id)
        assert year.id is not None
        classes = session.scalars(select(SchoolClass).where(col(SchoolClass.year_id) == year.id))
        groups = session.scalars(select(StudyGroup).where(col(StudyGroup.year_id) == year.id))
        return JournalForm(
            year_id=year.id,
            year=year_label(year.starting),
            years=year_options(session),
            first_day=year.starts_on,
            subjects=subject_options(session),
            classes=_sorted([PlaceOption(class_id=one.id, name=one.name) for one in classes]),
            groups=_sorted([PlaceOption(group_id=one.id, name=one.name) for one in groups]),
        )


@use_case
def find_pupils(actor: Actor, search: str) -> tuple[FoundPupil, ...]:
    """Return pupils enrolled today whose name or class begins so; nobody for an empty search."""
    require(actor, Permission.TEACHING_WRITE)
    if not search.strip():
        return ()
    with reading() as session:
        rows = pupils_enrolled(session, clock.today())
    found = [
        row
        for row in rows
        if matches(f"{row.given_name} {row.family_name} {row.class_name}", search)
    ]
    found.sort(key=lambda row: person_key(row.family_name, row.given_name))
    return tuple(
        FoundPupil(pupil_id=row.pupil_id, name=f"{_name(row)}, {row.class_name}")
        for row in found[:MOST_FOUND]
    )


@use_case
def create_journal(actor: Actor, new: NewJournal) -> int:
    """Add a journal, with the group it needs, and return its id.

    Refused when the place is missing, is of another year, or has such a journal already.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        year = chosen_year(session, new.year_id)
        assert year.id is not None
        subject = find(session, Subject, new.subject_id)
        starts_on = new.starts_on or year.starts_on
        check_period(year, starts_on, new.ends_on)
        class_id, group_id, place, grade = _place(session, year, subject, new, starts_on)
        name = check_name(new.name or journal_name(subject.name, place, new.kind))
        if new.name == "" and new.pupil_id is not None:
            name = check_name(f"{subject.name}, {place}")
        _refuse_twin(session, year.id, class_id, group_id, new, name)
        journal = Journal(
            year_id=year.id,
            kind=new.kind,
            subject_id=new.subject_id,
            class_id=class_id,
            group_id=group_id,
            name=name,
            grade=grade,
            starts_on=starts_on,
            ends_on=new.ends_on,
            attendance_only=new.attendance_only,
            runs_in_breaks=new.runs_in_breaks,
        )
        session.add(journal)
        session.flush()
        assert journal.id is not None
        audit.record(
            session,
            actor=actor,
            action=Permission.TEACHING_WRITE,
            entity="journal",
            entity_id=journal.id,
            after={
                "name": name,
                "kind": str(new.kind),
                "class_id": class_id,
                "group_id": group_id,
                "starts_on": starts_on.isoformat(),
            },
        )
        return journal.id


_Place = tuple[int | None, int | None, str, int]
"""Class or group, what it is called, and the grade."""


def _place(
    session: Session, year: SchoolYear, subject: Subject, new: NewJournal, starts_on: date
) -> _Place:
    named = (new.class_id, new.group_id, new.new_group.strip() or None, new.pupil_id)
    if sum(one is not None for one in named) != 1:
        raise Refused(Message(N_("Choose a class or a group, or name a new one.")), field="place")
    if new.class_id is not None:
        school_class = find(session, SchoolClass, new.class_id)
        _check_year(school_class.year_id, year)
        return new.class_id, None, school_class.name, school_class.grade
    if new.pupil_id is not None:
        return _single_pupil(session, year, subject, new.pupil_id, starts_on)
    grade = new.grade
    if new.group_id is not None:
        group = find(session, StudyGroup, new.group_id)
        _check_year(group.year_id, year)
        grade = grade or _grade_of_group(session, new.group_id)
    else:
        group = None
    if grade is None or not 1 <= grade <= 12:
        message = Message(N_("Choose the grade whose calendar and scale the journal follows."))
        raise Refused(message, field="grade")
    if group is None:
        group = _new_group(session, year, subject, " ".join(new.new_group.split()))
    assert group.id is not None
    return None, group.id, group.name, grade


def _single_pupil(
    session: Session, year: SchoolYear, subject: Subject, pupil_id: int, starts_on: date
) -> _Place:
    found = [row for row in pupils_enrolled(session, clock.today()) if row.pupil_id == pupil_id]
    if not found:
        raise Refused(Message(N_("Choose a pupil from the list.")), field="pupil")
    (row,) = found
    _check_year(find(session, SchoolClass, row.class_id).year_id, year, field="pupil")
    name = f"{subject.short_name}, {_name(row)}"
    group = _new_group(session, year, subject, name[:_LONGEST_GROUP_NAME])
    assert group.id is not None
    session.add(GroupMembership(group_id=group.id, pupil_id=pupil_id, starts_on=starts_on))
    return None, group.id, _name(row), row.grade


def _new_group(session: Session, year: SchoolYear, subject: Subject, name: str) -> StudyGroup:
    if len(name) > _LONGEST_GROUP_NAME:
        raise Refused(
            Message(
                N_("The text is too long: {length} characters, at most {limit}."),
                {"length": len(name), "limit": _LONGEST_GROUP_NAME},
            ),
            field="new_group",
        )
    assert year.id is not None
    twin = select(col(StudyGroup.id)).where(
        col(StudyGroup.year_id) == year.id, col(StudyGroup.name) == name
    )
    if session.scalars(twin).first() is not None:
        raise Refused(Message(N_("{name} is there already."), {"name": name}), field="new_group")
    group = StudyGroup(year_id=year.id, subject_id=subject.id, name=name)
    session.add(group)
    session.flush()
    return group


def _grade_of_group(session: Session, group_id: int) -> int | None:
    """Return the grade of the group's pupils when all are of one; None otherwise."""
    members = set(
        session.scalars(
            select(col(GroupMembership.pupil_id)).where(col(GroupMembership.group_id) == group_id)
        )
    )
    grades = {
        row.grade for row in pupils_enrolled(session, clock.today()) if row.pupil_id in members
    }
    return grades.pop() if len(grades) == 1 else None


def _refuse_twin(
    session: Session,
    year_id: int,
    class_id: int | None,
    group_id: int | None,
    new: NewJournal,
    name: str,
) -> None:
    """Refuse a second journal of the same subject, kind and place under the same name."""
    twin = session.scalars(
        select(col(Journal.name)).where(
            col(Journal.year_id) == year_id,
            col(Journal.class_id) == class_id,
            col(Journal.group_id) == group_id,
            col(Journal.subject_id) == new.subject_id,
            col(Journal.kind) == new.kind,
            col(Journal.name) == name,
        )
    ).first()
    if twin is not None:
        raise Refused(Message(N_("{name} is there already."), {"name": twin}), field="name")


def _check_year(year_id: int, year: SchoolYear, *, field: str = "place") -> None:
    if year_id != year.id:
        message = Message(N_("The class or group is of another school year."))
        raise Refused(message, field=field)


def _name(row: PupilRow) -> str:
    return f"{row.family_name} {row.given_name}"


def _sorted(options: list[PlaceOption]) -> tuple[PlaceOption, ...]:
    return tuple(sorted(options, key=lambda option: sort_key(option.name)))
