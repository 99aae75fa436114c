"""When jobs are planned, over the changes of clocks, and what is made up for."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app import clock
from ejournal_app.domain.jobs import LOOK_BACK, CatchUp, wait_after
from ejournal_app.jobs.moments import by_day, daily, every_minutes
from ejournal_app.services.scheduled.runs import Moments

SHORT_DAY, LONG_DAY = date(2026, 3, 29), date(2026, 10, 25)
DAY = timedelta(days=1)


def times_on(moments: Moments, day: date) -> list[str]:
    """The moments that fall on a day in Riga, in UTC."""
    first = datetime.combine(day, time(0), clock.RIGA).astimezone(UTC)
    last = datetime.combine(day + DAY, time(0), clock.RIGA).astimezone(UTC)
    found = moments(first - timedelta(seconds=1), last - timedelta(seconds=1))
    return [f"{one:%d. %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("moments", "day", "planned"),
    [
        (daily(2, 30), SHORT_DAY - DAY, ["28. 00:30"]),
        (daily(2, 30), SHORT_DAY, ["29. 00:30"]),
        (daily(2, 30), LONG_DAY, ["24. 23:30"]),
        (daily(2, 30), LONG_DAY + DAY, ["26. 00:30"]),
        # Half past three is not there in spring and comes twice in autumn.
        (daily(3, 30), SHORT_DAY, ["29. 01:30"]),
        (daily(3, 30), LONG_DAY, ["25. 00:30"]),
        # The reminder of 16:00 stays at 16:00.
        (daily(16, 0), SHORT_DAY - DAY, ["28. 14:00"]),
        (daily(16, 0), SHORT_DAY, ["29. 13:00"]),
        (daily(16, 0), LONG_DAY - DAY, ["24. 13:00"]),
        (daily(16, 0), LONG_DAY, ["25. 14:00"]),
        (by_day(lambda _day: [time(16), time(7, 30)]), LONG_DAY, ["25. 05:30", "25. 14:00"]),
        (by_day(lambda day: [time(15)] if day < LONG_DAY else []), LONG_DAY, []),
        (by_day(lambda _day: [time(3, 30)]), SHORT_DAY, ["29. 01:30"]),
    ],
)
def test_moments_follow_the_clock_on_the_wall(
    moments: Moments, day: date, planned: list[str]
) -> None:
    assert times_on(moments, day) == planned


def test_what_runs_every_few_minutes_knows_no_change_of_clocks() -> None:
    assert len(times_on(every_minutes(15), SHORT_DAY)) == 23 * 4
    assert len(times_on(every_minutes(15), LONG_DAY)) == 25 * 4


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    hours=st.integers(0, 24 * 40),
    at=st.tuples(st.integers(0, 23), st.integers(0, 59)),
)
def test_every_day_has_its_moment_once(start: datetime, hours: int, at: tuple[int, int]) -> None:
    after = start.replace(tzinfo=UTC)
    until = after + timedelta(hours=hours)
    cron = list(daily(*at)(after, until))
    days = [clock.local(one).date() for one in cron]
    assert all(after < one <= until for one in cron)
    assert days == [days[0] + n * DAY for n in range(len(days))] if days else hours < 26
    # Cut anywhere, the halves are the whole: nothing is lost or doubled between two looks.
    middle = after + (until - after) / 2
    assert [*daily(*at)(after, middle), *daily(*at)(middle, until)] == cron
    assert list(by_day(lambda _day: [time(*at)])(after, until)) == cron


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.RIGA).astimezone(UTC)


LATEST = CatchUp()
EVERY = CatchUp(every=True)
SOON = CatchUp(within=timedelta(hours=3))


@pytest.mark.parametrize(
    ("catch_up", "last_run", "now", "runs"),
    [
        (LATEST, "2026-11-24 16:00", "2026-11-24 23:59", []),
        (LATEST, "2026-11-21 16:00", "2026-11-24 18:00", ["2026-11-24 16:00"]),
        (LATEST, "", "2026-11-24 10:00", ["2026-11-23 16:00"]),
        (EVERY, "2026-11-22 16:00", "2026-11-24 18:00", ["2026-11-23 16:00", "2026-11-24 16:00"]),
        (EVERY, "", "2026-11-24 18:00", ["2026-11-24 16:00"]),
        (SOON, "2026-11-23 16:00", "2026-11-24 18:59", ["2026-11-24 16:00"]),
        (SOON, "2026-11-23 16:00", "2026-11-24 22:00", []),
        (SOON, "", "2026-11-24 16:10", ["2026-11-24 16:00"]),
        # Down over the night in which the clocks go back: one run, of the right UTC hour.
        (LATEST, "2026-10-23 16:00", "2026-10-25 16:30", ["2026-10-25 16:00"]),
        (LATEST, "2026-10-24 16:00", "2026-10-25 15:30", []),
        (SOON, "2026-03-27 16:00", "2026-03-29 19:30", []),
    ],
)
def test_what_is_made_up_for_after_being_down(
    catch_up: CatchUp, last_run: str, now: str, runs: list[str]
) -> None:
    at = moment(now)
    known = moment(last_run) if last_run else None
    missed = daily(16, 0)(catch_up.looks_from(known, at), at)
    assert catch_up.to_run(missed, at, has_run=known is not None) == [moment(one) for one in runs]
    assert known is not None or catch_up.looks_from(known, at) >= at - LOOK_BACK


def test_failures_are_tried_again_less_and_less_often() -> None:
    waits = [wait_after(attempt).total_seconds() / 60 for attempt in (0, 1, 2, 3, 4, 9)]
    assert waits == [1, 1, 5, 15, 60, 60]
