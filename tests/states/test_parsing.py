"""What a browser sent is read or refused, and never anything else happens."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.plain_text import is_plain
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.states.parsing import address_id, as_day, as_id, as_number, as_text

SURROGATES = st.text(st.characters(categories=["Cs"]), min_size=1, max_size=3)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | SURROGATES
    | st.text(st.characters(categories=["Nd"]), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(JSON)
def test_an_id_is_a_whole_number_a_row_can_have(raw: Any) -> None:
    try:
        read = as_id(raw)
    except Refused:
        return
    assert type(read) is int
    assert 0 < read < ROW_ID_LIMIT
    assert str(read) == str(raw).lstrip("0")


@given(st.integers(1, ROW_ID_LIMIT - 1))
def test_every_id_is_read_as_number_and_as_text(row_id: int) -> None:
    assert as_id(row_id) == row_id
    if len(str(row_id)) <= 16:
        assert as_id(str(row_id)) == row_id


@pytest.mark.parametrize(
    "raw", [0, -1, True, 1.0, float("inf"), "", " 1", "+1", "1_000", "١", "²", "1e3", ROW_ID_LIMIT]
)
def test_what_looks_like_an_id_is_refused(raw: Any) -> None:
    with pytest.raises(Refused):
        as_id(raw)


@given(JSON, st.integers(0, 50))
def test_a_text_is_short_enough_and_can_be_stored(raw: Any, limit: int) -> None:
    try:
        read = as_text(raw, limit)
    except Refused:
        assert not isinstance(raw, str) or len(raw) > limit or not is_plain(raw)
        return
    assert read == raw
    assert len(read) <= limit
    assert "\x00" not in read
    read.encode("utf-8")


@given(JSON)
def test_a_number_is_within_its_bounds(raw: Any) -> None:
    try:
        read = as_number(raw, 1, 40)
    except Refused:
        return
    assert type(read) is int
    assert 1 <= read <= 40


@given(JSON)
def test_a_day_is_a_day_of_our_time_or_none(raw: Any) -> None:
    try:
        read = as_day(raw)
    except Refused:
        return
    assert read is None if raw == "" else 1990 <= (read or date.max).year <= 2100


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert as_day(day.isoformat()) == day


@given(st.text() | st.integers().map(str), st.sampled_from(["/stunda/", "", "/", "//"]))
def test_an_address_without_an_id_is_refused_like_a_foreign_one(tail: str, head: str) -> None:
    last = (head + tail).rstrip("/").rpartition("/")[2]
    if last.isascii() and last.isdecimal() and 0 < int(last) < ROW_ID_LIMIT and len(last) <= 16:
        assert address_id(head + tail, Permission.JOURNAL_READ) == int(last)
        return
    with pytest.raises(Forbidden) as refusal:
        address_id(head + tail, Permission.JOURNAL_READ)
    assert refusal.value.attempt is not None
    assert refusal.value.attempt.action == Permission.JOURNAL_READ
