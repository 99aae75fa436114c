"""Waiting for changes on behalf of an open page."""

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from reflex_base.registry import RegistrationContext

from ejournal_app.domain.access import Actor
from ejournal_app.services import live

from .guard import current_actor

if TYPE_CHECKING:
    import reflex as rx

T = TypeVar("T")

_CHECK_SECONDS = 30.0
SETTLE_SECONDS = 0.4
"""The quiet after which a burst of changes is shown."""
LONGEST_BURST = 5
"""How many quiet spans a burst may last before it is shown although it goes on."""


async def show_while_open(
    state: "rx.State",
    reader: Actor | None,
    topics: Iterable[str],
    *,
    is_current: Callable[[], bool],
    read: Callable[[Actor], T],
    show: Callable[[T, str], None],
) -> None:
    """Show what others write, until the page shows something else or is gone.

    The first reading shows what was written before this listened, and turns away whoever may not
    read; each further one asks again who is reading.
    """
    async with live.listening(list(topics)) as changed:
        while reader is not None and is_current():
            found = await asyncio.to_thread(read, reader)
            async with state:
                if not is_current():
                    return
                show(found, reader.language)
            if not await wait_for_change(state, changed, SETTLE_SECONDS):
                return
            reader = await current_actor(state)


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
            if not is_connected(state):
                return False
            continue
        await end_of_burst(changed, settle)
        return is_connected(state)


async def end_of_burst(changed: asyncio.Event, settle: float) -> None:
    """Take along what follows the first news, until it is quiet or has lasted long enough."""
    changed.clear()
    for _ in range(LONGEST_BURST if settle else 0):
        await asyncio.sleep(settle)
        if not changed.is_set():
            return
        changed.clear()


def is_connected(state: "rx.State") -> bool:
    """Tell whether the page a background handler works for is still open."""
    namespace: Any = RegistrationContext.get().app.event_namespace
    return state.router.session.client_token in namespace.token_to_sid
