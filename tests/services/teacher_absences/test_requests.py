"""Teachers ask to be away, the office answers; nobody else learns why (12, 14)."""

import json
import logging
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from ejournal_app.domain.absence_states import RequestState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import AbsenceRequest, TeacherAbsence
from ejournal_app.services import live, teacher_absences
from ejournal_app.services.attachments.kinds import Purpose
from ejournal_app.services.attachments.reading import read_attachment
from ejournal_app.services.attachments.storing import store
from ejournal_app.services.day import teacher_day
from ejournal_app.services.diary import diary_week
from ejournal_app.services.duties.owed import own_duties
from ejournal_app.services.events.listing import EVENTS
from ejournal_app.services.events.page import open_event
from ejournal_app.services.events.participants import add_pupil
from ejournal_app.services.lesson_page import open_lesson
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import export_list
from ejournal_app.services.teacher_absences.checking import AbsenceData
from ejournal_app.services.teacher_absences.deciding import (
    decline_request,
    grant_request,
    pending_requests,
)
from ejournal_app.services.teacher_absences.own import own_absences
from ejournal_app.services.teacher_absences.page import open_absence
from ejournal_app.services.teacher_absences.requests import (
    ask_to_be_away,
    own_requests,
    withdraw_request,
)
from ejournal_app.services.teacher_absences.writing import (
    change_absence,
    end_absence,
    record_absence,
    remove_absence,
)
from tests.support.documents import PDF
from tests.support.school import TinySchool
from tests.support.school_days import DAY, TODAY, TOMORROW, YESTERDAY
from tests.support.school_events import approve, proposed
from tests.support.told import told
from tests.support.trail import trail
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

ASKED = AbsenceData(
    kind=TeacherAbsenceKind.INCAPACITY, starts_on=TOMORROW, ends_on=TOMORROW, remark="Pie ārsta"
)
SECRETS = ("incapacity", "Incapacity", "nespēja", "Pie ārsta", "Kāpēc tā", "zīme.pdf")


def paper(actor: Actor) -> int:
    return store(actor, purpose=Purpose.TEACHER_ABSENCE, name="zīme.pdf", content=PDF)


def states(actor: Actor) -> list[RequestState]:
    return [one.state for one in own_requests(actor)]


