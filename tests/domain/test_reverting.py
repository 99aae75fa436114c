"""Putting back takes away one's own last run of writes, never what others wrote."""

from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.reverting import Write, undo_of

lives = st.lists(st.tuples(st.booleans(), st.sampled_from("123456")), min_size=1, max_size=12)


def chain(steps: list[tuple[bool, str]]) -> list[Write]:
    """Writes that follow one another, from nothing."""
    values = ["", *(value for _, value in steps)]
    return [Write(own, before, after) for (own, after), before in zip(steps, values, strict=False)]


def test_a_run_in_between_stays_and_a_last_run_goes_back_to_others_value() -> None:
    undo = undo_of(chain([(True, "1"), (False, "2"), (True, "3"), (True, "4")]))
    assert undo is not None
    assert (undo.before, undo.after, undo.overwritten) == ("2", "4", False)
    undo = undo_of(chain([(True, "1"), (False, "2")]))
    assert undo is not None
    assert (undo.before, undo.after, undo.overwritten) == ("", "1", True)
    assert undo_of(chain([(False, "2")])) is None


@given(lives)
def test_the_run_is_unbroken_and_what_is_put_back_is_nobodys_loss(
    steps: list[tuple[bool, str]],
) -> None:
    writes = chain(steps)
    undo = undo_of(writes)
    if undo is None:
        assert not any(write.own for write in writes)
        return
    assert all(write.own for write in writes[undo.first : undo.last + 1])
    assert not any(write.own for write in writes[undo.last + 1 :])
    if undo.first:
        assert not writes[undo.first - 1].own
        assert undo.before == writes[undo.first - 1].after
    else:
        assert undo.before == ""
    assert undo.overwritten is (undo.last < len(writes) - 1)
