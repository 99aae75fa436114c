"""The calendar of a year is put together from the law and from the school's own rows."""

from datetime import date

import pytest

from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import CalendarException, DayKind
from ejournal_app.services.calendars import load_calendar
from tests.services.importing.building import add, build_school


def test_the_rows_of_the_school_and_the_holidays_of_the_law_are_one_calendar(db: str) -> None:
    built = build_school()
    with writing() as session:
        for row in (
            CalendarException(
                year_id=built.year_id, day=date(2026, 11, 25), kind=DayKind.CLOSED, name="Svētki"
            ),
            CalendarException(
                year_id=built.year_id,
                day=date(2026, 12, 5),
                kind=DayKind.MOVED_WORKING,
                name="Pārcelts",
                replaces=date(2026, 11, 27),
            ),
            CalendarException(
                year_id=built.year_id,
                day=date(2026, 12, 12),
                kind=DayKind.LESSONS_ALLOWED,
                name="Talka",
                grade=5,
            ),
        ):
            session.add(row)
    with reading() as session:
        calendar = load_calendar(session, built.year_id)
        assert load_calendar(session, built.year_id) is calendar
    assert calendar.lesson_day(date(2026, 11, 24), 5).allowed
    assert not calendar.lesson_day(date(2026, 11, 18), 5).allowed
    assert not calendar.lesson_day(date(2026, 10, 20), 5).allowed
    assert not calendar.lesson_day(date(2026, 11, 25), 5).allowed
    assert not calendar.lesson_day(date(2026, 11, 27), 5).allowed
    assert calendar.lesson_day(date(2026, 12, 5), 5).allowed
    assert calendar.timetable_weekday(date(2026, 12, 5)) == 5
    assert calendar.lesson_day(date(2026, 12, 12), 5).allowed
    assert not calendar.lesson_day(date(2026, 12, 12), 6).allowed
    assert calendar.semester_on(date(2027, 6, 10), 9) == 2
    assert calendar.semester_on(date(2027, 6, 10), 5) is None


def test_another_unit_of_work_sees_the_calendar_of_its_time(db: str) -> None:
    built = build_school()
    with reading() as session:
        assert load_calendar(session, built.year_id).lesson_day(date(2026, 11, 24), 5).allowed
    with writing() as session:
        add(
            session,
            CalendarException(
                year_id=built.year_id, day=date(2026, 11, 24), kind=DayKind.CLOSED, name="Avārija"
            ),
        )
    with reading() as session:
        assert not load_calendar(session, built.year_id).lesson_day(date(2026, 11, 24), 5).allowed


def test_a_year_that_is_not_there_is_an_error(db: str) -> None:
    with reading() as session, pytest.raises(LookupError):
        load_calendar(session, 4711)
