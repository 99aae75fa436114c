"""A user name for somebody who has none yet."""

import unicodedata
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import Account

from .usernames import LONGEST, SHORTEST, username_key

_ROOM_FOR_NUMBER = 6
_FALLBACK = "lietotajs"


def proposed_username(session: Session, given_name: str, family_name: str) -> str:
    """Return a free user name made of a name, without diacritics: `anna.berzina`, `…2`."""
    parts = [_plain(given_name), _plain(family_name)]
    base = ".".join(part for part in parts if part)[: LONGEST - _ROOM_FOR_NUMBER].strip(".")
    if len(base) < SHORTEST:
        base = _FALLBACK
    taken = set(
        session.scalars(
            select(col(Account.username_key)).where(
                col(Account.username_key).startswith(username_key(base), autoescape=True)
            )
        )
    )
    if base not in taken:
        return base
    return next(name for n in count(2) if (name := f"{base}{n}") not in taken)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if letter.isascii() and letter.isalpha())
