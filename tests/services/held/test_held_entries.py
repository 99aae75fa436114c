"""Unusual entries wait for a password: nothing of them is written before, everything after."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import select

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, HeldEntries, LoginSession
from ejournal_app.services.entries.operations import AnswerStatus, Operation
from ejournal_app.services.held.overview import drop_held, held_overview
from ejournal_app.services.held.own import (
    confirm_held,
    count_held,
    drop_own_held,
    own_held,
)
from ejournal_app.services.superuser_marks.writing import correct_mark
from tests.support.big_class import add_pupils
from tests.support.entering import mark, mark_life, saved, send
from tests.support.people import PASSWORD, hash_of
from tests.support.school import TinySchool
from tests.support.school_days import NOW, TODAY
from tests.support.told import told, told_in_all

Clock = Callable[[date | datetime], None]
LIMIT = 10


@pytest.fixture
def pupils(school: TinySchool) -> list[int]:
    """Twelve pupils marked 8 an hour ago, and a teacher with a password."""
    added = add_pupils(school, 12)
    with writing() as session:
        for actor in (school.actors.ilze, school.actors.janis):
            account = session.get_one(Account, actor.account_id)
            account.password_hash = hash_of(PASSWORD)
    return added


@pytest.fixture
def marked(school: TinySchool, pupils: list[int], clock_at: Clock) -> list[int]:
    clock_at(NOW - timedelta(hours=1))
    saved(school.actors.ilze, *(mark(school.test, pupil, "8") for pupil in pupils))
    clock_at(NOW)
    return pupils


def lowered(school: TinySchool, pupils: list[int], value: str = "1") -> list[Operation]:
    return [mark(school.test, pupil, value, "8") for pupil in pupils]


def statuses(actor: Actor, *operations: Operation) -> list[AnswerStatus]:
    return [answer.status for answer in send(actor, *operations)]


def night_session(actor: Actor, *, known_for: timedelta | None = None) -> Actor:
    """The same person in a log-in of this hour; the device may have been used before."""
    made: list[int] = []
    with writing() as session:
        for age in (timedelta(hours=1), known_for):
            if age is not None:
                row = LoginSession(
                    secret_hash=f"{age}",
                    account_id=actor.account_id,
                    created_at=clock.now() - age,
                    last_seen_at=clock.now(),
                    expires_at=clock.now() + timedelta(hours=1),
                    address="192.0.2.7",
                    user_agent="Mozilla/5.0 (Windows NT) Chrome/126",
                )
                session.add(row)
                session.flush()
                made.append(row.id or 0)
    return Actor(
        account_id=actor.account_id,
        person_id=actor.person_id,
        session_id=made[0],
        name=actor.name,
        roles=actor.roles,
        address="192.0.2.7",
    )


def test_a_class_made_lowest_is_held_and_the_rest_of_the_batch_goes_through(
    school: TinySchool, marked: list[int]
) -> None:
    ilze = school.actors.ilze
    other = mark(school.test, marked[LIMIT], "9", "8")
    before = len(mark_life())
    answers = send(ilze, *lowered(school, marked[:LIMIT]), other)
    assert [answer.status for answer in answers] == [
        *[AnswerStatus.HELD] * LIMIT,
        AnswerStatus.SAVED,
    ]
    assert {answer.value for answer in answers[:LIMIT]} == {"8"}
    assert len(mark_life()) == before + 1
    (waiting,) = own_held(ilze)
    assert [(line.old, line.new) for line in waiting.lines] == [("8", "1")] * LIMIT
    assert waiting.lines[0].journal == "Matemātika 5.a"


def test_clearing_one_by_one_is_held_from_the_tenth_on(
    school: TinySchool, marked: list[int]
) -> None:
    found = [statuses(school.actors.ilze, typed)[0] for typed in lowered(school, marked, "")]
    assert found == [*[AnswerStatus.SAVED] * (LIMIT - 1), *[AnswerStatus.HELD] * 3]
    assert count_held(school.actors.ilze) == 3
    assert len(own_held(school.actors.ilze)) == 1


def test_new_lowest_marks_are_held_too_but_not_after_ten_quiet_minutes(
    school: TinySchool, pupils: list[int], clock_at: Clock
) -> None:
    ilze = school.actors.ilze
    saved(ilze, *(mark(school.test, pupil, "1") for pupil in pupils[: LIMIT - 1]))
    clock_at(NOW + timedelta(minutes=11))
    saved(ilze, mark(school.test, pupils[LIMIT - 1], "1"))
    clock_at(NOW)
    held = statuses(ilze, *(mark(school.test, pupil, "1") for pupil in pupils[LIMIT:]))
    assert held == [AnswerStatus.HELD] * 2


def test_a_resend_gets_the_same_answer_and_holds_nothing_twice(
    school: TinySchool, marked: list[int]
) -> None:
    batch = lowered(school, marked)
    assert send(school.actors.ilze, *batch) == send(school.actors.ilze, *batch)
    assert count_held(school.actors.ilze) == len(batch)


def test_what_would_not_be_written_anyway_is_answered_as_ever(
    school: TinySchool, marked: list[int]
) -> None:
    ilze = school.actors.ilze
    answers = statuses(
        ilze,
        *lowered(school, marked),
        mark(school.test, school.dace, "1", "8"),
        mark(school.test, marked[0], "1", "5"),
    )
    assert answers[-2:] == [AnswerStatus.REFUSED, AnswerStatus.CONFLICT]
    assert statuses(school.actors.maija, *lowered(school, marked)) == [AnswerStatus.REFUSED] * len(
        marked
    )


def test_class_teacher_and_heads_are_told_once_and_without_values(
    school: TinySchool, marked: list[int]
) -> None:
    actors = school.actors
    for typed in lowered(school, marked):
        send(actors.ilze, typed)
    for who in (actors.maija, actors.management, actors.superuser):
        (sentence,) = told(who)
        assert sentence == (
            "Entries of Ilze Kalniņa in Matemātika 5.a are held back until confirmed: many marks"
            " made the lowest or cleared within minutes."
        )
    assert told_in_all() == 3


def test_a_password_writes_them_over_what_was_seen_and_reports_conflicts(
    school: TinySchool, marked: list[int]
) -> None:
    ilze = school.actors.ilze
    batch = lowered(school, marked)
    send(ilze, *batch)
    saved(school.actors.janis, mark(school.test, marked[0], "9", "8"))
    (waiting,) = own_held(ilze)
    with pytest.raises(Refused) as refusal:
        confirm_held(ilze, waiting.held_id, "Nav-mana-parole")
    assert refusal.value.field == f"password-{waiting.held_id}"
    assert count_held(ilze) == len(batch)
    done = confirm_held(ilze, waiting.held_id, PASSWORD)
    assert done.saved == len(batch) - 1
    (unwritten,) = done.unwritten
    assert (unwritten.answer.status, unwritten.answer.value) == (AnswerStatus.CONFLICT, "9")
    assert own_held(ilze) == []
    again = send(ilze, *batch)
    assert [answer.status for answer in again] == [
        AnswerStatus.CONFLICT,
        *[AnswerStatus.SAVED] * (len(batch) - 1),
    ]
    with reading() as session:
        assert session.exec(select(HeldEntries)).one().operations == []
    with pytest.raises(Refused):
        confirm_held(ilze, waiting.held_id, PASSWORD)


def test_who_has_just_confirmed_is_not_asked_about_the_next_mark(
    school: TinySchool, marked: list[int]
) -> None:
    ilze = school.actors.ilze
    send(ilze, *lowered(school, marked[:LIMIT]))
    confirm_held(ilze, own_held(ilze)[0].held_id, PASSWORD)
    saved(ilze, *lowered(school, marked[LIMIT:]))


def test_dropped_entries_are_gone_and_the_browser_learns_it(
    school: TinySchool, marked: list[int]
) -> None:
    ilze = school.actors.ilze
    batch = lowered(school, marked)
    send(ilze, *batch)
    drop_own_held(ilze, own_held(ilze)[0].held_id)
    assert own_held(ilze) == []
    assert set(statuses(ilze, *batch)) == {AnswerStatus.REFUSED}
    assert {new for _, _, new in mark_life()} == {"8"}


def test_the_heads_see_who_and_when_and_drop_with_a_reason(
    school: TinySchool, marked: list[int]
) -> None:
    ilze, heads = school.actors.ilze, school.actors.management
    send(ilze, *lowered(school, marked))
    (row,) = held_overview(heads)
    assert (row.name, row.entries, row.address) == ("Ilze Kalniņa", len(marked), "192.0.2.1")
    with pytest.raises(Refused):
        drop_held(heads, row.held_id, "  ")
    drop_held(heads, row.held_id, "Konts bija nozagts")
    assert held_overview(heads) == []
    assert told(ilze) == [
        "Guna Direktore dropped 12 of your entries that were held back: Konts bija nozagts"
    ]


def test_nobody_decides_about_somebody_elses(school: TinySchool, marked: list[int]) -> None:
    send(school.actors.ilze, *lowered(school, marked))
    (waiting,) = own_held(school.actors.ilze)
    for unknown in (waiting.held_id, 999_999):
        with pytest.raises(Forbidden):
            confirm_held(school.actors.janis, unknown, PASSWORD)
        with pytest.raises(Forbidden):
            drop_own_held(school.actors.janis, unknown)
    assert count_held(school.actors.ilze) == len(marked)


def test_at_night_changes_from_a_new_device_wait(
    school: TinySchool, marked: list[int], clock_at: Clock
) -> None:
    clock_at(datetime.combine(TODAY, time(23, 30)))
    changed = [mark(school.test, pupil, "7", "8") for pupil in marked[:3]]
    entered = mark(school.test, school.anna, "7")
    stranger = night_session(school.actors.ilze)
    assert statuses(stranger, *changed[:2]) == [AnswerStatus.SAVED] * 2
    assert statuses(stranger, changed[2], entered) == [AnswerStatus.HELD, AnswerStatus.SAVED]
    (row,) = held_overview(school.actors.superuser)
    assert row.device == "Chrome, Windows"


def test_at_night_a_device_known_for_a_day_is_no_stranger(
    school: TinySchool, marked: list[int], clock_at: Clock
) -> None:
    clock_at(datetime.combine(TODAY, time(23, 30)))
    known = night_session(school.actors.ilze, known_for=timedelta(days=3))
    saved(known, *(mark(school.test, pupil, "7", "8") for pupil in marked))


def test_by_day_a_new_device_is_no_matter(school: TinySchool, marked: list[int]) -> None:
    stranger = night_session(school.actors.ilze)
    saved(stranger, *(mark(school.test, pupil, "7", "8") for pupil in marked))


def test_a_superuser_is_not_braked(school: TinySchool, marked: list[int]) -> None:
    for pupil in marked:
        correct_mark(
            school.actors.superuser, school.maths_a, school.test, pupil, "8", "1", "Lūgums"
        )
    assert held_overview(school.actors.superuser) == []
