"""The list of the morning: who is on it, whom it names, what becomes of it."""

import logging
from datetime import timedelta

import pytest
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.absence_states import ContactChannel, EventState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    AbsenceContact,
    Guardianship,
    NotificationChoice,
    OutboxMessage,
    Person,
    Pupil,
)
from ejournal_app.services import absent_today as package
from ejournal_app.services import live
from ejournal_app.services.absent_today.page import (
    AbsentPupil,
    absence_topics,
    absent_today,
    silent_by_class,
)
from ejournal_app.services.absent_today.telling import log_contact, send_message
from tests.support.absences import application, event, guardian, missed, note
from tests.support.entering import attendance, checked, saved
from tests.support.school import TinySchool
from tests.support.school_days import TODAY, YESTERDAY
from tests.support.told import told
from tests.support.trail import last_entry, trail
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

OUTSIDERS = ("ilze", "janis", "clerk", "parent", "restricted_parent", "pupil", "former_pupil")


def silent(actor: Actor) -> list[AbsentPupil]:
    return [one for own in absent_today(actor).classes for one in own.silent]


def names(actor: Actor) -> list[str]:
    return [one.name for one in silent(actor)]


def contacts() -> list[AbsenceContact]:
    with reading() as session:
        return list(session.exec(select(AbsenceContact).order_by(col(AbsenceContact.id))))


def letters() -> list[OutboxMessage]:
    with reading() as session:
        return list(session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id))))


def absent(school: TinySchool, *pupils: int) -> None:
    for pupil in pupils:
        missed(school, school.lesson(school.maths_a), pupil)


def test_a_pupil_the_teacher_misses_is_there_at_once(school: TinySchool) -> None:
    maija = school.actors.maija
    assert silent(maija) == []
    lesson = school.lesson(school.maths_a)
    saved(school.actors.ilze, attendance(lesson, school.anna, "absent"), checked(lesson))
    (one,) = silent(maija)
    assert (one.name, one.missed, one.there_since) == ("Āboliņa Anna", (2,), None)
    assert [guardian.name for guardian in one.guardians] == ["Aija Āboliņa"]
    # In the first lesson she was there, so that says nothing; in one after it, it does.
    assert names(school.actors.management) == ["Āboliņa Anna"]
    assert silent_by_class(maija) == {school.class_a: 1}
    saved(school.actors.ilze, attendance(lesson, school.anna, "present", "absent"))
    assert silent(maija) == []


def test_notes_applications_and_events_are_news_and_nothing_else(school: TinySchool) -> None:
    maija = school.actors.maija
    absent(school, school.anna, school.bruno, school.emils)
    note(school, school.bruno, TODAY, withdrawn_at=clock.now())
    event(school, [school.bruno], TODAY, state=EventState.PROPOSED)
    note(school, school.anna, YESTERDAY)
    assert names(maija) == ["Āboliņa Anna", "Bērziņš Bruno", "Eglītis Emīls"]
    note(school, school.bruno, TODAY, reason=Justification.NONE)
    assert names(maija) == ["Āboliņa Anna", "Eglītis Emīls"]
    application(school, school.anna)
    event(school, [school.emils], TODAY)
    assert names(maija) == []


def test_news_of_one_lesson_is_none_of_another(school: TinySchool) -> None:
    absent(school, school.anna)
    missed(school, school.lesson(school.english), school.anna)
    note(school, school.anna, TODAY, first_lesson=1, last_lesson=1)
    (one,) = silent(school.actors.maija)
    assert one.missed == (1, 2)


def test_a_choir_missed_and_a_lesson_called_off_put_nobody_on_the_list(school: TinySchool) -> None:
    missed(school, school.lesson(school.choir), school.anna)
    assert silent(school.actors.management) == []


def test_somebody_who_came_later_is_shown_as_being_there(school: TinySchool) -> None:
    missed(school, school.lesson(school.english), school.anna)
    lesson = school.lesson(school.maths_a)
    saved(school.actors.ilze, checked(lesson))
    (one,) = silent(school.actors.maija)
    assert (one.missed, one.there_since) == ((1,), 2)


def test_class_teachers_see_their_class_and_the_superuser_no_way_to_write(
    school: TinySchool,
) -> None:
    absent(school, school.anna)
    missed(school, school.lesson(school.maths_b), school.dace)
    assert names(school.actors.nora) == ["Ozola Dace"]
    assert names(school.actors.superuser) == ["Āboliņa Anna", "Ozola Dace"]
    with writing() as session:
        session.get_one(Person, school.actors.parent.person_id).phone = "+371 26 123 456"
    mine = absent_today(school.actors.maija).classes[0]
    theirs = absent_today(school.actors.superuser).classes[0]
    assert (mine.writable, theirs.writable) == (True, False)
    assert [one.phone for one in mine.silent[0].guardians] == ["+371 26 123 456"]
    assert [one.phone for one in theirs.silent[0].guardians] == [""]
    assert set(absence_topics(school.actors.nora)) == {
        live.pupil_topic(school.dace),
        live.pupil_topic(school.marta),
    }


