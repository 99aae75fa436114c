"""Open pages hear of changes: within one process, and across processes through Valkey."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest
import redis.asyncio

from ejournal_app.services import live
from ejournal_app.services.lesson_copy import copy_entry
from ejournal_app.services.works import create_work
from ejournal_app.settings import get_settings
from tests.support.entering import attendance, checked, mark, saved, send, topic
from tests.support.school import TinySchool

AT_ONCE = 1.0
"""Seconds within which an open page must know."""

ELSEWHERE = "import sys; from ejournal_app.services import live; live.publish(sys.argv[1:])"


async def heard(event: asyncio.Event, within: float = AT_ONCE) -> bool:
    try:
        await asyncio.wait_for(event.wait(), within)
    except TimeoutError:
        return False
    event.clear()
    return True


async def test_a_listener_hears_its_topics_and_no_others() -> None:
    async with live.listening(["pupil:1", "journal:2"]) as event:
        for topics, rings in (
            (["pupil:1"], True),
            (["pupil:3", "journal:2"], True),
            (["pupil:2", "journal:1"], False),
            ([], False),
        ):
            await asyncio.to_thread(live.publish, topics)
            assert await heard(event, AT_ONCE if rings else 0.05) is rings


async def test_every_open_page_hears_until_it_is_left() -> None:
    async with live.listening(["pupil:1"]) as first:
        async with live.listening(["pupil:1"]) as second:
            live.publish(["pupil:1"])
            assert await heard(first)
            assert await heard(second)
        live.publish(["pupil:1"])
        assert await heard(first)
        assert not await heard(second, 0.05)
    assert not live._board._listeners


def test_publishing_for_a_page_whose_loop_is_gone_harms_nobody() -> None:
    async def leave_open() -> None:
        live._board.add(["pupil:1"], event)

    event = asyncio.Event()
    asyncio.run(leave_open())
    live.publish(["pupil:1"])
    live._board.remove(["pupil:1"], event)


async def test_what_is_saved_is_announced_to_pupil_and_journal(school: TinySchool) -> None:
    lesson, ilze = school.lesson(school.maths_a), school.actors.ilze
    target = school.lesson(school.maths_b)
    journal, other = live.journal_topic(school.maths_a), live.journal_topic(school.maths_b)
    anna = live.pupil_topic(school.anna)
    changes = (
        (lambda: saved(ilze, mark(school.test, school.anna, "8")), {journal, anna}),
        (lambda: saved(ilze, attendance(lesson, school.anna, "absent")), {journal, anna}),
        (lambda: saved(ilze, topic(lesson, "Daļas")), {journal}),
        (lambda: saved(ilze, checked(lesson)), {journal}),
        (lambda: create_work(ilze, lesson, "test", ""), {journal}),
        (lambda: copy_entry(ilze, lesson, target), {other}),
        (lambda: send(ilze, mark(school.test, school.anna, "11", "8")), set[str]()),
        (lambda: saved(ilze, mark(school.test, school.anna, "8", "8")), set[str]()),
    )
    for change, expected in changes:
        rung: set[str] = set()
        async with (
            live.listening([journal]) as one,
            live.listening([other]) as two,
            live.listening([anna]) as three,
        ):
            await asyncio.to_thread(change)
            for name, event in ((journal, one), (other, two), (anna, three)):
                if await heard(event, AT_ONCE if name in expected else 0.02):
                    rung.add(name)
        assert rung == expected


@pytest.fixture
async def relayed(valkey_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """This process listens to a Valkey; gives its URL."""
    monkeypatch.setenv("EJOURNAL_REDIS_URL", valkey_url)
    get_settings.cache_clear()
    relay = asyncio.create_task(live.relay_forever())
    async with redis.asyncio.Redis.from_url(valkey_url) as client:
        while not (await client.pubsub_numsub(live._CHANNEL))[0][1]:  # noqa: ASYNC110 - another program's state
            await asyncio.sleep(0.01)
    yield valkey_url
    relay.cancel()
    live._publisher = None
    get_settings.cache_clear()


async def test_a_change_in_another_process_is_heard(relayed: str) -> None:
    async with live.listening(["pupil:1"]) as event:
        other = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-c", ELSEWHERE, "pupil:1", "journal:7"],
            env={**os.environ, "EJOURNAL_REDIS_URL": relayed},
            check=False,
        )
        assert other.returncode == 0
        assert await heard(event)


async def test_after_a_lost_connection_everybody_looks_again(relayed: str) -> None:
    """What was announced meanwhile is not known, so everything may have changed."""
    async with live.listening(["pupil:1"]) as event:
        async with redis.asyncio.Redis.from_url(relayed) as client:
            await client.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
        assert await heard(event, 5 * live._RETRY_SECONDS)
        await asyncio.to_thread(live.publish, ["pupil:1"])
        assert await heard(event)


async def test_without_valkey_this_process_still_hears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EJOURNAL_REDIS_URL", "redis://127.0.0.1:1")
    get_settings.cache_clear()
    async with live.listening(["pupil:1"]) as event:
        await asyncio.wait_for(asyncio.to_thread(live.publish, ["pupil:1"]), AT_ONCE)
        assert await heard(event)
    live._publisher = None
    get_settings.cache_clear()
