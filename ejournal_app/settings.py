"""The installation's settings: variables `EJOURNAL_*` and the file `.env`, checked at start.

`EJOURNAL_ENV_FILE` names another file than `.env`. Every other module asks `get_settings()`;
nothing else in the product reads the environment.
"""

import os
import socket
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "EJOURNAL_"

LOCAL_NAMES = ("localhost", "127.0.0.1")
"""What a machine calls itself."""

DemoSize = Literal["full", "small", "off"]


class SettingsError(Exception):
    """The settings cannot be used; the text names each variable and says what to do."""


class Settings(BaseSettings):
    """One installation: where it listens, where it keeps data, how it guards accounts."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=os.environ.get(f"{PREFIX}ENV_FILE", ".env"),
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    port: int = Field(8000, ge=1, le=65535)
    """TCP port of the one HTTP server."""
    host: str = Field("0.0.0.0", min_length=1)  # noqa: S104 - a tablet in the same room must reach it
    """Address to listen on; `127.0.0.1` behind a reverse proxy on the same machine."""
    base_url: str = Field(
        default_factory=lambda known: f"http://localhost:{known['port']}", validate_default=True
    )
    """The address people type, without a trailing slash; `https://` makes cookies Secure."""

    data_dir: Path = Field(Path("data"), validate_default=True)
    """Directory of everything the installation writes itself (database, files)."""
    database_url: str = Field(
        default_factory=lambda known: f"sqlite:///{known['data_dir'] / 'ejournal.db'}",
        validate_default=True,
    )
    """`sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`."""
    auto_migrate: bool = Field(
        default_factory=lambda known: str(known["database_url"]).startswith("sqlite")
    )
    """Bring the schema up to date at start; by default only for the embedded database."""
    redis_url: str | None = None
    """Valkey or Redis shared by the server processes; needed when there is more than one."""
    workers: int = Field(1, ge=1, le=64)
    """Number of server processes."""
    trusted_proxy_hops: int = Field(0, ge=0, le=10)
    """How many reverse proxies in front may be believed about the client's address."""

    jobs: Literal["auto", "off"] = "auto"
    """Whether the server processes run scheduled work, one of them at a time; off when a process
    of its own does."""

    demo: DemoSize = Field(
        default_factory=lambda known: (
            "full" if str(known["database_url"]).startswith("sqlite") else "off"
        )
    )
    """Which demo school fills an empty database at start; off on a database server by default."""

    session_idle_minutes: int = Field(120, ge=1)
    """A log-in ends after this many minutes without a request."""
    session_hours: int = Field(12, ge=1)
    """A log-in ends this many hours after it began, whatever happens."""
    login_window_minutes: int = Field(15, ge=1)
    """The span over which failed log-ins are counted."""
    login_attempts_per_account: int = Field(10, ge=1)
    """Failed log-ins one account may have in the span."""
    login_attempts_per_address: int = Field(100, ge=1)
    """Failed log-ins one network address may have in the span (a school shares one address)."""

    smtp_host: str | None = None
    """Mail server for invitations, new passwords and reminders; without one nothing is e-mailed."""
    smtp_port: int = Field(587, ge=1, le=65535)
    """Port of the mail server; 465 speaks TLS from the beginning."""
    smtp_starttls: bool = True
    """Ask the mail server for TLS before anything is said; off only for one on this machine."""
    smtp_user: str | None = None
    """User name at the mail server; none: it takes mail from this machine without one."""
    smtp_password: SecretStr | None = None
    """Password at the mail server."""
    smtp_from: str | None = None
    """The address the school writes from, such as `zurnals@skola.lv`."""

    sms_url: str | None = None
    """Address of the SMS gateway's HTTP interface (docs/sms.md); without one no SMS is sent."""
    sms_token: SecretStr | None = None
    """The secret the gateway knows the school by."""
    sms_sender: str = ""
    """The name or number an SMS comes from, at most 11 letters, as agreed with the gateway."""

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """The least important log entry that is written."""

    @field_validator("base_url")
    @classmethod
    def _an_origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("give the full address, such as https://zurnals.skola.lv")
        if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("give only scheme, host and port: the app lives at the root")
        return f"{parts.scheme}://{parts.netloc.lower()}"

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("database_url")
    @classmethod
    def _a_known_database(cls, value: str) -> str:
        try:
            url = make_url(value.replace("postgres://", "postgresql://", 1))
        except ArgumentError as error:
            raise ValueError(
                "give sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
            ) from error
        backend = url.get_backend_name()
        if backend == "sqlite":
            if not url.database or url.database == ":memory:":
                raise ValueError("name a file: a database in memory is lost with the process")
            return f"sqlite:///{Path(url.database).expanduser().resolve()}"
        if backend == "postgresql":
            return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        raise ValueError("use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")

    @field_validator("redis_url")
    @classmethod
    def _a_redis(cls, value: str | None) -> str | None:
        if value is not None and urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("give redis://HOST:PORT/0, rediss://… or unix://…")
        return value

    @model_validator(mode="after")
    def _several_processes_share_state(self) -> Self:
        if self.workers > 1 and self.redis_url is None:
            raise ValueError(
                f"{PREFIX}REDIS_URL: give the address of a Valkey or Redis server,"
                f" because {PREFIX}WORKERS is {self.workers} and the processes must share state"
            )
        return self

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Self:
        if self.smtp_host is not None and "@" not in (self.smtp_from or ""):
            raise ValueError(
                f"{PREFIX}SMTP_FROM: give the address the school writes from,"
                f" because {PREFIX}SMTP_HOST is set"
            )
        if self.smtp_user is not None and self.smtp_password is None:
            raise ValueError(f"{PREFIX}SMTP_PASSWORD: give the password of {PREFIX}SMTP_USER")
        return self

    @model_validator(mode="after")
    def _sms_has_a_gateway(self) -> Self:
        if self.sms_url is None:
            return self
        parts = urlsplit(self.sms_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(
                f"{PREFIX}SMS_URL: give the gateway's full address, such as https://sms.example/send"
            )
        if self.sms_token is None:
            raise ValueError(f"{PREFIX}SMS_TOKEN: give the secret of {PREFIX}SMS_URL")
        return self

    @property
    def sends_sms(self) -> bool:
        """Whether there is a gateway to send SMS by."""
        return self.sms_url is not None

    @property
    def sends_mail(self) -> bool:
        """Whether there is a mail server to send by."""
        return self.smtp_host is not None

    @property
    def is_tls(self) -> bool:
        """Whether people reach the app over TLS, so that cookies may be Secure."""
        return self.base_url.startswith("https://")

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")

    @property
    def is_local(self) -> bool:
        """Whether the base address is this machine's own name for itself: a trial, not a school."""
        return urlsplit(self.base_url).hostname in LOCAL_NAMES

    @property
    def allowed_origins(self) -> tuple[str, ...]:
        """The web origins whose pages may talk to the server.

        A local base address stands for all names of this machine that the server listens on.
        """
        if not self.is_local:
            return (self.base_url,)
        names: list[str] = list(LOCAL_NAMES)
        if self.host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
            names += _names_on_the_network()
        origins = (f"http://{name}:{self.port}" for name in names)
        return tuple(dict.fromkeys((self.base_url, *origins)))


@lru_cache(maxsize=1)
def _names_on_the_network() -> tuple[str, ...]:
    """The address and name under which other devices in the room reach this machine."""
    names: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only asks for the route
            names.append(str(probe.getsockname()[0]))
        except OSError:
            pass  # no network: nobody else can come
    name = socket.gethostname().lower()
    return tuple(names + [name] + ([f"{name}.local"] if "." not in name else []))


def read_settings(**overrides: Any) -> Settings:
    """Read and check the settings now; raises `SettingsError` with a sentence per fault."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise SettingsError(_in_words(error)) from None


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return the settings of this process, read at the first call."""
    return read_settings()


def _in_words(error: ValidationError) -> str:
    """One line per fault; never the value itself, which may hold a password."""
    lines: list[str] = []
    for fault in error.errors(include_url=False, include_input=False):
        if fault["type"] == "default_factory_not_called":
            continue  # only says that another variable, listed here too, is wrong
        words = fault["msg"].removeprefix("Value error, ")
        name = "".join(f"{PREFIX}{str(part).upper()}: " for part in fault["loc"][:1])
        lines.append(f"  {name}{words}")
    return "\n".join(
        ["The settings cannot be used. Correct these variables (environment or .env):", *lines]
    )
