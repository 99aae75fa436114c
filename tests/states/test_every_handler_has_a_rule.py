"""A handler nobody has thought about cannot be called, and fails these tests."""

import inspect
from typing import Any

import pytest
from reflex.state import State
from reflex_base.registry import RegistrationContext

import ejournal_app.ejournal_app  # noqa: F401 - registers every page with its handlers
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.policies.rules import RULES
from ejournal_app.states.door import FROM_PAGES, is_of_kind, readable
from ejournal_app.states.guard import PUBLIC, rule_of
from ejournal_app.states.middleware import FRAMEWORK_HANDLERS, is_allowed
from ejournal_app.states.refusals import Refusals
from tests.states.handlers import HANDLERS
from tests.support.events import ROOT_STATE, handler_name

VALUES: list[Any] = [1, "1", "", {}, {"a": 1}, []]


def registered() -> dict[str, Any]:
    """The function behind each name a client could send."""
    handlers = RegistrationContext.get().event_handlers
    return {name: entry.handler.fn for name, entry in handlers.items()}


def ours() -> dict[str, Any]:
    """Those of our own states, `setvar` excepted: the framework adds it to every state."""
    return {
        name: handler
        for name, handler in registered().items()
        if handler.__module__.startswith("ejournal_app.")
    }


def test_every_handler_of_ours_has_a_rule() -> None:
    assert len(ours()) > 20
    for name, handler in ours().items():
        assert rule_of(handler) in {*RULES, PUBLIC}, name
        assert is_allowed(name)


def test_every_handler_of_ours_is_called_with_foreign_ids_by_a_test() -> None:
    assert {handler_name(*row.rsplit(".", 1)) for row in HANDLERS} == set(ours())


def test_the_public_handlers_are_those_before_the_log_in_and_the_refusals() -> None:
    public = {handler.__qualname__ for handler in ours().values() if rule_of(handler) == PUBLIC}
    assert public == {
        "FirstRun.enter",
        "FirstRun.create",
        "Login.enter",
        "Login.choose_language",
        "Welcome.enter",
        "Welcome.look",
        "Welcome.choose_language",
        "Refusals.unreadable",
        "Refusals.broken",
    }


def test_of_the_framework_only_what_its_pages_need_can_be_called() -> None:
    framework = {name: fn for name, fn in registered().items() if name not in ours()}
    allowed = {name.rpartition(".")[2] for name in framework if is_allowed(name)}
    assert allowed == FRAMEWORK_HANDLERS
    assert FROM_PAGES < FRAMEWORK_HANDLERS
    from_pages = {name for name in framework if readable({"name": name})["name"] == name}
    assert {name.rpartition(".")[2] for name in from_pages} == {
        "hydrate_and_load",
        "on_load_internal",
        "handle_frontend_exception",
    }


def test_no_variable_can_be_set_by_name() -> None:
    setters = [name for name in registered() if name.endswith(".setvar")]
    assert len(setters) > 10
    for name in setters:
        assert not is_allowed(name)
        assert readable({"name": name, "payload": {"var_name": "name", "value": "x"}})[
            "name"
        ].endswith("refusals.unreadable")


def test_no_state_keeps_a_value_in_the_browsers_storage() -> None:
    # Such values would come back from the browser unchecked; the door drops them.
    for state in State.get_substates():
        stored = [name for name in state.get_fields() if state._is_client_storage(name)]
        assert not stored, state


@pytest.mark.parametrize(
    "name",
    [
        None,
        5,
        True,
        [],
        {},
        "",
        ".",
        "enter",
        "_redirect",
        "_call_function",
        ROOT_STATE,
        f"{ROOT_STATE}.__init__",
        f"{ROOT_STATE}.reset",
        f"{ROOT_STATE}.get_state",
        f"{ROOT_STATE}.set_is_hydrated.x",
        handler_name("lesson.Lesson", "_show"),
        handler_name("lesson.Lesson", "set_topic"),
        handler_name("guard", "current_actor"),
        handler_name("lesson.Lesson", "enter").upper(),
        handler_name("lesson.Lesson", "enter") + "\x00",
    ],
)
def test_no_other_name_can_be_called(name: Any) -> None:
    assert not is_allowed(name)
    assert readable({"name": name})["name"].endswith("refusals.unreadable")


def test_what_clients_see_of_a_handler_is_without_the_actor() -> None:
    for name, handler in ours().items():
        parameters = list(inspect.signature(handler).parameters.values())
        assert parameters[0].name == "self", name
        assert "actor" not in {parameter.name for parameter in parameters}
        assert set(handler.__annotations__) <= {own.name for own in parameters} | {"return"}
        assert Actor not in handler.__annotations__.values()
        assert not hasattr(handler, "__wrapped__")


def test_every_argument_is_of_a_kind_the_door_knows() -> None:
    for name, handler in ours().items():
        for parameter in list(inspect.signature(handler).parameters.values())[1:]:
            assert parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD, name
            assert any(is_of_kind(value, parameter.annotation) for value in VALUES), name


def test_the_refusal_itself_is_one_of_our_handlers() -> None:
    assert readable(None)["name"] in ours()
    assert rule_of(Refusals.event_handlers["unreadable"].fn) == PUBLIC


def test_every_permission_that_guards_a_screen_is_in_the_access_matrix() -> None:
    guards = {rule_of(handler) for handler in ours().values()} - {PUBLIC}
    assert guards <= set(Permission)
