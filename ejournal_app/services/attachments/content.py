"""What a document is, by what is in it, and what of it is kept.

Pictures keep what is needed to draw them and nothing else: no place and time of a photo, no text
hidden in it, nothing behind its end. They are taken apart, not decoded: nothing that draws pictures
runs on the server, and no quality is lost.
"""

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.setup.images import picture_of

from .kinds import MAX_BYTES
from .orientation import orientation_of, orientation_segment

_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The next part of a JPEG behind its drawing."""
_DRAWN_PNG = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"cHRM"})
_DRAWN_WEBP = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"})
_WEBP_METADATA = 0x20 | 0x08 | 0x04
"""Flags of a WebP's head: colour profile, Exif, XMP."""
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is kept of an uploaded file."""

    media_type: str
    extension: str
    content: bytes = field(repr=False)


def document_of(content: bytes) -> Document:
    """Return what is kept of a file; Refused, in words, for what is no photo and no PDF."""
    if not content.strip(b"\x00\t\n\r "):
        raise Refused(Message(N_("The file is empty.")), field="file")
    if len(content) > MAX_BYTES:
        raise Refused(Message(N_("The file is too large: at most 10 MB.")), field="file")
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise Refused(
            Message(
                N_(
                    "Photos in the HEIC format cannot be read here. Send the photo as JPEG,"
                    " or take a picture of the screen."
                )
            ),
            field="file",
        )
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return Document(media_type="application/pdf", extension=".pdf", content=content)
    for begins, media_type, extension, bare in _PICTURES:
        if content.startswith(begins):
            try:
                kept = bare(content)
            except (struct.error, IndexError, ValueError):
                break
            return Document(media_type=media_type, extension=extension, content=kept)
    raise Refused(
        Message(N_("Choose a photo (JPEG, PNG, WebP) or a PDF that opens.")), field="file"
    )


def _bare_jpeg(content: bytes) -> bytes:
    """Keep the parts up to the end of the picture; what comes behind it is not taken."""
    if picture_of(content[: content.rindex(b"\xff\xd9") + 2]) is None:
        raise ValueError("no JPEG")
    kept, orientation = bytearray(), 1
    for marker, part in _jpeg_parts(content):
        body = part[4:]
        if marker == 0xE1:
            orientation = orientation_of(body) or orientation
        if _is_drawn(marker, body):
            kept += part
    return b"\xff\xd8" + orientation_segment(orientation) + bytes(kept) + b"\xff\xd9"


def _jpeg_parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Walk the parts of a JPEG by their markers, a drawing with its own lines, to its end."""
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xD9:
            return
        if marker == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if marker == 0xDA:
            following = _MARKER.search(content, end)
            end = following.start() if following else len(content)
        yield marker, content[at:end]
        at = end
    raise ValueError("no part begins here")


def _is_drawn(marker: int, body: bytes) -> bool:
    """Tell whether a part of a JPEG is needed to draw it: no remarks, no makers' own parts."""
    if marker == 0xE2:
        return body.startswith(b"ICC_PROFILE\x00")
    return marker in (0xE0, 0xEE) or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _bare_png(content: bytes) -> bytes:
    whole = content[: content.rindex(b"IEND") + 8]
    if picture_of(whole) is None:
        raise ValueError("no PNG")
    kept, at = bytearray(whole[:8]), 8
    while at < len(whole):
        (length,) = struct.unpack_from(">I", whole, at)
        end = at + 12 + length
        if whole[at + 4 : at + 8] in _DRAWN_PNG:
            kept += whole[at:end]
        at = end
    return bytes(kept)


def _bare_webp(content: bytes) -> bytes:
    (size,) = struct.unpack_from("<I", content, 4)
    end, at, kept, drawn = 8 + size, 12, bytearray(), False
    if content[8:12] != b"WEBP" or end > len(content):
        raise ValueError("no WebP")
    while at < end:
        kind = content[at : at + 4]
        (length,) = struct.unpack_from("<I", content, at + 4)
        following = at + 8 + length + length % 2
        if at + 8 + length > end:
            raise ValueError("a part without its end")
        part = bytearray(content[at:following])
        if kind == b"VP8X":
            part[8] &= ~_WEBP_METADATA & 0xFF
        if kind in _DRAWN_WEBP:
            kept += part
            drawn = drawn or kind in (b"VP8 ", b"VP8L", b"ANMF")
        at = following
    if not drawn:
        raise ValueError("nothing to draw")
    return b"RIFF" + struct.pack("<I", 4 + len(kept)) + b"WEBP" + bytes(kept)


_PICTURES: tuple[tuple[bytes, str, str, Callable[[bytes], bytes]], ...] = (
    (b"\xff\xd8\xff", "image/jpeg", ".jpg", _bare_jpeg),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png", _bare_png),
    (b"RIFF", "image/webp", ".webp", _bare_webp),
)
