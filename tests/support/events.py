"""The web socket of the pages without a browser: sends any event, keeps everything that comes."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from tests.support.websocket import WebSocket

ROOT_STATE = "reflex___state____state"
_NAMESPACE = "/_event"
_ADDRESS = "rx_router_url_rx_state_"
_ANSWER_SECONDS = 20.0


def handler_name(state: str, handler: str) -> str:
    """The name a client calls a handler by: `handler_name("lesson.Lesson", "enter")`."""
    module, _, name = state.rpartition(".")
    return f"{ROOT_STATE}.ejournal_app___states___{module}____{_snake(name)}.{handler}"


def log_in(base_url: str, username: str, password: str) -> str:
    """Log in as the form does; gives the Cookie header of the session."""
    answer = httpx.post(
        f"{base_url}/auth/login",
        data={"username": username, "password": password},
        headers={"Origin": base_url},
    )
    assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
    assert "kluda" not in answer.headers["location"]
    return "; ".join(f"{name}={value}" for name, value in answer.cookies.items())


class EventSocket:
    """One open page, as the server sees it."""

    def __init__(
        self,
        base_url: str,
        cookie: str = "",
        *,
        token: str | None = None,
        origin: str | None = None,
        boot: object = None,
    ) -> None:
        self.token = token or str(uuid4())
        self.texts: list[str] = []
        """Everything the server has sent, as it came."""
        self.updates: list[dict[str, Any]] = []
        self.path = "/"
        self._calls = 0
        parts = urlsplit(base_url)
        headers = {"Origin": base_url if origin is None else origin}
        if cookie:
            headers["Cookie"] = cookie
        self._socket = WebSocket(
            parts.netloc,
            f"{_NAMESPACE}/?EIO=4&transport=websocket&token={self.token}",
            headers,
        )
        self._receive(_ANSWER_SECONDS)
        auth = "" if boot is None else json.dumps({"event": boot})
        self._socket.send(f"40{_NAMESPACE},{auth}")
        while not self.texts[-1].startswith("40"):
            self._receive(_ANSWER_SECONDS)

    def send(self, name: Any, payload: Any = None, **fields: Any) -> None:
        """Send one event from the page `self.path` without waiting; `fields` may be anything."""
        event = {
            "name": name,
            "payload": {} if payload is None else payload,
            "router_data": {"pathname": self.path, "asPath": self.path, "query": {}},
            **fields,
        }
        self.send_raw(["event", event])

    def send_raw(self, packet: Any) -> None:
        """Send what is no event at all."""
        self._socket.send(f"42{_NAMESPACE},{json.dumps(packet)}")

    def settle(self, generations: int = 2) -> None:
        """Wait until everything sent, and what it led to on the server, has been answered.

        The events of a page run one after another, so the answer to a last one, which only comes
        from a new address, follows theirs; what they called in turn runs between two of them.
        `generations` is how many calls deep that goes, what was sent included.
        """
        harmless = handler_name("login.Login", "choose_language")
        for _ in range(generations):
            self._calls += 1
            address = f"/ieiet?{self._calls}"
            place = {"pathname": "/ieiet", "asPath": address}
            self.send(harmless, {"code": ""}, router_data=place)
            self.wait_for(lambda update, address=address: _address_of(update).endswith(address))

    def call(self, name: Any, payload: Any = None, **fields: Any) -> list[dict[str, Any]]:
        """Send one event and return all updates up to its end."""
        start = len(self.updates)
        self.send(name, payload, **fields)
        self.settle()
        return self.updates[start:]

    def open(self, path: str) -> list[dict[str, Any]]:
        """Open a page: the state is sent and the page's handlers run."""
        self.path = path
        start = len(self.updates)
        self.send(f"{ROOT_STATE}.hydrate_and_load")
        self.settle(generations=3)  # it, what loads the page, and the page's own handlers
        return self.updates[start:]

    def wait_for(self, wanted: Any, seconds: float = _ANSWER_SECONDS) -> dict[str, Any]:
        """Wait for an update that is wanted."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            update = self._receive(left)
            if update is not None and wanted(update):
                return update
        raise AssertionError("The server did not answer.")

    def listen(self, seconds: float) -> list[dict[str, Any]]:
        """Return what comes within a time."""
        start, deadline = len(self.updates), time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._receive(left)
        return self.updates[start:]

    def close(self) -> None:
        self._socket.close()

    def _receive(self, seconds: float) -> dict[str, Any] | None:
        text = self._socket.receive(seconds)
        if text is None:
            return None
        if text == "2":  # the server asks whether we are there
            self._socket.send("3")
            return None
        self.texts.append(text)
        if not text.startswith(f"42{_NAMESPACE},"):
            return None
        kind, *rest = json.loads(text.partition(",")[2])
        if kind != "event":
            return None
        self.updates.append(rest[0])
        return rest[0]


@contextmanager
def page(base_url: str, cookie: str = "", **how: Any) -> Iterator[EventSocket]:
    """An open page, closed afterwards."""
    opened = EventSocket(base_url, cookie, **how)
    try:
        yield opened
    finally:
        opened.close()


def values(updates: list[dict[str, Any]], state: str) -> dict[str, Any]:
    """The last value of each variable of one of our states, named as in `handler_name`."""
    full = handler_name(state, "").rstrip(".")
    found: dict[str, Any] = {}
    for update in updates:
        for name, value in (update.get("delta") or {}).get(full, {}).items():
            found[name.removesuffix("_rx_state_")] = value
    return found


def sent_to(updates: list[dict[str, Any]]) -> list[str]:
    """The addresses the browser was sent to."""
    return [
        event["payload"]["path"]
        for update in updates
        for event in update.get("events") or []
        if event["name"] == "_redirect"
    ]


def _address_of(update: dict[str, Any]) -> str:
    """The new address in an update; empty when it stayed."""
    url = (update.get("delta") or {}).get(ROOT_STATE, {}).get(_ADDRESS)
    return url["href"] if url else ""


def _snake(name: str) -> str:
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name).lstrip("_")
