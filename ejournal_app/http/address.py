"""From which network address a request comes, when reverse proxies stand in front."""

from ipaddress import ip_address

from starlette.types import Scope

from ejournal_app.settings import get_settings


def client_address(scope: Scope) -> str:
    """Return the client's address of an ASGI request or web socket; empty when unknown."""
    forwarded = ",".join(
        value.decode("latin-1")
        for name, value in scope.get("headers", [])
        if name == b"x-forwarded-for"
    )
    client = scope.get("client")
    return address_from(forwarded, client[0] if client else "")


def address_from(forwarded_for: str, peer: str) -> str:
    """Return the address the outermost trusted proxy saw, else the one of the connection.

    Each proxy appends the address it saw, so with n trusted proxies the n-th from the right is
    the client; anything further left was written by the client itself.
    """
    hops = get_settings().trusted_proxy_hops
    seen = [part.strip() for part in forwarded_for.split(",") if part.strip()]
    if hops and len(seen) >= hops:
        return _valid(seen[-hops]) or _valid(peer)
    return _valid(peer)


def _valid(text: str) -> str:
    bare = text.split("]", maxsplit=1)[0].lstrip("[") if text.startswith("[") else text
    if bare.count(":") == 1:
        bare = bare.split(":")[0]
    try:
        return str(ip_address(bare))
    except ValueError:
        return ""