def test_in_out_of_family_care_the_institution_is_named_and_not_the_parents(
    school: TinySchool, sends: None
) -> None:
    absent(school, school.anna)
    centre = guardian(
        school.anna, "Bāriņtiesa Cēsis", email="centrs@cesis.lv", kind=GuardianKind.INSTITUTION
    )
    (one,) = silent(school.actors.maija)
    assert [(own.name, own.kind) for own in one.guardians] == [
        ("Bāriņtiesa Cēsis", GuardianKind.INSTITUTION)
    ]
    with pytest.raises(Forbidden):
        send_message(school.actors.maija, school.anna, school.actors.parent.person_id)
    send_message(school.actors.maija, school.anna, centre)
    assert [letter.address for letter in letters()] == ["centrs@cesis.lv"]
    assert told(school.actors.parent) == []


def test_a_parent_kept_away_by_a_court_is_never_named_nor_told(
    school: TinySchool, sends: None
) -> None:
    absent(school, school.anna)
    restricted = school.actors.restricted_parent.person_id
    assert "Ainis" not in str(absent_today(school.actors.management))
    for act in (
        lambda: send_message(school.actors.maija, school.anna, restricted),
        lambda: log_contact(school.actors.maija, school.anna, restricted, ContactChannel.CALL),
    ):
        entries = last_entry()
        with pytest.raises(Forbidden):
            act()
        (entry,) = trail(after=entries)
        assert (entry.entity, entry.entity_id) == ("guardian", restricted)
    assert contacts() == []
    assert letters() == []


def test_a_pupil_of_age_who_closed_the_parents_access_is_not_talked_about(
    school: TinySchool,
) -> None:
    absent(school, school.anna)
    with writing() as session:
        pupil = session.get_one(Pupil, school.anna)
        pupil.parents_see_data = False
    (one,) = silent(school.actors.maija)
    assert len(one.guardians) == 1  # at eleven she cannot close it
    with writing() as session:
        session.get_one(Person, pupil.person_id).birth_date = TODAY - timedelta(days=19 * 366)
    (one,) = silent(school.actors.maija)
    assert one.guardians == ()


