"""What an SMS can hold: parts of 160 plain or 70 other characters, fewer when there are several."""

from math import ceil

MOST_PARTS = 3
"""Each part is paid for."""

_PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The alphabet of GSM 03.38. A text with any other letter, as most Latvian ones, is UCS-2."""
_PLAIN_DOUBLE = frozenset("^{}\\[~]|€\f")
"""Take two places each."""

_ELLIPSIS = "…"


def parts_of(text: str) -> int:
    """Return in how many parts a text is sent."""
    if all(sign in _PLAIN or sign in _PLAIN_DOUBLE for sign in text):
        length, one, several = len(text) + sum(s in _PLAIN_DOUBLE for s in text), 160, 153
    else:
        length, one, several = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= one else ceil(length / several)


def fitted(words: str, link: str = "", most: int = MOST_PARTS) -> str:
    """Return a text of at most so many parts: cut at a word, with the link whole at its end."""
    tail = f" {link}" if link else ""
    text = " ".join(words.split())
    if parts_of(text + tail) <= most:
        return (text + tail).strip()
    kept = text.split(" ")
    while kept and parts_of(" ".join(kept) + _ELLIPSIS + tail) > most:
        kept.pop()
    if not kept:
        # One word that is longer than everything: nothing but its letters can be cut.
        while text and parts_of(text + _ELLIPSIS + tail) > most:
            text = text[:-1]
        kept = [text]
    return (" ".join(kept).rstrip(",;:") + _ELLIPSIS + tail).strip()
