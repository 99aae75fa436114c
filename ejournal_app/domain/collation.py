"""Latvian alphabetical order, used wherever names or classes are sorted.

The order is that of the alphabet taught at school: a ā b c č d e ē … z ž, every letter with its
own place; foreign letters stand beside the letter they are read as; numbers compare as numbers,
so that class 2.a comes before 10.a.
"""

import re
import unicodedata
from functools import lru_cache
from typing import TypeAlias

_Element: TypeAlias = tuple[int, int, str]
SortKey: TypeAlias = tuple[tuple[_Element, ...], str]
"""Comparable key of one text; equal for texts that differ only in case or spacing."""

# q w x y are not Latvian letters, ŗ and ō only of the old spelling: placed as dictionaries do.
_ALPHABET = "aābcčdeēfgģhiījkķlļmnņoōpqrŗsštuūvwxyzž"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_PIECES = re.compile(r"[0-9]+|.", re.DOTALL)

# A space sorts lowest, so that "Bērza Zane" comes before "Bērziņa Anna".
_SPACE, _SIGN, _NUMBER, _LETTER, _OTHER = range(5)


@lru_cache(maxsize=8192)  # lists sort the same names again and again
def sort_key(text: str) -> SortKey:
    """Return the key by which a text sorts in Latvian, letters of any case alike."""
    folded = unicodedata.normalize("NFC", " ".join(text.split()).casefold())
    elements = tuple(
        element for piece in _PIECES.findall(folded) if (element := _element(piece)) is not None
    )
    # The text itself parts "Muller" from "Müller", which have the same letters.
    return elements, folded


def person_key(surname: str, given_names: str) -> tuple[SortKey, SortKey]:
    """Return the key of a person: by surname, then by given names."""
    return sort_key(surname), sort_key(given_names)


def _element(piece: str) -> _Element | None:
    if piece == " ":
        return _SPACE, 0, ""
    if piece[0] in "0123456789":
        # Longer is greater once leading zeros are gone; no conversion, so no limit of digits.
        number = piece.lstrip("0")
        return _NUMBER, len(number), number
    if piece in _RANK:
        return _LETTER, _RANK[piece], ""
    base = unicodedata.normalize("NFD", piece)[0]
    if base in _RANK:
        return _LETTER, _RANK[base], ""
    category = unicodedata.category(piece)
    if category.startswith("M"):
        return None
    return (_OTHER if category.startswith("L") else _SIGN), ord(base), ""
