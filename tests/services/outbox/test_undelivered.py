"""What was not delivered: seen by the superuser only, never what it says, sent again when asked."""

from typing import Any

import pytest
from sqlmodel import select

from ejournal_app import clock
from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import OutboxMessage, Person, School
from ejournal_app.services import outbox
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.outbox.undelivered import (
    count_undelivered,
    message_page,
    send_again,
    send_found_again,
)
from tests.support.school import TinySchool
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

BODY = "Matemātika, Pārbaudes darbs: 9"


def kept(school: TinySchool, key: str, **values: Any) -> int:
    with writing() as session:
        message = OutboxMessage(
            **{
                "school_id": session.exec(select(School)).one().id,
                "key": key,
                "person_id": school.actors.parent.person_id,
                "topic": "marks",
                "address": "vecs@pasts.lv",
                "subject": "Jaunumi žurnālā: Anna",
                "body": BODY,
                "created_at": clock.now(),
                "attempts": 8,
                "last_error": "SMTPRecipientsRefused 550",
                **values,
            }
        )
        session.add(message)
        session.flush()
        assert message.id is not None
        return message.id


def row(message_id: int) -> OutboxMessage:
    with reading() as session:
        return session.get_one(OutboxMessage, message_id)


def test_a_mended_address_is_used_and_everything_else_begins_anew(school: TinySchool) -> None:
    superuser = school.actors.superuser
    given_up = kept(school, "a")
    unclear = kept(school, "b", handed_over_at=clock.now(), last_error="")
    invitation = kept(school, "c", topic="", body="", person_id=None)
    waiting = kept(school, "d", next_attempt_at=clock.now())
    with writing() as session:
        session.get_one(Person, school.actors.parent.person_id).email = "jauns@pasts.lv"
    page = message_page(superuser, given_up)
    assert (page.address_now, page.row.can_be_sent_again) == ("jauns@pasts.lv", True)
    assert BODY not in repr(page)
    shown = show_list(superuser, "e-pasti", ListQuery(filters={"state": "unclear"}))
    assert [r.href for r in shown.rows] == [f"/e-pasti/{unclear}"]
    assert BODY not in repr(show_list(superuser, "e-pasti", ListQuery()))
    send_again(superuser, given_up)
    again = row(given_up)
    assert (again.address, again.attempts, again.last_error) == ("jauns@pasts.lv", 0, "")
    assert again.next_attempt_at == clock.now()
    for message_id in (given_up, invitation, waiting):
        with pytest.raises(Refused):
            send_again(superuser, message_id)
    assert count_undelivered(superuser, ListQuery()) == 1
    assert send_found_again(superuser, ListQuery(filters={"state": "given_up"})) == 0
    assert send_found_again(superuser, ListQuery()) == 1
    assert row(unclear).handed_over_at is None


def cases(school: TinySchool) -> dict[Any, Case]:
    superuser = ({"superuser"}, Permission.ACCOUNT_MANAGE)
    query = ListQuery()
    return {
        message_page: Case(
            lambda actor: message_page(actor, kept(school, f"x{actor.person_id}")), *superuser
        ),
        send_again: Case(lambda actor: send_again(actor, 1), *superuser),
        count_undelivered: Case(lambda actor: count_undelivered(actor, query), *superuser),
        send_found_again: Case(lambda actor: send_found_again(actor, query), *superuser),
    }


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_the_superuser_may(school: TinySchool, subtests: pytest.Subtests) -> None:
    assert named(cases(school)) == use_cases_in(outbox)
    each_refuses_everybody_else(school, cases(school), subtests)
