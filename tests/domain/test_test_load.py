"""Counting the tests of a class against the school's limit."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.test_load import (
    free_days,
    heaviest,
    load_on,
    load_with_one_more,
    monday_of,
)

MONDAY = date(2026, 11, 30)
DAY = timedelta(days=1)

days = st.dates(MONDAY, MONDAY + 27 * DAY)
tests = st.lists(days, max_size=20)
limit_pairs = st.integers(1, 5).flatmap(lambda day: st.tuples(st.just(day), st.integers(day, 12)))


def usual(_day: date) -> tuple[int, int]:
    return 2, 5


def test_a_third_test_on_a_day_is_too_many() -> None:
    wednesday = MONDAY + 2 * DAY
    load = load_with_one_more([wednesday, wednesday], wednesday, usual)
    assert (load.on_day, load.in_week, load.day_over, load.week_over) == (3, 3, True, False)
    assert not load_with_one_more([wednesday], wednesday, usual).is_over


def test_a_sixth_test_in_a_week_is_too_many_on_any_of_its_days() -> None:
    week = [MONDAY + n * DAY for n in range(5)]
    load = load_with_one_more(week, MONDAY, usual)
    assert (load.day_over, load.week_over) == (False, True)
    assert not load_with_one_more(week, MONDAY + 7 * DAY, usual).is_over


def test_a_limit_holds_from_its_day() -> None:
    def stricter_from_tuesday(day: date) -> tuple[int, int]:
        return (1, 5) if day > MONDAY else (2, 5)

    assert not load_on([MONDAY, MONDAY], MONDAY, stricter_from_tuesday).is_over
    assert load_on([MONDAY + DAY] * 2, MONDAY + DAY, stricter_from_tuesday).day_over


def test_the_next_days_with_room_pass_over_full_days_and_weeks() -> None:
    five_a = [MONDAY, MONDAY, *(MONDAY + n * DAY for n in (8, 8))]
    five_b = [MONDAY + n * DAY for n in (1, 1, 2, 2, 3, 9)]
    candidates = [MONDAY + n * DAY for n in range(14)]
    found = free_days([five_a, five_b], candidates, usual, 3)
    # 5.b has five tests in the first week already; 5.a is full on the second Tuesday.
    assert found == (MONDAY + 7 * DAY, MONDAY + 9 * DAY, MONDAY + 10 * DAY)


@given(tests, days, limit_pairs)
def test_a_day_is_over_exactly_when_it_has_more_than_its_limit(
    taken: list[date], day: date, limits: tuple[int, int]
) -> None:
    load = load_on(taken, day, lambda _: limits)
    week = [one for one in taken if monday_of(one) == monday_of(day)]
    assert load.day_over == (taken.count(day) > limits[0])
    assert load.week_over == (len(week) > limits[1])
    assert load.on_day <= load.in_week <= len(taken)


@given(tests, days, days, limit_pairs)
def test_one_more_test_never_makes_room(
    taken: list[date], added: date, day: date, limits: tuple[int, int]
) -> None:
    before = load_on(taken, day, lambda _: limits)
    after = load_on([*taken, added], day, lambda _: limits)
    assert after.is_over or not before.is_over
    assert after.in_week - before.in_week == (monday_of(added) == monday_of(day))


@given(st.lists(tests, max_size=3), st.lists(days, max_size=20), limit_pairs, st.integers(0, 5))
def test_a_day_with_room_has_room_in_every_course(
    courses: list[list[date]], candidates: list[date], limits: tuple[int, int], count: int
) -> None:
    found = free_days(courses, candidates, lambda _: limits, count)
    assert len(found) <= count
    for day in found:
        assert day in candidates
        assert not any(load_with_one_more(own, day, lambda _: limits).is_over for own in courses)
    if len(found) < count:
        passed_over = [day for day in candidates if day not in found]
        assert all(
            any(load_with_one_more(own, day, lambda _: limits).is_over for own in courses)
            for day in passed_over
        )


@given(st.lists(tests, max_size=4), days, limit_pairs)
def test_a_class_has_what_its_pupil_with_most_tests_has(
    courses: list[list[date]], day: date, limits: tuple[int, int]
) -> None:
    load = heaviest(courses, day, lambda _: limits)
    each = [load_on(course, day, lambda _: limits) for course in courses]
    assert load.on_day == max((one.on_day for one in each), default=0)
    assert load.is_over == any(one.is_over for one in each)


def test_two_groups_of_a_split_count_once() -> None:
    first_group, second_group = [MONDAY, MONDAY], [MONDAY]
    load = heaviest([first_group, second_group], MONDAY, usual)
    assert (load.on_day, load.is_over) == (2, False)
