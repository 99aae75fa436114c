"""The heat map counts what fell due as the list of duties has it, week by week."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from ejournal_app import clock
from ejournal_app.domain.errors import Forbidden
from ejournal_app.domain.timeliness import Outcome, Tally
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import TeacherAbsence
from ejournal_app.services.duties.things import things_due
from ejournal_app.services.timeliness.heat_map import By, Order, timeliness
from ejournal_app.services.timeliness.lines import timeliness_lines
from ejournal_app.services.timeliness.spans import Term
from ejournal_app.services.timeliness.today import missing_today
from tests.support.school import TinySchool
from tests.support.school_days import NOW, SEPTEMBER, TODAY

from .asking import LAST_MONDAY, MONDAY, cell, enter_some, heat_map, row_of, yesterday_at

ClockAt = Callable[[date | datetime], None]


def test_teachers_by_weeks_with_the_share_of_what_fell_due(
    school: TinySchool, clock_at: ClockAt
) -> None:
    enter_some(school, clock_at)
    view = heat_map(school)
    assert (view.year, view.term, view.weeks[-2:]) == ("2026/27", Term.FIRST, (LAST_MONDAY, MONDAY))
    names = [row.name for row in view.teachers]
    assert names == ["Kalniņa Ilze", "Liepa Jānis", "Sproģe Maija", "Vītola Nora"]
    ilze, janis = row_of(view, "Kalniņa Ilze"), row_of(view, "Liepa Jānis")
    # Today's two lessons are due at 17:00 only.
    assert cell(view, ilze, LAST_MONDAY) == Tally(late=1, overdue=7)
    assert cell(view, ilze, MONDAY) == Tally(in_time=1, overdue=3)
    assert ilze.total == Tally(in_time=1, late=1, overdue=10)
    assert (ilze.total.due, ilze.total.per_cent) == (12, 8)
    assert janis.total == Tally(overdue=18)
    worst = [row.name for row in view.rows(By.TEACHER, Order.WORST)]
    assert sorted(worst) == sorted(names)
    assert (worst[0], worst[-1]) == ("Liepa Jānis", "Kalniņa Ilze")
    # Mathematics of 5.a is owed by two, in the school it is there once.
    assert [point.week for point in view.trend[-2:]] == [
        Tally(late=1, overdue=15),
        Tally(in_time=1, overdue=7),
    ]
    assert view.trend[-1].moving.due >= 24
    assert view.total.in_time == 1
    assert [cell(view, row, MONDAY) for row in view.classes] == [
        Tally(overdue=6),
        Tally(in_time=1, overdue=3),
    ]
    assert view.months == (date(2026, 11, 1), date(2026, 10, 1), SEPTEMBER)


def test_every_cell_is_a_recount_of_the_duties(school: TinySchool, clock_at: ClockAt) -> None:
    enter_some(school, clock_at)
    now = clock.now()
    with reading() as session:
        duties = things_due(session, school.year_id, SEPTEMBER, TODAY, now)
    view = heat_map(school)
    for by in By:
        assert view.rows(by, Order.NAME)
        for row in view.rows(by, Order.NAME):
            for monday, found in zip(view.weeks, row.cells, strict=True):
                days = {monday + timedelta(days=n) for n in range(7)}
                own = [
                    duty
                    for duty in duties
                    if row.owner_id in by.owners(duty)
                    and duty.due_at is not None
                    and clock.local(duty.due_at).date() in days
                    and duty.due_at < now
                ]
                assert found.due == len(own)
                assert found.in_time == sum(duty.is_in_time() for duty in own)
                assert found.overdue == sum(duty.is_open() for duty in own)


def test_what_rests_counts_neither_for_nor_against_a_teacher(
    school: TinySchool, clock_at: ClockAt
) -> None:
    with writing() as session:
        session.add(
            TeacherAbsence(
                school_id=1,
                person_id=school.actors.janis.person_id,
                kind="incapacity",
                starts_on=LAST_MONDAY,
                ends_on=None,
                recorded_at=clock.now(),
                recorded_by_id=school.actors.clerk.person_id,
            )
        )
    clock_at(NOW)
    assert "Liepa Jānis" not in {row.name for row in heat_map(school).teachers}


def test_the_lines_of_a_cell_come_the_worst_first(school: TinySchool, clock_at: ClockAt) -> None:
    enter_some(school, clock_at)
    boss, ilze = school.actors.management, school.actors.ilze.person_id
    view = timeliness_lines(boss, By.TEACHER, ilze, MONDAY)
    assert (view.name, view.tally) == ("Kalniņa Ilze", Tally(in_time=1, overdue=3))
    assert [line.outcome for line in view.lines] == [
        *[Outcome.OVERDUE] * 3,
        Outcome.IN_TIME,
        *[Outcome.COMING] * 2,
    ]
    (done,) = [line for line in view.lines if line.outcome is Outcome.IN_TIME]
    assert done.title.english() == "Matemātika 5.b: entry of lesson 3 on 2026-11-24"
    assert (done.href, done.journal, done.people) == (
        f"/stunda/{school.lesson(school.maths_b, date(2026, 11, 24))}",
        "Matemātika 5.b",
        ("Kalniņa Ilze",),
    )
    assert clock.local(done.due_at).hour == 17
    assert done.done_at is not None
    assert clock.local(done.done_at) == clock.local(yesterday_at(16).replace(tzinfo=clock.RIGA))
    assert done.reason
    of_class = timeliness_lines(boss, By.CLASS, school.class_b, LAST_MONDAY)
    assert (of_class.name, of_class.tally) == ("5.b", Tally(late=1, overdue=7))
    for by in By:
        with pytest.raises(Forbidden):
            timeliness_lines(boss, by, 999_999, MONDAY)


def test_what_is_missing_today_is_told_by_teacher(school: TinySchool, clock_at: ClockAt) -> None:
    boss = school.actors.management
    clock_at(NOW.replace(hour=7))
    assert missing_today(boss).due == 0  # no lesson has begun
    clock_at(NOW)
    today = missing_today(boss)
    assert (today.day, today.due, today.entries, today.others) == (TODAY, 3, 3, 0)
    assert [(one.name, len(one.things)) for one in today.teachers] == [
        ("Kalniņa Ilze", 2),
        ("Liepa Jānis", 2),
    ]
    (thing, _) = today.teachers[0].things
    assert thing.href == f"/stunda/{school.lesson(school.maths_b)}"
    assert not thing.is_overdue
    clock_at(NOW.replace(hour=18))
    assert all(thing.is_overdue for one in missing_today(boss).teachers for thing in one.things)


def test_the_other_semester_has_nothing_yet(school: TinySchool) -> None:
    view = timeliness(school.actors.superuser, Term.SECOND)
    assert view is not None
    assert (view.term, view.weeks, view.teachers, view.trend) == (Term.SECOND, (), (), ())
    assert view.total == Tally()


def test_without_a_school_year_there_is_nothing_to_show(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ejournal_app.services.timeliness.spans.working_year", lambda *_: None)
    assert timeliness(school.actors.management) is None
