"""Cells that only a list of pupils has; each reader raises Refused with the reason."""

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.importing.columns import fold

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
