"""Our own HTTP addresses; each has its rule in `rules.py`."""

from starlette.routing import Route

from .auth import log_in, log_out, log_out_everywhere
from .health import healthz


def http_routes() -> list[Route]:
    """Return the routes that stand in front of the pages."""
    return [
        Route("/healthz", healthz, methods=["GET"]),
        Route("/auth/login", log_in, methods=["POST"]),
        Route("/auth/logout", log_out, methods=["POST"]),
        Route("/auth/logout-all", log_out_everywhere, methods=["POST"]),
    ]
