"""A running demo school and its people, who open windows."""

from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.support.browser import browser
from tests.support.databases import postgres_database
from tests.support.demo_school import DemoSchool, always_work
from tests.support.product import Product, product

from .entry_harness.stage import Stage
from .people import People

expect.set_options(timeout=15_000)  # the machine may be busy; the bench measures

DEMO = {"DEMO": "small", "LOGIN_ATTEMPTS_PER_ADDRESS": "100000"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say with a failure what the open pages showed."""
    report = yield
    everybody = getattr(item, "funcargs", {}).get("people")
    if call.when == "call" and report.failed and isinstance(everybody, People):
        report.sections.append(("open pages", everybody.seen()))
    return report


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """A real browser, shared; every test opens windows of its own.

    It ends with this package: while it runs, its event loop is in the way of asynchronous tests.
    """
    with browser() as started:
        yield started


@pytest.fixture(scope="package")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The entry components on pages of their own (`entry_harness`), built and served."""
    built = Stage(tmp_path_factory.mktemp("entry"))
    built.build()
    built.reset()
    built.start()
    yield built
    built.kill()


@pytest.fixture
def context(chromium: Browser, stage: Stage) -> Iterator[BrowserContext]:
    """A browser profile of its own on the harness, whose store is empty."""
    stage.reset()
    profile = chromium.new_context(viewport={"width": 1280, "height": 1000}, locale="lv-LV")
    yield profile
    profile.close()


@pytest.fixture(scope="package")
def small_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The demo school on SQLite with one server process."""
    with product(tmp_path_factory.mktemp("school"), **DEMO) as running:
        always_work(running.database_url)
        yield running


@pytest.fixture(scope="package")
def large_installation(
    tmp_path_factory: pytest.TempPathFactory, valkey_url: str
) -> Iterator[Product]:
    """The demo school on PostgreSQL with two server processes that share a Valkey."""
    folder: Path = tmp_path_factory.mktemp("installation")
    with (
        postgres_database() as url,
        product(folder, DATABASE_URL=url, REDIS_URL=valkey_url, WORKERS="2", **DEMO) as running,
    ):
        always_work(running.database_url)
        yield running


@pytest.fixture
def site(small_school: Product) -> Product:
    """The installation a test runs on; a module may put another one in its place."""
    return small_school


@pytest.fixture
def school(site: Product) -> Iterator[DemoSchool]:
    """The rows of the installation."""
    rows = DemoSchool(site.database_url)
    yield rows
    rows.dispose()


@pytest.fixture
def people(site: Product, chromium: Browser) -> Iterator[People]:
    """Those who use the installation; at the end their pages must have had no errors."""
    with ExitStack() as windows:
        everybody = People(site, chromium, windows)
        yield everybody
    assert everybody.errors == []
