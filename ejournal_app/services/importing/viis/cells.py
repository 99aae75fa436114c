"""Cells that only a list of pupils has; each reader raises Refused with the reason."""

import re

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.importing.columns import fold

_PROGRAMME = re.compile(r"[0-9]{8}")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_PHONE = re.compile(r"\+?[0-9 ()-]{5,30}")
_KINDS = {
    "": GuardianKind.PARENT,
    "vecaks": GuardianKind.PARENT,
    "mate": GuardianKind.PARENT,
    "tevs": GuardianKind.PARENT,
    "aizbildnis": GuardianKind.GUARDIAN,
    "aizbildne": GuardianKind.GUARDIAN,
    "audzugimene": GuardianKind.FOSTER_FAMILY,
    "iestade": GuardianKind.INSTITUTION,
    "bernuaprupesiestade": GuardianKind.INSTITUTION,
}


def parse_programme(text: str) -> str:
    """Return a programme code (izglītības programmas kods): 8 digits (Regulation 7.7)."""
    code = text.replace(" ", "")
    if _PROGRAMME.fullmatch(code) is None:
        raise Refused(Message(N_("A programme code has 8 digits.")))
    return code


def parse_order_number(text: str) -> str:
    """Return the number of a director's order."""
    if len(text) > 40:
        raise Refused(
            Message(N_("An order number has at most {length} characters."), {"length": 40})
        )
    return text


def parse_kind(text: str) -> GuardianKind:
    """Return who stands for the pupil; nothing written means a parent."""
    kind = _KINDS.get(fold(text))
    if kind is None:
        raise Refused(
            Message(N_("The kind of guardian is one of: vecāks, aizbildnis, audžuģimene, iestāde."))
        )
    return kind


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
