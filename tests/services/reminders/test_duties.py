"""Staff are reminded of what they owe, at the school's time, and of nothing else."""

from datetime import date, datetime, time

import pytest

from ejournal_app import clock
from ejournal_app.domain.reminders import Choice, Rhythm, Topic
from ejournal_app.domain.telling_times import Quiet, moment_of
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import TeacherAbsence
from ejournal_app.services.reminders import (
    remind_class_duties,
    remind_due_today,
    remind_morning,
)
from ejournal_app.services.reminders.own_choices import save_notifications
from tests.services.reminders.conftest import Told
from tests.support.entering import complete_entry, saved
from tests.support.school_days import DAY, TODAY, TOMORROW
from tests.support.told import told as told_in_app


def away(person_id: int, recorded_by: int, kind: str, day: date = TODAY) -> None:
    with writing() as session:
        session.add(
            TeacherAbsence(
                school_id=1,
                person_id=person_id,
                kind=kind,
                starts_on=day,
                ends_on=day,
                recorded_at=clock.now(),
                recorded_by_id=recorded_by,
            )
        )


def test_at_four_teachers_are_told_what_is_missing_today_and_nobody_twice(told: Told) -> None:
    school = told.school
    ilze, janis = school.actors.ilze, school.actors.janis
    saved(ilze, *complete_entry(school.lesson(school.maths_a)))
    planned = told.at(hours=2)
    assert remind_due_today(planned) == 2
    assert remind_due_today(planned) == 0
    (letter,) = told.messages(ilze)
    assert letter.subject == "Šodien vēl nav izdarīts 1 darbs"
    assert letter.topic == Topic.DUE_TODAY
    lesson = school.lesson(school.maths_b)
    assert f"https://zurnals.skola.lv/stunda/{lesson}" in letter.body
    assert "termiņš 25.11.2026 17:00" in letter.body
    assert [note.split(". First")[0] for note in told_in_app(ilze)] == ["Still missing today: 1"]
    assert {m.person_id for m in told.all_messages()} == {ilze.person_id, janis.person_id}
    assert told.messages(ilze, "sms") == []


def test_who_is_away_or_owes_nothing_or_wants_nothing_is_left_alone(told: Told) -> None:
    school = told.school
    ilze, janis = school.actors.ilze, school.actors.janis
    away(ilze.person_id, school.actors.clerk.person_id, "courses")
    save_notifications(janis, {Topic.DUE_TODAY: Choice(rhythm=Rhythm.NEVER)}, time(17, 30), 5, None)
    assert remind_due_today(told.at(hours=2)) == 0
    assert told.all_messages() == []


def test_on_days_off_and_for_a_day_that_is_over_nobody_is_told(told: Told) -> None:
    sunday = datetime.combine(TODAY + 4 * DAY, time(16))
    assert remind_due_today(told.at_moment(sunday)) == 0
    yesterday = told.at(hours=2)
    told.at_moment(datetime.combine(TOMORROW, time(6)))
    assert remind_due_today(yesterday) == 0


def test_in_the_morning_what_is_due_and_overdue_waits_for_ones_quiet_hours(told: Told) -> None:
    school, ilze = told.school, told.school.actors.ilze
    save_notifications(
        ilze,
        {Topic.DUE_AHEAD: Choice(rhythm=Rhythm.AT_ONCE, by_email=True)},
        time(17, 30),
        5,
        Quiet(begins=time(21), ends=time(8)),
    )
    planned = told.at_moment(datetime.combine(TODAY, time(7, 30)))
    assert remind_morning(planned) >= 1
    (letter,) = told.messages(ilze)
    assert letter.next_attempt_at == moment_of(TODAY, time(8))
    overdue = school.lesson(school.maths_a, TODAY - DAY)
    assert f"/stunda/{overdue}" in letter.body
    assert "nokavēts, termiņš bija 24.11.2026 17:00" in letter.body


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_statements_are_told_from_the_first_of_the_month(told: Told) -> None:
    maija = told.school.actors.maija
    # Autumn's tasks of the class are overdue: told again on Mondays only.
    before = told.at_moment(datetime(2026, 11, 26, 7, 30))
    remind_class_duties(before)
    assert told.messages(maija) == []
    first = told.at_moment(datetime(2026, 12, 1, 7, 30))
    assert remind_class_duties(first) >= 1
    (letter,) = told.messages(maija)
    assert letter.topic == Topic.CLASS_DUTIES
    assert "5.a" in letter.body
    assert "03.12.2026" in letter.body