def test_one_tap_sends_by_the_guardians_choices_and_writes_the_log(
    school: TinySchool, sends: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    parent, maija = school.actors.parent, school.actors.maija
    absent(school, school.anna)
    with writing() as session:
        person = session.get_one(Person, parent.person_id)
        person.email, person.phone = "aija@example.lv", "26123456"
    (one,) = silent(maija)
    assert one.guardians[0].can_be_sent
    send_message(maija, school.anna, parent.person_id)
    assert told(parent) == [
        "Anna is absent today, and the school does not know why. Please let it know."
    ]
    (letter,) = letters()
    assert (letter.channel, letter.address) == ("email", "aija@example.lv")
    assert "Anna šodien nav skolā" in letter.body
    assert "Āboliņa" not in letter.subject + letter.body
    assert [(row.channel, row.told_id, row.by_id) for row in contacts()] == [
        (ContactChannel.APP, parent.person_id, maija.person_id),
        (ContactChannel.EMAIL, parent.person_id, maija.person_id),
    ]
    (own,) = absent_today(maija).classes
    assert (own.silent, [pupil.name for pupil in own.told]) == ((), ["Āboliņa Anna"])
    assert not own.told[0].guardians[0].can_be_sent
    assert "aija@example.lv" not in caplog.text


def test_the_same_message_never_goes_out_twice(school: TinySchool, sends: None) -> None:
    absent(school, school.anna)
    parent = school.actors.parent
    with writing() as session:
        session.get_one(Person, parent.person_id).email = "aija@example.lv"
    send_message(school.actors.maija, school.anna, parent.person_id)
    for actor in (school.actors.maija, school.actors.management):
        with pytest.raises(Refused, match="already today"):
            send_message(actor, school.anna, parent.person_id)
    assert len(letters()) == 1
    assert len(contacts()) == 2
    assert len(told(parent)) == 1


def test_a_message_is_refused_when_there_is_news_by_now(school: TinySchool, sends: None) -> None:
    absent(school, school.anna)
    application(school, school.anna)
    with pytest.raises(Refused, match="not absent without news"):
        send_message(school.actors.maija, school.anna, school.actors.parent.person_id)
    assert told(school.actors.parent) == []


def test_whoever_wants_no_messages_is_called(school: TinySchool, sends: None) -> None:
    absent(school, school.anna)
    person = school.actors.parent.person_id
    with writing() as session:
        session.get_one(Person, person).email = "aija@example.lv"
        session.add(
            NotificationChoice(person_id=person, topic="absences", rhythm="never", by_email=True)
        )
    (one,) = silent(school.actors.maija)
    assert not one.guardians[0].can_be_sent
    with pytest.raises(Refused, match="please call"):
        send_message(school.actors.maija, school.anna, person)
    assert letters() == []


def test_without_an_account_only_what_leaves_the_journal_reaches_somebody(
    school: TinySchool, sends: None
) -> None:
    absent(school, school.bruno)
    by_mail = guardian(school.bruno, "Berta Bērziņa", email="berta@example.lv")
    by_call = guardian(school.bruno, "Bēniks Bērziņš", phone="26111222")
    (one,) = silent(school.actors.maija)
    assert [own.can_be_sent for own in one.guardians] == [True, False]
    send_message(school.actors.maija, school.bruno, by_mail)
    assert [row.channel for row in contacts()] == [ContactChannel.EMAIL]
    with pytest.raises(Refused, match="please call"):
        send_message(school.actors.maija, school.bruno, by_call)


def test_a_call_nobody_answers_leaves_the_pupil_on_the_list(school: TinySchool) -> None:
    absent(school, school.anna)
    maija, parent = school.actors.maija, school.actors.parent.person_id
    log_contact(maija, school.anna, parent, ContactChannel.CALL, "  divreiz ", reached=False)
    (one,) = silent(maija)
    assert [(line.whom, line.words, line.by) for line in one.log] == [
        ("", "Aija Āboliņa. divreiz", "Maija Sproģe")
    ]
    log_contact(maija, school.anna, parent, ContactChannel.MEETING, "slims")
    (own,) = absent_today(maija).classes
    assert own.silent == ()
    assert [(line.whom, line.channel, line.words) for line in own.told[0].log[1:]] == [
        ("Aija Āboliņa", ContactChannel.MEETING, "slims")
    ]
    # What was written down stays, and the trail says that it was, not what was said.
    assert "slims" not in str([entry.after for entry in trail()])


def test_only_todays_absent_pupils_get_a_line(school: TinySchool) -> None:
    parent = school.actors.parent.person_id
    missed(school, school.lesson(school.maths_a, YESTERDAY), school.anna)
    with pytest.raises(Refused, match="not registered as absent"):
        log_contact(school.actors.maija, school.anna, parent, ContactChannel.CALL)
    absent(school, school.anna)
    with pytest.raises(Refused) as refusal:
        log_contact(school.actors.maija, school.anna, parent, ContactChannel.CALL, "x" * 181)
    assert refusal.value.field == "words"
    with pytest.raises(Refused):
        log_contact(school.actors.maija, school.anna, parent, ContactChannel.SMS, reached=False)
    assert contacts() == []


def test_ended_and_silent_guardians_are_not_told(school: TinySchool) -> None:
    absent(school, school.bruno)
    guardian(school.bruno, "Agrāka Māte", ends_on=YESTERDAY)
    guardian(school.bruno, "Klusa Māte", is_notified=False)
    guardian(school.bruno, "Berta Bērziņa")
    (one,) = silent(school.actors.maija)
    assert [own.name for own in one.guardians] == ["Berta Bērziņa"]


def test_every_use_case_refuses_whoever_it_is_not_for(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    absent(school, school.anna)
    parent = school.actors.parent.person_id
    reads = {"maija", "nora", "management", "superuser"}
    writes = {"maija", "management"}
    cases = {
        absent_today: Case(absent_today, reads, Permission.ABSENT_TODAY_READ),
        silent_by_class: Case(silent_by_class, reads, Permission.ABSENT_TODAY_READ),
        absence_topics: Case(absence_topics, reads, Permission.ABSENT_TODAY_READ),
        send_message: Case(
            lambda actor: send_message(actor, school.anna, parent),
            writes,
            Permission.ABSENT_CONTACT_WRITE,
            "pupil",
            school.anna,
            school.anna,
        ),
        log_contact: Case(
            lambda actor: log_contact(actor, school.anna, parent, ContactChannel.CALL),
            writes,
            Permission.ABSENT_CONTACT_WRITE,
            "pupil",
            school.anna,
            school.anna,
        ),
    }
    assert named(cases) == use_cases_in(package)
    each_refuses_everybody_else(school, cases, subtests)
    assert contacts() == []


def test_ids_that_lead_nowhere_are_refused(school: TinySchool) -> None:
    absent(school, school.anna)
    for pupil, person in (
        (school.anna, 999_999),
        (school.anna, school.actors.other_parent.person_id),
        (999_999, school.actors.parent.person_id),
        (ROW_ID_LIMIT - 1, ROW_ID_LIMIT - 1),
    ):
        for actor in (school.actors.maija, school.actors.management):
            with pytest.raises(Forbidden):
                send_message(actor, pupil, person)


def test_a_relation_of_two_kinds_counts_as_the_one_in_force(school: TinySchool) -> None:
    absent(school, school.bruno)
    person = guardian(school.bruno, "Berta Bērziņa", ends_on=YESTERDAY)
    with writing() as session:
        session.add(
            Guardianship(
                pupil_id=school.bruno,
                person_id=person,
                kind=GuardianKind.GUARDIAN,
                starts_on=TODAY,
            )
        )
    (one,) = silent(school.actors.maija)
    assert [(own.name, own.kind) for own in one.guardians] == [
        ("Berta Bērziņa", GuardianKind.GUARDIAN)
    ]
