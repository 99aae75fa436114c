"""A mark is locked by its age or with its semester, and by nothing else."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.mark_locks import Lock, LockCause, Term, closing_day, lock_of, term_of

FIRST = Term(1, date(2026, 9, 1), date(2026, 12, 25))
SECOND = Term(2, date(2027, 1, 4), date(2027, 6, 7))
days = st.dates(date(2026, 9, 1), date(2027, 8, 31))


def age(set_on: date | None, today: date, lock_days: int = 14) -> Lock | None:
    return lock_of(set_on=set_on, lock_days=lock_days, term=SECOND, today=today)


def test_a_mark_is_open_through_the_last_of_its_days() -> None:
    set_on = date(2027, 2, 1)
    assert age(set_on, date(2027, 2, 15)) is None
    assert age(set_on, date(2027, 2, 16)) == Lock(LockCause.AGE, date(2027, 2, 15))


def test_a_school_that_never_locks_and_a_new_mark_know_no_age() -> None:
    assert age(date(2027, 1, 10), date(2027, 6, 1), lock_days=0) is None
    assert age(None, date(2027, 6, 1)) is None


def test_a_closed_semester_locks_new_marks_too() -> None:
    closed = Lock(LockCause.PERIOD, date(2026, 12, 25), 1)
    for set_on in (None, date(2026, 12, 20)):
        assert lock_of(set_on=set_on, lock_days=14, term=FIRST, today=date(2026, 12, 26)) == closed
    assert lock_of(set_on=None, lock_days=14, term=FIRST, today=date(2026, 12, 25)) is None


def test_the_window_of_the_interim_mark_closes_a_semester_but_not_before_its_end() -> None:
    ends_on = date(2026, 12, 18)
    assert closing_day(ends_on, None, 7) == date(2026, 12, 25)
    assert closing_day(ends_on, date(2027, 1, 15), 7) == date(2027, 1, 15)
    assert closing_day(ends_on, date(2026, 12, 10), 7) == ends_on


def test_days_between_semesters_belong_to_the_one_before() -> None:
    assert term_of(date(2026, 12, 30), (SECOND, FIRST)) is FIRST
    assert term_of(date(2027, 1, 4), (FIRST, SECOND)) is SECOND
    assert term_of(date(2027, 7, 1), (FIRST, SECOND)) is SECOND
    assert term_of(date(2026, 8, 31), (FIRST, SECOND)) is None


@given(days, st.integers(0, 60), days)
def test_once_locked_a_mark_stays_locked(set_on: date, lock_days: int, today: date) -> None:
    for term in (None, FIRST, SECOND):
        lock = lock_of(set_on=set_on, lock_days=lock_days, term=term, today=today)
        later = today + timedelta(days=1)
        if lock is not None:
            assert today > lock.open_until
            assert lock_of(set_on=set_on, lock_days=lock_days, term=term, today=later) is not None
