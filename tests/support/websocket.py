"""A plain web socket, read when asked: no thread, nothing lost between two reads."""

import socket
import time
from collections import deque
from collections.abc import Mapping

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    CloseConnection,
    Ping,
    RejectConnection,
    Request,
    TextMessage,
)

_BYTES = 1 << 16


class Closed(Exception):
    """The server has refused or closed the connection."""


class WebSocket:
    """A connection that receives text messages."""

    def __init__(self, netloc: str, target: str, headers: Mapping[str, str]) -> None:
        host, _, port = netloc.partition(":")
        self._messages: deque[str] = deque()
        self._parts: list[str] = []
        self._accepted = False
        self._protocol = WSConnection(ConnectionType.CLIENT)
        self._socket = socket.create_connection((host, int(port or 80)), timeout=20)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        extra = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        request = Request(host=netloc, target=target, extra_headers=extra)
        self._socket.sendall(self._protocol.send(request))
        while not self._accepted:
            self._read(20)

    def send(self, text: str) -> None:
        self._socket.sendall(self._protocol.send(TextMessage(text)))

    def receive(self, seconds: float) -> str | None:
        """The next message; None when none comes in time; raises `Closed`."""
        deadline = time.monotonic() + seconds
        while not self._messages:
            left = deadline - time.monotonic()
            if left <= 0 or not self._read(left):
                return None
        return self._messages.popleft()

    def close(self) -> None:
        self._socket.close()

    def _read(self, seconds: float) -> bool:
        self._socket.settimeout(seconds)
        try:
            data = self._socket.recv(_BYTES)
        except TimeoutError:
            return False
        if not data:
            raise Closed
        self._protocol.receive_data(data)
        for event in self._protocol.events():
            match event:
                case AcceptConnection():
                    self._accepted = True
                case TextMessage():
                    self._parts.append(event.data)
                    if event.message_finished:
                        self._messages.append("".join(self._parts))
                        self._parts.clear()
                case Ping():
                    self._socket.sendall(self._protocol.send(event.response()))
                case RejectConnection() | CloseConnection():
                    raise Closed
        return True
