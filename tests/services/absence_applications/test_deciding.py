"""The class teacher decides; the note covers, the family is told, nobody else learns why (11)."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import col, select

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    AbsenceApplication,
    AbsenceNote,
    OutboxMessage,
    Person,
)
from ejournal_app.persistence.queries.covers import read_covers
from ejournal_app.services import absence_applications, live
from ejournal_app.services.absence_applications.checking import ApplicationData
from ejournal_app.services.absence_applications.deciding import (
    Granted,
    accept_application,
    ask_back,
    decline_application,
)
from ejournal_app.services.absence_applications.desk import application_desk, waiting_by_class
from ejournal_app.services.absence_applications.filing import (
    answer_question,
    change_application,
    file_application,
    withdraw_application,
)
from ejournal_app.services.absence_applications.own import filing_page, may_apply
from ejournal_app.services.diary import diary_week
from ejournal_app.services.duties.owed import own_duties
from ejournal_app.services.lesson_page import open_lesson
from ejournal_app.settings import get_settings
from tests.support.entering import attendance, saved
from tests.support.school import TinySchool
from tests.support.school_days import DAY, TODAY, TOMORROW
from tests.support.statements import statements
from tests.support.told import told
from tests.support.trail import trail
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

FRIDAY = TOMORROW + DAY
WORDS = "Augsta temperatūra"
ILL = ApplicationData(starts_on=TODAY, ends_on=TOMORROW, words=WORDS)


def applied(school: TinySchool, **other: Any) -> int:
    return file_application(school.actors.parent, school.anna, replace(ILL, **other))


def version(application: int) -> int:
    with reading() as session:
        return session.get_one(AbsenceApplication, application).version


def told_in_lesson(school: TinySchool) -> str:
    view = open_lesson(school.actors.ilze, school.lesson(school.maths_a))
    return next(pupil.told for pupil in view.pupils if pupil.pupil_id == school.anna)


def test_one_tap_makes_a_note_that_covers_what_is_registered_later(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = applied(school)
    heard: list[set[str]] = []
    monkeypatch.setattr(live, "publish", lambda topics: heard.append(set(topics)))
    assert told_in_lesson(school) == "applied"
    note_id = accept_application(school.actors.maija, made, version(made))
    with reading() as session:
        note = session.get_one(AbsenceNote, note_id)
        assert (note.application_id, note.reason, note.issued_by) == (
            made,
            "illness",
            "Aija Āboliņa",
        )
        assert (note.starts_on, note.ends_on) == (TODAY, TOMORROW)
    assert told_in_lesson(school) == "justified"
    assert {
        live.pupil_topic(school.anna),
        live.class_topic(school.class_a),
        live.journal_topic(school.maths_a),
        live.person_topic(school.actors.parent.person_id),
    } <= heard[-1]
    saved(school.actors.ilze, attendance(school.lesson(school.maths_a), school.anna, "absent"))
    with reading() as session:
        covers = read_covers(session, [school.anna], TODAY, TODAY, applications=True)
        assert covers.note(school.anna, TODAY, 1) is not None
        assert not covers.has_applied(school.anna, TODAY, 1)
    assert told(school.actors.parent) == [
        "Anna Āboliņa: the absence is justified, the days 25 Nov 2026 to 26 Nov 2026"
    ]


def test_days_may_be_cut_and_the_reason_changed_but_nothing_added(school: TinySchool) -> None:
    maija = school.actors.maija
    made = applied(school)
    granted = Granted(starts_on=TODAY, ends_on=TODAY, reason=Justification.OTHER)
    for wrong, field in (
        (replace(granted, ends_on=FRIDAY), "starts_on"),
        (replace(granted, ends_on=TODAY - DAY), "ends_on"),
        (replace(granted, reason=Justification.NONE), "reason"),
    ):
        with pytest.raises(Refused) as refusal:
            accept_application(maija, made, version(made), wrong)
        assert refusal.value.field == field
    note_id = accept_application(maija, made, version(made), granted)
    with reading() as session:
        note = session.get_one(AbsenceNote, note_id)
        assert (note.ends_on, note.reason) == (TODAY, "other")
    (row,) = application_desk(maija).decided
    assert row.justified == 1


def test_of_two_who_decide_the_second_sees_what_the_first_did(school: TinySchool) -> None:
    maija, management = school.actors.maija, school.actors.management
    made = applied(school)
    seen = version(made)
    accept_application(management, made, seen)
    for act in (
        lambda: accept_application(maija, made, seen),
        lambda: decline_application(maija, made, seen, "Nē"),
        lambda: ask_back(maija, made, version(made), "Kā?"),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.message.msgid == "{name} has accepted this application already."
        assert refusal.value.message.params == {"name": "Guna Direktore"}
    with reading() as session:
        assert len(session.exec(select(AbsenceNote)).all()) == 1
    other = applied(school, starts_on=FRIDAY, ends_on=FRIDAY)
    old = version(other)
    change_application(
        school.actors.parent,
        other,
        old,
        replace(ILL, starts_on=FRIDAY, ends_on=FRIDAY, words="Cits"),
    )
    with pytest.raises(Refused, match="has changed this application"):
        accept_application(maija, other, old)
    withdraw_application(school.actors.parent, other, version(other))
    with pytest.raises(Refused, match="has withdrawn"):
        accept_application(maija, other, version(other))


def test_a_refusal_and_a_question_need_words_and_come_back_answered(school: TinySchool) -> None:
    maija, parent = school.actors.maija, school.actors.parent
    made = applied(school)
    for act in (decline_application, ask_back):
        with pytest.raises(Refused) as refusal:
            act(maija, made, version(made), "  ")
        assert refusal.value.field == "answer"
    ask_back(maija, made, version(made), "Vai būs ārsta zīme?")
    desk = application_desk(maija)
    assert (desk.waiting, len(desk.asked)) == ((), 1)
    assert told_in_lesson(school) == "applied"
    answer_question(parent, made, version(made), "Būs")
    (waiting,) = application_desk(maija).waiting
    assert (waiting.answer, waiting.reply) == ("Vai būs ārsta zīme?", "Būs")
    decline_application(maija, made, version(made), "Zīmes nav")
    assert told_in_lesson(school) == ""
    assert [words.partition(",")[0] for words in told(parent)] == [
        "Anna Āboliņa: the application was declined",
        "Anna Āboliņa: the class teacher asks about an absence",
    ]


def test_it_waits_for_the_class_teacher_until_it_is_decided(school: TinySchool) -> None:
    maija = school.actors.maija
    assert waiting_by_class(maija) == {}
    made = applied(school)
    assert waiting_by_class(maija) == {school.class_a: 1}
    assert waiting_by_class(school.actors.nora) == {}
    (duty,) = own_duties(maija).office
    assert (duty.key, duty.count, duty.href) == ("applications", 1, "/kavejumu-pieteikumi")
    ask_back(maija, made, version(made), "Cik ilgi?")
    assert own_duties(maija).office == ()


def test_the_diary_shows_at_the_day_how_it_stands(school: TinySchool) -> None:
    made = applied(school)
    parent = school.actors.parent

    def shown() -> dict[Any, list[str]]:
        week = diary_week(parent, school.anna, TODAY)
        return {day.day: list(day.applied) for day in week.days if day.applied}

    assert shown() == {TODAY: ["pending"], TOMORROW: ["pending"]}
    accept_application(school.actors.maija, made, version(made))
    assert shown() == {TODAY: ["accepted"], TOMORROW: ["accepted"]}
    other = file_application(
        parent,
        school.anna,
        replace(ILL, starts_on=FRIDAY, ends_on=FRIDAY),
    )
    withdraw_application(parent, other, version(other))
    assert FRIDAY not in shown()


def test_the_superuser_sees_that_there_is_one_but_not_why(school: TinySchool) -> None:
    made = applied(school)
    (row,) = application_desk(school.actors.superuser).waiting
    assert (row.application_id, row.words, row.may_decide) == (made, "", False)
    for who in ("maija", "management"):
        (row,) = application_desk(school.actors.all()[who]).waiting
        assert (row.words, row.may_decide) == (WORDS, True)
    assert application_desk(school.actors.nora).waiting == ()


def test_who_files_is_told_by_mail_as_chosen_and_never_why(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EJOURNAL_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("EJOURNAL_SMTP_FROM", "zurnals@skola.lv")
    get_settings.cache_clear()
    with writing() as session:
        session.get_one(Person, school.actors.parent.person_id).email = "aija@pasts.lv"
    made = applied(school)
    accept_application(school.actors.maija, made, version(made))
    with reading() as session:
        (letter,) = session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id))).all()
    assert (letter.address, letter.topic) == ("aija@pasts.lv", "absences")
    assert "kavējums attaisnots" in letter.subject
    assert WORDS not in letter.body + letter.subject
    get_settings.cache_clear()


def test_why_is_in_no_lesson_no_notice_and_no_trail(school: TinySchool) -> None:
    made = applied(school)
    ask_back(school.actors.maija, made, version(made), "Slepens jautājums")
    answer_question(school.actors.parent, made, version(made), "Slepena atbilde")
    accept_application(school.actors.maija, made, version(made))
    said = json.dumps([[entry.before, entry.after] for entry in trail()], ensure_ascii=False)
    said += repr(open_lesson(school.actors.ilze, school.lesson(school.maths_a)))
    said += repr([told(actor) for actor in school.actors.all().values()])
    assert not [
        secret
        for secret in (WORDS, "illness", "Slepens jautājums", "Slepena atbilde")
        if secret in said
    ]


def test_a_hundred_applications_ask_no_more_questions_than_one(school: TinySchool) -> None:
    applied(school)
    with statements() as few:
        application_desk(school.actors.management)
    with writing() as session:
        filed_at = session.exec(select(AbsenceApplication.filed_at)).all()[0]
        for number in range(100):
            session.add(
                AbsenceApplication(
                    pupil_id=(school.anna, school.dace)[number % 2],
                    starts_on=TODAY,
                    ends_on=TODAY,
                    reason="illness",
                    filed_at=filed_at,
                    filed_by_id=school.actors.parent.person_id,
                )
            )
    with statements() as many:
        desk = application_desk(school.actors.management)
    assert len(desk.waiting) == 101
    assert len(many) == len(few)


def cases(school: TinySchool) -> dict[Any, Case]:
    made = applied(school)
    everyone = {*school.actors.all()}
    desks, deciders = {"maija", "nora", "management", "superuser"}, {"maija", "management"}
    file, write = Permission.ABSENCE_FILE, Permission.NOTE_WRITE
    anna = ("pupil", school.anna, school.anna)
    own = ("absence_application", made)
    return {
        filing_page: Case(filing_page, everyone, Permission.ACCOUNT_OWN),
        may_apply: Case(
            lambda actor: may_apply(actor, school.anna), everyone, Permission.ACCOUNT_OWN
        ),
        file_application: Case(
            lambda actor: file_application(actor, school.anna, ILL), {"parent"}, file, *anna
        ),
        change_application: Case(
            lambda actor: change_application(actor, made, 1, ILL), {"parent"}, file, *own
        ),
        answer_question: Case(
            lambda actor: answer_question(actor, made, 1, "x"), {"parent"}, file, *own
        ),
        withdraw_application: Case(
            lambda actor: withdraw_application(actor, made, 1), {"parent"}, file, *own
        ),
        application_desk: Case(application_desk, desks, Permission.NOTE_LIST),
        waiting_by_class: Case(waiting_by_class, desks, Permission.NOTE_LIST),
        accept_application: Case(
            lambda actor: accept_application(actor, made, 1), deciders, write, *anna
        ),
        decline_application: Case(
            lambda actor: decline_application(actor, made, 1, "x"), deciders, write, *anna
        ),
        ask_back: Case(lambda actor: ask_back(actor, made, 1, "x"), deciders, write, *anna),
    }


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    examined = cases(school)
    assert named(examined) == use_cases_in(absence_applications)
    each_refuses_everybody_else(school, examined, subtests)
