"""Terms of posts: what a hand-over leaves to the one and gives to the other."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.posts import Term, before, since, without

DAYS = [date(2026, 9, 1) + timedelta(days=n) for n in range(40)]
days = st.sampled_from(DAYS)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    first = draw(days)
    last = draw(st.one_of(st.none(), st.sampled_from([day for day in DAYS if day >= first])))
    return Term(first, last)


@given(terms(), days, days)
def test_a_day_of_a_term_is_either_before_or_since_another_day(
    term: Term, cut: date, day: date
) -> None:
    parts = [before(term, cut), since(term, cut)]
    holding = [part for part in parts if part is not None and part.holds(day)]
    assert len(holding) == (1 if term.holds(day) else 0)


@given(terms(), st.lists(terms(), max_size=4), days)
def test_what_others_do_not_cover_is_left_once(term: Term, taken: list[Term], day: date) -> None:
    left = without(term, taken)
    expected = term.holds(day) and not any(other.holds(day) for other in taken)
    assert sum(part.holds(day) for part in left) == (1 if expected else 0)


@given(terms(), terms())
def test_terms_meet_when_a_day_is_in_both(one: Term, other: Term) -> None:
    far = date(2030, 1, 1)
    common = any(one.holds(day) and other.holds(day) for day in [*DAYS, far])
    assert one.meets(other) == common


def test_nothing_is_before_the_first_day_or_since_a_day_past_the_last() -> None:
    term = Term(DAYS[3], DAYS[5])
    assert before(term, DAYS[3]) is None
    assert since(term, DAYS[6]) is None
    assert without(term, [Term(DAYS[0])]) == ()
