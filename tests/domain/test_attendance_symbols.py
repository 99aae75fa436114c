"""Attendance is present, absent or late; justification is somebody else's fact (Regulation 11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.attendance import (
    AttendanceStatus,
    next_status,
    parse_attendance,
    symbol,
)
from ejournal_app.domain.errors import Refused


def test_taps_go_present_absent_late_and_round_again() -> None:
    seen = [AttendanceStatus.PRESENT]
    for _ in range(3):
        seen.append(next_status(seen[-1]))
    assert seen == ["present", "absent", "late", "present"]


@pytest.mark.parametrize("status", AttendanceStatus)
def test_a_symbol_typed_back_is_the_same_status(status: AttendanceStatus) -> None:
    assert parse_attendance(symbol(status)) is status
    assert parse_attendance(f" {symbol(status).upper()} ") is status


@pytest.mark.parametrize("typed", ["ns", "nc", "NN"])
def test_justification_is_left_to_the_class_teacher(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_attendance(typed)
    assert "class teacher" in refused.value.message.english()


@given(st.text(min_size=1).filter(lambda text: text.strip().lower() not in {"", "n", "k"}))
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_attendance(text)
