"""A burst of lowest marks is held back whole; ordinary work never is."""

from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.brake import (
    UNUSUAL_CHANGES,
    Cause,
    Change,
    Recent,
    braked,
    changes,
    gives_lowest,
    worsens,
)
from ejournal_app.domain.marks import Scale

TEN = Scale.TEN_POINTS
LIMIT = 10

scales = st.sampled_from(list(Scale))
values = st.sampled_from(["", "1", "7", "10", "nv", "i", "ni", "S", "A", "0%", "75%"])
batches = st.lists(st.builds(Change, scales, values, values), max_size=30)
recents = st.builds(
    Recent,
    worsened=st.integers(0, 20),
    lowest=st.integers(0, 20),
    changed=st.integers(0, 20),
)


def causes(
    batch: list[Change], recent: Recent | None = None, *, unusual: bool = False
) -> set[Cause | None]:
    return set(braked(batch, recent or Recent(), limit=LIMIT, unusual=unusual))


def test_a_class_changed_to_the_lowest_mark_is_held_back() -> None:
    lowered = [Change(TEN, str(3 + n % 8), "1") for n in range(LIMIT)]
    assert causes(lowered) == {Cause.LOWEST_BURST}
    assert causes(lowered[1:]) == {None}
    assert causes(lowered[1:], Recent(worsened=1)) == {Cause.LOWEST_BURST}


def test_clearing_counts_like_the_lowest_mark_of_each_scale() -> None:
    batch = [
        Change(TEN, "8", ""),
        Change(Scale.PASS_FAIL, "i", "ni"),
        Change(Scale.STAP, "A", "S"),
        Change(Scale.PERCENT, "75%", "0%"),
    ]
    assert all(map(worsens, batch))
    assert not worsens(Change(TEN, "1", "1"))
    assert not worsens(Change(TEN, "8", "2"))


def test_new_lowest_marks_are_counted_apart() -> None:
    new = [Change(TEN, "", "1")] * 9
    lowered = [Change(TEN, "8", "1")] * 9
    assert causes([*new, *lowered]) == {None}
    assert braked(
        [*new, *new[:1], Change(TEN, "8", "7")], Recent(), limit=LIMIT, unusual=False
    ) == [
        *[Cause.LOWEST_BURST] * LIMIT,
        None,
    ]


def test_outside_working_hours_a_new_device_may_change_two_marks_only() -> None:
    changed = [Change(TEN, "4", "7")] * UNUSUAL_CHANGES
    entered = Change(TEN, "", "7")
    assert braked([*changed, entered], Recent(), limit=LIMIT, unusual=True) == [
        *[Cause.NEW_DEVICE] * UNUSUAL_CHANGES,
        None,
    ]
    assert causes(changed[1:], unusual=True) == {None}
    assert causes(changed, unusual=False) == {None}


@given(batches, recents, st.integers(2, 30), st.booleans())
def test_only_what_counts_is_held_and_all_of_it(
    batch: list[Change], recent: Recent, limit: int, unusual: bool
) -> None:
    found = braked(batch, recent, limit=limit, unusual=unusual)
    assert len(found) == len(batch)
    for measure in (worsens, gives_lowest):
        held = {cause for change, cause in zip(batch, found, strict=True) if measure(change)}
        assert len(held) <= 1 or unusual
    for change, cause in zip(batch, found, strict=True):
        if cause is Cause.LOWEST_BURST:
            assert worsens(change) or gives_lowest(change)
        if cause is Cause.NEW_DEVICE:
            assert unusual
            assert changes(change)


@given(batches, recents, st.integers(2, 30), st.booleans())
def test_more_before_never_lets_more_through(
    batch: list[Change], recent: Recent, limit: int, unusual: bool
) -> None:
    more = Recent(
        worsened=recent.worsened + 1, lowest=recent.lowest + 1, changed=recent.changed + 1
    )
    before = braked(batch, recent, limit=limit, unusual=unusual)
    after = braked(batch, more, limit=limit, unusual=unusual)
    assert all(later for earlier, later in zip(before, after, strict=True) if earlier)
