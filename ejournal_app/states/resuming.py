"""A page that comes back after a broken line keeps its forms, and what is typed in them.

Its handlers run again then, so that it shows what is new; but a field that is drawn anew is empty
of what somebody typed. `@keeps` names what the forms of a page stand in, `fresh_key` gives the key
with which a form begins anew. A counter would not do: after a restart of the server it begins again
while the page shows its third form, so the next one could look like the one that is there.
"""

import secrets
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

import reflex as rx

Handler = Callable[..., Awaitable[Any]]


class Connection(rx.State):
    """What is known of the line to a page."""

    _resumed: str = ""
    """The address that was open and filled when the line broke, until another one is opened."""


def fresh_key() -> str:
    """Return a key no form has had yet."""
    return secrets.token_hex(4)


def keeps(*names: str) -> Callable[[Handler], Handler]:
    """Let a handler that fills a page leave these of its state alone when the page comes back.

    What is named is neither changed nor sent: a server that was restarted does not know it.
    """

    def decorate(handler: Handler) -> Handler:
        @wraps(handler)
        async def filling(self: rx.State, *args: Any, **kwargs: Any) -> Any:
            if not await _has_come_back(self):
                return await handler(self, *args, **kwargs)
            before = {name: self.get_value(name) for name in names}
            answer = await handler(self, *args, **kwargs)
            for name, value in before.items():
                setattr(self, name, value)
                self.dirty_vars.discard(name)
            return answer

        return filling

    return decorate


async def begin_connection(state: rx.State, *, resumes: bool) -> None:
    """Remember whether the page that connects was there already."""
    connection = await state.get_state(Connection)
    connection._resumed = _address(state) if resumes else ""  # noqa: SLF001 - not for browsers


async def open_address(state: rx.State) -> None:
    """Forget the page that came back once another one is opened."""
    if not await _has_come_back(state):
        (await state.get_state(Connection))._resumed = ""  # noqa: SLF001 - not for browsers


async def _has_come_back(state: rx.State) -> bool:
    connection = await state.get_state(Connection)
    return connection._resumed == _address(state)  # noqa: SLF001 - not for browsers


def _address(state: rx.State) -> str:
    url = state.router.url
    return f"{url.path}?{url.query}"
