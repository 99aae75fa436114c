"""Stays in classes: what may begin and end when, and which marks go along (Regulation 8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.movements import (
    Stay,
    check_in_year,
    check_last_day,
    check_move,
    check_new_stay,
    is_carried,
    lasts_on,
)

SEPTEMBER, NOVEMBER, JANUARY = date(2026, 9, 1), date(2026, 11, 10), date(2027, 1, 11)
DAY = timedelta(days=1)

days = st.dates(date(2026, 9, 1), date(2027, 8, 31))


def test_a_new_stay_begins_after_the_last_has_ended() -> None:
    check_new_stay([], SEPTEMBER)
    check_new_stay([(SEPTEMBER, NOVEMBER)], NOVEMBER + DAY)
    for stays in ([(SEPTEMBER, None)], [(SEPTEMBER, NOVEMBER)], [(JANUARY, None)]):
        with pytest.raises(Refused) as refusal:
            check_new_stay(stays, NOVEMBER)
        assert refusal.value.field == "starts_on"


def test_a_move_is_later_than_the_arrival_and_a_last_day_not_earlier() -> None:
    check_move((NOVEMBER, None), NOVEMBER + DAY)
    check_last_day((NOVEMBER, None), NOVEMBER)
    with pytest.raises(Refused):
        check_move((NOVEMBER, None), NOVEMBER)
    with pytest.raises(Refused):
        check_last_day((NOVEMBER, None), NOVEMBER - DAY)


def test_days_stay_within_the_year_of_the_class() -> None:
    last = date(2027, 8, 31)
    for day in (SEPTEMBER, last):
        check_in_year(day, SEPTEMBER, last, field="x")
    for day in (SEPTEMBER - DAY, last + DAY):
        with pytest.raises(Refused):
            check_in_year(day, SEPTEMBER, last, field="x")


def test_marks_of_the_class_left_go_along_even_those_dated_after_a_backdated_move() -> None:
    left: list[Stay] = [(SEPTEMBER, NOVEMBER - DAY)]
    own: list[Stay] = [(NOVEMBER, None)]
    assert is_carried(SEPTEMBER, left, own)
    assert is_carried(NOVEMBER + DAY, left, own)
    assert not is_carried(NOVEMBER + DAY, own, left)


def test_who_came_back_has_the_marks_of_the_time_between() -> None:
    first: list[Stay] = [(SEPTEMBER, NOVEMBER - DAY), (JANUARY, None)]
    between: list[Stay] = [(NOVEMBER, JANUARY - DAY)]
    assert is_carried(NOVEMBER, between, first)
    # Looked at from the class between, the later marks never came there.
    assert is_carried(SEPTEMBER, first, between)
    assert not is_carried(JANUARY, first, between)


def test_journals_attended_side_by_side_do_not_show_each_others_marks() -> None:
    assert not is_carried(NOVEMBER, [(SEPTEMBER, None)], [(NOVEMBER, None)])
    assert not is_carried(NOVEMBER, [], [(NOVEMBER, None)])
    assert not is_carried(NOVEMBER, [(SEPTEMBER, NOVEMBER)], [])


@given(st.lists(days, min_size=1, max_size=5, unique=True), days)
def test_each_mark_counts_in_the_present_journal_exactly_once(
    starts: list[date], day: date
) -> None:
    """However often a pupil moves between two classes, the last one has every earlier mark."""
    starts.sort()
    ends = [start - DAY for start in starts[1:]]
    stays: list[Stay] = [*zip(starts[:-1], ends, strict=True), (starts[-1], None)]
    stays = [stay for stay in stays if stay[1] is None or stay[1] >= stay[0]]
    by_class = (stays[::-2], stays[-2::-2])
    present, other = by_class
    where = [number for number, own in enumerate(by_class) if any(lasts_on(s, day) for s in own)]
    if not where:
        return
    own_mark, elsewhere = where == [0], where == [1]
    assert own_mark != elsewhere
    assert is_carried(day, other, present) or own_mark or not elsewhere
    if elsewhere:
        assert is_carried(day, other, present)
