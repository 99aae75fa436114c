"""The list of classes (Regulation 7.3)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import ClassTeacher, Enrolment, Person, SchoolClass
from ejournal_app.persistence.queries.facts import enrolled_on
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition
from ejournal_app.services.lists.year_filter import year_filter

from .years import year_options

_WITHOUT = "bez"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """A class of the list."""

    class_id: int
    name: str
    grade: int
    year: str
    year_rank: int
    teacher: str
    programme: str
    pupils: int


def _load(_actor: Actor) -> Sequence[ClassRow]:
    """Return the classes of all years, those of the working year first."""
    with reading() as session:
        years = {
            year.year_id: (rank, year.label) for rank, year in enumerate(year_options(session))
        }
        pupils = _pupils(session)
        teachers = _teachers(session)
        rows = [
            ClassRow(
                class_id=one.id,
                name=one.name,
                grade=one.grade,
                year=years[one.year_id][1],
                year_rank=years[one.year_id][0],
                teacher=", ".join(sorted(teachers[one.id], key=sort_key)),
                programme=one.programme_code,
                pupils=pupils.get(one.id, 0),
            )
            for one in session.scalars(select(SchoolClass))
            if one.id is not None
        ]
    return sorted(rows, key=lambda row: (row.year_rank, row.grade, sort_key(row.name)))


def _pupils(session: Session) -> dict[int, int]:
    rows = session.execute(
        select(col(Enrolment.class_id), func.count(col(Enrolment.id)))
        .where(*enrolled_on(clock.today()))
        .group_by(col(Enrolment.class_id))
    )
    return {key: count for key, count in rows}  # noqa: C416 - rows, not pairs, to the types


def _teachers(session: Session) -> dict[int, list[str]]:
    """Return who is class teacher of each class today, or will be."""
    found: dict[int, list[str]] = defaultdict(list)
    for class_id, family, given in session.execute(
        select(col(ClassTeacher.class_id), col(Person.family_name), col(Person.given_name))
        .join(Person, col(Person.id) == col(ClassTeacher.person_id))
        .where(or_(col(ClassTeacher.ends_on).is_(None), col(ClassTeacher.ends_on) >= clock.today()))
    ):
        found[class_id].append(f"{family} {given}")
    return found


CLASSES = ListDefinition[ClassRow](
    key="klases",
    title=N_("Classes"),
    permission=Permission.TEACHING_WRITE,
    load=_load,
    columns=(
        Column(
            key="name",
            title=N_("Class"),
            cell=lambda row: row.name,
            order=lambda row: sort_key(row.name),
        ),
        Column(key="year", title=N_("School year"), cell=lambda row: row.year),
        Column(
            key="teacher",
            title=N_("Class teacher"),
            cell=lambda row: row.teacher or Message(N_("none")),
            look=lambda row: "" if row.teacher else "warn",
        ),
        Column(key="pupils", title=N_("Pupils"), cell=lambda row: row.pupils),
        Column(key="programme", title=N_("Programme"), cell=lambda row: row.programme),
    ),
    filters=(
        year_filter(lambda row: row.year_rank == 0),
        Filter(key="grade", title=N_("Grade"), values_of=lambda row: (str(row.grade),)),
        Filter(
            key="teacher",
            title=N_("Class teacher"),
            values_of=lambda row: () if row.teacher else (_WITHOUT,),
            labels={_WITHOUT: Message(N_("none"))},
        ),
    ),
    href=lambda row: f"/klase/{row.class_id}",
    found_by=lambda row: f"{row.name} {row.teacher}",
)
