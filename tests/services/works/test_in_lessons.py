"""Works added to lessons, and lessons outside the timetable (Regulation 10, 13, 15)."""

from collections.abc import Callable
from datetime import date, time
from functools import partial

import pytest
from sqlmodel import select

from ejournal_app.clock import local
from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.marks import Scale
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Lesson, School, Work, WorkKind
from ejournal_app.services.entries.operations import OperationKind
from ejournal_app.services.setup.work_kinds import add_usual_kinds
from ejournal_app.services.works import add_lesson, create_work, work_kinds
from tests.support.entering import operation, recorded, saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import DAY, HOLIDAY, TODAY, TOMORROW, YESTERDAY
from tests.support.together import together
from tests.support.trail import trail

AUTUMN_BREAK = date(2026, 10, 21)


def refused(call: Callable[[], object]) -> str:
    """Make a call that must be refused and change nothing; gives the sentence."""
    before, entries = recorded(), len(trail())
    with pytest.raises(Refused) as refusal:
        call()
    assert (recorded(), len(trail())) == (before, entries)
    return refusal.value.message.english()


def test_a_lesson_outside_the_timetable_is_added_at_its_bell(school: TinySchool) -> None:
    lesson_id = add_lesson(school.actors.ilze, school.maths_a, TODAY, 8)
    with reading() as session:
        lesson = session.get_one(Lesson, lesson_id)
    assert (lesson.journal_id, lesson.day, lesson.number) == (school.maths_a, TODAY, 8)
    assert [local(moment).time() for moment in (lesson.starts_at, lesson.ends_at)] == [
        time(15, 30),
        time(16, 10),
    ]
    (entry,) = trail(Permission.LESSON_WRITE)
    assert (entry.entity, entry.entity_id) == ("lesson", lesson_id)
    assert entry.after == {"day": TODAY.isoformat(), "number": 8}


