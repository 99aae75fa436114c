"""The list of all journals: kind, class or group, teachers, lessons (Regulation 7.3, 7.6)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    Journal,
    JournalTeacher,
    Person,
    SchoolClass,
    SchoolYear,
    StudyGroup,
    TimetableSlot,
    TimetableVersion,
)
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition
from ejournal_app.services.lists.year_filter import year_filter

from .years import year_options

KIND_WORDS: dict[str, Message] = {
    JournalKind.SUBJECT: Message(N_("Subject")),
    JournalKind.INTEREST: Message(N_("Interest education")),
    JournalKind.EXTENDED_DAY: Message(N_("Extended-day group")),
    JournalKind.ELECTIVE: Message(N_("Elective")),
    JournalKind.INDIVIDUAL: Message(N_("Individual lessons")),
    JournalKind.GROUP_LESSONS: Message(N_("Group lessons")),
}
_WITHOUT = "bez"


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRow:
    """A journal of the list."""

    journal_id: int
    name: str
    kind: str
    place: str
    grade: int
    year: str
    year_rank: int
    teachers: str
    """Today's, or those to come; empty: nobody."""
    lacks_teacher: bool
    """Nobody teaches it although it has not ended."""
    lessons: int
    """A week, in the timetable in force."""


def _load(_actor: Actor) -> Sequence[JournalRow]:
    """Return the journals of all years, those of the working year first."""
    today = clock.today()
    with reading() as session:
        options = year_options(session)
        years = {year.year_id: (rank, year.label) for rank, year in enumerate(options)}
        teachers = teachers_from(session, today)
        lessons = _weekly_lessons(session, today)
        rows = [
            JournalRow(
                journal_id=journal.id,
                name=journal.name,
                kind=journal.kind,
                place=group or school_class.name,
                grade=journal.grade,
                year=years[journal.year_id][1],
                year_rank=years[journal.year_id][0],
                teachers=", ".join(teachers.get(journal.id, ())),
                lacks_teacher=journal.id not in teachers and (journal.ends_on or ends_on) >= today,
                lessons=lessons.get(journal.id, 0),
            )
            for journal, school_class, group, ends_on in _journals(session)
            if journal.id is not None
        ]
    return sorted(rows, key=lambda row: (row.year_rank, row.grade, sort_key(row.name)))


def _journals(session: Session) -> Iterable[Any]:
    """Return every journal with its class, or the name of its group, and its year's last day."""
    return session.execute(
        select(Journal, SchoolClass, col(StudyGroup.name), col(SchoolYear.ends_on))
        .join(SchoolYear, col(SchoolYear.id) == col(Journal.year_id))
        .outerjoin(SchoolClass, col(SchoolClass.id) == col(Journal.class_id))
        .outerjoin(StudyGroup, col(StudyGroup.id) == col(Journal.group_id))
    )


def teachers_from(session: Session, on: date) -> dict[int, list[str]]:
    """Return who teaches each journal on a day or will, by name; ended ones are left out."""
    found: dict[int, list[str]] = defaultdict(list)
    for journal_id, family, given in session.execute(
        select(col(JournalTeacher.journal_id), col(Person.family_name), col(Person.given_name))
        .join(Person, col(Person.id) == col(JournalTeacher.person_id))
        .where(or_(col(JournalTeacher.ends_on).is_(None), col(JournalTeacher.ends_on) >= on))
    ):
        name = f"{family} {given}"
        if name not in found[journal_id]:
            found[journal_id].append(name)
    return {journal_id: sorted(names, key=sort_key) for journal_id, names in found.items()}


def _weekly_lessons(session: Session, on: date) -> dict[int, int]:
    """Return lessons a week by journal, in the timetable of each year in force on a day."""
    in_force = (
        select(col(TimetableVersion.year_id), func.max(col(TimetableVersion.valid_from)))
        .where(col(TimetableVersion.valid_from) <= on)
        .group_by(col(TimetableVersion.year_id))
    )
    latest = {(year_id, valid_from) for year_id, valid_from in session.execute(in_force)}
    versions = [
        row.id
        for row in session.scalars(select(TimetableVersion))
        if (row.year_id, row.valid_from) in latest
    ]
    rows = session.execute(
        select(col(TimetableSlot.journal_id), func.count(col(TimetableSlot.id)))
        .where(col(TimetableSlot.version_id).in_(versions))
        .group_by(col(TimetableSlot.journal_id))
    )
    return {journal_id: count for journal_id, count in rows}  # noqa: C416 - rows, not pairs


KIND_COLUMN = Column[Any](
    key="kind",
    title=N_("Kind"),
    cell=lambda row: KIND_WORDS[row.kind],
    order=lambda row: list(KIND_WORDS).index(row.kind),
)
KIND_FILTER = Filter[Any](
    key="kind", title=N_("Kind"), values_of=lambda row: (row.kind,), labels=KIND_WORDS
)
"""Of every list whose rows have a journal's `kind`."""


JOURNALS = ListDefinition[JournalRow](
    key="zurnali-parvaldiba",
    title=N_("All journals"),
    permission=Permission.TEACHING_WRITE,
    load=_load,
    columns=(
        Column(key="name", title=N_("Journal"), cell=lambda row: row.name),
        KIND_COLUMN,
        Column(key="place", title=N_("Class or group"), cell=lambda row: row.place),
        Column(
            key="teachers",
            title=N_("Teachers"),
            cell=lambda row: row.teachers or Message(N_("none")),
            look=lambda row: "warn" if row.lacks_teacher else "",
        ),
        Column(key="lessons", title=N_("Lessons a week"), cell=lambda row: row.lessons),
        Column(key="grade", title=N_("Grade"), cell=lambda row: row.grade, on_screen=False),
        Column(key="year", title=N_("School year"), cell=lambda row: row.year),
    ),
    filters=(
        year_filter(lambda row: row.year_rank == 0),
        Filter(key="grade", title=N_("Grade"), values_of=lambda row: (str(row.grade),)),
        KIND_FILTER,
        Filter(
            key="teacher",
            title=N_("Teachers"),
            values_of=lambda row: (_WITHOUT,) if row.lacks_teacher else (),
            labels={_WITHOUT: Message(N_("none"))},
        ),
    ),
    href=lambda row: f"/zurnala-iestatijumi/{row.journal_id}",
    found_by=lambda row: f"{row.name} {row.teachers}",
)
