"""Every address of the finished application has a rule; no built page names a person."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ejournal_app.http.rules import ROUTE_RULES, Access, rule_for
from ejournal_app.pages import PAGES
from ejournal_app.serving.build import ROOT, WEB, ensure_built, front_end_environment
from tests.states.school import EVERYBODY, School, running_school

WALK = """
import json, sys
from reflex_base.environment import environment
environment.REFLEX_SKIP_COMPILE.set(True)
environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.set(True)
from ejournal_app.http.rules import addresses, unruled
from ejournal_app.ejournal_app import app
finished = app()
json.dump({"all": sorted(set(addresses(finished))), "unruled": unruled(finished)}, sys.stdout)
"""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The addresses of the application as the server starts it."""
    ensure_built()
    environment = {
        **front_end_environment(),
        "EJOURNAL_DATA_DIR": str(tmp_path_factory.mktemp("data")),
    }
    done = subprocess.run(
        [sys.executable, "-c", WALK],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    ensure_built()
    with running_school(tmp_path_factory.mktemp("school")) as running:
        yield running


def test_every_address_of_the_finished_application_has_a_rule(walked: dict[str, Any]) -> None:
    assert walked["unruled"] == []
    # The walk went everywhere: our routes, the socket and the pages are there.
    assert {"/auth/login", "/healthz", "/_event", "/"} <= set(walked["all"])


def test_every_rule_is_about_an_address_or_closes_one_the_framework_may_add() -> None:
    for address, rule in ROUTE_RULES.items():
        assert rule.why, address
        assert (rule.access is Access.CLOSED) == (not rule.methods and address != "/_event")


def test_what_is_closed_is_not_there_for_anybody(school: School) -> None:
    closed = [path for path, rule in ROUTE_RULES.items() if rule.access is Access.CLOSED]
    assert len(closed) > 4
    for cookie in ("", school.cookie_of("virslietotajs")):
        with client(school, cookie) as browser:
            for path in [*closed, "/_new", "/auth/new", "/_event", "/_upload/x"]:
                for method in METHODS[:-1]:
                    assert browser.request(method, path).status_code == 404, path


def test_every_other_address_takes_the_methods_of_its_rule_only(
    school: School, walked: dict[str, Any]
) -> None:
    opened = [path for path in walked["all"] if rule_for(path).methods]
    with client(school) as browser:
        for path in opened:
            for method in set(METHODS[:-1]) - rule_for(path).methods:
                assert browser.request(method, path).status_code == 405, (method, path)


def test_the_forms_are_refused_to_other_sites(school: School) -> None:
    with client(school, school.cookie_of("vecaks")) as browser:
        for path in ("/auth/login", "/auth/logout", "/auth/logout-all"):
            for origin in ("https://evil.example", "null"):
                answer = browser.post(path, headers={"Origin": origin})
                assert answer.status_code == 403
    open_sessions = "SELECT count(*) FROM login_session WHERE account_id = ? AND revoked_at IS NULL"
    assert school.one(open_sessions, school.account("vecaks")) == 1


@pytest.mark.parametrize("username", ["", *sorted(EVERYBODY)])
def test_every_page_is_the_same_file_for_everybody(school: School, username: str) -> None:
    things = school.foreign
    ids = {"lesson": things.lesson, "journal": things.journal, "pupil": things.pupil}
    with client(school, school.cookie_of(username)) as browser, client(school) as nobody:
        for page in PAGES:
            address = re.sub(r"\[(\w+)\]", lambda name: str(ids.get(name[1], 1)), page.route)
            own, other = browser.get(address), nobody.get(address)
            assert own.content == other.content
            assert not [name for name in names(school) if name in own.text]


def test_no_built_file_names_a_person_of_the_school(school: School) -> None:
    files = [path for path in (WEB / "build" / "client").rglob("*") if is_text(path)]
    assert files
    known = names(school)
    assert len(known) > 200
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not [name for name in known if name in text], path


def client(school: School, cookie: str = "") -> httpx.Client:
    """A browser that sends its cookie and says that it is one of our own pages."""
    headers = {"Origin": school.product.url, **({"Cookie": cookie} if cookie else {})}
    return httpx.Client(base_url=school.product.url, headers=headers)


def names(school: School) -> set[str]:
    """The full names of everybody, either way round, and their personal codes."""
    people = school.rows("SELECT given_name, family_name, personal_code FROM person")
    return {
        text
        for given, family, code in people
        for text in (f"{given} {family}", f"{family} {given}", code)
        if text
    }


def is_text(path: Path) -> bool:
    return path.suffix in {".html", ".js", ".json", ".css", ".txt", ".webmanifest"}
