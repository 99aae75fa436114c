"""What the harness server keeps: a file, so that it survives the server, and a test can reach it.

A write is carried out once per id, refused when it is no mark, and in conflict when the value that
it replaces is no longer there: the rules of the product in small.
"""

import json
import os
from pathlib import Path
from typing import Any

MARKS = [str(mark) for mark in range(1, 11)] + ["nv", "i", "ni"]
TEXT_KINDS = {"topic", "due", "done"}
STATUSES = {"present", "absent", "late"}


class Store:
    """Values by place and answers by id, in one JSON file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def of_server(cls) -> "Store":
        """Return the store that the test has named to this server process."""
        return cls(Path(os.environ["ENTRY_HARNESS_STORE"]))

    def read(self) -> dict[str, Any]:
        """Return everything; empty before the first write."""
        if not self.path.exists():
            return {
                "epoch": "",
                "values": {},
                "answers": {},
                "carried_out": [],
                "delay_ms": 0,
                "seen": 0,
                "locked": [],
                "held": [],
            }
        return json.loads(self.path.read_text())

    def write(self, content: dict[str, Any]) -> None:
        """Replace everything in one step: a killed server leaves the old or the new file."""
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(content))
        fresh.replace(self.path)

    def submit(self, batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Carry a batch out and return its answers."""
        content = self.read()
        content["seen"] += len(batch)
        answers = [self._one(content, op) for op in batch]
        self.write(content)
        return answers

    def _one(self, content: dict[str, Any], op: dict[str, Any]) -> dict[str, Any]:
        given = content["answers"].get(op["id"])
        if given:
            return given
        place = place_of(op["kind"], op["target"])
        standing = content["values"].get(place, "")
        answer: dict[str, Any] = {"id": op["id"], "message": "", "by": "", "at": ""}
        if refusal := _refusal(op["kind"], op["value"]):
            answer |= {"status": "refused", "value": standing, "message": refusal}
        elif op["base"] != standing and op["value"] != standing:
            answer |= {"status": "conflict", "value": standing, "by": "Anna", "at": "10:15"}
        elif place in content["locked"] and not op.get("reason"):
            answer |= {"status": "reason", "value": standing}
        elif place in content["held"]:
            answer |= {"status": "held", "value": standing}
        else:
            value = op["value"].strip()
            if op.get("reason"):
                content["reasons"] = [*content.get("reasons", []), op["reason"]]
            content["values"][place] = value
            content["carried_out"].append(op["id"])
            answer |= {"status": "saved", "value": value}
        answer["shown"] = answer["value"]
        content["answers"][op["id"]] = answer
        return answer


def place_of(kind: str, target: dict[str, Any]) -> str:
    """Name a place the way the browser does."""
    return "|".join([kind, *(f"{name}={target[name]}" for name in sorted(target))])


def _refusal(kind: str, value: str) -> str:
    value = value.rpartition("|")[2]
    if kind in TEXT_KINDS or value == "":
        return ""
    if kind == "mark" and value not in MARKS and value[-1:] != "%" and value.upper() not in "STAP":
        return f"„{value}” nav 10 ballu skalas vērtējums."
    if kind == "attendance" and value not in STATUSES:
        return "Nav tāda apmeklējuma statusa."
    return ""
