"""Families are told each thing once, as they chose, and nobody else is told."""

import logging
from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import select

from ejournal_app.domain.access import Actor
from ejournal_app.domain.messages import Message
from ejournal_app.domain.reminders import FAMILY_TOPICS, Choice, Rhythm, Topic
from ejournal_app.domain.sms import MOST_PARTS, parts_of
from ejournal_app.domain.telling_times import Quiet
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Account, Guardianship, Person, Pupil
from ejournal_app.services.entries.operations import OperationKind
from ejournal_app.services.notices.telling import NoticeKind, tell
from ejournal_app.services.reminders import news, tell_news
from ejournal_app.services.reminders.own_choices import save_notifications
from ejournal_app.services.setup.rules import save_rule
from ejournal_app.services.works import plan_work
from tests.services.reminders.conftest import Told
from tests.services.works.planning import values
from tests.support.entering import attendance, mark, operation, saved
from tests.support.school import TinySchool
from tests.support.school_days import TODAY, TOMORROW
from tests.support.told import told as told_in_app

AT_ONCE = Choice(rhythm=Rhythm.AT_ONCE, by_email=True, by_sms=True)
DAILY = Choice(rhythm=Rhythm.DAILY, by_email=True)
NEVER = Choice(rhythm=Rhythm.NEVER)
USUAL_QUIET = Quiet(begins=time(21), ends=time(7))


def choose(
    actor: Actor,
    choice: Choice,
    *,
    digest_at: time = time(17, 30),
    quiet: Quiet | None = USUAL_QUIET,
    weekday: int = 5,
) -> None:
    topics = dict.fromkeys(FAMILY_TOPICS, choice)
    save_notifications(actor, topics, digest_at, weekday, quiet)


def give_marks(school: TinySchool) -> None:
    """A mark, an absence and homework for Anna, written at the school's moment."""
    ilze, lesson = school.actors.ilze, school.lesson(school.maths_a)
    saved(
        ilze,
        mark(school.test, school.anna, "8"),
        mark(school.test, school.bruno, "3"),
        attendance(lesson, school.anna, "absent"),
        operation(OperationKind.HOMEWORK, "12. lpp. 3. uzdevums", lesson=lesson),
    )


