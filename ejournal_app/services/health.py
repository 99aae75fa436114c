"""Whether the installation can work now: its database, its schema, its Valkey."""

import time
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from alembic.runtime.migration import MigrationContext
from redis import from_url
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from ejournal_app.persistence import migrate
from ejournal_app.persistence.engine import reading
from ejournal_app.services.scheduled.lease import was_active_within
from ejournal_app.settings import get_settings

JOBS_MAY_REST = timedelta(minutes=5)
"""How long nobody may run scheduled work before it is told."""

_started = time.monotonic()
_VALKEY_SECONDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What works; a part that the installation does not use counts as working."""

    database: str
    """`sqlite` or `postgresql`."""
    database_answers: bool
    schema_revision: str | None
    schema_is_current: bool
    valkey_answers: bool | None
    """None: the installation has no Valkey."""
    jobs_run: bool
    """Some process runs scheduled work, or did a few minutes ago."""

    @property
    def is_well(self) -> bool:
        """Tell whether everything the installation needs works."""
        return self.database_answers and self.schema_is_current and self.valkey_answers is not False

    @property
    def status(self) -> str:
        """Return it in a word. Without scheduled work the school can go on, so it is not failing:
        who restarts what fails would put people out without helping.
        """
        if not self.is_well:
            return "failing"
        return "ok" if self.jobs_run else "degraded"


def check() -> Health:
    """Ask every part once; nothing is raised for a part that fails."""
    settings = get_settings()
    answers, revision = _revision()
    return Health(
        database="sqlite" if settings.is_sqlite else "postgresql",
        database_answers=answers,
        schema_revision=revision,
        schema_is_current=revision is not None and revision == _head(),
        valkey_answers=None if settings.redis_url is None else _ping(settings.redis_url),
        jobs_run=_jobs_run(),
    )


def _jobs_run() -> bool:
    """Tell whether scheduled work is looked after; a process that has just started waits."""
    try:
        known = was_active_within(JOBS_MAY_REST)
    except SQLAlchemyError:
        return False
    return known or time.monotonic() - _started < JOBS_MAY_REST.total_seconds()


def _revision() -> tuple[bool, str | None]:
    try:
        with reading() as session:
            context = MigrationContext.configure(session.connection())
            return True, context.get_current_revision()
    except SQLAlchemyError:
        return False, None


@lru_cache(maxsize=1)
def _head() -> str | None:
    return migrate.head()


def _ping(url: str) -> bool:
    client: Any = from_url(  # the client's own types are incomplete
        url, socket_timeout=_VALKEY_SECONDS, socket_connect_timeout=_VALKEY_SECONDS
    )
    try:
        with client:
            return bool(client.ping())
    except RedisError:
        return False
