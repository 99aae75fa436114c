"""Sending what is due, one message after the other, for as long as the process lives."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from ejournal_app.domain.reminders import Channel
from ejournal_app.settings import get_settings

from .claiming import claim_next, finish, hand_over
from .mail import Post
from .sms_gateway import deliver_sms

_LOOK_EVERY_SECONDS = 5.0
_MOST_AT_ONCE = 200
"""Then the conversation with the mail server is begun anew: some allow only so many."""

_log = logging.getLogger(__name__)


async def send_forever() -> None:
    """Send what is due for as long as the process lives; several processes share the work."""
    if not _channels():
        return
    while True:
        try:
            sent_any = await send_due()
        except SQLAlchemyError:
            _log.warning("The outbox could not be read; trying again.")
            sent_any = 0
        if sent_any < _MOST_AT_ONCE:
            await asyncio.sleep(_LOOK_EVERY_SECONDS)


async def send_due() -> int:
    """Try messages that are due once; return how many were tried.

    It stops when the mail server or the gateway cannot be reached: the others wait for it without
    an attempt being counted.
    """
    post = Post()
    tried = 0
    channels = set(_channels())
    try:
        while channels and tried < _MOST_AT_ONCE:
            closed = await _to_its_end(_send_next, post, frozenset(channels))
            if closed is None:
                break
            tried += 1
            channels -= closed
    finally:
        await asyncio.to_thread(post.close)
    return tried


async def _to_its_end(
    step: Callable[[Post, frozenset[Channel]], frozenset[Channel] | None],
    post: Post,
    channels: frozenset[Channel],
) -> frozenset[Channel] | None:
    """Run a step in a thread; whoever stops the server lets it end first.

    Otherwise the conversation would be closed between handing over and the last byte.
    """
    running = asyncio.ensure_future(asyncio.to_thread(step, post, channels))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait({running})
        raise


def _send_next(post: Post, channels: frozenset[Channel]) -> frozenset[Channel] | None:
    """Try one message; None when none is due, else the channels that cannot be reached now."""
    message = claim_next(channels)
    if message is None:
        return None
    if message.channel is Channel.SMS:
        outcome = deliver_sms(message)
    else:
        outcome = post.deliver(message, partial(hand_over, message))
    if outcome is None:
        return frozenset()
    finish(message, outcome)
    return frozenset({message.channel} if outcome.unreachable else ())


def _channels() -> tuple[Channel, ...]:
    settings = get_settings()
    by_mail = (Channel.EMAIL,) if settings.sends_mail else ()
    by_sms = (Channel.SMS,) if settings.sends_sms else ()
    return by_mail + by_sms
