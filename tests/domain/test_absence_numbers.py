"""Steps of unjustified lessons, the canteen's setting, tallies, and whom the school tells."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.absence_numbers import (
    LAW_STEP,
    checked_canteen,
    checked_steps,
    reached,
    thresholds,
)
from ejournal_app.domain.absence_tally import COLUMN_OF, Tally, tally_of, total
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.domain.who_is_told import Relation, told_of_absence

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)


@pytest.mark.parametrize(("typed", "stored"), [("5, 10,15", "5,10,15"), (" 7 ", "7")])
def test_rising_steps_are_kept(typed: str, stored: str) -> None:
    assert checked_steps(typed) == stored


@pytest.mark.parametrize("typed", ["", "5,5", "10,5", "0", "21", "5,x", "1,2,3,4,5,6,7", "²", "-1"])
def test_steps_that_do_not_rise_below_the_laws_are_refused(typed: str) -> None:
    with pytest.raises(Refused):
        checked_steps(typed)


@given(st.text(max_size=60))
def test_whatever_is_typed_as_steps_is_refused_or_read_back(typed: str) -> None:
    try:
        stored = checked_steps(typed)
    except Refused:
        return
    assert checked_steps(stored) == stored
    assert thresholds(map(int, stored.split(",")))[-1] == LAW_STEP


def test_the_laws_step_begins_with_the_lesson_after_the_twentieth() -> None:
    steps = thresholds((5, 10, 15))
    assert steps == (5, 10, 15, 21)
    assert [reached(count, steps) for count in (4, 5, 20, 21)] == [
        (),
        (5,),
        (5, 10, 15),
        (5, 10, 15, 21),
    ]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("9:15".zfill(5) + ";a@b.lv", "09:15;a@b.lv"),
        ("09:15;a@b.lv, c@d.lv;e@f.lv a@b.lv", "09:15;a@b.lv,c@d.lv,e@f.lv"),
        ("09:15;", ""),
        (";", ""),
        ("", ""),
    ],
)
def test_the_canteen_has_a_time_and_addresses_or_nothing(typed: str, stored: str) -> None:
    assert checked_canteen(typed) == stored


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("09:15;nav adrese", "value_2"),
        ("25:00;a@b.lv", "value_1"),
        (";a@b.lv", "value_1"),
        ("09:15;" + ",".join(f"a{n}@b.lv" for n in range(6)), "value_2"),
    ],
)
def test_a_wrong_time_or_address_of_the_canteen_is_named(typed: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        checked_canteen(typed)
    assert refusal.value.field == field


@given(st.lists(st.tuples(st.sampled_from([*COLUMN_OF, "", "nv"]), st.integers(0, 30))))
def test_a_tally_counts_each_symbol_in_one_column(counted: list[tuple[str, int]]) -> None:
    tally = tally_of(counted)
    known = [(symbol, number) for symbol, number in counted if symbol in COLUMN_OF]
    assert tally.missed + tally.late + tally.takes_part == sum(number for _, number in known)
    assert tally.justified == sum(number for symbol, number in known if symbol in ("ns", "nc"))
    assert total([tally, tally]).missed == 2 * tally.missed
    assert tally + Tally() == tally


def relation(person: int, kind: GuardianKind = GuardianKind.PARENT, **other: object) -> Relation:
    values: dict[str, object] = {
        "person_id": person,
        "kind": kind,
        "is_notified": True,
        "court_restricted": False,
        "starts_on": TODAY - DAY,
        "ends_on": None,
    }
    return Relation(**(values | other))  # type: ignore[arg-type]


def test_parents_in_force_who_want_to_be_told_are() -> None:
    assert told_of_absence(
        [
            relation(1),
            relation(2, is_notified=False),
            relation(3, court_restricted=True),
            relation(4, ends_on=TODAY - DAY),
            relation(5, starts_on=TODAY + DAY),
            relation(6, ends_on=TODAY),
            relation(1, starts_on=TODAY),
        ],
        TODAY,
    ) == (1, 6)


@pytest.mark.parametrize("kind", [kind for kind in GuardianKind if kind is not GuardianKind.PARENT])
def test_in_out_of_family_care_the_parents_are_not_told(kind: GuardianKind) -> None:
    assert told_of_absence([relation(1), relation(2, kind)], TODAY) == (2,)
    # Nor are they when the institution does not want to be notified.
    assert told_of_absence([relation(1), relation(2, kind, is_notified=False)], TODAY) == ()
    # Once the care is over they are again.
    assert told_of_absence([relation(1), relation(2, kind, ends_on=TODAY - DAY)], TODAY) == (1,)


RELATIONS = st.lists(
    st.builds(
        Relation,
        person_id=st.integers(1, 5),
        kind=st.sampled_from(GuardianKind),
        is_notified=st.booleans(),
        court_restricted=st.booleans(),
        starts_on=st.sampled_from([TODAY - DAY, TODAY, TODAY + DAY]),
        ends_on=st.sampled_from([None, TODAY, TODAY + DAY]),
    ),
    max_size=6,
)


@given(RELATIONS)
def test_nobody_a_court_keeps_away_is_ever_told(relations: list[Relation]) -> None:
    told = told_of_absence(relations, TODAY)
    kept_away = {one.person_id for one in relations if one.holds(TODAY) and one.court_restricted}
    assert not kept_away & set(told)
    assert len(told) == len(set(told))
    assert all(
        any(one.person_id == person and one.is_notified for one in relations) for person in told
    )
