"""Lessons come from the timetable, as often as one likes, and records are never touched."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Attendance,
    Journal,
    Lesson,
    Room,
    TimetableSlot,
    Work,
)
from ejournal_app.services.lesson_planning import PlanningResult, replan
from tests.services.importing.building import (
    Built,
    add,
    add_bells,
    add_journal,
    add_pupil,
    add_version,
    build_school,
)

YEAR_BEGINS = date(2026, 9, 1)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def school(db: str, clock_at: Callable[[date | datetime], None]) -> Built:
    clock_at(MONDAY)
    return build_school()


@pytest.fixture
def journal_id(school: Built) -> int:
    with writing() as session:
        return add_journal(session, school, "Matemātika", "5.a")


def timetable(school: Built, valid_from: date, *slots: tuple[int, int, int], **more: Any) -> None:
    with writing() as session:
        add_version(session, school, valid_from, list(slots), **more)


def plan(school: Built, from_day: date = YEAR_BEGINS) -> PlanningResult:
    with writing() as session:
        return replan(session, school.year_id, from_day)


def lessons(*conditions: Any) -> list[Lesson]:
    with reading() as session:
        return list(session.exec(select(Lesson).where(*conditions).order_by(col(Lesson.starts_at))))


def test_a_weekly_lesson_becomes_lessons_on_school_days_only(
    school: Built, journal_id: int
) -> None:
    timetable(school, YEAR_BEGINS, (journal_id, 3, 2))
    result = plan(school)
    planned = lessons()
    days = {lesson.day for lesson in planned}
    assert result == PlanningResult(added=len(planned))
    assert all(day.isoweekday() == 3 for day in days)
    assert date(2026, 9, 2) in days
    assert date(2026, 11, 18) not in days, "the day of proclamation of the Republic"
    assert date(2026, 10, 21) not in days, "the autumn break"
    assert date(2027, 6, 2) not in days, "after the year's end of grade 5"
    assert max(days) == date(2027, 5, 26)


def test_times_are_the_bells_of_the_day_in_riga(school: Built, journal_id: int) -> None:
    timetable(school, YEAR_BEGINS, (journal_id, 1, 1))
    plan(school)
    (summer,) = lessons(col(Lesson.day) == date(2026, 9, 7))
    (winter,) = lessons(col(Lesson.day) == date(2026, 11, 30))
    assert summer.starts_at == datetime(2026, 9, 7, 5, 30, tzinfo=UTC)
    assert winter.starts_at == datetime(2026, 11, 30, 6, 30, tzinfo=UTC)
    assert winter.ends_at - winter.starts_at == timedelta(minutes=40)


def test_planning_again_changes_nothing(school: Built, journal_id: int) -> None:
    timetable(school, YEAR_BEGINS, (journal_id, 1, 1), (journal_id, 3, 2))
    plan(school)
    before = lessons()
    assert plan(school) == PlanningResult()
    assert lessons() == before


def test_a_journal_has_lessons_only_while_it_lasts(school: Built, journal_id: int) -> None:
    with writing() as session:
        journal = session.get_one(Journal, journal_id)
        journal.starts_on, journal.ends_on = date(2026, 9, 14), date(2026, 9, 27)
    timetable(school, YEAR_BEGINS, (journal_id, 1, 1))
    plan(school)
    assert [lesson.day for lesson in lessons()] == [date(2026, 9, 14), date(2026, 9, 21)]


def test_activities_may_run_in_breaks(school: Built) -> None:
    with writing() as session:
        journal_id = add_journal(session, school, "Matemātika", "5.b", runs_in_breaks=True)
    timetable(school, YEAR_BEGINS, (journal_id, 3, 9))
    plan(school)
    assert lessons(col(Lesson.day) == date(2026, 10, 21))


def test_a_new_version_moves_lessons_to_come_and_leaves_the_past(
    school: Built, journal_id: int
) -> None:
    timetable(school, YEAR_BEGINS, (journal_id, 1, 1))
    plan(school)
    past = lessons(col(Lesson.day) <= MONDAY)
    timetable(school, date(2026, 11, 24), (journal_id, 2, 3))
    result = plan(school, date(2026, 11, 24))
    assert result.added == len(lessons(col(Lesson.number) == 3))
    assert result.removed > 0
    assert lessons(col(Lesson.day) <= MONDAY) == past
    assert not lessons(col(Lesson.day) > MONDAY, col(Lesson.number) == 1)


def test_an_earlier_version_that_was_not_recorded_stays_as_a_gap(
    school: Built, journal_id: int
) -> None:
    timetable(school, YEAR_BEGINS, (journal_id, 1, 1))
    plan(school)
    timetable(school, date(2026, 11, 2), (journal_id, 2, 3))
    plan(school, date(2026, 11, 2))
    assert lessons(col(Lesson.day) == date(2026, 11, 9), col(Lesson.number) == 1)
    assert lessons(col(Lesson.day) == date(2026, 11, 10), col(Lesson.number) == 3)


def _topic(lesson: Lesson, _school: Built, _session: Any) -> None:
    lesson.topic = "Daļas"


def _no_homework(lesson: Lesson, _school: Built, _session: Any) -> None:
    lesson.no_homework = True


def _checked(lesson: Lesson, _school: Built, _session: Any) -> None:
    lesson.attendance_checked_at = clock.now()


def _attendance(lesson: Lesson, school: Built, session: Any) -> None:
    assert lesson.id is not None
    pupil_id = add_pupil(session, school, "Alise Bērziņa", "5.a")
    session.add(
        Attendance(
            lesson_id=lesson.id,
            pupil_id=pupil_id,
            status="absent",
            recorded_at=clock.now(),
            recorded_by_id=school.people["Jānis Ozols"],
        )
    )


def _work(lesson: Lesson, school: Built, session: Any) -> None:
    session.add(
        Work(
            journal_id=lesson.journal_id,
            lesson_id=lesson.id,
            kind_id=school.work_kind_id,
            day=lesson.day,
            scale="points10",
            weight=1,
        )
    )


@pytest.mark.parametrize("record", [_topic, _no_homework, _checked, _attendance, _work])
def test_a_lesson_with_anything_recorded_is_never_touched(
    school: Built, journal_id: int, record: Callable[[Lesson, Built, Any], None]
) -> None:
    timetable(school, YEAR_BEGINS, (journal_id, 1, 1))
    plan(school)
    with writing() as session:
        kept = session.exec(select(Lesson).where(col(Lesson.day) == date(2026, 12, 7))).one()
        record(kept, school, session)
    (before,) = lessons(col(Lesson.day) == date(2026, 12, 7))
    timetable(school, date(2026, 11, 30), (journal_id, 2, 3))
    result = plan(school, date(2026, 11, 30))
    assert result.kept == 1
    assert lessons(col(Lesson.day) == date(2026, 12, 7)) == [before]


def test_room_and_time_of_lessons_to_come_are_corrected(school: Built, journal_id: int) -> None:
    timetable(school, YEAR_BEGINS, (journal_id, 1, 1))
    plan(school)
    (before,) = lessons(col(Lesson.day) == date(2026, 11, 16))
    with writing() as session:
        add_bells(session, school.school_id, date(2026, 11, 24))
        room_id = add(session, Room(school_id=school.school_id, name="204"))
        session.exec(select(TimetableSlot)).one().room_id = room_id
    result = plan(school)
    assert result.changed == len(lessons(col(Lesson.starts_at) > clock.now()))
    assert lessons(col(Lesson.day) == date(2026, 11, 16)) == [before]
    (after,) = lessons(col(Lesson.day) == date(2026, 11, 30))
    assert (after.room_id, after.version) == (room_id, 1)


def test_lessons_loaded_before_are_read_anew_afterwards(school: Built, journal_id: int) -> None:
    timetable(school, YEAR_BEGINS, (journal_id, 1, 1))
    plan(school)
    with writing() as session:
        room_id = add(session, Room(school_id=school.school_id, name="204"))
        loaded = session.exec(select(Lesson).where(col(Lesson.day) == date(2026, 11, 30))).one()
        session.exec(select(TimetableSlot)).one().room_id = room_id
        replan(session, school.year_id, YEAR_BEGINS)
        assert loaded.room_id == room_id


def test_a_lesson_without_a_ringing_time_is_refused_and_nothing_is_planned(
    school: Built, journal_id: int
) -> None:
    timetable(school, YEAR_BEGINS, (journal_id, 1, 1), (journal_id, 2, 14))
    with pytest.raises(Refused, match="bell schedule"):
        plan(school)
    assert not lessons()


def test_a_year_that_is_not_there_is_an_error(school: Built) -> None:
    with writing() as session, pytest.raises(LookupError):
        replan(session, 4711, YEAR_BEGINS)
