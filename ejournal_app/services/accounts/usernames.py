"""User names: how they are compared, and which ones may be given."""

import re
import unicodedata

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message

SHORTEST = 3
LONGEST = 80

_LONGEST_PROPOSED = 60
"""Leaves room for a number behind it."""
_NAMELESS = "lietotajs"

_ALLOWED = re.compile(r"[\w.@+'-]+")
# Nobody's personal code is a user name, nor a part of one (domain: personas kods).
_PERSONAL_CODE = re.compile(r"\d{6}-?\d{5}")


def username_key(typed: str) -> str:
    """Return what user names are compared by: `Anna.Bērziņa ` and `anna.bērziņa` are one."""
    folded = unicodedata.normalize("NFKC", typed).strip().casefold()
    return unicodedata.normalize("NFKC", folded)


def is_possible(key: str) -> bool:
    """Tell whether an account may have this key; what cannot be one is not looked up."""
    return len(key) <= LONGEST and _ALLOWED.fullmatch(key) is not None


def check_username(typed: str) -> str:
    """Return a new user name as it will be shown; Refused with the reason when it cannot be one."""
    name = unicodedata.normalize("NFKC", typed).strip()
    key = username_key(name)
    if not SHORTEST <= len(key) <= LONGEST or len(name) > LONGEST:
        raise Refused(
            Message(
                N_("A user name has {shortest} to {longest} characters."),
                {"shortest": SHORTEST, "longest": LONGEST},
            )
        )
    if not is_possible(key):
        raise Refused(
            Message(N_("A user name has letters, digits and the signs . _ - + @ ' without spaces."))
        )
    if _PERSONAL_CODE.search(key):
        raise Refused(Message(N_("A personal code must not be used as a user name.")))
    return name


def proposed_username(given_name: str, family_name: str) -> str:
    """Return the user name a person gets when none is chosen: `anna.berzina`, from names alone."""
    first = given_name.split(maxsplit=1)[0] if given_name.split() else ""
    parts = [part for part in (_bare(first), _bare(family_name)) if part]
    name = ".".join(parts)[:_LONGEST_PROPOSED].rstrip(".")
    return name if len(name) >= SHORTEST else f"{_NAMELESS}.{name}".rstrip(".")


def _bare(text: str) -> str:
    """Return the letters without their marks; of other scripts, the letters as they are."""
    decomposed = unicodedata.normalize("NFKD", username_key(text))
    letters = [sign for sign in decomposed if sign.isalpha()]
    plain = [sign for sign in letters if sign.isascii()]
    return "".join(plain or [sign for sign in letters if _ALLOWED.fullmatch(sign)])
