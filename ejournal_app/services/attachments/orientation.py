"""Which way up a photo is: the one thing of its Exif part that is kept."""

import struct

_EXIF = b"Exif\x00\x00"
_TAG = 0x0112
_UPRIGHT = 1


def orientation_of(body: bytes) -> int | None:
    """Return the orientation, 1 to 8, that the Exif part of a JPEG names; None when it has none."""
    if not body.startswith(_EXIF):
        return None
    tiff = body[len(_EXIF) :]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for entry in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * entry)
            if tag == _TAG:
                return value if 1 <= value <= 8 else None
    except struct.error:
        return None
    return None


def orientation_segment(orientation: int) -> bytes:
    """Return the part of a JPEG that says which way up it is and nothing else."""
    if orientation == _UPRIGHT:
        return b""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _TAG, 3, 1, orientation, 0, 0)
    body = _EXIF + tiff
    return b"\xff\xe1" + struct.pack(">H", 2 + len(body)) + body
