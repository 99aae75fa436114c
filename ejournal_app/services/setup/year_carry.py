"""What of the teaching goes on from a year into its copy: classes, class teachers, groups (7.1)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.next_grade import next_grade, renamed
from ejournal_app.domain.posts import Term
from ejournal_app.persistence.models import (
    ClassTeacher,
    CurriculumLine,
    Enrolment,
    GroupMembership,
    Journal,
    Person,
    SchoolClass,
    SchoolYear,
    StudyGroup,
)
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.teaching.staff import staff_options

Place = tuple[int, str]
"""Grade and letter of a class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """How many rows were carried over, and in words what was left behind."""

    classes: int
    curriculum_lines: int
    class_teachers: int
    groups: int
    left: tuple[Message, ...]


def carry_teaching(
    session: Session, changes: ChangeLog, last: SchoolYear, year: SchoolYear
) -> Carried:
    """Add what repeats of a year's teaching to the new one, every row through the change log.

    Classes come empty, with the same grades, letters and programmes. Class teachers go on with
    their classes into the next grade, from the first day, as long as they work here then. Groups
    of subjects go on empty, when all their classes do.
    """
    classes = _classes(session, changes, last, year)
    session.flush()
    lines = _lines(session, changes, last, year)
    teachers, left = _class_teachers(session, changes, last, year, classes)
    groups, groups_left = _groups(session, changes, last, year, set(classes))
    if groups_left:
        left.append(
            Message(
                N_(
                    "Groups not carried ({n}): of several grades, of interest education and the"
                    " like, or of classes that do not go on."
                ),
                {"n": groups_left},
            )
        )
    return Carried(
        classes=len(classes),
        curriculum_lines=lines,
        class_teachers=teachers,
        groups=groups,
        left=tuple(left),
    )


def _classes(
    session: Session, changes: ChangeLog, last: SchoolYear, year: SchoolYear
) -> dict[Place, SchoolClass]:
    made: dict[Place, SchoolClass] = {}
    for row in session.scalars(select(SchoolClass).where(col(SchoolClass.year_id) == last.id)):
        made[row.grade, row.letter] = SchoolClass(
            year_id=year.id or 0,
            grade=row.grade,
            letter=row.letter,
            programme_code=row.programme_code,
        )
    for one in made.values():
        changes.add(one)
    return made


def _lines(session: Session, changes: ChangeLog, last: SchoolYear, year: SchoolYear) -> int:
    rows = session.scalars(
        select(CurriculumLine).where(col(CurriculumLine.year_id) == last.id)
    ).all()
    for row in rows:
        changes.add(
            CurriculumLine(
                year_id=year.id or 0,
                grade=row.grade,
                subject_id=row.subject_id,
                kind=row.kind,
                lessons_per_week=row.lessons_per_week,
                group_count=row.group_count,
                attendance_only=row.attendance_only,
            )
        )
    return len(rows)


def _class_teachers(
    session: Session,
    changes: ChangeLog,
    last: SchoolYear,
    year: SchoolYear,
    classes: dict[Place, SchoolClass],
) -> tuple[int, list[Message]]:
    working = {option.person_id for option in staff_options(session, year.starts_on)}
    free: list[str] = []
    gone: list[str] = []
    named: set[Place] = set()
    for (grade, letter), person in _holders(session, last):
        who = f"{person.given_name} {person.family_name} ({grade}.{letter})"
        later = next_grade(grade)
        target = classes.get((later, letter)) if later is not None else None
        if target is None or later is None:
            free.append(who)
        elif person.id not in working:
            gone.append(who)
        else:
            changes.add(
                ClassTeacher(
                    class_id=target.id or 0, person_id=person.id or 0, starts_on=year.starts_on
                )
            )
            named.add((later, letter))
    without = [f"{grade}.{letter}" for grade, letter in _in_order(set(classes) - named)]
    told = (
        (N_("Class teachers whose class does not go on as it is: {names}."), free),
        (N_("Class teachers who do not work here any more by then: {names}."), gone),
        (N_("Classes without a class teacher for now: {names}."), without),
    )
    left = [Message(msgid, {"names": ", ".join(names)}) for msgid, names in told if names]
    return len(named), left


def _holders(session: Session, last: SchoolYear) -> list[tuple[Place, Person]]:
    """Return who is class teacher of each class on the last day of a year, in order of classes."""
    rows = session.execute(
        select(ClassTeacher, SchoolClass, Person)
        .join(SchoolClass, col(SchoolClass.id) == col(ClassTeacher.class_id))
        .join(Person, col(Person.id) == col(ClassTeacher.person_id))
        .where(col(SchoolClass.year_id) == last.id)
        .order_by(col(ClassTeacher.starts_on), col(ClassTeacher.id))
    )
    held = {
        (own.grade, own.letter): person
        for term, own, person in rows
        if Term(term.starts_on, term.ends_on).holds(last.ends_on)
    }
    return [(place, held[place]) for place in _in_order(set(held))]


def _groups(
    session: Session,
    changes: ChangeLog,
    last: SchoolYear,
    year: SchoolYear,
    places: set[Place],
) -> tuple[int, int]:
    """Add the groups that go on; return how many, and how many do not."""
    groups = session.scalars(
        select(StudyGroup).where(col(StudyGroup.year_id) == last.id).order_by(col(StudyGroup.id))
    ).all()
    own_places = _places_of_groups(session, last)
    other_kinds = set(
        session.scalars(
            select(col(Journal.group_id)).where(
                col(Journal.year_id) == last.id, col(Journal.kind) != JournalKind.SUBJECT
            )
        )
    )
    names: set[str] = set()
    for group in groups:
        own = own_places.get(group.id or 0, set())
        grades = {grade for grade, _ in own}
        later = next_grade(min(grades)) if len(grades) == 1 else None
        if (
            group.subject_id is None
            or group.id in other_kinds
            or later is None
            or any((later, letter) not in places for _, letter in own)
        ):
            continue
        name = renamed(group.name, later - 1)
        if name in names:
            continue
        names.add(name)
        changes.add(StudyGroup(year_id=year.id or 0, subject_id=group.subject_id, name=name))
    return len(names), len(groups) - len(names)


def _places_of_groups(session: Session, last: SchoolYear) -> dict[int, set[Place]]:
    """Return the classes the pupils of each group come from."""
    day: date = last.ends_on
    found: dict[int, set[Place]] = defaultdict(set)
    for group_id, grade, letter in session.execute(
        select(col(GroupMembership.group_id), col(SchoolClass.grade), col(SchoolClass.letter))
        .join(StudyGroup, col(StudyGroup.id) == col(GroupMembership.group_id))
        .join(Enrolment, col(Enrolment.pupil_id) == col(GroupMembership.pupil_id))
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .where(
            col(StudyGroup.year_id) == last.id,
            col(SchoolClass.year_id) == last.id,
            # Who left or moved away is no reason for or against the group.
            col(GroupMembership.ends_on).is_(None) | (col(GroupMembership.ends_on) >= day),
            col(Enrolment.ends_on).is_(None) | (col(Enrolment.ends_on) >= day),
        )
        .distinct()
    ):
        found[group_id].add((grade, letter))
    return found


def _in_order(places: set[Place]) -> list[Place]:
    return sorted(places, key=lambda place: (place[0], sort_key(place[1])))
