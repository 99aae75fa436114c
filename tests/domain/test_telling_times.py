"""Quiet hours, digests and marks held back: by example and by property, over changes of clocks."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.clock import RIGA, local
from ejournal_app.domain.reminders import Rhythm
from ejournal_app.domain.telling_times import (
    Quiet,
    digest_is_due,
    homework_told_from,
    is_gathered,
    last_digest,
    mark_told_from,
    moment_of,
    news_until,
)

NIGHT = Quiet(begins=time(21), ends=time(7))
MINUTE = timedelta(minutes=1)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def riga(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=RIGA).astimezone(UTC)


def test_quiet_hours_go_over_midnight_and_end_to_the_minute() -> None:
    for text, end in (
        ("2026-11-25 20:59", "2026-11-25 20:59"),
        ("2026-11-25 21:00", "2026-11-26 07:00"),
        ("2026-11-26 06:59", "2026-11-26 07:00"),
        ("2026-11-26 07:00", "2026-11-26 07:00"),
        # The night the clock is put back has an hour more, the other one an hour less.
        ("2026-10-24 23:00", "2026-10-25 07:00"),
        ("2027-03-27 23:00", "2027-03-28 07:00"),
    ):
        assert NIGHT.over_at(riga(text)) == riga(end), text
    assert not Quiet(begins=time(12), ends=time(13)).covers(riga("2026-11-25 13:00"))


@given(moments, minutes, minutes)
def test_what_waits_for_the_end_of_quiet_hours_goes_out_at_the_first_loud_moment(
    moment: datetime, begins: time, ends: time
) -> None:
    quiet = Quiet(begins=begins, ends=ends)
    over = quiet.over_at(moment)
    assert over >= moment
    assert not quiet.covers(over)
    assert over - moment <= timedelta(hours=25)
    if over > moment:
        # The hour that is missing in March may hold the end: then it is the moment instead.
        assert quiet.covers(moment)
        assert quiet.covers(over - MINUTE) or local(over).time() != ends


@given(moments, minutes, st.none() | st.integers(1, 7))
def test_a_digest_has_come_and_the_next_has_not(
    now: datetime, at: time, weekday: int | None
) -> None:
    last = last_digest(now, at, weekday)
    assert last <= now
    if weekday is not None:
        assert local(last).isoweekday() == weekday
    span = timedelta(days=1 if weekday is None else 7)
    assert now - last < span + timedelta(hours=2)
    assert last_digest(last, at, weekday) == last
    assert last_digest(last - MINUTE, at, weekday) < last


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), minutes)
def test_every_day_has_its_digest_once_also_when_the_clock_is_changed(day: date, at: time) -> None:
    """Looked for every half hour, as the scheduler may, with everything told each time."""
    start = moment_of(day, time.min)
    told_until = news_until(start)
    came = 0
    for step in range(51):
        planned = start + step * timedelta(minutes=30)
        if digest_is_due(
            Rhythm.DAILY, planned=planned, told_until=told_until, digest_at=at, weekday=5
        ):
            assert planned >= moment_of(day, at)
            told_until, came = news_until(planned), came + 1
        if local(planned).date() > day and local(planned).time() >= at:
            break
    # One for the day; one more when the loop ran into the next day's time.
    assert came in (1, 2)


def test_a_digest_on_the_night_of_the_missing_hour_still_comes() -> None:
    assert last_digest(riga("2027-03-28 12:00"), time(3, 30)) == datetime(
        2027, 3, 28, 1, 30, tzinfo=UTC
    )
    # Of the hour that comes twice it is the first.
    assert last_digest(riga("2026-10-25 12:00"), time(3, 30)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_marks_are_held_back_until_the_hour_of_their_day() -> None:
    four = time(16)
    assert mark_told_from(riga("2026-11-25 10:00"), None) == riga("2026-11-25 10:00")
    assert mark_told_from(riga("2026-11-25 10:00"), four) == riga("2026-11-25 16:00")
    assert mark_told_from(riga("2026-11-25 18:00"), four) == riga("2026-11-25 18:00")


@given(moments, minutes)
def test_a_mark_is_never_told_before_and_never_held_for_more_than_its_day(
    set_at: datetime, until: time
) -> None:
    told = mark_told_from(set_at, until)
    assert told >= set_at
    assert local(told).date() == local(set_at).date()


def test_homework_prepared_ahead_is_told_after_its_lesson() -> None:
    ends = riga("2026-11-25 10:00")
    assert homework_told_from(riga("2026-11-20 10:00"), ends) == ends
    assert homework_told_from(riga("2026-11-25 12:00"), ends) == riga("2026-11-25 12:00")


def test_news_told_at_once_waits_for_what_belongs_to_it() -> None:
    planned = riga("2026-11-25 10:00")
    assert not is_gathered(Rhythm.AT_ONCE, planned - 4 * MINUTE, news_until(planned))
    assert is_gathered(Rhythm.AT_ONCE, planned - 5 * MINUTE, news_until(planned))
    assert is_gathered(Rhythm.DAILY, planned, news_until(planned))
