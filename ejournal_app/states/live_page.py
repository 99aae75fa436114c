"""Waiting for changes on behalf of an open page."""

import asyncio
from typing import TYPE_CHECKING, Any

from reflex_base.registry import RegistrationContext

if TYPE_CHECKING:
    import reflex as rx

_CHECK_SECONDS = 30.0
LONGEST_BURST = 5
"""How many quiet spans a burst may last before it is shown although it goes on."""


async def wait_for_change(state: "rx.State", changed: asyncio.Event, settle: float) -> bool:
    """Wait until something has changed; False once the page is no longer connected.

    A page that went away tells nobody, so every half minute its connection is looked at.
    News that come in a burst count as one: it is over after `settle` seconds of quiet, and is shown
    after five such spans at the latest, so that somebody typing fast does not make every open page
    read everything again for each key.
    """
    while True:
        try:
            await asyncio.wait_for(changed.wait(), _CHECK_SECONDS)
        except TimeoutError:
            if not _is_connected(state):
                return False
            continue
        await end_of_burst(changed, settle)
        return _is_connected(state)


async def end_of_burst(changed: asyncio.Event, settle: float) -> None:
    """Take along what follows the first news, until it is quiet or has lasted long enough."""
    changed.clear()
    for _ in range(LONGEST_BURST if settle else 0):
        await asyncio.sleep(settle)
        if not changed.is_set():
            return
        changed.clear()


def _is_connected(state: "rx.State") -> bool:
    namespace: Any = RegistrationContext.get().app.event_namespace
    return state.router.session.client_token in namespace.token_to_sid
