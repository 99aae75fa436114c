"""Tells open pages that something they show has changed, across all server processes.

Only topic names travel, never data: whoever hears one reads again through the services, with
their own rights. With Valkey configured the news goes to every process, otherwise within this one.
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable
from threading import Lock
from typing import Any

import redis
import redis.asyncio

from ejournal_app.settings import get_settings

_CHANNEL = "ejournal:changes"
_RETRY_SECONDS = 1.0

_log = logging.getLogger(__name__)


def pupil_topic(pupil_id: int) -> str:
    """Return the topic of everything about one pupil."""
    return f"pupil:{pupil_id}"


def journal_topic(journal_id: int) -> str:
    """Return the topic of a journal's lessons and marks."""
    return f"journal:{journal_id}"


def person_topic(person_id: int) -> str:
    """Return the topic of what one person is told."""
    return f"person:{person_id}"


def class_topic(class_id: int) -> str:
    """Return the topic of what a class teacher does for a class."""
    return f"class:{class_id}"


def duties_topic() -> str:
    """Return the topic of what moves many people's deadlines: extensions, absences, calendar."""
    return "duties"


class _Board:
    """The listeners of this process, each with the event loop it waits in."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listeners: dict[str, dict[asyncio.Event, asyncio.AbstractEventLoop]] = defaultdict(
            dict
        )

    def add(self, topics: Iterable[str], event: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()
        with self._lock:
            for topic in topics:
                self._listeners[topic][event] = loop

    def remove(self, topics: Iterable[str], event: asyncio.Event) -> None:
        with self._lock:
            for topic in topics:
                self._listeners[topic].pop(event, None)
                if not self._listeners[topic]:
                    del self._listeners[topic]

    def ring_all(self) -> None:
        with self._lock:
            topics = list(self._listeners)
        self.ring(topics)

    def ring(self, topics: Iterable[str]) -> None:
        with self._lock:
            waiting = [
                (loop, event)
                for topic in topics
                for event, loop in self._listeners.get(topic, {}).items()
            ]
        for loop, event in waiting:
            with contextlib.suppress(RuntimeError):  # that loop is closed: nobody is waiting
                loop.call_soon_threadsafe(event.set)


_board = _Board()
_publisher: Any = None


def publish(topics: Iterable[str]) -> None:
    """Announce changes; called in a thread after the change is committed.

    With Valkey this process hears its own news from there like all others. A failing Valkey costs
    liveness, never the change: pages of other processes show it when they reload.
    """
    names = sorted(set(topics))
    if not names:
        return
    url = get_settings().redis_url
    if url is not None:
        try:
            _connection(url).publish(_CHANNEL, "\n".join(names))
        except redis.RedisError:
            _log.warning("Changes could not be announced to the other server processes.")
        else:
            return
    _board.ring(names)


@contextlib.asynccontextmanager
async def listening(topics: Iterable[str]) -> AsyncGenerator[asyncio.Event]:
    """Give an event that is set whenever one of the topics is announced; clear it after use."""
    names = list(topics)
    event = asyncio.Event()
    _board.add(names, event)
    try:
        yield event
    finally:
        _board.remove(names, event)


async def relay_forever() -> None:
    """Pass what other processes announce on to the listeners of this one; runs in each process."""
    url = get_settings().redis_url
    if url is None:
        return
    while True:
        try:
            client: Any = redis.asyncio.Redis.from_url(url)  # pyright: ignore[reportUnknownMemberType] - untyped keywords
            async with client, client.pubsub() as subscription:
                await subscription.subscribe(_CHANNEL)
                async for message in subscription.listen():
                    if message["type"] == "message":
                        _board.ring(message["data"].decode().split("\n"))
                    elif message["type"] == "subscribe":
                        # Nobody knows what was announced while there was no connection.
                        _board.ring_all()
        except redis.RedisError:
            _log.warning("Lost the connection that announces changes; trying again.")
        await asyncio.sleep(_RETRY_SECONDS)


def _connection(url: str) -> Any:
    global _publisher
    if _publisher is None:
        _publisher = redis.Redis.from_url(  # pyright: ignore[reportUnknownMemberType] - untyped keywords
            url, socket_timeout=2, socket_connect_timeout=2
        )
    return _publisher
