"""Sharing pupils out into groups by a rule."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.grouping import Candidate, SplitRule, share_out

_NAMES = st.text("aābcčdeēgĢzŽ -", max_size=8)
_PUPILS = st.lists(
    st.builds(
        Candidate,
        pupil_id=st.integers(1, 10_000),
        family_name=_NAMES,
        given_name=_NAMES,
        language=st.sampled_from(["", "vācu", "krievu", "spāņu"]),
    ),
    max_size=60,
    unique_by=lambda one: one.pupil_id,
)
_GROUPS = st.dictionaries(
    st.integers(-6, 500),
    st.sampled_from(["1. grupa", "Vācu valoda 7.a", "krievu valoda", "Spāņu"]),
    max_size=6,
)
_EVEN = st.sampled_from([SplitRule.ALPHABET, SplitRule.TURNS])


def _named(*names: str) -> list[Candidate]:
    return [
        Candidate(pupil_id=number, family_name=family, given_name="A")
        for number, family in enumerate(names, 1)
    ]


@given(_EVEN, _PUPILS, _GROUPS.filter(bool))
def test_everybody_is_placed_once_and_sizes_differ_by_one_at_most(
    rule: SplitRule, pupils: list[Candidate], groups: dict[int, str]
) -> None:
    placed = share_out(rule, pupils, groups)
    assert set(placed) == {one.pupil_id for one in pupils}
    sizes = Counter(placed.values())
    assert set(sizes) <= set(groups)
    counts = [sizes[group] for group in groups]
    assert max(counts) - min(counts) <= 1


@given(_PUPILS, _GROUPS)
def test_by_language_only_learners_are_placed_and_only_into_groups_named_after_it(
    pupils: list[Candidate], groups: dict[int, str]
) -> None:
    placed = share_out(SplitRule.LANGUAGE, pupils, groups)
    for one in pupils:
        fitting = {
            group
            for group, name in groups.items()
            if one.language and one.language in name.casefold().split()
        }
        assert (one.pupil_id in placed) == bool(fitting)
        assert not fitting or placed[one.pupil_id] in fitting


@given(st.sampled_from(SplitRule), _PUPILS)
def test_without_groups_nobody_is_placed(rule: SplitRule, pupils: list[Candidate]) -> None:
    assert share_out(rule, pupils, {}) == {}


@given(st.sampled_from(SplitRule), st.permutations(_named("Zariņa", "Āboliņa", "Čakste", "Apse")))
def test_the_order_of_the_list_does_not_matter(rule: SplitRule, pupils: list[Candidate]) -> None:
    groups = {7: "1. grupa", 8: "2. grupa"}
    assert share_out(rule, pupils, groups) == share_out(
        rule, _named("Zariņa", "Āboliņa", "Čakste", "Apse"), groups
    )


def test_halves_and_turns_follow_the_latvian_alphabet() -> None:
    pupils = _named("Zariņa", "Āboliņa", "Čakste", "Apse", "Caune")
    groups = {7: "1. grupa", 8: "2. grupa"}
    # Apse, Āboliņa, Caune, Čakste, Zariņa
    assert share_out(SplitRule.ALPHABET, pupils, groups) == {4: 7, 2: 7, 5: 7, 3: 8, 1: 8}
    assert share_out(SplitRule.TURNS, pupils, groups) == {4: 7, 2: 8, 5: 7, 3: 8, 1: 7}


def test_two_groups_of_one_language_share_its_learners() -> None:
    pupils = [
        Candidate(pupil_id=number, family_name=family, given_name="", language="Vācu")
        for number, family in enumerate(("Bērza", "Apse", "Celms"), 1)
    ]
    groups = {7: "Vācu valoda, 1. grupa", 8: "Krievu valoda", 9: "Vācu valoda, 2. grupa"}
    assert share_out(SplitRule.LANGUAGE, pupils, groups) == {2: 7, 1: 7, 3: 9}
