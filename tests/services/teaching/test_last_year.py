"""Journals of a new year are proposed to who taught the class the year before."""

from datetime import date

import pytest
from sqlmodel import select

from ejournal_app.domain.kinds import JournalKind
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Journal,
    JournalTeacher,
    SchoolClass,
    SchoolYear,
    StaffContract,
)
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.teaching.creation import create_journals, planned_journals
from ejournal_app.services.teaching.plans import PlanEntry, grade_plan, save_plan
from ejournal_app.services.teaching.runs import undo_run
from tests.services.promotion.years import next_year
from tests.support.school import TinySchool

FIRST = date(2027, 9, 1)


@pytest.fixture
def coming(school: TinySchool) -> int:
    """The year after, in which the fifth and the sixth grades learn mathematics and English."""
    superuser = school.actors.superuser
    classes = next_year()
    with reading() as session:
        year_id = session.get_one(SchoolClass, classes["6.a"]).year_id
    ids = {one.name: one.subject_id for one in grade_plan(superuser, None, 5).subjects}
    for grade in (5, 6):
        save_plan(
            superuser,
            year_id,
            grade,
            [
                PlanEntry(subject_id=ids["Matemātika"], kind=JournalKind.SUBJECT, lessons=5),
                PlanEntry(
                    subject_id=ids["Angļu valoda"], kind=JournalKind.SUBJECT, lessons=3, groups=2
                ),
            ],
        )
    return year_id


def proposals(school: TinySchool, year_id: int) -> dict[str, str]:
    shown = planned_journals(school.actors.superuser, year_id)
    return {one.name: one.teachers for one in shown.journals if one.teachers}


def test_the_teacher_of_the_class_one_grade_below_is_proposed(
    school: TinySchool, coming: int
) -> None:
    # The fifth grade is a new class; the group of English had a name of its own.
    assert proposals(school, coming) == {
        "Matemātika 6.a": "Kalniņa Ilze, Liepa Jānis",
        "Matemātika 6.b": "Kalniņa Ilze",
    }


def test_a_group_goes_on_with_its_teacher_by_its_name(school: TinySchool, coming: int) -> None:
    with writing() as session:
        session.get_one(Journal, school.english).name = "Angļu valoda 5.a, 2. grupa"
    assert proposals(school, coming)["Angļu valoda 6.a, 2. grupa"] == "Liepa Jānis"


def test_who_does_not_work_here_by_then_is_not_proposed(school: TinySchool, coming: int) -> None:
    with writing() as session:
        own = session.exec(
            select(StaffContract).where(StaffContract.person_id == school.actors.ilze.person_id)
        ).one()
        own.ends_on = date(2027, 8, 31)
    assert proposals(school, coming)["Matemātika 6.a"] == "Liepa Jānis"


def test_only_the_ticked_teachers_are_attached_and_go_with_the_run(
    school: TinySchool, coming: int
) -> None:
    superuser = school.actors.superuser
    with reading() as session:
        before = len(session.exec(select(JournalTeacher)).all())
    keys = {
        one.name: one.key
        for one in planned_journals(superuser, coming).journals
        if one.name in {"Matemātika 6.a", "Matemātika 6.b", "Matemātika 5.a"}
    }
    # A tick of teachers where nobody is proposed, or of a journal that is not made, does nothing.
    taught = [keys["Matemātika 6.a"], keys["Matemātika 5.a"], "1-1-subject-0"]
    done = create_journals(superuser, coming, list(keys.values()), taught)
    assert done.counts == {"journals": 3, "groups": 0, "teachers": 2}
    with reading() as session:
        made = session.exec(select(Journal).where(Journal.name == "Matemātika 6.a")).one()
        terms = session.exec(
            select(JournalTeacher).where(JournalTeacher.journal_id == made.id)
        ).all()
    people = {school.actors.ilze.person_id, school.actors.janis.person_id}
    assert {term.person_id for term in terms} == people
    assert {term.starts_on for term in terms} == {FIRST}
    undo_run(superuser, RunKind.JOURNALS, done.run_id or 0)
    with reading() as session:
        assert len(session.exec(select(JournalTeacher)).all()) == before
        assert session.get(SchoolYear, coming) is not None
