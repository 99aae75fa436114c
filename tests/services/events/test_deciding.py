"""An event is proposed, decided and changed; who is told what (Regulation 11)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.i18n.catalogue import translate
from ejournal_app.services import live
from ejournal_app.services.duties.owed import own_duties
from ejournal_app.services.events.deciding import (
    approve_event,
    call_off_event,
    decline_event,
)
from ejournal_app.services.events.listing import EVENTS
from ejournal_app.services.events.page import event_form, lesson_times, open_event
from ejournal_app.services.events.participants import add_class, add_pupil
from ejournal_app.services.events.proposing import change_event, propose_event
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import export_list, show_list
from tests.support.school import TinySchool
from tests.support.school_days import DAY, TODAY, TOMORROW, YESTERDAY
from tests.support.school_events import approve, event_data, proposed, version_of
from tests.support.told import told
from tests.support.trail import trail


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """What is announced to open pages, act by act."""
    heard: list[set[str]] = []
    monkeypatch.setattr(live, "publish", lambda topics: heard.append(set(topics)))
    return heard


def state(school: TinySchool, event_id: int) -> EventState:
    return open_event(school.actors.clerk, event_id).state


def test_management_approves_and_who_proposed_is_told(
    school: TinySchool, published: list[set[str]]
) -> None:
    heads, ilze = school.actors.management, school.actors.ilze
    event = proposed(school)
    with pytest.raises(Refused, match="Nobody takes part"):
        approve_event(heads, event, version_of(school, event))
    add_class(ilze, event, school.class_a)
    published.clear()
    approve(school, event)
    # 9:00 to 10:30 are the second lesson and a part of the first; not the third, which begins then.
    assert published == [
        {
            live.duties_topic(),
            live.person_topic(ilze.person_id),
            live.journal_topic(school.maths_a),
            live.journal_topic(school.english),
            *(live.pupil_topic(one) for one in (school.anna, school.bruno, school.emils)),
        }
    ]
    assert state(school, event) is EventState.APPROVED
    assert told(ilze) == ["The event Olimpiāde on 25 Nov 2026 is approved."]
    with pytest.raises(Refused, match="decided already"):
        decline_event(heads, event, version_of(school, event), "Nē")


def test_a_declined_event_says_why_and_may_be_proposed_again(school: TinySchool) -> None:
    heads, ilze = school.actors.management, school.actors.ilze
    event = proposed(school, day=TOMORROW)
    with pytest.raises(Refused) as refusal:
        decline_event(heads, event, version_of(school, event), "  ")
    assert refusal.value.field == "reason"
    decline_event(heads, event, version_of(school, event), "Sakrīt ar pārbaudes darbu")
    assert told(ilze) == [
        "The event Olimpiāde on 26 Nov 2026 is declined: Sakrīt ar pārbaudes darbu"
    ]
    assert open_event(ilze, event).answer == "Sakrīt ar pārbaudes darbu"
    change_event(ilze, event, version_of(school, event), event_data(school, day=TOMORROW + DAY))
    page = open_event(ilze, event)
    assert (page.state, page.answer, page.decided_by) == (EventState.PROPOSED, "", "")


def test_calling_off_is_final_and_tells_the_pages_of_its_lessons(
    school: TinySchool, published: list[set[str]]
) -> None:
    heads, ilze = school.actors.management, school.actors.ilze
    event = proposed(school, day=TOMORROW)
    add_pupil(ilze, event, school.dace)
    approve(school, event)
    published.clear()
    call_off_event(heads, event, version_of(school, event), "Slikts laiks")
    (topics,) = published
    assert {live.pupil_topic(school.dace), live.journal_topic(school.english)} <= topics
    for again in (
        lambda: add_pupil(ilze, event, school.anna),
        lambda: change_event(ilze, event, version_of(school, event), event_data(school)),
    ):
        with pytest.raises(Refused, match="called off"):
            again()


def test_another_time_is_approved_again_another_title_is_not(school: TinySchool) -> None:
    ilze = school.actors.ilze
    event = proposed(school, day=TOMORROW)
    add_pupil(ilze, event, school.anna)
    approve(school, event)
    renamed = event_data(school, day=TOMORROW, title="Novada olimpiāde")
    seen = version_of(school, event)
    change_event(ilze, event, seen, renamed)
    assert state(school, event) is EventState.APPROVED
    with pytest.raises(Refused, match="Somebody else has changed"):
        change_event(ilze, event, seen, renamed)
    later = replace(renamed, ends_at=renamed.ends_at + timedelta(minutes=1))
    change_event(ilze, event, version_of(school, event), later)
    assert state(school, event) is EventState.PROPOSED


def test_what_cannot_be_is_refused_at_its_field(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    good = event_data(school)
    for field, words, data in (
        ("title", "Aizpildiet", replace(good, title="  ")),
        ("title", "par garu", replace(good, title="x" * 201)),
        ("place", "par garu", replace(good, place="x" * 201)),
        ("remark", "par garu", replace(good, remark="x" * 501)),
        ("ends_on", "pirms tas ir sācies", replace(good, ends_at=good.starts_at)),
        ("ends_on", "31", replace(good, ends_at=good.starts_at + timedelta(days=32))),
        (
            "starts_on",
            "par tālu|pārāk tālu",
            replace(
                good,
                starts_at=good.starts_at + timedelta(days=400),
                ends_at=good.ends_at + timedelta(days=400),
            ),
        ),
        (
            "responsible",
            "atbildat",
            replace(good, responsible_id=school.actors.janis.person_id),
        ),
    ):
        with subtests.test(words), pytest.raises(Refused) as refusal:
            propose_event(school.actors.ilze, data)
        assert refusal.value.field == field
        assert any(part in translate("lv", refusal.value.message) for part in words.split("|"))
    with pytest.raises(Refused) as refusal:
        propose_event(
            school.actors.management,
            replace(good, responsible_id=school.actors.parent.person_id),
        )
    assert refusal.value.field == "responsible"


def test_management_makes_somebody_responsible_who_then_says_who_takes_part(
    school: TinySchool,
) -> None:
    event = propose_event(school.actors.management, event_data(school, who="nora", day=TOMORROW))
    assert add_class(school.actors.nora, event, school.class_b) == 2
    with pytest.raises(Forbidden):
        add_class(school.actors.ilze, event, school.class_a)
    approve(school, event)
    assert told(school.actors.nora) == ["The event Olimpiāde on 26 Nov 2026 is approved."]
    assert told(school.actors.management) == []
    form = event_form(school.actors.ilze)
    assert (form.people, form.responsible_id) == ((), school.actors.ilze.person_id)
    assert len(event_form(school.actors.management).people) > 5


def test_lessons_fill_in_the_times_as_they_ring(school: TinySchool) -> None:
    times = lesson_times(school.actors.ilze, TODAY, 5, 3)
    assert [time.isoformat("minutes") for time in times] == ["10:30", "13:10"]
    with pytest.raises(Refused, match="no time for lesson"):
        lesson_times(school.actors.ilze, TODAY, 1, 12)


def test_what_waits_stands_among_the_duties_of_the_management(school: TinySchool) -> None:
    proposed(school)
    found = {
        who: [
            duty.href
            for duty in own_duties(school.actors.all()[who]).office
            if duty.key == "events"
        ]
        for who in ("management", "superuser", "clerk", "ilze")
    }
    assert found == {
        "management": ["/pasakumi?f_state=proposed"],
        "superuser": [],
        "clerk": [],
        "ilze": [],
    }


def test_the_list_begins_with_what_comes(school: TinySchool) -> None:
    for title, day in (("Vakar", YESTERDAY), ("Rīt", TOMORROW), ("Šodien", TODAY)):
        proposed(school, title=title, day=day, begins=(13, 0), ends=(15, 0), remark="Slepeni")
    shown = show_list(school.actors.janis, EVENTS.key, ListQuery())
    assert [row.cells[0] for row in shown.rows] == ["Šodien", "Rīt", "Vakar"]
    over = show_list(school.actors.janis, EVENTS.key, ListQuery(filters={"when": "over"}))
    assert [row.cells[0] for row in over.rows] == ["Vakar"]
    assert "Slepeni" not in repr(export_list(school.actors.clerk, EVENTS.key, ListQuery()))


def test_a_remark_and_a_reason_are_for_those_who_run_the_event(school: TinySchool) -> None:
    event = proposed(school, remark="Annai līdzi zāles")
    decline_event(school.actors.management, event, version_of(school, event), "Kāpēc tā")
    for who in ("janis", "clerk", "superuser"):
        page = open_event(school.actors.all()[who], event)
        assert (page.remark, page.answer, page.lessons, page.writable) == ("", "", (), False)
    assert open_event(school.actors.ilze, event).remark == "Annai līdzi zāles"
    assert "zāles" not in repr([(entry.before, entry.after) for entry in trail()])
