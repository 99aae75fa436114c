"""What happens between `serve` and the first request: checks, schema, demo school, front end."""

import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from urllib.parse import urlsplit

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError

from ejournal_app.persistence import migrate
from ejournal_app.serving.build import BuildError, ensure_built
from ejournal_app.serving.server import PortTaken, require_port
from ejournal_app.settings import LOCAL_NAMES, PREFIX, Settings


class CannotStart(Exception):
    """Something the server needs is missing; the text says what and what to do."""


def prepare(settings: Settings, *, build: bool) -> None:
    """Make everything ready, saying what is being done; raises `CannotStart`."""
    try:
        require_port(settings)
        _require_valkey(settings)
        require_schema(settings)
        with ThreadPoolExecutor(1) as other_core:
            front_end = other_core.submit(_build) if build else None
            _fill(settings)
            if front_end is not None:
                _await(front_end)
    except PortTaken as error:
        raise CannotStart(str(error)) from None
    _announce(settings)


def _require_valkey(settings: Settings) -> None:
    if settings.redis_url is None:
        return
    try:
        with Redis.from_url(settings.redis_url, socket_connect_timeout=3) as client:
            client.ping()
    except RedisError as error:
        raise CannotStart(f"{PREFIX}REDIS_URL: the server does not answer ({error}).") from None


def require_schema(settings: Settings) -> None:
    """Bring the schema up to date where the settings say so; raises `CannotStart` if it is not."""
    try:
        if settings.auto_migrate:
            migrate.upgrade()
            return
        current, head = migrate.current(), migrate.head()
    except OperationalError as error:
        raise CannotStart(f"{PREFIX}DATABASE_URL: cannot connect ({error.orig}).") from None
    if current != head:
        raise CannotStart(
            f"The database schema is at {current or 'nothing'}, this version needs {head}."
            " Make a back-up and run: python -m ejournal_app migrate"
        )


def _build() -> tuple[bool, float]:
    began = time.monotonic()
    return ensure_built(), time.monotonic() - began


def _await(front_end: Future[tuple[bool, float]]) -> None:
    if wait([front_end], timeout=1).not_done:
        print("Building the front end (only after a change)…", flush=True)
    try:
        built, seconds = front_end.result()
    except BuildError as error:
        raise CannotStart(str(error)) from None
    if built:
        print(f"The front end has been built in {seconds:.0f} s.", flush=True)


def _fill(settings: Settings) -> None:
    if settings.demo == "off":
        return
    from ejournal_app.demo.load import load_if_empty

    began = time.monotonic()
    report = load_if_empty(settings.demo)
    if report is not None:
        print(f"The demo school has been loaded in {time.monotonic() - began:.0f} s.", flush=True)


def _announce(settings: Settings) -> None:
    from ejournal_app.services.demonstration import is_demonstration

    print(f"\n  eŽurnāls: {settings.base_url}", flush=True)
    others = [o for o in settings.allowed_origins if urlsplit(o).hostname not in LOCAL_NAMES]
    if settings.is_local and others:
        print(f"  From other devices in the room: {others[0]}", flush=True)
    print(flush=True)
    if is_demonstration():
        print_logins()
    _invite_superuser(settings)


def _invite_superuser(settings: Settings) -> None:
    """Print the way to the first-run page while the installation has no superuser."""
    from ejournal_app.services.setup.first_run import has_superuser, new_code

    if not has_superuser():
        print("  Nobody can log in yet. Open this address to begin:", flush=True)
        print(f"  {settings.base_url}/sakums?kods={new_code()}\n", flush=True)


def print_logins() -> None:
    """Print the demo accounts and their one password."""
    from ejournal_app.demo.logins import DEMO_PASSWORD, demo_logins

    for login in demo_logins():
        print(f"  {login.username:<15} {login.role_msgid}: {login.note}")
    print(f"\n  Password of all of them: {DEMO_PASSWORD}\n", flush=True)
