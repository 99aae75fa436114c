"""The schema of the database: which revision it has, which one the code needs, how to get there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from ejournal_app.persistence.engine import create_engine
from ejournal_app.settings import get_settings

ROOT = Path(__file__).resolve().parents[2]


def upgrade(url: str | None = None) -> None:
    """Bring the database of the URL (by default the settings') to the newest revision."""
    target = url or get_settings().database_url
    _make_room_for(target)
    config = _config()
    config.attributes["url"] = target
    command.upgrade(config, "head")


def current(url: str | None = None) -> str | None:
    """Return the revision the database has; None when it has no schema yet."""
    target = url or get_settings().database_url
    _make_room_for(target)
    engine = create_engine(target)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def head() -> str | None:
    """Return the revision this code was written for."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    return Config(ROOT / "alembic.ini")


def _make_room_for(url: str) -> None:
    """SQLite creates the file but not its directory."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
