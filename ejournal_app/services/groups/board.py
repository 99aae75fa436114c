"""What a split starts from: the classes' pupils and the groups they may be put into."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.grouping import Candidate
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    GroupMembership,
    Person,
    Pupil,
    SchoolClass,
    Subject,
)
from ejournal_app.persistence.queries.groups import (
    GroupRow,
    classes_by_pupil,
    group_rows,
    memberships_from,
)
from ejournal_app.persistence.queries.teaching import teachers_by_journal
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .group_page import check_day
from .years import day_in, open_years, year_name

MOST_CLASSES = 12
MOST_SUBJECTS = 6
Row = TypeVar("Row", SchoolClass, Subject)

_CLASS_NAME = re.compile(r"\d+\.\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitAsk:
    """What is split: whose pupils, into groups of which subjects, from which day."""

    class_ids: tuple[int, ...]
    subject_ids: tuple[int, ...]
    """The first is the subject of new groups."""
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassChoice:
    """A class one can split."""

    class_id: int
    name: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectChoice:
    """A subject one can split for."""

    subject_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitChoices:
    """What the form offers."""

    classes: tuple[ClassChoice, ...]
    subjects: tuple[SubjectChoice, ...]
    on: date
    """The day proposed: today, or the first day of the year to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPupil:
    """A pupil of the classes with the groups they are in on the day."""

    candidate: Candidate
    class_name: str
    group_ids: tuple[int, ...]

    @property
    def name(self) -> str:
        """Return the name as lists show it."""
        return f"{self.candidate.family_name} {self.candidate.given_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardGroup:
    """A group to put pupils into."""

    group_id: int
    name: str
    subject: str
    teachers: str
    from_elsewhere: int
    """Its pupils from other classes, who stay as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Pupils and groups of one split."""

    ask: SplitAsk
    year_id: int
    title: str
    """The classes and subjects in words."""
    pupils: tuple[BoardPupil, ...]
    groups: tuple[BoardGroup, ...]
    subject: str
    """The subject of new groups."""


@use_case
def split_choices(actor: Actor) -> SplitChoices:
    """Return the classes and subjects that can be chosen for a split."""
    require(actor, Permission.TEACHING_WRITE)
    today = clock.today()
    with reading() as session:
        years = {year.id: year for year in open_years(session, today)}
        classes = session.scalars(select(SchoolClass).where(col(SchoolClass.year_id).in_(years)))
        subjects = session.scalars(select(Subject).where(col(Subject.is_active)))
        first = next(iter(years.values()), None)
        return SplitChoices(
            classes=tuple(
                ClassChoice(class_id=row.id or 0, name=row.name, year=year_name(years[row.year_id]))
                for row in sorted(
                    classes, key=lambda row: (years[row.year_id].starts_on, sort_key(row.name))
                )
            ),
            subjects=tuple(
                SubjectChoice(subject_id=row.id or 0, name=row.name)
                for row in sorted(subjects, key=lambda row: sort_key(row.name))
            ),
            on=day_in(first, today) if first is not None else today,
        )


@use_case
def open_board(actor: Actor, ask: SplitAsk) -> Board:
    """Return the pupils and groups of a split.

    Forbidden for a class or subject there is not; Refused for classes of several years and for a
    day outside their year.
    """
    require(actor, Permission.TEACHING_WRITE)
    with reading() as session:
        return load_board(session, ask)[0]


def load_board(session: Session, ask: SplitAsk) -> tuple[Board, list[GroupMembership]]:
    """Return a split's board and the memberships it stands on, in force on its day or later."""
    classes, subjects = _chosen(session, ask)
    year_id = classes[0].year_id
    check_day(session, year_id, ask.on)
    by_pupil = classes_by_pupil(session, ask.on)
    names = {row.id: row.name for row in classes}
    own = {pupil for pupil, (class_id, _) in by_pupil.items() if class_id in names}
    of_subjects = [
        row for row in group_rows(session, [year_id]) if row.subject_id in ask.subject_ids
    ]
    memberships = memberships_from(session, ask.on, [row.group_id for row in of_subjects])
    members: dict[int, set[int]] = defaultdict(set)
    for row in memberships:
        if row.pupil_id in by_pupil:
            members[row.group_id].add(row.pupil_id)
    groups = [row for row in of_subjects if _concerns(row, members[row.group_id], own, classes)]
    shown = {row.group_id for row in groups}
    memberships = [row for row in memberships if row.group_id in shown]
    in_groups: dict[int, list[int]] = defaultdict(list)
    for row in memberships:
        if row.starts_on <= ask.on:
            in_groups[row.pupil_id].append(row.group_id)
    board = Board(
        ask=ask,
        year_id=year_id,
        title=", ".join((*(row.name for row in classes), *(row.name for row in subjects))),
        pupils=_pupils(session, own, by_pupil, in_groups),
        groups=_groups(session, groups, members, own, ask.on),
        subject=subjects[0].name,
    )
    return board, [row for row in memberships if row.pupil_id in own]


