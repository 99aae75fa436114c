"""Every address of an application has a rule, or the walk finds it."""

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route, Router
from starlette.staticfiles import StaticFiles

from ejournal_app.http.app import wrap
from ejournal_app.http.routes import http_routes
from ejournal_app.http.rules import ROUTE_RULES, Access, addresses, rule_for, unruled
from tests.http.browser import answer


def test_our_own_routes_have_rules_that_name_their_methods() -> None:
    for route in http_routes():
        rule = rule_for(route.path)
        assert route.methods is not None
        assert route.methods <= rule.methods
        assert rule.access in {
            Access.PUBLIC,
            Access.SAME_ORIGIN,
            Access.MEMBER,
            Access.HOLDER,
        }
        if "POST" in route.methods:
            assert rule.access in {Access.SAME_ORIGIN, Access.MEMBER}


def test_the_walk_finds_a_new_route_wherever_it_is_put() -> None:
    def new(path: str) -> Route:
        return Route(path, answer)

    framework = Starlette(
        routes=[
            new("/ping"),
            new("/new"),
            Mount("/_event", app=StaticFiles(directory=".")),
            Mount("/deep", routes=[Mount("/er", app=Router([new("/est")]))]),
            Mount("", app=StaticFiles(directory=".", html=True)),
        ]
    )
    top = Starlette(routes=[Mount("", app=wrap(framework))])
    assert unruled(top) == ["/deep/er/est", "/new"]
    assert {"/auth/login", "/healthz", "/ping", "/_event"} <= set(addresses(top))


@pytest.mark.parametrize("path", ["/_x", "/_upload/../x", "/auth/", "/auth/x"])
def test_what_the_framework_may_add_is_closed_until_it_has_a_rule(path: str) -> None:
    assert rule_for(path).access is Access.CLOSED


@pytest.mark.parametrize("path", ["/", "/stundas", "/stundas/12", "/authors", "//", "", "/x/_y"])
def test_everything_else_is_a_page(path: str) -> None:
    assert rule_for(path) is ROUTE_RULES["/"]
