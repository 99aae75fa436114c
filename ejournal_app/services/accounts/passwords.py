"""Passwords: hashing with argon2, checking at equal cost for everybody, the rules for new ones.

These functions take tens of milliseconds of a core: call them in a thread.
"""

import unicodedata
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any

from passlib.context import CryptContext  # pyright: ignore[reportMissingTypeStubs]
from passlib.exc import UnknownHashError  # pyright: ignore[reportMissingTypeStubs]

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message

SHORTEST = 10
LONGEST = 200
AT_ONCE = 4
"""Hashes computed at the same time in one process: the morning log-in peak must not take all."""

_context: Any = CryptContext(  # passlib has no types
    schemes=["argon2"],
    # The least that OWASP advises for argon2id; more would only lengthen the morning queue.
    argon2__type="ID",
    argon2__memory_cost=19_456,
    argon2__time_cost=2,
    argon2__parallelism=1,
)
_slots = BoundedSemaphore(AT_ONCE)


def hash_password(password: str) -> str:
    """Return the argon2 hash to store; ValueError for a text no keyboard can produce."""
    with _slots:
        return _context.hash(_normalised(password))


def verify(stored: str, password: str) -> bool:
    """Tell whether the password belongs to the stored hash; a damaged hash belongs to none."""
    if len(password) > LONGEST:
        return False
    with _slots:
        try:
            return _context.verify(_normalised(password), stored)
        except (UnknownHashError, ValueError):
            return False


def verify_or_burn(stored: str | None, password: str) -> bool:
    """Like `verify`, and the same work when there is no hash: time tells nothing about accounts."""
    if stored is not None and len(password) <= LONGEST:
        return verify(stored, password)
    verify(_hash_of_nobody(), password[:LONGEST])
    return False


def needs_rehash(stored: str) -> bool:
    """Tell whether a hash was made with weaker parameters than today's."""
    return _context.needs_update(stored)


def check_password_strength(password: str, *, username: str) -> None:
    """Raise Refused unless a new password is long enough and not the user name."""
    if len(password) < SHORTEST:
        raise Refused(
            Message(N_("A password has at least {count} characters."), {"count": SHORTEST})
        )
    if len(password) > LONGEST:
        raise Refused(Message(N_("A password has at most {count} characters."), {"count": LONGEST}))
    plain = _normalised(password).casefold()
    if plain == _normalised(username).casefold():
        raise Refused(Message(N_("The password must differ from the user name.")))
    if len(set(plain)) < SHORTEST // 2:
        raise Refused(Message(N_("The password repeats too few different characters.")))


def _normalised(password: str) -> str:
    # A phone may send the parts of a letter (a + macron) where a computer sends the letter.
    return unicodedata.normalize("NFKC", password)


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    return hash_password("the password of nobody")
