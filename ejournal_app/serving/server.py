"""The one server: pages, event socket and our HTTP routes on one port."""

import logging
import os
import socket

from ejournal_app.persistence import engine
from ejournal_app.serving.build import front_end_environment
from ejournal_app.settings import PREFIX, Settings


class PortTaken(Exception):
    """Another program listens on the port."""


def require_port(settings: Settings) -> None:
    """Raise `PortTaken` when the server could not listen, before anything long is done."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise PortTaken(
                f"{PREFIX}PORT: cannot listen on {settings.host}:{settings.port}"
                f" ({error.strerror}). Stop the other program or choose another port."
            ) from None


def start_logging(settings: Settings) -> None:
    """Write the log of this process to its standard error."""
    logging.basicConfig(
        level=settings.log_level.upper(),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)


def run(settings: Settings) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    start_logging(settings)
    os.environ.update(front_end_environment())
    os.environ["GRANIAN_WORKERS"] = str(settings.workers)
    from reflex.utils.exec import run_backend_prod
    from reflex_base.constants import LogLevel
    from reflex_base.environment import environment

    environment.REFLEX_SKIP_COMPILE.set(True)
    engine.dispose()  # the server processes are forked: they open connections of their own
    run_backend_prod(
        settings.host,
        settings.port,
        LogLevel(settings.log_level),
        mount_frontend_compiled_app=True,
    )