def test_a_lesson_where_none_may_be_is_refused_with_the_reason(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    maths, choir = school.maths_a, school.choir
    for journal, day, number, sentence in (
        (maths, HOLIDAY, 5, "official holiday"),
        (choir, HOLIDAY, 5, "official holiday"),
        (maths, AUTUMN_BREAK, 5, "pupils' break, rudens brīvlaiks"),
        (maths, date(2026, 11, 28), 5, "a Saturday or a Sunday"),
        (maths, date(2027, 7, 1), 5, "outside the semesters of grade 5"),
        (maths, TODAY, 2, "This journal already has lesson 2 on 2026-11-25."),
        (maths, TODAY, 9, "The bell schedule has no time for lesson 9."),
        (maths, TODAY, -1, "The bell schedule has no time for lesson -1."),
        (maths, TODAY, 10**30, "The bell schedule has no time for lesson 1000"),
    ):
        with subtests.test(sentence):
            said = refused(partial(add_lesson, school.actors.janis, journal, day, number))
            assert sentence in said


def test_the_holiday_is_named(school: TinySchool) -> None:
    said = refused(lambda: add_lesson(school.actors.ilze, school.maths_a, HOLIDAY, 5))
    assert said.startswith("No lessons on 2026-11-18: official holiday, ")
    assert "Latvijas Republikas Proklamēšanas diena" in said


def test_a_journal_of_an_activity_may_meet_in_the_break(school: TinySchool) -> None:
    assert add_lesson(school.actors.janis, school.choir, AUTUMN_BREAK, 5)


def test_of_two_adding_the_same_lesson_one_is_told(school: TinySchool) -> None:
    def add(who: str) -> str:
        try:
            return str(add_lesson(school.actors.all()[who], school.maths_a, TODAY, 8))
        except Refused as refusal:
            return refusal.message.english()

    told = [
        answer
        for answer in together(lambda: add("ilze"), lambda: add("janis"))
        if not answer.isdecimal()
    ]
    assert told == ["This journal already has lesson 8 on 2026-11-25."]


def test_a_work_follows_its_kind_and_the_grade(school: TinySchool) -> None:
    ilze, lesson = school.actors.ilze, school.lesson(school.maths_a, TOMORROW)
    test = create_work(ilze, lesson, "test", "  Daļu tests ")
    formative = create_work(ilze, lesson, "formative", "")
    with reading() as session:
        rows = [session.get_one(Work, work) for work in (test, formative)]
    assert [(row.title, row.scale, row.weight, row.day) for row in rows] == [
        ("Daļu tests", Scale.TEN_POINTS, 3, TOMORROW),
        ("", Scale.PASS_FAIL, 0, TOMORROW),
    ]
    assert {row.created_by_id for row in rows} == {ilze.person_id}
    assert [(entry.entity_id, entry.after) for entry in trail(Permission.WORK_WRITE)] == [
        (
            test,
            {
                "kind": "test",
                "title": "Daļu tests",
                "lesson": lesson,
                "day": TOMORROW.isoformat(),
                "scale": "points10",
                "weight": 3,
            },
        ),
        (
            formative,
            {
                "kind": "formative",
                "title": "",
                "lesson": lesson,
                "day": TOMORROW.isoformat(),
                "scale": "pass_fail",
                "weight": 0,
            },
        ),
    ]


def test_one_tap_names_a_work_after_what_the_lesson_is_about(school: TinySchool) -> None:
    ilze, lesson = school.actors.ilze, school.lesson(school.maths_a)
    saved(
        ilze,
        topic(lesson, "Daļu saskaitīšana"),
        operation(OperationKind.HOMEWORK, "12. uzdevums", lesson=lesson),
    )
    named = create_work(ilze, lesson, "test")
    unnamed = create_work(ilze, school.lesson(school.maths_a, TOMORROW), "test")
    with reading() as session:
        titles = tuple(session.get_one(Work, work).title for work in (named, unnamed))
    assert titles == ("Daļu saskaitīšana", "")


def test_one_tap_names_homework_by_the_text_it_was_set_with(school: TinySchool) -> None:
    superuser, ilze = school.actors.superuser, school.actors.ilze
    add_usual_kinds(superuser)
    for day, homework, due in (
        (TODAY - 2 * DAY, "Mācīties likumu", TODAY),
        (YESTERDAY, "12. uzdevums", TOMORROW),
    ):
        lesson = school.lesson(school.maths_a, day)
        saved(ilze, operation(OperationKind.HOMEWORK, homework, lesson=lesson))
        with writing() as session:
            session.get_one(Lesson, lesson).homework_due = due
    today = school.lesson(school.maths_a)
    saved(ilze, topic(today, "Daļas"))
    made = create_work(ilze, today, "homework")
    with reading() as session:
        work = session.get_one(Work, made)
    assert (work.title, work.scale) == ("Mācīties likumu", Scale.PASS_FAIL)


def test_a_work_that_cannot_be_is_refused(school: TinySchool) -> None:
    ilze, lesson = school.actors.ilze, school.lesson(school.maths_a)
    assert refused(lambda: create_work(ilze, lesson, "exam", "")) == (
        "Choose a kind of work from the list."
    )
    assert refused(lambda: create_work(ilze, lesson, "test", "x" * 201)) == (
        "The text is too long: 201 characters, at most 200."
    )
    choir = school.lesson(school.choir)
    assert refused(lambda: create_work(school.actors.janis, choir, "test", "")) == (
        "This journal keeps attendance only, no marks."
    )


def test_a_kind_changed_by_the_school_counts_from_its_date(school: TinySchool) -> None:
    with writing() as session:
        session.add(
            WorkKind(
                school_id=session.exec(select(School.id)).one() or 0,
                code="test",
                name_lv="Pārbaudes darbs",
                name_en="Test",
                weight=5,
                deadline_days=7,
                effective_from=TOMORROW,
            )
        )
    assert [kind.code for kind in work_kinds(school.actors.ilze)] == ["test", "formative"]
    assert work_kinds(school.actors.ilze, date(2026, 8, 31)) == ()
    made = [
        create_work(school.actors.ilze, school.lesson(school.maths_a, day), "test", "")
        for day in (TODAY, TOMORROW)
    ]
    with reading() as session:
        assert [session.get_one(Work, work).weight for work in made] == [3, 5]
