"""Addresses and telephone numbers of people, as files and forms write them."""

import re

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_PHONE = re.compile(r"\+?[0-9 ()-]{5,30}")


def parse_email(text: str) -> str:
    """Return an e-mail address as written."""
    if len(text) > 200 or _EMAIL.fullmatch(text) is None:
        raise Refused(Message(N_("This is not an e-mail address.")))
    return text


def parse_phone(text: str) -> str:
    """Return a telephone number as written."""
    if _PHONE.fullmatch(text) is None:
        raise Refused(Message(N_("This is not a telephone number.")))
    return text
