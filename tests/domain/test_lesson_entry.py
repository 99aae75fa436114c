"""An entry is complete with topic, outcome, checked attendance and homework (Regulation 10)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.lesson_entry import (
    EntryState,
    LessonFacts,
    MissingPart,
    entry_state,
    missing,
)

STARTS = datetime(2025, 9, 9, 6, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(minutes=40)
DUE = datetime(2025, 9, 9, 14, 0, tzinfo=UTC)
AFTER_LESSON = ENDS + timedelta(minutes=5)
AFTER_DUE = DUE + timedelta(minutes=1)

EMPTY = LessonFacts(
    topic="",
    outcome="",
    homework="",
    no_homework=False,
    attendance_checked=False,
    starts_at=STARTS,
    ends_at=ENDS,
    due_at=DUE,
    completed_at=None,
)
FULL = replace(
    EMPTY,
    topic="Daļskaitļu saskaitīšana",
    outcome="Saskaita daļskaitļus ar vienādiem saucējiem.",
    homework="12. uzdevums",
    attendance_checked=True,
    completed_at=AFTER_LESSON,
)


def test_an_empty_entry_misses_everything_in_the_order_of_the_form() -> None:
    assert missing(EMPTY) == tuple(MissingPart)


def test_nobody_absent_is_not_the_same_as_not_checked() -> None:
    assert missing(replace(FULL, attendance_checked=False)) == (MissingPart.ATTENDANCE,)


def test_no_homework_must_be_ticked() -> None:
    assert missing(replace(FULL, homework="  ")) == (MissingPart.HOMEWORK,)
    assert missing(replace(FULL, homework="", no_homework=True)) == ()


@pytest.mark.parametrize(
    ("facts", "now", "state"),
    [
        (EMPTY, STARTS - timedelta(minutes=1), EntryState.FUTURE),
        (FULL, STARTS - timedelta(minutes=1), EntryState.FUTURE),
        (EMPTY, STARTS, EntryState.NOT_STARTED),
        (replace(EMPTY, topic="Daļskaitļi"), AFTER_LESSON, EntryState.INCOMPLETE),
        (EMPTY, DUE, EntryState.NOT_STARTED),
        (EMPTY, AFTER_DUE, EntryState.OVERDUE),
        (replace(EMPTY, topic="Daļskaitļi"), AFTER_DUE, EntryState.OVERDUE),
        (FULL, AFTER_LESSON, EntryState.COMPLETE),
        (FULL, AFTER_DUE, EntryState.COMPLETE),
        (replace(FULL, completed_at=DUE), AFTER_DUE, EntryState.COMPLETE),
        (replace(FULL, completed_at=AFTER_DUE), AFTER_DUE, EntryState.LATE_COMPLETE),
        (replace(FULL, completed_at=None), AFTER_LESSON, EntryState.COMPLETE),
        (replace(FULL, completed_at=None), AFTER_DUE, EntryState.LATE_COMPLETE),
    ],
)
def test_state_of_an_entry(facts: LessonFacts, now: datetime, state: EntryState) -> None:
    assert entry_state(facts, now) is state


def test_an_entry_emptied_again_after_completion_is_owed_again() -> None:
    assert entry_state(replace(FULL, topic=""), AFTER_DUE) is EntryState.OVERDUE


@given(
    st.builds(
        LessonFacts,
        topic=st.sampled_from(["", " ", "Tēma"]),
        outcome=st.sampled_from(["", "Prot"]),
        homework=st.sampled_from(["", "1. uzd."]),
        no_homework=st.booleans(),
        attendance_checked=st.booleans(),
        starts_at=st.just(STARTS),
        ends_at=st.just(ENDS),
        due_at=st.just(DUE),
        completed_at=st.sampled_from([None, AFTER_LESSON, AFTER_DUE]),
    ),
    st.datetimes(datetime(2025, 9, 8), datetime(2025, 9, 11), timezones=st.just(UTC)),
)
def test_complete_means_begun_and_nothing_missing(facts: LessonFacts, now: datetime) -> None:
    complete = entry_state(facts, now) in (EntryState.COMPLETE, EntryState.LATE_COMPLETE)
    assert complete == (now >= STARTS and not missing(facts))
