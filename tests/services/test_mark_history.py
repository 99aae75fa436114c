"""The life of a mark: every step for those who may read it, its origin for few."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from ejournal_app import clock
from ejournal_app.domain.errors import Forbidden
from ejournal_app.domain.mark_steps import Step
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import LoginSession
from ejournal_app.services.mark_history import HistoryStep, mark_history
from ejournal_app.services.reverting.applying import put_back
from ejournal_app.services.reverting.model import Span
from ejournal_app.services.reverting.reviewing import review_account
from ejournal_app.services.superuser_marks.writing import correct_mark
from tests.support.entering import mark, saved
from tests.support.school import TinySchool
from tests.support.school_days import NOW, TODAY
from tests.support.statements import statements

Clock = Callable[[date | datetime], None]


@pytest.fixture
def life(school: TinySchool, clock_at: Clock) -> TinySchool:
    """Anna's mark: entered, improved, corrected after lock, then cleared by the superuser."""
    ilze = replace(school.actors.ilze, session_id=_session(school.actors.ilze.account_id))
    saved(ilze, mark(school.test, school.anna, "4"))
    saved(school.actors.janis, mark(school.test, school.anna, "4|7", "4"))
    clock_at(TODAY + timedelta(days=20))
    saved(ilze, mark(school.test, school.anna, "8", "4|7", reason="Pārskatīts"))
    correct_mark(
        school.actors.superuser, school.maths_a, school.test, school.anna, "8", "", "Lūgums"
    )
    return school


def _session(account_id: int) -> int:
    with writing() as session:
        row = LoginSession(
            secret_hash="x",
            account_id=account_id,
            created_at=clock.now(),
            last_seen_at=clock.now(),
            expires_at=clock.now(),
            user_agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0",
        )
        session.add(row)
        session.flush()
        return row.id or 0


def steps(school: TinySchool, who: str) -> tuple[HistoryStep, ...]:
    return mark_history(school.actors.all()[who], school.test, school.anna).steps


def test_each_step_says_who_what_and_why(life: TinySchool) -> None:
    assert [
        (one.by, one.step, one.old, one.new, one.after_lock, one.as_superuser, one.reason)
        for one in steps(life, "maija")
    ] == [
        ("Ilze Kalniņa", Step.ENTERED, "", "4", False, False, ""),
        ("Jānis Liepa", Step.IMPROVED, "4", "4|7", False, False, ""),
        ("Ilze Kalniņa", Step.CORRECTED, "4|7", "8", True, False, "Pārskatīts"),
        ("Sandis Sargs", Step.CLEARED, "8", "", False, True, "Lūgums"),
    ]
    view = mark_history(life.actors.parent, life.test, life.anna)
    assert (view.pupil, view.kind_lv, view.title, view.day) == (
        "Anna Āboliņa",
        "Pārbaudes darbs",
        "Daļas",
        NOW.date() - timedelta(days=1),
    )


def test_from_where_is_for_the_heads_and_whoever_wrote(life: TinySchool) -> None:
    here = ("192.0.2.1", "Firefox, Linux")
    for who in ("management", "superuser"):
        assert [(one.address, one.device) for one in steps(life, who)] == [
            here,
            ("192.0.2.1", ""),
            here,
            ("192.0.2.1", ""),
        ]
    assert [bool(one.address) for one in steps(life, "ilze")] == [True, False, True, False]
    assert [one.device for one in steps(life, "ilze")] == [
        "Firefox, Linux",
        "",
        "Firefox, Linux",
        "",
    ]
    for who in ("maija", "parent", "pupil"):
        assert {(one.address, one.device) for one in steps(life, who)} == {("", "")}


def test_what_was_put_back_says_so(life: TinySchool) -> None:
    janis = Span(
        account_id=life.actors.superuser.account_id,
        starts=clock.now() - timedelta(hours=1),
        ends=clock.now(),
    )
    seen = review_account(life.actors.superuser, janis)
    put_back(
        life.actors.superuser,
        janis,
        keys=[line.key for line in seen.lines],
        shown=seen.shown,
        reason="Kļūda",
    )
    last = steps(life, "parent")[-1]
    assert (last.put_back, last.as_superuser, last.new, last.reason) == (True, False, "8", "Kļūda")


def test_families_see_nothing_of_works_their_child_was_not_marked_in(life: TinySchool) -> None:
    for who in ("parent", "pupil"):
        with pytest.raises(Forbidden):
            mark_history(life.actors.all()[who], life.quiz, life.anna)
        with pytest.raises(Forbidden):
            mark_history(life.actors.all()[who], life.test, life.bruno)
    assert mark_history(life.actors.ilze, life.quiz, life.anna).steps == ()
    for unknown in (0, 999_999):
        with pytest.raises(Forbidden):
            mark_history(life.actors.superuser, unknown, life.anna)
        with pytest.raises(Forbidden):
            mark_history(life.actors.superuser, life.test, unknown)


def test_a_long_life_asks_no_more_than_a_short_one(life: TinySchool) -> None:
    def asked() -> int:
        with statements() as seen:
            steps(life, "management")
        return len(seen)

    before = asked()
    for number in range(1, 9):
        saved(
            life.actors.ilze,
            mark(
                life.test,
                life.anna,
                str(number),
                "" if number == 1 else str(number - 1),
                reason="Vēlreiz",
            ),
        )
    assert asked() == before
