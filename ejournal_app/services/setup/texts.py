"""What forms of the set-up have in common: texts that must be there and must fit."""

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message


def required(text: str, field: str, limit: int = 200) -> str:
    """Return a text without spaces around it; Refused when nothing is left or it is too long."""
    kept = " ".join(text.split())
    if not kept:
        raise Refused(Message(N_("Fill in this field.")), field=field)
    return fitting(kept, field, limit)


def fitting(text: str, field: str, limit: int = 200) -> str:
    """Return a text that may be empty, without spaces around it; Refused when it is too long."""
    kept = " ".join(text.split())
    if len(kept) > limit:
        raise Refused(
            Message(
                N_("The text is too long: {length} characters, at most {limit}."),
                {"length": len(kept), "limit": limit},
            ),
            field=field,
        )
    return kept