def _chosen(session: Session, ask: SplitAsk) -> tuple[list[SchoolClass], list[Subject]]:
    if not ask.class_ids:
        raise Refused(Message(N_("Choose one class or several.")), field="classes")
    if not ask.subject_ids:
        raise Refused(Message(N_("Choose the subject.")), field="subject")
    if len(ask.class_ids) > MOST_CLASSES or len(ask.subject_ids) > MOST_SUBJECTS:
        raise Refused(
            Message(
                N_("At most {classes} classes and {subjects} subjects can be split together."),
                {"classes": MOST_CLASSES, "subjects": MOST_SUBJECTS},
            ),
            field="classes",
        )
    classes = [_row(session, SchoolClass, row_id) for row_id in dict.fromkeys(ask.class_ids)]
    subjects = [_row(session, Subject, row_id) for row_id in dict.fromkeys(ask.subject_ids)]
    if len({row.year_id for row in classes}) > 1:
        raise Refused(Message(N_("The classes must be of one school year.")), field="classes")
    return sorted(classes, key=lambda row: sort_key(row.name)), subjects


def _row(session: Session, table: type[Row], row_id: int) -> Row:
    row = session.get(table, row_id) if row_id > 0 else None
    if row is None:
        raise Forbidden(
            Attempt(
                action=Permission.TEACHING_WRITE, entity=str(table.__tablename__), entity_id=row_id
            )
        )
    return row


def _concerns(
    group: GroupRow, members: Collection[int], own: Collection[int], classes: list[SchoolClass]
) -> bool:
    """Tell whether a group is for pupils of these classes: by its pupils, else by its name."""
    if members:
        return not set(members).isdisjoint(own)
    grades = {row.grade for row in classes}
    if group.grades and not group.grades & grades:
        return False
    named = set(_CLASS_NAME.findall(group.name))
    return not named or bool(named & {row.name for row in classes})


def _pupils(
    session: Session,
    own: Collection[int],
    by_pupil: Mapping[int, tuple[int, str]],
    in_groups: Mapping[int, list[int]],
) -> tuple[BoardPupil, ...]:
    rows = session.execute(
        select(
            col(Pupil.id),
            col(Person.family_name),
            col(Person.given_name),
            col(Pupil.second_language),
        )
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .where(col(Pupil.id).in_(own))
    )
    pupils = [
        BoardPupil(
            candidate=Candidate(
                pupil_id=pupil_id, family_name=family, given_name=given, language=language
            ),
            class_name=by_pupil[pupil_id][1],
            group_ids=tuple(in_groups.get(pupil_id, ())),
        )
        for pupil_id, family, given, language in rows
        if pupil_id is not None
    ]
    return tuple(
        sorted(
            pupils,
            key=lambda one: person_key(one.candidate.family_name, one.candidate.given_name),
        )
    )


def _groups(
    session: Session,
    groups: Sequence[GroupRow],
    members: Mapping[int, set[int]],
    own: set[int],
    on: date,
) -> tuple[BoardGroup, ...]:
    teachers = teachers_by_journal(session, on) if groups else {}
    return tuple(
        BoardGroup(
            group_id=group.group_id,
            name=group.name,
            subject=group.subject,
            teachers=", ".join(
                f"{person.given_name} {person.family_name}"
                for journal in group.journal_ids
                for person in teachers.get(journal, [])
            ),
            from_elsewhere=len(members[group.group_id] - own),
        )
        for group in sorted(groups, key=lambda row: sort_key(row.name))
    )
