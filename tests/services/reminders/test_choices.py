"""Each person's own choice: what can be chosen, what is refused, who sees it."""

from datetime import time
from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.reminders import FAMILY_TOPICS, Choice, Rhythm, Topic
from ejournal_app.domain.telling_times import Quiet
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import OutboxMessage, Person
from ejournal_app.services import reminders
from ejournal_app.services.reminders.own_choices import (
    Reach,
    own_notifications,
    save_notifications,
)
from tests.services.reminders.conftest import Told
from tests.support.school import TinySchool
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

WEEKLY = Choice(rhythm=Rhythm.WEEKLY, in_app=False, by_email=True)


def test_everybody_sees_the_topics_they_have_a_use_for(school: TinySchool) -> None:
    seen = {
        who: [own.topic for own in own_notifications(actor).topics]
        for who, actor in school.actors.all().items()
    }
    assert seen["parent"] == seen["pupil"] == list(FAMILY_TOPICS)
    assert seen["ilze"] == [Topic.DUE_TODAY, Topic.DUE_AHEAD, Topic.NOTICES]
    assert Topic.CLASS_DUTIES in seen["maija"]
    assert seen["former_pupil"] == seen["restricted_parent"] == []


def test_what_is_saved_holds_and_the_rest_stays_usual(told: Told) -> None:
    parent = told.school.actors.parent
    save_notifications(parent, {Topic.MARKS: WEEKLY}, time(19, 5), 1, None)
    own = own_notifications(parent)
    choices = {one.topic: one.choice for one in own.topics}
    assert choices[Topic.MARKS] == WEEKLY
    assert choices[Topic.ABSENCES].rhythm is Rhythm.AT_ONCE
    assert (own.times.digest_at, own.times.weekday, own.times.quiet) == (time(19, 5), 1, None)
    assert own.has_digests
    pupil = own_notifications(told.school.actors.pupil)
    assert {one.choice.rhythm for one in pupil.topics} == {Rhythm.NEVER}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_cannot_be_is_refused_beside_its_field(told: Told) -> None:
    parent, ilze = told.school.actors.parent, told.school.actors.ilze
    nowhere = Choice(rhythm=Rhythm.DAILY, in_app=False)
    at, quiet = time(17), Quiet(begins=time(8), ends=time(8))
    for actor, chosen, quiet_hours, field in (
        (parent, {Topic.MARKS: nowhere}, None, "marks_rhythm"),
        (parent, {}, quiet, "quiet_to"),
        (parent, {Topic.DUE_TODAY: WEEKLY}, None, ""),
        (ilze, {Topic.DUE_TODAY: WEEKLY}, None, ""),
    ):
        with pytest.raises(Refused) as refusal:
            save_notifications(actor, chosen, at, 5, quiet_hours)  # type: ignore[arg-type]
        assert refusal.value.field == field


def test_where_somebody_can_be_reached_is_told(told: Told) -> None:
    parent = told.school.actors.parent
    own = own_notifications(parent)
    assert (own.email_reach, own.phone_reach) == (Reach.REACHED, Reach.REACHED)
    assert own.phone.startswith("+371")
    with writing() as session:
        session.add(
            OutboxMessage(
                school_id=1,
                key="a",
                person_id=parent.person_id,
                address=own.email,
                created_at=told.at(),
                attempts=1,
                last_error="SMTPRecipientsRefused 550",
            )
        )
        session.get_one(Person, parent.person_id).phone = "nezinu"
    own = own_notifications(parent)
    assert (own.email_reach, own.phone_reach) == (Reach.UNDELIVERED, Reach.NO_ADDRESS)


def test_without_a_server_no_channel_is_on_offer(school: TinySchool) -> None:
    own = own_notifications(school.actors.parent)
    assert (own.email_reach, own.phone_reach) == (Reach.NOT_OFFERED, Reach.NOT_OFFERED)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_each_persons_own(school: TinySchool, subtests: pytest.Subtests) -> None:
    everyone = ({*school.actors.all()}, Permission.ACCOUNT_OWN)
    cases: dict[Any, Case] = {
        own_notifications: Case(own_notifications, *everyone),
        save_notifications: Case(
            lambda actor: save_notifications(actor, {}, time(17), 5, None), *everyone
        ),
    }
    assert named(cases) == use_cases_in(reminders)
    each_refuses_everybody_else(school, cases, subtests)