def test_a_parent_is_told_at_once_in_one_message_without_values_where_others_look(
    told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    school, parent = told.school, told.school.actors.parent
    caplog.set_level(logging.DEBUG)
    choose(parent, AT_ONCE)
    give_marks(school)
    assert tell_news(told.at(minutes=2)) == 0  # others may follow
    saved(school.actors.ilze, mark(school.test, school.anna, "9", "8"))
    planned = told.at(minutes=7)
    assert tell_news(planned) == 1
    assert tell_news(planned) == 0
    assert tell_news(told.at(minutes=20)) == 0
    (letter,) = told.messages(parent)
    assert letter.subject == "Jaunumi žurnālā: Anna"
    assert "Anna Āboliņa, 5.a" in letter.body
    assert "- 24.11.2026, Matemātika, Pārbaudes darbs «Daļas»: 9\n" in letter.body
    assert "- 25.11.2026, 2. stunda, Matemātika: nebija stundā" in letter.body
    assert "Matemātika, mājas darbs uz 26.11.2026: 12. lpp. 3. uzdevums" in letter.body
    assert f"https://zurnals.skola.lv/dienasgramata/{school.anna}" in letter.body
    assert "https://zurnals.skola.lv/konts/pazinojumi" in letter.body
    assert "Bruno" not in letter.body
    (text,) = told.messages(parent, "sms")
    assert text.address.startswith("+3712612")
    assert text.body == (
        "Paraugskola: Anna (vērtējumi: 1, kavējumi: 1, mājas un pārbaudes darbi: 1)"
        " https://zurnals.skola.lv/dienasgramata"
    )
    assert parts_of(text.body) <= MOST_PARTS
    assert told_in_app(parent) == ["Anna: marks: 1, absences: 1, homework and tests: 1"]
    # Nobody else: not the restricted parent, not other families, not the pupil who did not ask.
    assert {one.person_id for one in told.all_messages()} == {parent.person_id}
    assert ": 9" not in caplog.text


def test_a_digest_comes_once_a_day_at_its_time_and_tells_everything_since(told: Told) -> None:
    school, parent = told.school, told.school.actors.parent
    choose(parent, DAILY)
    give_marks(school)
    assert tell_news(told.at(hours=1)) == 0
    assert tell_news(told.at(hours=3, minutes=30)) == 1
    (first,) = told.messages(parent)
    assert ": 8" in first.body
    told.at(hours=5)
    saved(school.actors.ilze, mark(school.quiz, school.anna, "i"))
    assert tell_news(told.at(hours=6)) == 0
    # Down over the next digest: it is told when the server is there again, and then not again.
    assert tell_news(told.at(days=1, hours=5)) == 1
    assert tell_news(told.at(days=1, hours=6)) == 0
    second = told.messages(parent)[-1]
    assert "Formatīvs" in second.body
    assert ": 8" not in second.body


def test_a_day_without_news_ends_its_digest(told: Told) -> None:
    school, parent = told.school, told.school.actors.parent
    choose(parent, DAILY)
    assert tell_news(told.at(hours=3, minutes=31)) == 0
    told.at(hours=4)
    give_marks(school)
    assert tell_news(told.at(hours=5)) == 0
    assert tell_news(told.at(days=1, hours=3, minutes=31)) == 1


def test_a_weekly_digest_comes_on_its_day(told: Told) -> None:
    school, parent = told.school, told.school.actors.parent
    choose(parent, Choice(rhythm=Rhythm.WEEKLY, by_email=True), weekday=5)
    tell_news(told.at())
    give_marks(school)
    assert tell_news(told.at(days=1, hours=4)) == 0
    assert tell_news(told.at(days=2, hours=4)) == 1
    assert len(told.messages(parent)) == 1


def test_at_night_only_the_application_tells_and_the_morning_brings_one_message(
    told: Told,
) -> None:
    school, parent = told.school, told.school.actors.parent
    choose(parent, AT_ONCE)
    told.at_moment(datetime.combine(TODAY, time(20, 58)))
    saved(school.actors.ilze, mark(school.test, school.anna, "8"))
    assert tell_news(told.at_moment(datetime.combine(TODAY, time(21, 5)))) == 1
    told.at_moment(datetime.combine(TODAY, time(22)))
    saved(school.actors.ilze, mark(school.quiz, school.anna, "i"))
    assert tell_news(told.at_moment(datetime.combine(TODAY, time(22, 10)))) == 1
    assert len(told_in_app(parent)) == 2
    assert told.all_messages() == []
    assert tell_news(told.at_moment(datetime.combine(TOMORROW, time(7)))) == 1
    (letter,) = told.messages(parent)
    assert letter.body.count("Matemātika") == 2
    assert len(told_in_app(parent)) == 2
    assert tell_news(told.at_moment(datetime.combine(TOMORROW, time(7, 10)))) == 0


def test_marks_held_back_are_not_told_before_and_then_as_they_are(told: Told) -> None:
    school, parent = told.school, told.school.actors.parent
    save_rule(school.actors.superuser, "hold_marks", "16:00", TODAY)
    choose(parent, AT_ONCE)
    give_marks(school)
    assert tell_news(told.at(minutes=10)) == 1
    assert "Vērtējumi" not in told.messages(parent)[0].body
    saved(school.actors.ilze, mark(school.test, school.anna, "", "8"))
    saved(school.actors.ilze, mark(school.test, school.anna, "7"))
    assert tell_news(told.at(hours=1, minutes=59)) == 0
    assert tell_news(told.at(hours=2, minutes=6)) == 1
    body = told.messages(parent)[1].body
    assert "«Daļas»: 7\n" in body
    assert ": 8" not in body


def test_a_mark_put_right_before_it_is_told_is_no_news(told: Told) -> None:
    school = told.school
    choose(school.actors.parent, AT_ONCE)
    saved(school.actors.ilze, mark(school.test, school.anna, "8"))
    saved(school.actors.ilze, mark(school.test, school.anna, "", "8"))
    assert tell_news(told.at(minutes=10)) == 0


def test_a_test_is_told_when_it_is_planned_and_homework_after_its_lesson(told: Told) -> None:
    school, parent = told.school, told.school.actors.parent
    choose(parent, AT_ONCE)
    ahead = school.lesson(school.maths_a, TOMORROW)
    saved(school.actors.ilze, operation(OperationKind.HOMEWORK, "Lasīt", lesson=ahead))
    plan_work(school.actors.ilze, school.maths_a, values())
    assert tell_news(told.at(minutes=10)) == 1
    assert "Matemātika, pārbaudes darbs 26.11.2026: Pārbaudes darbs «Daļas»" in (
        told.messages(parent)[0].body
    )
    assert "Lasīt" not in told.messages(parent)[0].body
    lesson_ends = datetime.combine(TOMORROW, time(10, 10))
    assert tell_news(told.at_moment(lesson_ends + timedelta(minutes=6))) == 1
    assert "Lasīt" in told.messages(parent)[1].body


def switch_off(school: TinySchool, how: str) -> None:
    with writing() as session:
        guardianship = session.exec(
            select(Guardianship).where(
                Guardianship.person_id == school.actors.parent.person_id,
            )
        ).one()
        match how:
            case "not notified":
                guardianship.is_notified = False
            case "sees nothing":
                guardianship.sees_data = False
            case "court":
                guardianship.court_restricted = True
            case "ended":
                guardianship.ends_on = TODAY - timedelta(days=1)
            case "locked":
                account = session.get_one(Account, school.actors.parent.account_id)
                account.is_locked = True
            case "of age":
                pupil = session.get_one(Pupil, school.anna)
                pupil.parents_see_data = False
                session.get_one(Person, pupil.person_id).birth_date = date(2007, 1, 1)
            case _:
                raise AssertionError(how)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "how", ["not notified", "sees nothing", "court", "ended", "locked", "of age"]
)
def test_who_may_not_see_or_does_not_want_is_not_told(told: Told, how: str) -> None:
    choose(told.school.actors.parent, AT_ONCE)
    switch_off(told.school, how)
    give_marks(told.school)
    assert tell_news(told.at(minutes=10)) == 0


