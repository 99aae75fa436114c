"""Letters of classes as people write several at once: `a–d`, `a, b, c`."""

import re

from .errors import Refused
from .messages import N_, Message

LONGEST_LETTER = 5
MOST_CLASSES = 12
"""Classes of a grade made at once."""

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_RANGE = re.compile(r"([a-z])\s*[-–—]\s*([a-z])")


def read_letters(text: str) -> tuple[str, ...]:
    """Return the letters named in a text, in its order and each once.

    Refused when there are none, when one is no letter of a class, or when there are too many.
    """
    found: list[str] = []
    for part in re.split(r"[,;]+|(?<![-–—\s])\s+(?![-–—\s])", text.strip().casefold()):
        letter = part.strip().strip(".")
        between = _RANGE.fullmatch(letter)
        if between is not None:
            first, last = (_ALPHABET.index(end) for end in between.groups())
            found += _ALPHABET[first : last + 1]
        elif letter:
            found.append(read_letter(letter))
    letters = tuple(dict.fromkeys(found))
    if not letters:
        raise _refused(N_("Write the letters of the classes, for example a–d or a, b, c."))
    if len(letters) > MOST_CLASSES:
        raise _refused(N_("At most {limit} classes of a grade are made at once."), MOST_CLASSES)
    return letters


def read_letter(text: str) -> str:
    """Return one class's letter: letters, digits and hyphens; Refused for anything else."""
    letter = text.strip().casefold()
    if not letter or not all(sign.isalnum() or sign == "-" for sign in letter):
        raise _refused(N_("Write the letters of the classes, for example a–d or a, b, c."))
    if len(letter) > LONGEST_LETTER:
        raise _refused(N_("The letter of a class has at most {limit} signs."), LONGEST_LETTER)
    return letter


def _refused(msgid: str, limit: int | None = None) -> Refused:
    params = {} if limit is None else {"limit": limit}
    return Refused(Message(msgid, params), field="letters")
