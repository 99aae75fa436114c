"""No lessons on holidays, in breaks, outside semesters or at weekends (Regulation 13)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.official_holidays import (
    MovedWorkingDay,
    moved_working_days,
    official_holidays,
)
from ejournal_app.domain.school_calendar import (
    BreakSpan,
    ClosedDay,
    LessonsAllowed,
    SchoolCalendar,
)
from ejournal_app.domain.school_year_defaults import default_year

CALENDAR = default_year(2025)

days = st.dates(date(2025, 9, 1), date(2026, 8, 31))
grades = st.integers(1, 12)


def why_not(calendar: SchoolCalendar, day: date, grade: int = 5) -> str:
    verdict = calendar.lesson_day(day, grade)
    assert not verdict.allowed
    assert verdict.reason is not None
    return verdict.reason.english()


def allowed(calendar: SchoolCalendar, day: date, grade: int = 5) -> bool:
    return calendar.lesson_day(day, grade).allowed


def test_an_ordinary_tuesday_has_lessons() -> None:
    assert allowed(CALENDAR, date(2025, 9, 9))


def test_18_november_is_refused_with_the_name_of_the_day() -> None:
    sentence = why_not(CALENDAR, date(2025, 11, 18))
    assert "2025-11-18" in sentence
    assert "Latvijas Republikas Proklamēšanas diena" in sentence


def test_a_break_is_refused_by_name() -> None:
    assert "rudens brīvlaiks" in why_not(CALENDAR, date(2025, 10, 21))


def test_christmas_is_named_though_it_is_in_the_break() -> None:
    assert "Pirmie Ziemassvētki" in why_not(CALENDAR, date(2025, 12, 25))


def test_weekend_summer_and_an_empty_calendar_are_told_apart() -> None:
    assert "Saturday" in why_not(CALENDAR, date(2025, 9, 6))
    assert "outside the semesters" in why_not(CALENDAR, date(2026, 7, 1))
    assert "has no semesters" in why_not(SchoolCalendar(), date(2025, 9, 9))


def test_each_grade_has_its_own_last_day() -> None:
    """Grade 9 goes on to 12 June, grade 12 to 19 June, the others stop on 29 May."""
    last_days = {5: date(2026, 5, 29), 9: date(2026, 6, 12), 12: date(2026, 6, 19)}
    for grade, last in last_days.items():
        assert allowed(CALENDAR, last, grade)
        assert not allowed(CALENDAR, last + timedelta(days=3), grade)


def test_a_break_of_grade_one_leaves_the_others_at_work() -> None:
    week_off = BreakSpan(
        name="1. klases brīvlaiks", starts_on=date(2026, 2, 2), ends_on=date(2026, 2, 6), grade=1
    )
    calendar = replace(CALENDAR, breaks=(*CALENDAR.breaks, week_off))
    assert "1. klases brīvlaiks" in why_not(calendar, date(2026, 2, 3), grade=1)
    assert allowed(calendar, date(2026, 2, 3), grade=2)


def test_interest_education_may_run_in_a_break_but_not_on_a_holiday_or_weekend() -> None:
    def runs(day: date) -> bool:
        return CALENDAR.lesson_day(day, 5, in_breaks=True).allowed

    assert runs(date(2025, 10, 21))
    assert runs(date(2025, 12, 29))  # between the semesters, in the winter break
    assert not runs(date(2025, 12, 25))
    assert not runs(date(2025, 10, 25))
    assert not runs(date(2026, 7, 1))


def test_a_moved_saturday_works_instead_of_the_monday() -> None:
    """17.11.2025 was worked on Saturday 8.11.2025."""
    saturday, monday = date(2025, 11, 8), date(2025, 11, 17)
    assert allowed(CALENDAR, saturday)
    assert CALENDAR.timetable_weekday(saturday) == 1
    assert CALENDAR.is_working_day(saturday)
    assert "2025-11-08" in why_not(CALENDAR, monday)
    assert not CALENDAR.is_working_day(monday)


def test_a_day_moved_out_of_a_break_gives_pupils_no_saturday() -> None:
    """2.01.2026 was in the winter break: on 17.01.2026 only the staff make it up."""
    saturday = date(2026, 1, 17)
    assert "2026-01-02" in why_not(CALENDAR, saturday)
    assert CALENDAR.is_working_day(saturday)
    assert CALENDAR.lesson_day(saturday, 5, in_breaks=True).allowed


def test_a_closed_day_is_refused_with_its_reason() -> None:
    day = date(2026, 3, 20)
    closed = replace(CALENDAR, closed_days=(ClosedDay(day=day, name="ūdens avārija"),))
    assert "ūdens avārija" in why_not(closed, day)
    assert not closed.is_working_day(day)
    for_five = replace(CALENDAR, closed_days=(ClosedDay(day=day, name="ekskursija", grade=5),))
    assert not allowed(for_five, day, grade=5)
    assert allowed(for_five, day, grade=6)
    assert for_five.is_working_day(day)


def test_the_superuser_may_allow_a_day_for_one_grade() -> None:
    day = date(2026, 6, 3)
    extended = LessonsAllowed(day=day, reason="pagarināts mācību gads", grade=8)
    calendar = replace(CALENDAR, lessons_allowed=(extended,))
    assert allowed(calendar, day, grade=8)
    assert not allowed(calendar, day, grade=7)


def test_a_working_day_the_school_itself_moved_is_a_day_off() -> None:
    moved = MovedWorkingDay(date(2026, 4, 18), replaces=date(2026, 4, 20))
    calendar = replace(CALENDAR, moved_days=(*CALENDAR.moved_days, moved))
    assert "2026-04-18" in why_not(calendar, date(2026, 4, 20))
    assert allowed(calendar, date(2026, 4, 18))


def test_holidays_on_sundays_and_their_following_mondays_are_known() -> None:
    law = official_holidays(date(2023, 1, 1), date(2025, 12, 31))
    assert law[date(2025, 5, 11)] == "Mātes diena"
    assert law[date(2025, 6, 8)] == "Vasarsvētki"
    assert "Dziesmu un deju svētku" in law[date(2023, 7, 10)]
    assert date(2025, 5, 5) in law  # 4 May 2025 was a Sunday
    assert date(2023, 11, 20) in law  # 18 November 2023 was a Saturday
    assert law[date(2025, 5, 1)].count(",") == 1  # two names, one day


def test_days_off_by_moving_are_not_official_holidays() -> None:
    first, last = date(2025, 9, 1), date(2026, 8, 31)
    assert date(2025, 11, 17) not in official_holidays(first, last)
    assert moved_working_days(first, last) == (
        MovedWorkingDay(date(2025, 11, 8), replaces=date(2025, 11, 17)),
        MovedWorkingDay(date(2026, 1, 17), replaces=date(2026, 1, 2)),
        MovedWorkingDay(date(2026, 6, 27), replaces=date(2026, 6, 22)),
    )


def test_the_nearest_school_day_is_found_back_and_forward() -> None:
    in_winter_break = date(2025, 12, 27)
    assert CALENDAR.nearest_lesson_day(in_winter_break, [5], -1) == date(2025, 12, 19)
    assert CALENDAR.nearest_lesson_day(in_winter_break, [5], 1) == date(2026, 1, 5)
    assert CALENDAR.nearest_lesson_day(date(2026, 3, 3), [5], 1) == date(2026, 3, 3)


def test_a_teacher_of_grade_twelve_still_has_days_in_june() -> None:
    june = date(2026, 6, 15)
    assert CALENDAR.nearest_lesson_day(june, [5], 1) is None
    assert CALENDAR.nearest_lesson_day(june, [5, 12], 1) == june
    assert CALENDAR.nearest_lesson_day(june, [5], -1) == date(2026, 5, 29)


@pytest.mark.parametrize("direction", [-1, 1])
def test_without_a_calendar_there_is_no_nearest_day(direction: int) -> None:
    step = 1 if direction > 0 else -1
    assert SchoolCalendar().nearest_lesson_day(date(2026, 3, 3), [5], step) is None


@given(days, grades)
def test_every_refusal_has_a_sentence_with_the_day(day: date, grade: int) -> None:
    verdict = CALENDAR.lesson_day(day, grade)
    assert verdict.allowed == (verdict.reason is None)
    if verdict.reason is not None:
        assert day.isoformat() in verdict.reason.english()


@given(days, grades)
def test_lessons_are_held_on_working_days_of_a_semester_only(day: date, grade: int) -> None:
    if CALENDAR.lesson_day(day, grade).allowed:
        assert CALENDAR.is_working_day(day)
        assert CALENDAR.semester_on(day, grade) in (1, 2)


@given(days, st.integers(0, 40))
def test_counted_working_days_never_end_on_a_day_off(day: date, count: int) -> None:
    end = CALENDAR.add_working_days(day, count)
    assert CALENDAR.is_working_day(end)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    worked = sum(map(CALENDAR.is_working_day, between))
    assert worked == count or (count == 0 and not CALENDAR.is_working_day(day))


@given(days, st.integers(1, 20), st.integers(0, 20))
def test_counting_on_is_counting_the_sum(day: date, one: int, more: int) -> None:
    halfway = CALENDAR.add_working_days(day, one)
    assert CALENDAR.add_working_days(halfway, more) == CALENDAR.add_working_days(day, one + more)


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        CALENDAR.add_working_days(date(2026, 3, 3), -1)
