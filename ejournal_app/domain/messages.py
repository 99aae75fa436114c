"""Sentences for users, carried untranslated through the rules and the services."""

from dataclasses import dataclass, field
from typing import Any


def N_(msgid: str) -> str:  # noqa: N802 - the gettext convention for "extract, translate later"
    """Mark a msgid for extraction without translating it."""
    return msgid


@dataclass(frozen=True, slots=True)
class Message:
    """A gettext msgid with named parameters; the border translates it for its user."""

    msgid: str
    params: dict[str, Any] = field(default_factory=dict[str, Any])

    def english(self) -> str:
        """Return the sentence in English, for logs and the audit trail."""
        return self.msgid.format(**self.params)
