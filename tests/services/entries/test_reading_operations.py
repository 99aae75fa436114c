"""Whatever a browser sends is read as a batch of operations or refused; nothing else happens."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.services.entries.operations import (
    BATCH_LIMIT,
    Operation,
    OperationKind,
    parse_operations,
)

GOOD: dict[str, Any] = {
    "id": "op-1",
    "kind": "mark",
    "value": "8",
    "base": "",
    "target": {"work_id": 3, "pupil_id": "5"},
}
ODD_IDS: list[Any] = [-1, True, False, 1.0, float("inf"), float("nan"), ROW_ID_LIMIT, 10**400]
ODD_IDS += [2**63, "-1", "1.0", "1e3", "٣", "²", " 1", "9" * 17, [1], {"id": 1}, b"1"]
ODD_TEXTS: list[Any] = [None, 1, True, 1.5, [], {}, b"x", "a\x00b", "\ud800", "x" * 5_001]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None))
    | st.binary()
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(scalars, inner)
        | st.tuples(inner)
        | st.frozensets(scalars)
    ),
    max_leaves=12,
)
nearly = st.fixed_dictionaries(
    {},
    optional={
        "id": anything | st.just("op-1"),
        "kind": anything | st.sampled_from(list(OperationKind)),
        "value": anything | st.just("8"),
        "base": anything | st.just(""),
        "target": anything
        | st.dictionaries(st.sampled_from(["lesson_id", "work_id", "pupil_id"]), anything),
    },
)


@given(anything | st.lists(nearly, max_size=3))
def test_anything_is_read_or_refused(raw: Any) -> None:
    try:
        operations, unreadable = parse_operations(raw)
    except Refused:
        return
    for operation in operations:
        assert operation.id
        assert operation.kind in OperationKind
        for text in (operation.id, operation.value, operation.base):
            text.encode()
        for row_id in (operation.lesson_id, operation.work_id, operation.pupil_id):
            assert type(row_id) is int
            assert 0 <= row_id < ROW_ID_LIMIT
    assert all(answer.id and answer.message for answer in unreadable)


def test_a_batch_is_read() -> None:
    lesson = {**GOOD, "kind": "topic", "target": {"lesson_id": "7", "pupil_id": ""}}
    assert parse_operations([GOOD, lesson])[0] == [
        Operation(id="op-1", kind=OperationKind.MARK, value="8", base="", work_id=3, pupil_id=5),
        Operation(id="op-1", kind=OperationKind.TOPIC, value="8", base="", lesson_id=7),
    ]
    assert parse_operations([]) == ([], [])
    assert len(parse_operations([GOOD] * BATCH_LIMIT)[0]) == BATCH_LIMIT


MALFORMED: list[Any] = [
    [],
    None,
    {},
    {**GOOD, "target": None},
    {**GOOD, "kind": "delete"},
    {**GOOD, "id": ""},
    {**GOOD, "id": "x" * 41},
    *({**GOOD, key: odd} for key in ("id", "kind", "value", "base") for odd in ODD_TEXTS),
    *({**GOOD, "target": {"work_id": odd}} for odd in ODD_IDS),
]
SENTENCE = "The program sent something unreadable. Reload the page."


@pytest.mark.parametrize("raw", [None, "mark", GOOD, [GOOD] * (BATCH_LIMIT + 1)])
def test_what_is_no_batch_is_refused_in_words(raw: Any) -> None:
    with pytest.raises(Refused) as refusal:
        parse_operations(raw)
    assert refusal.value.message.english() == SENTENCE


@pytest.mark.parametrize("raw", MALFORMED)
def test_an_unreadable_operation_does_not_hold_up_the_others(raw: Any) -> None:
    operations, _ = parse_operations([raw, GOOD])
    assert [operation.value for operation in operations] == ["8"]


@pytest.mark.parametrize("raw", [{**GOOD, "value": 8}, {**GOOD, "target": []}])
def test_an_unreadable_operation_is_answered_so_that_it_is_not_sent_for_ever(raw: Any) -> None:
    operations, unreadable = parse_operations([raw])
    assert operations == []
    assert [answer.id for answer in unreadable] == ["op-1"]
    assert unreadable[0].message is not None
    assert unreadable[0].message.english() == SENTENCE
