"""Telling PNG and JPEG pictures from anything else by what is in them."""

import struct
import zlib
from dataclasses import dataclass

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that carry width and height."""
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
"""JPEG markers without a length."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture is, in pixels."""

    media_type: str
    width: int
    height: int


def picture_of(content: bytes) -> Picture | None:
    """Return what picture a file holds; None when it is no whole PNG or JPEG."""
    try:
        if content.startswith(_PNG):
            return _png(content)
        if content.startswith(_JPEG) and content.rstrip(b"\x00").endswith(b"\xff\xd9"):
            return _jpeg(content)
    except (struct.error, IndexError):
        return None
    return None


def _png(content: bytes) -> Picture | None:
    """Walk all parts with their checksums, from the head to the end."""
    at, size = len(_PNG), (0, 0)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind = content[at + 4 : at + 8]
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(content[at + 4 : at + 8 + length]) != checksum:
            return None
        if at == len(_PNG):
            if kind != b"IHDR" or length != 13:
                return None
            size = struct.unpack_from(">II", content, at + 8)
        at += 12 + length
        if kind == b"IEND":
            return Picture("image/png", *size) if at == len(content) and min(size) > 0 else None
    return None


def _jpeg(content: bytes) -> Picture | None:
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _BARE:
            at += 2
            continue
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return Picture("image/jpeg", width, height) if min(width, height) > 0 else None
        (length,) = struct.unpack_from(">H", content, at + 2)
        at += 2 + length
    return None
