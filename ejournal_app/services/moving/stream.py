"""A zip archive made while it is being sent: no temporary file, little memory."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

PIECE = 64 * 1024
"""Bytes gathered before they are sent on."""


class _Outbox(io.RawIOBase):
    """Takes what the archive writes until somebody fetches it; it cannot go back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.waiting = 0

    def writable(self) -> bool:
        """Return that it takes bytes."""
        return True

    def write(self, piece: Any) -> int:
        """Take some bytes."""
        content = bytes(piece)
        self._pieces.append(content)
        self.waiting += len(content)
        return len(content)

    def fetch(self) -> bytes:
        """Give what has been written since."""
        content = b"".join(self._pieces)
        self._pieces, self.waiting = [], 0
        return content


class StreamedZip:
    """An archive whose files are added one after another and whose bytes are fetched between."""

    def __init__(self) -> None:
        self._out = _Outbox()
        self._zip = zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Write a file from its pieces and yield what is ready to be sent."""
        with self._zip.open(name, "w", force_zip64=True) as target:
            for piece in pieces:
                target.write(piece)
                if self._out.waiting >= PIECE:
                    yield self._out.fetch()
        yield self._out.fetch()

    def finish(self) -> bytes:
        """Write the archive's table of contents and return the rest."""
        self._zip.close()
        return self._out.fetch()
