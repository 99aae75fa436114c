"""The door lets in calls of known handlers with arguments of their own kinds, nothing else."""

from typing import Any

from hypothesis import given

import ejournal_app.ejournal_app  # noqa: F401 - registers every page with its handlers
from ejournal_app.states.door import is_of_kind, readable
from tests.states.test_parsing import JSON
from tests.support.events import ROOT_STATE, handler_name

END_SESSION = handler_name("account.OwnAccount", "end_session")
HYDRATE = f"{ROOT_STATE}.hydrate_and_load"
REFUSAL = handler_name("refusals.Refusals", "unreadable")
PLACE = {"pathname": "/konts", "asPath": "/konts?a=1"}


def let_in(payload: Any, name: Any = END_SESSION, place: Any = None) -> bool:
    event = {"name": name, "payload": payload, "router_data": PLACE if place is None else place}
    return readable(event)["name"] == name


def test_a_proper_call_comes_in_unchanged() -> None:
    event = {"name": END_SESSION, "payload": {"session_id": 7}, "router_data": PLACE}
    assert readable(event) == {**event, "router_data": {**PLACE, "query": {}}}


@given(JSON)
def test_whatever_is_sent_becomes_an_event_that_can_be_carried_out(raw: Any) -> None:
    for event in (raw, {"name": raw}, {"name": END_SESSION, "payload": raw}, {"router_data": raw}):
        passed = readable(event)
        assert set(passed) == {"name", "payload", "router_data"}
        assert passed["name"] == REFUSAL
        assert passed["payload"] == {}


@given(JSON)
def test_an_argument_is_of_the_kind_the_handler_names(raw: Any) -> None:
    as_number = isinstance(raw, int) and not isinstance(raw, bool)
    as_digits = isinstance(raw, str) and raw.isascii() and raw.isdecimal() and len(raw) <= 16
    assert let_in({"session_id": raw}) == (as_number or as_digits)


def test_arguments_are_complete_and_no_others() -> None:
    assert not let_in({})
    assert not let_in({"session_id": 1, "more": 1})
    assert not let_in({"session_id": 1, "actor": {}})
    assert not let_in({"session_id": 1, "self": {}})


def test_an_annotation_the_door_does_not_know_takes_nothing() -> None:
    for annotation in (Any, object, None, float, bytes, "int", int | None, tuple[int, ...]):
        for value in (None, 1, 1.0, "1", {}, [], True):
            assert not is_of_kind(value, annotation)


@given(JSON)
def test_the_page_an_event_comes_from_is_an_address_of_this_site(raw: Any) -> None:
    for name in ("pathname", "asPath"):
        if let_in({"session_id": 1}, place={**PLACE, name: raw}):
            assert isinstance(raw, str)
            assert raw == "" or (raw[0] == "/" and raw[:2] != "//")
            raw.encode("utf-8")


def test_what_a_page_claims_about_its_connection_is_dropped() -> None:
    claimed = {**PLACE, "headers": {"cookie": "a=b"}, "ip": "10.0.0.1", "token": "t", "sid": "s"}
    passed = readable({"name": END_SESSION, "payload": {"session_id": 1}, "router_data": claimed})
    assert set(passed["router_data"]) == {"pathname", "asPath", "query"}


def test_values_for_variables_are_not_taken_while_a_page_connects() -> None:
    event = {"name": HYDRATE, "payload": {"vars": {"a.b": 1}, "hashes": ["x"]}}
    assert readable(event)["payload"] == {"hashes": ["x"]}
    assert readable({"name": HYDRATE, "payload": {"hashes": [1]}})["payload"] == {}
