"""The number of questions to the database does not grow with the school."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from ejournal_app import clock
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Attendance,
    Enrolment,
    Journal,
    JournalTeacher,
    Mark,
    Person,
    Pupil,
    School,
    SchoolClass,
)
from ejournal_app.services.calendar_of_tests import calendar_of_tests
from ejournal_app.services.day import teacher_day
from ejournal_app.services.diary import diary_week
from ejournal_app.services.duties.owed import owed_by_person, own_duties
from ejournal_app.services.journal_page import open_journal
from ejournal_app.services.lesson_page import open_lesson
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.overview import school_day
from ejournal_app.services.periods.class_view import class_marks
from ejournal_app.services.periods.page import open_periods
from ejournal_app.services.works.listing import journal_works
from ejournal_app.services.works.warning import look_at_lesson
from tests.support.entering import attendance, checked, mark, saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import DAY, LESSON_DAYS, SEPTEMBER, TODAY, YESTERDAY
from tests.support.school_rows import planned_lesson
from tests.support.statements import statements


def _enlarge(school: TinySchool) -> None:
    """Twenty more pupils with marks, thirty more lessons, three more parallel classes."""
    with writing() as session:
        pupils = [_pupil(session, school, n) for n in range(20)]
        ilze = school.actors.ilze.person_id
        for day in (LESSON_DAYS[0] - n * DAY for n in range(1, 16)):
            for number in (2, 5):
                lesson = planned_lesson(school.maths_a, day, number)
                session.add(lesson)
                session.flush()
                for pupil in pupils:
                    session.add(
                        Attendance(
                            lesson_id=lesson.id or 0,
                            pupil_id=pupil,
                            status="absent",
                            recorded_at=clock.now(),
                            recorded_by_id=ilze,
                        )
                    )
        for pupil in pupils:
            session.add(
                Mark(
                    work_id=school.test,
                    pupil_id=pupil,
                    value="8",
                    set_at=clock.now(),
                    set_by_id=ilze,
                )
            )
        for letter in "cde":
            _parallel(session, school, letter)


def _pupil(session: Session, school: TinySchool, number: int) -> int:
    person = Person(given_name=f"Skolēns{number}", family_name="Jauns")
    session.add(person)
    session.flush()
    pupil = Pupil(school_id=session.exec(select(School.id)).one() or 0, person_id=person.id or 0)
    session.add(pupil)
    session.flush()
    session.add(
        Enrolment(
            pupil_id=pupil.id or 0,
            class_id=school.class_a,
            programme_code="21011111",
            starts_on=SEPTEMBER,
            order_number="1",
            order_date=SEPTEMBER,
        )
    )
    return pupil.id or 0


def _parallel(session: Session, school: TinySchool, letter: str) -> None:
    parallel = SchoolClass(year_id=school.year_id, grade=5, letter=letter)
    session.add(parallel)
    session.flush()
    twin = session.get_one(Journal, school.maths_b).model_dump(exclude={"id", "version", "name"})
    journal = Journal(**{**twin, "class_id": parallel.id}, name=f"Matemātika 5.{letter}")
    session.add(journal)
    session.flush()
    session.add(
        JournalTeacher(
            journal_id=journal.id or 0,
            person_id=school.actors.ilze.person_id,
            starts_on=SEPTEMBER,
        )
    )
    for day in LESSON_DAYS:
        session.add(planned_lesson(journal.id or 0, day, 4))


def _asked(call: Callable[[], Any]) -> int:
    with statements() as seen:
        call()
    return len(seen)


def _everybodys_duties() -> None:
    with reading() as session:
        owed_by_person(session, clock.now())


def _reads(school: TinySchool) -> dict[str, tuple[Callable[[], Any], int]]:
    """Each read with the most it may ask."""
    actors = school.actors
    return {
        "journal": (lambda: open_journal(actors.ilze, school.maths_a), 16),
        "works": (lambda: journal_works(actors.ilze, school.maths_a), 13),
        "calendar of tests": (lambda: calendar_of_tests(actors.ilze, school.class_a), 18),
        "load of a class": (
            lambda: look_at_lesson(actors.ilze, school.lesson(school.maths_a), "test"),
            15,
        ),
        "lesson": (lambda: open_lesson(actors.ilze, school.lesson(school.maths_a)), 25),
        "day": (lambda: teacher_day(actors.ilze), 14),
        "diary": (lambda: diary_week(actors.parent, school.anna), 19),
        "diary in a break": (
            lambda: diary_week(actors.parent, school.anna, date(2026, 10, 21)),
            19,
        ),
        "school": (lambda: school_day(actors.management), 10),
        "periods": (lambda: open_periods(actors.ilze, school.maths_a), 20),
        "marks of a class": (
            lambda: class_marks(actors.maija, school.class_a, None, latest=True),
            14,
        ),
        "what periods lack": (
            lambda: show_list(actors.management, "periodu-saraksts", ListQuery()),
            16,
        ),
        "own duties": (lambda: own_duties(actors.ilze), 24),
        "duties of the school": (_everybodys_duties, 28),
        "pupils": (lambda: show_list(actors.clerk, "skoleni", ListQuery()), 2),
    }


def _one_operation_each(school: TinySchool, turn: int) -> dict[str, int]:
    """What saving one operation of each kind asks; each turn writes something of its own."""
    lesson, ilze = school.lesson(school.maths_a, LESSON_DAYS[turn]), school.actors.ilze
    return {
        typed.kind: _asked(lambda typed=typed: saved(ilze, typed))
        for typed in (
            mark(school.test, (school.anna, school.bruno)[turn], "8"),
            attendance(lesson, school.anna, "absent"),
            topic(lesson, "Daļas"),
            checked(lesson),
        )
    }


def test_reading_and_writing_ask_as_much_in_a_big_school_as_in_a_small_one(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    reads = _reads(school)
    small = {name: _asked(call) for name, (call, _) in reads.items()}
    small_writes = _one_operation_each(school, 0)
    _enlarge(school)
    for name, (call, limit) in reads.items():
        with subtests.test(name):
            assert _asked(call) == small[name]
            assert small[name] <= limit
    assert _one_operation_each(school, 1) == small_writes
    assert max(small_writes.values()) <= 13


def test_a_batch_asks_for_the_journal_and_its_pupils_once(school: TinySchool) -> None:
    ilze = school.actors.ilze
    lesson = school.lesson(school.maths_a, YESTERDAY)
    one = _asked(lambda: saved(ilze, attendance(lesson, school.anna, "absent")))
    today = school.lesson(school.maths_a, TODAY)
    pupils = (school.anna, school.bruno, school.emils)
    three = _asked(lambda: saved(ilze, *(attendance(today, pupil, "absent") for pupil in pupils)))
    per_operation = 5  # the lesson, the fact, its insert, the audit entry, the answer kept
    assert three <= one + 2 * per_operation + 1
