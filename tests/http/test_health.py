"""The address that monitoring asks."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from ejournal_app.persistence import engine, migrate
from ejournal_app.persistence.engine import writing
from ejournal_app.services.scheduled import lease
from ejournal_app.settings import get_settings
from tests.http.browser import browser


@pytest.fixture(autouse=True)
def just_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of the tests may have run for longer than scheduled work may rest."""
    monkeypatch.setattr("ejournal_app.services.health._started", time.monotonic())


async def health() -> tuple[int, dict[str, object]]:
    async with browser() as client:
        answer = await client.get("/healthz")
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, answer.json()


async def test_all_is_well_when_everything_works(db: str) -> None:
    status, told = await health()
    assert status == 200
    assert told["status"] == "ok"
    assert told["version"] == "0.1.0"
    assert told["database"] == make_url(db).get_backend_name()
    assert told["schema_revision"] == migrate.head()
    assert told["valkey_answers"] is None


async def test_a_schema_of_another_version_is_told(db: str) -> None:
    with writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
    status, told = await health()
    assert (status, told["status"], told["schema_is_current"]) == (503, "failing", False)


async def test_scheduled_work_nobody_does_is_told_but_no_reason_to_restart(
    db: str, monkeypatch: pytest.MonkeyPatch, clock_at: Callable[[datetime], None]
) -> None:
    assert (await health())[1]["status"] == "ok"  # just started: somebody may begin yet
    monkeypatch.setattr("ejournal_app.services.health._started", -1000)
    status, told = await health()
    assert (status, told["status"], told["jobs_run"]) == (200, "degraded", False)
    clock_at(datetime(2026, 11, 25, 12))
    assert lease.take(lease.new_holder())
    assert (await health())[1]["status"] == "ok"
    clock_at(datetime(2026, 11, 25, 12, 6))
    assert (await health())[1]["status"] == "ok"
    clock_at(datetime(2026, 11, 25, 12, 7))
    assert (await health())[1]["status"] == "degraded"


async def test_a_database_that_does_not_answer_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for url in (
        f"sqlite:///{tmp_path / 'missing' / 'x.db'}",
        "postgresql://nobody@127.0.0.1:1/nothing",
    ):
        monkeypatch.setenv("EJOURNAL_DATABASE_URL", url)
        get_settings.cache_clear()
        engine.dispose()
        status, told = await health()
        assert (status, told["database_answers"]) == (503, False)
    engine.dispose()
    get_settings.cache_clear()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_valkey_is_asked_when_the_installation_has_one(
    db: str, valkey_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EJOURNAL_REDIS_URL", valkey_url)
    get_settings.cache_clear()
    assert (await health())[0] == 200
    monkeypatch.setenv("EJOURNAL_REDIS_URL", "redis://127.0.0.1:1/0")
    get_settings.cache_clear()
    status, told = await health()
    assert (status, told["valkey_answers"]) == (503, False)