def test_pupils_are_told_of_themselves_when_they_want_it(told: Told) -> None:
    school, pupil = told.school, told.school.actors.pupil
    choose(school.actors.parent, NEVER)
    choose(pupil, AT_ONCE)
    give_marks(school)
    assert tell_news(told.at(minutes=10)) == 1
    assert len(told.messages(pupil)) == 1


def test_without_an_address_there_is_only_the_application(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    school, parent = told.school, told.school.actors.parent
    with writing() as session:
        person = session.get_one(Person, parent.person_id)
        person.email, person.phone = "nav pasts", "12"
    choose(parent, AT_ONCE)
    give_marks(school)
    assert tell_news(told.at(minutes=10)) == 1
    assert told.all_messages() == []
    assert len(told_in_app(parent)) == 1


def test_staff_get_their_unread_notices_by_mail_if_they_chose_so(told: Told) -> None:
    school = told.school
    ilze = school.actors.ilze
    save_notifications(ilze, {Topic.NOTICES: AT_ONCE}, time(17, 30), 5, USUAL_QUIET)
    with writing() as session:
        tell(
            session,
            [ilze.person_id, school.actors.janis.person_id],
            NoticeKind.ENTRIES_HELD,
            Message("no entry"),
        )
    assert tell_news(told.at(minutes=10)) == 1
    assert tell_news(told.at(minutes=20)) == 0
    (letter,) = told.messages(ilze)
    assert letter.subject == "Žurnāla paziņojumi"
    assert "- nav ieraksta" in letter.body
    assert len(told_in_app(ilze)) == 1


def test_a_run_killed_in_the_middle_goes_on_where_it_was(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = told.school
    for actor in (school.actors.parent, school.actors.other_parent):
        choose(actor, AT_ONCE)
    saved(
        school.actors.ilze,
        mark(school.test, school.anna, "8"),
        attendance(school.lesson(school.maths_b), school.dace, "absent"),
    )
    monkeypatch.setattr(news, "batches", lambda things: ([thing] for thing in things))
    planned = told.at(minutes=10)
    kept: list[int] = []
    with monkeypatch.context() as broken:
        real = news._keep

        def dies(batch: object, at: datetime) -> int:
            if kept:
                raise RuntimeError("killed")
            kept.append(real(batch, at))  # type: ignore[arg-type]
            return kept[-1]

        broken.setattr(news, "_keep", dies)
        with pytest.raises(RuntimeError):
            tell_news(planned)
    assert len(told.all_messages()) == 2  # an e-mail and an SMS of one
    assert tell_news(planned) == 1
    assert tell_news(told.at(minutes=12)) == 0
    assert len(told.all_messages()) == 4
    assert len({one.person_id for one in told.all_messages()}) == 2
