"""School years: new ones, copies, and taking a copy back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.school_year_defaults import default_year
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    CalendarException,
    ClassTeacher,
    CurriculumLine,
    Enrolment,
    Journal,
    SchoolBreak,
    SchoolClass,
    SchoolYear,
    Semester,
    StaffContract,
    StudyGroup,
    Subject,
)
from ejournal_app.services.changes.undoing import UndoBlocked, undo
from ejournal_app.services.setup.breaks import save_break
from ejournal_app.services.setup.days import add_day
from ejournal_app.services.setup.semesters import SemesterDates, save_semesters
from ejournal_app.services.setup.year_removal import remove_year
from ejournal_app.services.setup.years import copy_year, create_year, years_page
from tests.support.school import TinySchool

NEXT = 2027
DAY = date(2026, 11, 23)


def rows(table: type[Any], year_id: int) -> list[Any]:
    with reading() as session:
        return list(session.exec(select(table).where(table.year_id == year_id)).all())


def test_a_new_year_has_the_usual_dates_of_every_grade(school: TinySchool) -> None:
    year_id = create_year(school.actors.superuser, NEXT)
    usual = default_year(NEXT)
    semesters = {(row.grade, row.number): row.ends_on for row in rows(Semester, year_id)}
    assert semesters == {(span.grade, span.number): span.ends_on for span in usual.semesters}
    assert len(rows(SchoolBreak, year_id)) == len(usual.breaks)
    page = years_page(school.actors.superuser)
    assert [year.starting for year in page.years] == [NEXT, 2026]
    assert [year.is_current for year in page.years] == [False, True]
    assert NEXT not in page.may_add


@pytest.mark.parametrize("starting", [2026, 1999, 2100])
def test_a_year_that_is_there_or_far_away_is_refused(school: TinySchool, starting: int) -> None:
    for make in (create_year, copy_year):
        with pytest.raises(Refused) as refusal:
            make(school.actors.superuser, starting)
        assert refusal.value.field == "starting"


def test_a_year_added_by_mistake_goes_with_its_calendar(school: TinySchool) -> None:
    superuser = school.actors.superuser
    year_id = create_year(superuser, NEXT)
    assert remove_year(superuser, year_id) == NEXT
    assert [rows(table, year_id) for table in (Semester, SchoolBreak, CalendarException)] == [
        [],
        [],
        [],
    ]
    assert [year.starting for year in years_page(superuser).years] == [2026]


def test_a_year_in_which_there_is_something_stays(school: TinySchool) -> None:
    before = [row.id for row in rows(Semester, school.year_id)]
    with pytest.raises(Refused, match="so it stays"):
        remove_year(school.actors.superuser, school.year_id)
    assert [row.id for row in rows(Semester, school.year_id)] == before


@pytest.mark.parametrize(
    ("today", "first"), [(date(2026, 8, 28), 2026), (date(2027, 5, 31), 2027), (DAY, 2027)]
)
def test_the_year_most_likely_wanted_comes_first(
    school: TinySchool, clock_at: Callable[[date], None], today: date, first: int
) -> None:
    clock_at(today)
    if today.year == first == 2026:
        with writing() as session:
            session.connection().execute(update(SchoolYear).values(starting=2020))
    may_add = years_page(school.actors.superuser).may_add
    assert may_add[0] == first
    assert len(set(may_add)) == len(may_add)


def test_a_copy_carries_what_repeats_and_nothing_else(school: TinySchool) -> None:
    superuser = school.actors.superuser
    with writing() as session:
        subject = session.exec(select(Subject)).first()
        assert subject is not None
        assert subject.id is not None
        session.add(
            CurriculumLine(
                year_id=school.year_id, grade=5, subject_id=subject.id, lessons_per_week=4
            )
        )
    # One week less in spring, for this grade only.
    save_semesters(
        superuser,
        school.year_id,
        [5],
        SemesterDates(
            first_starts=date(2026, 9, 1),
            first_ends=date(2026, 12, 18),
            second_starts=date(2027, 1, 4),
            second_ends=date(2027, 5, 24),
        ),
    )
    add_day(
        superuser, school.year_id, day=date(2026, 12, 1), kind="closed", name="Svētki", grade=None
    )
    copied = copy_year(superuser, NEXT)
    assert (copied.classes, copied.curriculum_lines, copied.breaks) == (2, 1, 3)
    classes = {(row.grade, row.letter) for row in rows(SchoolClass, copied.year_id)}
    assert classes == {(5, "a"), (5, "b")}
    assert rows(CalendarException, copied.year_id) == []
    (ends_on,) = [row.ends_on for row in rows(Semester, copied.year_id) if row.number == 2]
    usual = {(span.grade, span.number): span for span in default_year(NEXT).semesters}
    assert (usual[5, 2].ends_on - ends_on).days == 7


def next_grade_too(school: TinySchool, *letters: str) -> None:
    """Let there be sixth grades already, so that the fifth have where to go on."""
    with writing() as session:
        for letter in letters:
            session.add(SchoolClass(year_id=school.year_id, grade=6, letter=letter))


def class_teachers(year_id: int) -> dict[str, tuple[int, date]]:
    with reading() as session:
        found = session.exec(
            select(SchoolClass, ClassTeacher)
            .join(ClassTeacher, col(ClassTeacher.class_id) == col(SchoolClass.id))
            .where(col(SchoolClass.year_id) == year_id)
        ).all()
    return {own.name: (term.person_id, term.starts_on) for own, term in found}


def test_class_teachers_and_groups_go_on_with_their_classes(school: TinySchool) -> None:
    actors = school.actors
    next_grade_too(school, "a", "b")
    copied = copy_year(actors.superuser, NEXT)
    first = date(NEXT, 9, 1)
    assert class_teachers(copied.year_id) == {
        "6.a": (actors.maija.person_id, first),
        "6.b": (actors.nora.person_id, first),
    }
    assert [group.name for group in rows(StudyGroup, copied.year_id)] == ["Angļu valoda 6.1"]
    assert (copied.class_teachers, copied.groups) == (2, 1)
    (left,) = copied.left
    assert left.english() == "Classes without a class teacher for now: 5.a, 5.b."
    undo(actors.superuser, copied.run_id)
    assert rows(StudyGroup, copied.year_id) == []
    assert class_teachers(copied.year_id) == {}


def test_a_group_of_interest_education_is_counted_and_left_behind(school: TinySchool) -> None:
    next_grade_too(school, "a", "b")
    with writing() as session:
        session.get_one(Journal, school.english).kind = JournalKind.INTEREST
    copied = copy_year(school.actors.superuser, NEXT)
    assert rows(StudyGroup, copied.year_id) == []
    assert copied.left[-1].english().startswith("Groups not carried (1):")


def test_who_cannot_go_on_is_named_and_left_behind(school: TinySchool) -> None:
    actors = school.actors
    next_grade_too(school, "a")
    with writing() as session:
        own = session.exec(
            select(StaffContract).where(StaffContract.person_id == actors.maija.person_id)
        ).one()
        own.ends_on = date(NEXT, 8, 31)
    copied = copy_year(actors.superuser, NEXT)
    assert class_teachers(copied.year_id) == {}
    assert rows(StudyGroup, copied.year_id) == []  # some of its pupils come from 5.b
    assert [message.english() for message in copied.left[:3]] == [
        "Class teachers whose class does not go on as it is: Nora Vītola (5.b).",
        "Class teachers who do not work here any more by then: Maija Sproģe (5.a).",
        "Classes without a class teacher for now: 5.a, 5.b, 6.a.",
    ]


def test_a_copy_is_taken_back_as_a_whole(school: TinySchool) -> None:
    superuser = school.actors.superuser
    copied = copy_year(superuser, NEXT)
    assert years_page(superuser).years[0].run_id == copied.run_id
    undo(superuser, copied.run_id)
    assert [year.starting for year in years_page(superuser).years] == [2026]
    for table in (Semester, SchoolBreak, SchoolClass, CurriculumLine):
        assert rows(table, copied.year_id) == []
    assert copy_year(superuser, NEXT).classes == 2


def test_a_copy_with_pupils_or_own_breaks_is_not_taken_back(school: TinySchool) -> None:
    superuser = school.actors.superuser
    copied = copy_year(superuser, NEXT)
    save_break(
        superuser,
        copied.year_id,
        None,
        name="Slēpju nedēļa",
        grade=1,
        starts_on=date(2028, 2, 7),
        ends_on=date(2028, 2, 11),
    )
    (first, *_) = rows(SchoolClass, copied.year_id)
    with writing() as session:
        enrolment = session.exec(select(Enrolment).where(Enrolment.pupil_id == school.anna)).one()
        enrolment.class_id = first.id or 0
    with pytest.raises(UndoBlocked) as blocked:
        undo(superuser, copied.run_id)
    assert len(blocked.value.obstacles) >= 2
    with reading() as session:
        assert session.get(SchoolYear, copied.year_id) is not None


def test_without_a_year_before_there_is_nothing_to_copy(school: TinySchool) -> None:
    with pytest.raises(Refused):
        copy_year(school.actors.superuser, 2028)
