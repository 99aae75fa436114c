"""The reason somebody gives for an act that others will ask about."""

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message

from .entries.operations import REASON_LIMIT


def given_reason(text: str, when_missing: str, field: str) -> str:
    """Return the reason; Refused, beside the field, when there is none or it is too long."""
    text = text.strip()
    if not text:
        raise Refused(Message(when_missing), field=field)
    if len(text) > REASON_LIMIT:
        raise Refused(
            Message(
                N_("The text is too long: {length} characters, at most {limit}."),
                {"length": len(text), "limit": REASON_LIMIT},
            ),
            field=field,
        )
    return text
