"""What travels when one cell of a journal is edited: the cell, not the grid."""

import json

from tests.states.handlers import operation
from tests.states.school import School
from tests.support.events import EventSocket, handler_name, values

LIMIT = 2_000
"""Bytes one edit may send and receive."""


def test_an_edit_sends_the_changed_cells_only(school: School) -> None:
    own = school.own
    address = f"/zurnals/{own.journal}"
    standing = school.one(
        "SELECT value FROM mark WHERE work_id = ? AND pupil_id = ?", own.work, own.pupil
    )
    other = "9" if standing != "9" else "8"
    with school.page_of("skolotajs") as reader, school.page_of("audzinatajs") as writer:
        reader.open(address)
        while not values(reader.updates, "journal.Journal").get("name"):
            reader.wait_for(lambda _update: True)
        reader.listen(1.0)  # the page is filled once more when it begins to listen
        # A page that was never opened is told with its first answer where it is.
        writer.open(address)
        writer.listen(1.0)
        shown = values(reader.updates, "journal.Journal")
        assert len(json.dumps(shown["cells"])) > LIMIT
        for value, base in ((other, standing), (standing, other)):
            answer = write(writer, value, base, {"work_id": own.work, "pupil_id": own.pupil})
            assert len(json.dumps(answer)) < LIMIT
            told = reader.wait_for(lambda update: "changes" in values([update], "journal.Journal"))
            assert len(json.dumps(told)) < LIMIT
            news = values([told], "journal.Journal")
            assert "cells" not in news
            row = [pupil["pupil_id"] for pupil in shown["rows"]].index(own.pupil)
            column = [column["key"] for column in shown["columns"]].index(f"w{own.work}")
            changed = {(at, place): text for at, place, text in news["changes"]}
            assert changed.get((row, column), standing) == value
            assert {at for at, _ in changed} <= {row}


def write(writer: EventSocket, value: str, base: str, target: dict[str, int]) -> list[object]:
    """Write a mark and return what the server answered."""
    entry = operation("mark", value, target, base=base)
    updates = writer.call(handler_name("entry.Entry", "send"), {"operations": [entry]})
    (answer,) = values(updates, "entry.Entry")["answers"]["items"]
    assert answer["status"] == "saved"
    return [update for update in updates if values([update], "entry.Entry")]