def test_a_granted_request_is_an_absence_with_its_document(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ilze, clerk = school.actors.ilze, school.actors.clerk
    document = paper(ilze)
    request = ask_to_be_away(ilze, replace(ASKED, document_id=document))
    (waiting,) = pending_requests(clerk)
    assert (waiting.name, waiting.kind, waiting.remark) == ("Kalniņa Ilze", ASKED.kind, "Pie ārsta")
    assert waiting.document is not None
    assert waiting.document.name == "zīme.pdf"
    assert own_absences(ilze) == ()
    heard: list[set[str]] = []
    monkeypatch.setattr(live, "publish", lambda topics: heard.append(set(topics)))
    absence = grant_request(clerk, request)
    assert heard == [
        {
            live.duties_topic(),
            live.person_topic(ilze.person_id),
            live.journal_topic(school.maths_a),
            live.journal_topic(school.maths_b),
        }
    ]
    page = open_absence(clerk, absence)
    assert (page.name, page.kind, page.remark) == ("Kalniņa Ilze", ASKED.kind, "Pie ārsta")
    assert page.document is not None
    assert page.document.file_id == document
    assert page.effects.planned == 2
    assert (len(own_absences(ilze)), pending_requests(clerk)) == (1, ())
    assert states(ilze) == [RequestState.GRANTED]
    assert told(ilze) == ["Your request to be away from 26 Nov 2026 is granted."]
    for again in (grant_request, lambda actor, one: decline_request(actor, one, "Nē")):
        with pytest.raises(Refused, match="does not wait"):
            again(clerk, request)
    # Taken out of the register, the request stays with its answer.
    remove_absence(clerk, absence, typed="Kalniņa Ilze")
    assert states(ilze) == [RequestState.GRANTED]


def test_a_declined_request_says_why_to_the_teacher_alone(school: TinySchool) -> None:
    ilze = school.actors.ilze
    request = ask_to_be_away(ilze, ASKED)
    with pytest.raises(Refused) as refusal:
        decline_request(school.actors.management, request, " ")
    assert refusal.value.field == "reason"
    decline_request(school.actors.management, request, "Kāpēc tā")
    (own,) = own_requests(ilze)
    assert (own.state, own.answer) == (RequestState.DECLINED, "Kāpēc tā")
    assert told(ilze) == ["Your request to be away from 26 Nov 2026 is declined. See why."]
    assert own_requests(school.actors.janis) == ()
    # The same days may be asked for once more.
    assert ask_to_be_away(ilze, ASKED)


def test_a_request_is_withdrawn_while_it_waits_and_by_its_owner(school: TinySchool) -> None:
    ilze = school.actors.ilze
    request = ask_to_be_away(ilze, replace(ASKED, ends_on=None))
    with pytest.raises(Refused, match="asked for these days already"):
        ask_to_be_away(ilze, replace(ASKED, starts_on=TOMORROW + 9 * DAY, ends_on=None))
    with pytest.raises(Forbidden):
        withdraw_request(school.actors.janis, request)
    withdraw_request(ilze, request)
    with pytest.raises(Refused, match="does not wait"):
        withdraw_request(ilze, request)
    with pytest.raises(Refused, match="does not wait"):
        grant_request(school.actors.clerk, request)
    assert states(ilze) == [RequestState.WITHDRAWN]


def test_what_cannot_be_entered_cannot_be_asked_for_or_granted(school: TinySchool) -> None:
    ilze, clerk = school.actors.ilze, school.actors.clerk
    for field, data in (
        ("ends_on", replace(ASKED, ends_on=YESTERDAY)),
        ("remark", replace(ASKED, remark="x" * 301)),
        ("starts_on", replace(ASKED, starts_on=date(2029, 1, 1), ends_on=None)),
    ):
        with pytest.raises(Refused) as refusal:
            ask_to_be_away(ilze, data)
        assert refusal.value.field == field
    request = ask_to_be_away(ilze, ASKED)
    record_absence(clerk, ilze.person_id, replace(ASKED, kind=TeacherAbsenceKind.LEAVE))
    with pytest.raises(Refused, match="away from"):
        grant_request(clerk, request)
    with reading() as session:
        assert len(session.exec(select(TeacherAbsence)).all()) == 1
        assert session.get_one(AbsenceRequest, request).state == RequestState.PENDING
    with pytest.raises(Refused, match="away from"):
        ask_to_be_away(ilze, ASKED)


def test_a_document_is_the_askers_own_and_stays_through_changes(school: TinySchool) -> None:
    ilze, clerk = school.actors.ilze, school.actors.clerk
    foreign = paper(school.actors.janis)
    with pytest.raises(Forbidden):
        ask_to_be_away(ilze, replace(ASKED, document_id=foreign))
    with pytest.raises(Forbidden):
        record_absence(clerk, ilze.person_id, replace(ASKED, document_id=foreign))
    own = paper(clerk)
    absence = record_absence(clerk, ilze.person_id, replace(ASKED, document_id=own))
    for other in ("janis", "maija", "parent", "pupil", "other_parent"):
        with pytest.raises(Forbidden):
            read_attachment(school.actors.all()[other], own)
    for reader in (ilze, school.actors.superuser, school.actors.management):
        assert read_attachment(reader, own).content == PDF
    end_absence(clerk, absence, 1, TOMORROW)
    page = open_absence(clerk, absence)
    assert page.document is not None
    assert page.document.file_id == own
    change_absence(clerk, absence, page.version, ASKED)
    assert open_absence(clerk, absence).document is None
    assert [entry.after for entry in trail() if entry.entity == "teacher_absence"][-1] == {
        "person": ilze.person_id,
        "first": "2026-11-26",
        "last": "2026-11-26",
        "document_changed": True,
    }


def test_requests_wait_for_those_who_may_answer(school: TinySchool) -> None:
    ask_to_be_away(school.actors.ilze, ASKED)
    waits = {
        who
        for who, actor in school.actors.all().items()
        if actor.is_staff
        and any(duty.key == "absence-requests" for duty in own_duties(actor).office)
    }
    assert waits == {"clerk", "management"}


def test_nobody_without_the_right_learns_why_or_that_somebody_asked(
    school: TinySchool, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything others can open, be told or download, and the log, after all acts."""
    ilze, clerk = school.actors.ilze, school.actors.clerk
    with caplog.at_level(logging.DEBUG):
        event = proposed(school)
        add_pupil(ilze, event, school.anna)
        approve(school, event)
        for day in (TOMORROW, TOMORROW + DAY):
            data = replace(ASKED, starts_on=day, ends_on=day, document_id=paper(ilze))
            request = ask_to_be_away(ilze, data)
            if day == TOMORROW:
                grant_request(clerk, request)
            else:
                decline_request(clerk, request, "Kāpēc tā")
        ask_to_be_away(ilze, replace(ASKED, starts_on=TODAY, ends_on=TODAY))
    lesson = school.lesson(school.maths_a, TOMORROW)
    actors = school.actors
    seen: list[Any] = [
        *(told(actor) for actor in actors.all().values()),
        teacher_day(actors.janis, TOMORROW),
        open_lesson(actors.janis, lesson),
        own_duties(actors.janis),
        own_requests(actors.janis),
        own_absences(actors.janis),
        open_event(actors.janis, event),
        export_list(actors.janis, EVENTS.key, ListQuery()),
        diary_week(actors.parent, school.anna),
        diary_week(actors.pupil, school.anna),
        json.dumps([[one.before, one.after] for one in trail()], ensure_ascii=False),
        [record.getMessage() for record in caplog.records],
    ]
    assert not [secret for secret in SECRETS if secret in repr(seen)]


def cases(school: TinySchool) -> dict[Any, Case]:
    request = ask_to_be_away(school.actors.ilze, ASKED)
    writers = {"clerk", "management"}
    staff = {who for who, actor in school.actors.all().items() if actor.is_staff}
    ask, write = Permission.TEACHER_ABSENCE_ASK, Permission.TEACHER_ABSENCE_WRITE
    return {
        ask_to_be_away: Case(lambda actor: ask_to_be_away(actor, ASKED), staff, ask),
        own_requests: Case(own_requests, staff, ask),
        withdraw_request: Case(lambda actor: withdraw_request(actor, request), staff, ask),
        pending_requests: Case(pending_requests, writers, write),
        grant_request: Case(lambda actor: grant_request(actor, request), writers, write),
        decline_request: Case(lambda actor: decline_request(actor, request, "x"), writers, write),
    }


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    examined = cases(school)
    mine = use_cases_in(teacher_absences) - use_cases_in(
        teacher_absences, but=("requests", "deciding")
    )
    assert named(examined) == mine
    each_refuses_everybody_else(school, examined, subtests)
