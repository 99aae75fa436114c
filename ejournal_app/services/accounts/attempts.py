"""How often a log-in may be tried, per account and per network address.

Counted in Valkey when the installation has it, so that all server processes count together.
"""

import hashlib
import math
from functools import lru_cache

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.settings import get_settings

_PER_FEED = RateLimitItemPerMinute(30, 15, "ejournal-feed")
"""How often a calendar is read: programs ask every quarter of an hour at most."""

_PER_SCREEN = RateLimitItemPerMinute(60, 1, "ejournal-screen")
"""How often one address of a screen is read: some screens with the same one, each every minute."""


def begin(key: str, address: str) -> None:
    """Count an attempt on an account; Refused, saying how long to wait, when there were too many.

    Unknown user names are counted like known ones. Only failures count for an address: in the
    morning a whole school logs in from one.
    """
    limiter, per_account, per_address = _limiter(), _per_account(), _per_address()
    if not limiter.test(per_address, "address", address):
        raise _too_many(limiter, per_address, "address", address)
    if not limiter.hit(per_account, "account", _hidden(key)):
        raise _too_many(limiter, per_account, "account", _hidden(key))


def failed(address: str) -> None:
    """Count a failure for the address it came from."""
    _limiter().hit(_per_address(), "address", address)


def succeeded(key: str) -> None:
    """Forget the attempts on an account whose password was given."""
    _limiter().clear(_per_account(), "account", _hidden(key))


def begin_code(address: str) -> None:
    """Refused when too many wrong one-time codes came from an address.

    Counted apart from log-ins: a class that mistypes its codes must not shut out the school.
    """
    limiter, item = _limiter(), _per_address()
    if not limiter.test(item, "code", address):
        raise _too_many(limiter, item, "code", address)


def wrong_code(address: str) -> None:
    """Count a wrong one-time code for the address it came from."""
    _limiter().hit(_per_address(), "code", address)


def begin_forgotten(key: str, address: str) -> None:
    """Count a request for a new password; Refused when an account or an address asks too often."""
    limiter = _limiter()
    for item, names in (
        (_per_address(), ("forgotten", address)),
        (_per_account(), ("forgotten", _hidden(key))),
    ):
        if not limiter.hit(item, *names):
            raise _too_many(limiter, item, *names)


def begin_feed(address: str) -> None:
    """Refused when too many wrong addresses of calendars were tried from a network address."""
    limiter, item = _limiter(), _per_address()
    if not limiter.test(item, "feed", address):
        raise _too_many(limiter, item, "feed", address)


def wrong_feed(address: str) -> None:
    """Count a wrong address of a calendar for the network address it was asked from."""
    _limiter().hit(_per_address(), "feed", address)


def read_feed(hashed: str) -> None:
    """Count that a calendar is read; Refused when a program reads it all the time."""
    limiter = _limiter()
    if not limiter.hit(_PER_FEED, "feed", hashed):
        raise _too_many(limiter, _PER_FEED, "feed", hashed)


def begin_screen(address: str) -> None:
    """Refused when too many wrong addresses of screens were tried from a network address."""
    limiter, item = _limiter(), _per_address()
    if not limiter.test(item, "screen", address):
        raise _too_many(limiter, item, "screen", address)


def wrong_screen(address: str) -> None:
    """Count a wrong address of a screen for the network address it was asked from."""
    _limiter().hit(_per_address(), "screen", address)


def read_screen(hashed: str) -> None:
    """Count that a screen is read; Refused when its address is read all the time."""
    limiter = _limiter()
    if not limiter.hit(_PER_SCREEN, "screen", hashed):
        raise _too_many(limiter, _PER_SCREEN, "screen", hashed)


def _per_account() -> RateLimitItem:
    settings = get_settings()
    return RateLimitItemPerMinute(
        settings.login_attempts_per_account, settings.login_window_minutes, "ejournal-login"
    )


def _per_address() -> RateLimitItem:
    settings = get_settings()
    return RateLimitItemPerMinute(
        settings.login_attempts_per_address, settings.login_window_minutes, "ejournal-login"
    )


def _too_many(limiter: MovingWindowRateLimiter, item: RateLimitItem, *names: str) -> Refused:
    seconds = limiter.get_window_stats(item, *names).reset_time - clock.now().timestamp()
    return Refused(
        Message(
            N_("Too many attempts. Try again in {minutes} min."),
            {"minutes": max(1, math.ceil(seconds / 60))},
        )
    )


def _hidden(key: str) -> str:
    # What people type as a user name is at times their password: it is not kept readable.
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _limiter() -> MovingWindowRateLimiter:
    return _limiter_on(get_settings().redis_url)


@lru_cache(maxsize=1)
def _limiter_on(redis_url: str | None) -> MovingWindowRateLimiter:
    if redis_url is None:
        return MovingWindowRateLimiter(storage_from_string("memory://"))
    url = redis_url.replace("unix://", "redis+unix://", 1)
    return MovingWindowRateLimiter(storage_from_string(url))
