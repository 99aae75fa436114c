"""Cells that every import reads alike: dates, class names, names of people."""

import re
import unicodedata
from datetime import date

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message

ClassName = tuple[int, str]
"""Grade and letter of a class: (5, "a")."""

_DATES = (
    re.compile(r"(?P<day>[0-9]{1,2})[./](?P<month>[0-9]{1,2})[./](?P<year>[0-9]{4})\.?"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
)
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00)?$")
_CLASS = re.compile(r"([0-9]{1,2})\.?\s*([^\W\d_]{1,5})\.?(\s*klase)?", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def parse_date(text: str) -> date:
    """Read 01.09.2026, 1/9/2026 or 2026-09-01; Refused for anything that is not a real date."""
    written = _MIDNIGHT.sub("", text)
    for pattern in _DATES:
        match = pattern.fullmatch(written)
        if match is None:
            continue
        try:
            read = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            break
        if _FIRST_YEAR <= read.year <= _LAST_YEAR:
            return read
        break
    else:
        raise Refused(Message(N_("A date is written as 01.09.2026.")))
    raise Refused(Message(N_("There is no such date.")))


def parse_class(text: str) -> ClassName:
    """Read a class name (5.a, 5a, 5. A klase) as grade and letter; Refused otherwise."""
    match = _CLASS.fullmatch(text)
    if match is None:
        raise Refused(Message(N_("A class is written as 5.a.")))
    return int(match[1]), match[2].casefold()


def class_name(name: ClassName) -> str:
    """Return a class as people write it: 5.a."""
    return f"{name[0]}.{name[1]}"


def parse_name(text: str) -> str:
    """Return a given or family name in its canonical writing; Refused when it cannot be one."""
    name = unicodedata.normalize("NFC", text)
    if len(name) > 100:
        raise Refused(Message(N_("A name has at most {length} characters."), {"length": 100}))
    if not name[:1].isalpha() or any(sign.isdigit() or sign in "<>{}=@" for sign in name):
        raise Refused(Message(N_("This is not a name.")))
    return name


def same_name(left: str, right: str) -> bool:
    """Tell whether two writings of a name are the same person's: capitals only do not differ."""
    return left == right or (left.casefold() == right.casefold() and left.isupper())
