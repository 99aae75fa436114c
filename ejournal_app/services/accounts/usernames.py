"""User names: how they are compared, and which ones may be given."""

import re
import unicodedata

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message

SHORTEST = 3
LONGEST = 80

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
