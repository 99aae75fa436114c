"""The name somebody types to confirm an act that cannot be taken back."""

import unicodedata

from .errors import Refused
from .messages import N_, Message

FIELD = "typed"
"""The field of a form the typed name is sent in."""


def is_same_name(typed: str, name: str) -> bool:
    """Tell whether what was typed is the name: only letters and digits count, large as small.

    `5a` is `5.a`: a dash or a quotation mark of the name need not be on the keyboard. A name
    without any letter or digit is compared as it is, but for the spaces around it.
    """
    return _bare(typed) == _bare(name)


def require_typed(typed: str, name: str) -> None:
    """Refuse, at its field, a name that is not the one of what would go."""
    if not is_same_name(typed, name):
        raise Refused(
            Message(N_("The name is another one. To confirm, write: {name}"), {"name": name}),
            field=FIELD,
        )


def _bare(text: str) -> str:
    """Return what counts of a name; `assets/shell.js` compares in the same way."""
    lowered = unicodedata.normalize("NFKC", text).lower()
    return "".join(letter for letter in lowered if letter.isalnum()) or lowered.strip()
