"""Small photos and PDFs, with what should not be kept."""

import struct
import zlib

from tests.services.setup.test_school_data import png

SECRET = b"GPS 56.95 24.11 Anna Berzina"


def jpeg(*, orientation: int = 1) -> bytes:
    """A JPEG as a phone makes it: where and when it was taken, remarks, something at the end."""
    tiff = struct.pack("<2sHIHHHIII", b"II", 42, 8, 1, 0x0112, 3, 1, orientation, 0)
    return b"".join(
        [
            b"\xff\xd8",
            _part(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
            _part(0xE1, b"Exif\x00\x00" + tiff + SECRET),
            _part(0xED, SECRET),
            _part(0xFE, SECRET),
            _part(0xDB, bytes(65)),
            _part(0xC0, struct.pack(">BHHB", 8, 16, 16, 1) + b"\x01\x11\x00"),
            _part(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            b"\x12\x34\xff\x00\x56\xff\xd0\x78",
            b"\xff\xd9",
        ]
    )


def webp() -> bytes:
    parts = b"".join(
        kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
        for kind, body in (
            (b"VP8X", bytes([0x2C, 0, 0, 0, 15, 0, 0, 15, 0, 0])),
            (b"VP8 ", b"\x30\x01\x00\x9d\x01\x2a\x10\x00\x10\x00\x00"),
            (b"EXIF", SECRET),
        )
    )
    return b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WEBP" + parts


def png_with_text() -> bytes:
    plain, body = png(), b"tEXt" + SECRET
    text = struct.pack(">I", len(SECRET)) + body + struct.pack(">I", zlib.crc32(body))
    return plain[:33] + text + plain[33:]


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def _part(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", 2 + len(body)) + body
