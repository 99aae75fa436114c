"""What a cell shows for an absence: the teacher's fact and what covers it (Regulation 11)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.justification import (
    EventCover,
    NoteCover,
    is_conflict,
    note_for,
    shown_symbol,
)

MONDAY = date(2026, 11, 23)
RECORDED = datetime(2026, 11, 24, 8, tzinfo=UTC)
ABSENT, LATE, PRESENT = AttendanceStatus.ABSENT, AttendanceStatus.LATE, AttendanceStatus.PRESENT
EVENT = EventCover(
    event_id=1,
    starts_at=datetime(2026, 11, 23, 8, tzinfo=UTC),
    ends_at=datetime(2026, 11, 23, 10, tzinfo=UTC),
)


def note(
    reason: Justification = Justification.ILLNESS,
    days: int = 0,
    *,
    first: int | None = None,
    last: int | None = None,
    note_id: int = 1,
    minutes: int = 0,
) -> NoteCover:
    return NoteCover(
        note_id=note_id,
        starts_on=MONDAY,
        ends_on=MONDAY + timedelta(days=days),
        first_lesson=first,
        last_lesson=last,
        reason=reason,
        recorded_at=RECORDED + timedelta(minutes=minutes),
    )


@pytest.mark.parametrize(
    ("status", "reason", "event", "shown"),
    [
        (ABSENT, None, None, "n"),
        (ABSENT, Justification.ILLNESS, None, "ns"),
        (ABSENT, Justification.OTHER, None, "nc"),
        (ABSENT, Justification.NONE, None, "nn"),
        (ABSENT, None, EVENT, "d"),
        (ABSENT, Justification.ILLNESS, EVENT, "ns"),
        (ABSENT, Justification.NONE, EVENT, "d"),
        (LATE, Justification.ILLNESS, EVENT, "k"),
        (PRESENT, Justification.ILLNESS, None, ""),
        (PRESENT, None, EVENT, ""),
        (None, None, EVENT, "d"),
        (None, Justification.ILLNESS, EVENT, ""),
        (None, Justification.ILLNESS, None, ""),
        (None, None, None, ""),
    ],
)
def test_symbol_follows_fact_note_and_event(
    status: AttendanceStatus | None,
    reason: Justification | None,
    event: EventCover | None,
    shown: str,
) -> None:
    assert shown_symbol(status, note(reason) if reason else None, event) == shown


def test_note_by_lessons_counts_on_its_first_and_last_day_only() -> None:
    own = note(days=2, first=4, last=2)
    covered = [
        (day, number)
        for day in range(4)
        for number in (1, 2, 3, 4, 5)
        if own.covers(MONDAY + timedelta(days=day), number)
    ]
    assert covered == [(0, 4), (0, 5), *((1, number) for number in range(1, 6)), (2, 1), (2, 2)]


def test_of_overlapping_notes_the_one_recorded_last_decides() -> None:
    doctor = note(Justification.ILLNESS, days=4, note_id=1)
    truant = note(Justification.NONE, note_id=2, minutes=5)
    assert note_for([truant, doctor], MONDAY, 1) == truant
    assert note_for([truant, doctor], MONDAY + timedelta(days=1), 1) == doctor
    assert note_for([truant, doctor], MONDAY + timedelta(days=5), 1) is None


def test_event_covers_only_lessons_it_overlaps() -> None:
    hour = timedelta(hours=1)
    assert EVENT.covers(EVENT.starts_at - hour, EVENT.starts_at + timedelta(minutes=1))
    assert not EVENT.covers(EVENT.starts_at - hour, EVENT.starts_at)
    assert not EVENT.covers(EVENT.ends_at, EVENT.ends_at + hour)


def test_present_or_late_inside_a_note_is_a_conflict() -> None:
    assert is_conflict(PRESENT, note())
    assert is_conflict(LATE, note())
    assert not is_conflict(ABSENT, note())
    assert not is_conflict(None, note())
    assert not is_conflict(PRESENT, None)
