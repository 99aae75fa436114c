"""A family applies: what is taken, what is refused and in which words (Regulation 11)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from sqlmodel import col, select

from ejournal_app.domain.absence_states import ApplicationState
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import AbsenceApplication, Guardianship, Person, Pupil
from ejournal_app.services import live
from ejournal_app.services.absence_applications.checking import ApplicationData
from ejournal_app.services.absence_applications.deciding import ask_back, decline_application
from ejournal_app.services.absence_applications.filing import (
    answer_question,
    change_application,
    file_application,
    withdraw_application,
)
from ejournal_app.services.absence_applications.own import filing_page, may_apply
from ejournal_app.services.attachments.kinds import Purpose
from ejournal_app.services.attachments.storing import store
from ejournal_app.services.setup.rules import save_rule
from tests.support.school import TinySchool
from tests.support.school_days import DAY, HOLIDAY, TODAY, TOMORROW, YESTERDAY
from tests.support.told import told

ILL = ApplicationData(starts_on=TODAY, ends_on=TODAY, words="Temperatūra")
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def row(application: int) -> AbsenceApplication:
    with reading() as session:
        return session.get_one(AbsenceApplication, application)


def days(first: date, last: date | None = None, **other: Any) -> ApplicationData:
    return replace(ILL, starts_on=first, ends_on=last or first, **other)


def test_a_parent_applies_and_the_class_teacher_is_told_without_the_reason(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[set[str]] = []
    monkeypatch.setattr(live, "publish", lambda topics: heard.append(set(topics)))
    made = file_application(school.actors.parent, school.anna, ILL)
    kept = row(made)
    assert (kept.state, kept.reason, kept.words) == ("pending", "illness", "Temperatūra")
    assert told(school.actors.maija) == [
        "Anna Āboliņa, 5.a: an absence is applied for, the day 25 Nov 2026"
    ]
    assert told(school.actors.nora) == []
    # Open lessons show it at once.
    assert {
        live.pupil_topic(school.anna),
        live.class_topic(school.class_a),
        live.journal_topic(school.maths_a),
    } <= heard[-1]
    page = filing_page(school.actors.parent)
    (own,) = page.applications
    assert (own.is_mine, own.state, own.pupil) == (True, ApplicationState.PENDING, "Anna")
    (child,) = page.children
    assert (child.may_file, child.used, child.class_teachers) == (True, 1, "Maija Sproģe")


def test_days_are_offered_from_the_next_lessons_on_and_the_time_to_tell_is_the_schools(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    parent = school.actors.parent
    page = filing_page(parent)
    assert (page.days, page.is_late) == ((TODAY, TOMORROW), True)
    save_rule(school.actors.superuser, "inform_by", "15:00", TODAY)
    assert not filing_page(parent).is_late
    clock_at(datetime.combine(date(2026, 11, 28), time(12)))  # a Saturday
    page = filing_page(parent)
    assert page.days == (date(2026, 11, 30), date(2026, 12, 1))
    assert not page.is_late


def test_what_cannot_be_is_refused_at_its_field_and_in_the_parents_words(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    saturday = date(2026, 11, 28)
    cases = [
        ("ends_on", "Pēdējā diena ir pirms pirmās.", days(TOMORROW, TODAY)),
        ("starts_on", "Šīs dienas nav vienā mācību gadā.", days(date(2030, 1, 9))),
        ("ends_on", "Kavējums beidzās 13.11.2026.", days(date(2026, 11, 13))),
        ("starts_on", "18.11.2026. mācību stundu nav", days(HOLIDAY)),
        ("starts_on", "nav mācību stundu", days(saturday, saturday + DAY)),
        ("ends_on", "ne vairāk kā 3 mācību dienas, bet šeit ir 4", days(TODAY, TODAY + 5 * DAY)),
        ("words", "Aizpildiet", days(TODAY, reason=Justification.OTHER, words=" ")),
        ("words", "par garu", days(TODAY, words="x" * 501)),
        ("reason", "kavējuma iemeslu", days(TODAY, reason=Justification.NONE)),
        ("last_lesson", "pirms pirmās", days(TODAY, first_lesson=4, last_lesson=2)),
        ("first_lesson", "viena diena", days(TODAY, TOMORROW, first_lesson=1, last_lesson=2)),
    ]
    for field, words, data in cases:
        with subtests.test(words), pytest.raises(Refused) as refusal:
            file_application(school.actors.parent, school.anna, data)
        said = translate("lv", refusal.value.message)
        assert (refusal.value.field, words in said) == (field, True), said


def test_a_second_application_for_the_same_days_leads_to_the_first(school: TinySchool) -> None:
    parent = school.actors.parent
    first = file_application(parent, school.anna, days(TODAY, TOMORROW))
    with pytest.raises(Refused, match="Change that") as refusal:
        file_application(parent, school.anna, days(TOMORROW))
    assert refusal.value.leads_to == f"/pieteikt-kavejumu?labot={first}"
    change_application(parent, first, row(first).version, days(TODAY))
    part = days(TOMORROW, first_lesson=0, last_lesson=2)
    file_application(parent, school.anna, part)
    # Another part of the same day does not touch it.
    file_application(parent, school.anna, replace(part, first_lesson=3, last_lesson=4))
    with pytest.raises(Refused, match="Change that"):
        file_application(parent, school.anna, replace(part, first_lesson=2, last_lesson=3))
    with writing() as session:
        second = session.get_one(AbsenceApplication, first)
        second.filed_by_id = school.actors.other_parent.person_id
    with pytest.raises(Refused, match="has applied") as refusal:
        file_application(parent, school.anna, days(TODAY))
    assert refusal.value.leads_to == ""


def test_the_schools_limits_hold_by_word_and_a_document_is_not_counted(school: TinySchool) -> None:
    parent, superuser = school.actors.parent, school.actors.superuser
    save_rule(superuser, "filing_limits", "2,3,7", TODAY)
    file_application(parent, school.anna, days(TODAY, TOMORROW))
    friday = date(2026, 11, 27)
    with pytest.raises(Refused, match="school days at a time"):
        file_application(parent, school.anna, days(friday, friday + 5 * DAY))
    file_application(parent, school.anna, days(friday))
    monday = friday + 3 * DAY
    with pytest.raises(Refused, match="are used"):
        file_application(parent, school.anna, days(monday))
    document = store(parent, purpose=Purpose.APPLICATION, name="zime.pdf", content=PDF)
    week = days(monday, monday + 4 * DAY, document_id=document)
    file_application(parent, school.anna, week)
    assert filing_page(parent).children[0].used == 3
    # Somebody else's document does not exist for the actor.
    other = store(
        school.actors.other_parent, purpose=Purpose.APPLICATION, name="a.pdf", content=PDF
    )
    with pytest.raises(Forbidden):
        file_application(parent, school.anna, days(monday + 7 * DAY, document_id=other))


def test_until_it_is_decided_it_is_changed_answered_and_withdrawn(school: TinySchool) -> None:
    parent, maija = school.actors.parent, school.actors.maija
    made = file_application(parent, school.anna, ILL)
    with pytest.raises(Refused, match="not asked"):
        answer_question(parent, made, row(made).version, "Jā")
    ask_back(maija, made, row(made).version, "Cik ilgi?")
    (own,) = filing_page(parent).applications
    assert (own.state, own.answer) == (ApplicationState.ASKED, "Cik ilgi?")
    with pytest.raises(Refused, match="changed meanwhile"):
        answer_question(parent, made, 1, "Vienu dienu")
    answer_question(parent, made, own.version, "  Vienu   dienu ")
    kept = row(made)
    assert (kept.state, kept.reply, kept.answer) == ("pending", "Vienu dienu", "Cik ilgi?")
    withdraw_application(parent, made, kept.version)
    assert row(made).state == "withdrawn"
    for act in (
        lambda: withdraw_application(parent, made, row(made).version),
        lambda: change_application(parent, made, row(made).version, ILL),
    ):
        with pytest.raises(Refused, match="decided already"):
            act()
    again = file_application(parent, school.anna, ILL)
    decline_application(maija, again, row(again).version, "Nav pamata")
    with pytest.raises(Refused, match="decided already"):
        withdraw_application(parent, again, row(again).version)
    assert len([words for words in told(maija) if "withdrawn" in words]) == 1


def test_who_may_see_but_not_apply_is_told_so(school: TinySchool) -> None:
    with writing() as session:
        for relation in session.exec(
            select(Guardianship).where(
                col(Guardianship.person_id) == school.actors.parent.person_id
            )
        ):
            relation.may_file_absences = False
    (child,) = filing_page(school.actors.parent).children
    assert (child.name, child.may_file) == ("Anna Āboliņa", False)
    assert not may_apply(school.actors.parent, school.anna)
    with pytest.raises(Forbidden):
        file_application(school.actors.parent, school.anna, ILL)
    # A court has taken the rights of the other one: there is no child to see at all.
    assert filing_page(school.actors.restricted_parent).children == ()


def test_a_pupil_of_age_applies_alone(school: TinySchool) -> None:
    pupil, parent = school.actors.pupil, school.actors.parent
    assert filing_page(pupil).children == ()
    with pytest.raises(Forbidden):
        file_application(pupil, school.anna, ILL)
    with writing() as session:
        session.get_one(Person, pupil.person_id).birth_date = date(2008, 11, 25)
    (own,) = filing_page(pupil).children
    assert (own.pupil_id, own.may_file) == (school.anna, True)
    file_application(pupil, school.anna, ILL)
    with pytest.raises(Forbidden):
        file_application(pupil, school.dace, ILL)
    assert may_apply(parent, school.anna)
    with writing() as session:
        session.get_one(Pupil, school.anna).parents_see_data = False
    assert not may_apply(parent, school.anna)
    with pytest.raises(Forbidden):
        file_application(parent, school.anna, days(YESTERDAY))
