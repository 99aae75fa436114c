"""Timeliness: the share of what fell due, against a plain recount."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.clock import RIGA
from ejournal_app.domain.duties import Duty, DutyKind
from ejournal_app.domain.messages import Message
from ejournal_app.domain.timeliness import (
    Outcome,
    Shade,
    Tally,
    by_week,
    moving,
    outcome,
    total,
    week_of,
)

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

_moments = st.datetimes(datetime(2026, 10, 1), datetime(2026, 12, 20), timezones=st.just(UTC))
_owners = st.frozensets(st.integers(1, 4), max_size=3)


def duty(
    due_at: datetime | None,
    done_at: datetime | None = None,
    people: frozenset[int] = frozenset({1}),
    classes: frozenset[int] = frozenset({7}),
) -> Duty:
    return Duty(
        kind=DutyKind.LESSON_ENTRY,
        key="lesson:1",
        person_ids=people,
        class_ids=classes,
        journal_id=1,
        object_id=1,
        day0=date(2026, 11, 2),
        due_at=due_at,
        done_at=done_at,
        missing=0 if done_at else 1,
        total=1,
        title=Message("Lesson"),
        reason=(),
        href="/stunda/1",
    )


_duties = st.lists(
    st.builds(
        duty,
        st.none() | _moments | st.just(NOW),
        st.none() | _moments.filter(lambda moment: moment <= NOW),
        _owners,
        _owners,
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("due_at", "done_at", "became"),
    [
        (NOW - HOUR, NOW - 2 * HOUR, Outcome.IN_TIME),
        (NOW - HOUR, NOW - HOUR, Outcome.IN_TIME),
        (NOW - 2 * HOUR, NOW - HOUR, Outcome.LATE),
        (NOW - HOUR, None, Outcome.OVERDUE),
        (NOW, None, Outcome.COMING),  # the last moment has not passed
        (NOW + HOUR, NOW - HOUR, Outcome.COMING),  # done early: counts once it is due
        (None, None, Outcome.COMING),  # rests
        (None, NOW - HOUR, Outcome.COMING),
    ],
)
def test_what_became_of_a_duty(
    due_at: datetime | None, done_at: datetime | None, became: Outcome
) -> None:
    assert outcome(duty(due_at, done_at), NOW) is became


def test_the_week_is_that_of_rigas_calendar() -> None:
    sunday_night = datetime(2026, 11, 22, 23, 59, tzinfo=RIGA)
    assert week_of(sunday_night) == date(2026, 11, 16)
    assert week_of(sunday_night + timedelta(minutes=1)) == date(2026, 11, 23)


def test_a_share_says_all_only_when_it_was_all() -> None:
    assert [
        (tally.share, tally.per_cent, tally.shade)
        for tally in (
            Tally(),
            Tally(in_time=3),
            Tally(in_time=199, late=1),
            Tally(in_time=8, late=1, overdue=1),
            Tally(in_time=1, overdue=1),
            Tally(in_time=1, late=300),
            Tally(overdue=1),
        )
    ] == [
        (None, None, Shade.NONE),
        (Fraction(1), 100, Shade.FULL),
        (Fraction(199, 200), 99, Shade.GOOD),
        (Fraction(4, 5), 80, Shade.FAIR),
        (Fraction(1, 2), 50, Shade.POOR),
        (Fraction(1, 301), 1, Shade.BAD),
        (Fraction(0), 0, Shade.BAD),
    ]


def test_the_trend_looks_back_over_four_weeks() -> None:
    weeks = [Tally(in_time=n) for n in (1, 2, 4, 8, 16)]
    assert [one.in_time for one in moving(weeks)] == [1, 3, 7, 15, 30]
    assert moving([]) == []


@given(_duties)
def test_every_cell_is_what_a_recount_finds(duties: list[Duty]) -> None:
    for owners in (lambda one: one.person_ids, lambda one: one.class_ids):
        found = by_week(duties, NOW, owners)
        counted = {
            (owner, monday): tally
            for owner, weeks in found.items()
            for monday, tally in weeks.items()
        }
        cells = {
            (owner, monday)
            for owner in range(1, 5)
            for monday in (date(2026, 9, 28) + timedelta(weeks=n) for n in range(14))
        }
        assert counted.keys() <= cells
        for owner, monday in cells:
            begins = datetime(monday.year, monday.month, monday.day, tzinfo=RIGA)
            after = monday + timedelta(days=7)
            ends = datetime(after.year, after.month, after.day, tzinfo=RIGA)
            fallen = [
                one
                for one in duties
                if owner in owners(one)
                and one.due_at is not None
                and begins <= one.due_at < ends
                and one.due_at < NOW
            ]
            done = [one for one in fallen if one.done_at is not None]
            in_time = [one for one in done if one.done_at <= one.due_at]  # type: ignore[operator]
            tally = counted.get((owner, monday), Tally())
            assert tally.due == len(fallen)
            assert tally.in_time == len(in_time)
            assert tally.late == len(done) - len(in_time)
            assert tally.overdue == len(fallen) - len(done)
            assert (tally.share is None) == (not fallen)
            if fallen:
                assert tally.share == Fraction(len(in_time), len(fallen))
        for owner, weeks in found.items():
            assert total(weeks.values()).due == sum(
                owner in owners(one) and outcome(one, NOW) is not Outcome.COMING for one in duties
            )
