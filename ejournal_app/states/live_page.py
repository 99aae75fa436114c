"""Waiting for changes on behalf of an open page."""

import asyncio
from typing import TYPE_CHECKING, Any

from reflex_base.registry import RegistrationContext

if TYPE_CHECKING:
    import reflex as rx

_CHECK_SECONDS = 30.0


async def wait_for_change(state: "rx.State", changed: asyncio.Event, settle: float) -> bool:
    """Wait until something has changed; False once the page is no longer connected.

    A page that went away tells nobody, so every half minute its connection is looked at.
    `settle` seconds after the first news the rest of a burst is taken along.
    """
    while True:
        try:
            await asyncio.wait_for(changed.wait(), _CHECK_SECONDS)
        except TimeoutError:
            if not _is_connected(state):
                return False
            continue
        if settle:
            await asyncio.sleep(settle)
        changed.clear()
        return _is_connected(state)


def _is_connected(state: "rx.State") -> bool:
    namespace: Any = RegistrationContext.get().app.event_namespace
    return state.router.session.client_token in namespace.token_to_sid
