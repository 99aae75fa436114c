"""A burst of news makes an open page read once, and soon."""

import asyncio

from ejournal_app.states.live_page import LONGEST_BURST, end_of_burst

QUIET = 0.02


async def keep_changing(changed: asyncio.Event) -> None:
    while True:
        changed.set()
        await asyncio.sleep(QUIET / 4)


async def test_one_piece_of_news_is_shown_after_a_quiet_span() -> None:
    changed = asyncio.Event()
    changed.set()
    await asyncio.wait_for(end_of_burst(changed, QUIET), 100 * QUIET)
    assert not changed.is_set()


async def test_somebody_typing_on_and_on_does_not_hold_the_news_back_for_ever() -> None:
    changed = asyncio.Event()
    typing = asyncio.create_task(keep_changing(changed))
    try:
        await asyncio.wait_for(end_of_burst(changed, QUIET), 100 * LONGEST_BURST * QUIET)
    finally:
        typing.cancel()


async def test_a_diary_does_not_wait_at_all() -> None:
    changed = asyncio.Event()
    changed.set()
    await asyncio.wait_for(end_of_burst(changed, 0), 1)
    assert not changed.is_set()
