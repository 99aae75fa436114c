"""Alembic owns the schema: up, down, complete and alone, on both databases."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from pytest_alembic import tests as standard
from pytest_alembic.config import Config
from pytest_alembic.runner import MigrationContext, runner

from ejournal_app.persistence import migrate
from ejournal_app.persistence.engine import create_engine


@pytest.fixture
def alembic_runner(empty_database_url: str) -> Iterator[MigrationContext]:
    engine = create_engine(empty_database_url)
    config = Config.from_raw_config({"file": str(migrate.ROOT / "alembic.ini")})
    with runner(config=config, engine=engine) as context:
        yield context
    engine.dispose()


def test_the_history_has_one_head(alembic_runner: MigrationContext) -> None:
    standard.test_single_head_revision(alembic_runner)


def test_an_empty_database_can_be_upgraded(alembic_runner: MigrationContext) -> None:
    standard.test_upgrade(alembic_runner)


def test_every_migration_can_be_undone_and_done_again(alembic_runner: MigrationContext) -> None:
    standard.test_up_down_consistency(alembic_runner)


def test_the_migrations_make_exactly_what_the_models_say(
    alembic_runner: MigrationContext,
) -> None:
    standard.test_model_definitions_match_ddl(alembic_runner)


def test_processes_that_start_together_upgrade_once(empty_database_url: str) -> None:
    upgrade = (
        "import sys; from ejournal_app.persistence import migrate; migrate.upgrade(sys.argv[1])"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", upgrade, empty_database_url], cwd=migrate.ROOT)
        for _ in range(3)
    ]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    assert migrate.current(empty_database_url) == migrate.head()
