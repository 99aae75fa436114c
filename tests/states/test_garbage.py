"""Whatever a client makes of a call: a sentence, no failure in the log, nothing changed."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.states.handlers import HANDLERS
from tests.states.school import EVERYBODY, NOBODY, School
from tests.support.events import ROOT_STATE, EventSocket, handler_name, page, values

UNREADABLE = "Programma nosūtīja kaut ko nesaprotamu. Pārlādējiet lapu."

GARBAGE: list[Any] = [
    None,
    True,
    -1,
    0,
    1.5,
    1e300,
    10**30,
    "",
    "\x00",
    "1; DROP TABLE mark",
    "\ud800",
    "\u0661",
    "../../konts",
    [],
    [[1]],
    {},
    {"id": 1},
]
BRIEF: list[Any] = [None, "\x00", 10**30, {"id": 1}]
"""For those who may not call a handler at all, or whose like has sent it everything already."""
LONG = "x" * 100_000

PACKETS: list[Any] = [
    ["event"],
    ["event", None],
    ["event", 5],
    ["event", "{}"],
    ["event", "not json"],
    ["event", [{}]],
    ["event", {}],
    ["event", {}, {}],
    ["event", {"name": []}],
    ["event", {"name": {"a": 1}, "payload": 5}],
    ["connect", {}],
    ["disconnect"],
    ["emit_update", {}],
    ["link_token_to_sid", "x"],
    ["trigger_event", "x"],
    ["client_error"],
    ["client_error", LONG],
    ["client_error", {"message": "line\nline"}],
    ["ping"],
]

FRAMEWORK_CALLS: list[tuple[str, Any]] = [
    ("hydrate", {}),
    ("set_is_hydrated", {"value": {"a": 1}}),
    ("hydrate_and_load", {"vars": {"a.b": 1}, "hashes": 5}),
    ("hydrate_and_load", {"vars": {f"{ROOT_STATE}.is_hydrated": True}, "hashes": ["x"]}),
    ("hydrate_and_load", [1]),
    ("reflex___state____on_load_internal_state.on_load_internal", {"x": 1}),
    ("reflex___state____update_vars_internal_state.update_vars_internal", {"vars": {"a.b": 1}}),
    (
        "reflex___state____frontend_event_exception_state.handle_frontend_exception",
        {"info": [], "component_stack": 5},
    ),
]


@pytest.fixture(autouse=True)
def nothing_fails(school: School) -> Iterator[None]:
    """The log names no failure and none of the values sent; the school stays as it is."""
    for username in EVERYBODY:
        school.cookie_of(username)
    start, before = len(log_of(school)), school.contents()
    yield
    said = log_of(school)[start:]
    for word in ("Traceback", "ERROR", "Error", "DROP TABLE", "xxxxxxxx", "ejournal_session"):
        assert word not in said
    assert school.contents() == before


@pytest.mark.parametrize("caller", [*sorted(EVERYBODY), NOBODY])
def test_arguments_of_any_kind_are_answered_calmly(school: School, caller: str) -> None:
    with school.page_of(caller) as opened:
        for number, (name, row) in enumerate(HANDLERS.items()):
            opened.path = row.path(school.own)
            proper = row.arguments(school)
            called = handler_name(*name.rsplit(".", 1))
            thorough = sorted(row.open_to)[number % len(row.open_to)] if row.open_to else NOBODY
            for payload in spoiled(proper, GARBAGE if caller == thorough else BRIEF):
                opened.send(called, payload)
            opened.settle()
        opened.path = "/ieiet"
        assert told(opened, "nosuch.Handler") == UNREADABLE


def spoiled(proper: dict[str, Any], values: list[Any]) -> Iterator[Any]:
    """Calls with something wrong: their form, an argument too many or too few, a strange value."""
    yield from ([], "text", 5, None)
    yield {**proper, "self": 1}
    yield {**proper, "actor": {"account_id": 1, "roles": ["superuser"]}}
    for argument, value in proper.items():
        yield {name: own for name, own in proper.items() if name != argument}
        for garbage in values:
            yield {**proper, argument: garbage}
        yield {**proper, argument: LONG if not isinstance(value, dict) else {"day": LONG}}
        if isinstance(value, dict):
            for part in value:
                for garbage in values:
                    yield {**proper, argument: {**value, part: garbage}}


def test_an_operation_of_any_kind_is_answered_calmly(school: School) -> None:
    own = school.own
    target = {"lesson_id": own.lesson, "work_id": own.work, "pupil_id": own.pupil}
    proper = {"id": "x1", "kind": "mark", "value": "99", "base": "", "target": target}
    with school.page_of("skolotajs") as opened:
        send = handler_name("entry.Entry", "send")
        for part in proper:
            for garbage in [*GARBAGE, LONG]:
                operations = [{**proper, part: garbage}]
                if part == "id" and garbage == "":
                    continue
                opened.send(send, {"operations": operations})
        for part in target:
            for garbage in GARBAGE:
                spoilt = {**proper, "target": {**target, part: garbage}}
                opened.send(send, {"operations": [spoilt]})
        opened.send(send, {"operations": [proper] * 51})
        opened.send(send, {"operations": GARBAGE})
        opened.settle()
        saved = [
            answer
            for answer in values(opened.updates, "entry.Entry")["answers"]["items"]
            if answer["status"] == "saved"
        ]
    assert not saved


@pytest.mark.parametrize("caller", ["skolotajs", NOBODY])
def test_a_page_that_lies_about_its_place_is_answered_calmly(school: School, caller: str) -> None:
    addresses: list[Any] = [*GARBAGE, "//x", "http://[", "/%", "/stunda/%E2%82%AC", "/\u2028", LONG]
    with school.page_of(caller) as opened:
        for handler in ("lesson.Lesson.enter", "day.Day.enter", "login.Login.enter"):
            called = handler_name(*handler.rsplit(".", 1))
            for address in addresses:
                for place in (
                    address,
                    {"pathname": address, "asPath": "/diena"},
                    {"pathname": "/diena", "asPath": address},
                    {"pathname": "/diena", "asPath": "/diena", "query": address},
                    {"pathname": "/diena", "asPath": "/diena", "query": {"datums": address}},
                    {"pathname": "/diena", "asPath": f"/diena?datums={address}&min={address}"},
                    {"asPath": "/ieiet?kluda=meginajumi&min=1&min=2", "headers": {"cookie": "a"}},
                ):
                    opened.send(called, router_data=place)
        opened.settle()


@pytest.mark.parametrize("caller", ["vecaks", NOBODY])
def test_what_is_no_event_at_all_is_answered_calmly(school: School, caller: str) -> None:
    with school.page_of(caller) as opened:
        for packet in PACKETS:
            opened.send_raw(packet)
        opened.settle()
        for name, payload in FRAMEWORK_CALLS:
            opened.send(f"{ROOT_STATE}.{name}", payload)
        opened.settle()


@pytest.mark.parametrize("greeting", [*GARBAGE, {"name": [], "payload": 5}, {"router_data": 5}])
def test_a_page_that_greets_strangely_is_let_in_all_the_same(school: School, greeting: Any) -> None:
    with page(school.product.url, school.cookie_of("vecaks"), boot=greeting) as opened:
        opened.settle()


def test_the_same_sentence_answers_every_call_that_cannot_be_read(school: School) -> None:
    end_session = handler_name("account.OwnAccount", "end_session")
    with school.page_of("lietvede") as opened:
        opened.path = "/konts"
        for name, payload in (
            ("nosuch.Handler", {}),
            (handler_name("shell.Shell", "setvar"), {"var_name": "name", "value": "x"}),
            (f"{ROOT_STATE}.set_is_hydrated", {"value": True}),
            (end_session, {}),
            (end_session, {"session_id": "abc"}),
            (end_session, {"session_id": 1, "more": 2}),
        ):
            assert told(opened, name, payload) == UNREADABLE


def test_the_sentence_is_in_the_language_of_the_page(school: School) -> None:
    with school.page_of(NOBODY) as opened:
        opened.path = "/ieiet"
        opened.call(handler_name("login.Login", "choose_language"), {"code": "en"})
        said = told(opened, "nosuch.Handler")
    assert said == "The program sent something unreadable. Reload the page."


def told(opened: EventSocket, name: str, payload: Any = None) -> str:
    """The sentence a call is answered with."""
    return values(opened.call(name, payload), "feedback.Feedback")["text"]


def log_of(school: School) -> str:
    return school.product.log.read_text(errors="replace")


def test_the_garbage_is_json_a_browser_could_send() -> None:
    assert json.loads(json.dumps(GARBAGE)) == GARBAGE
