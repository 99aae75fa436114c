"""The register of absence notes."""

from typing import Any

from tests.states.rows import Call, Row, at
from tests.states.school import READS_EVERYTHING, Objects, School

REGISTER = READS_EVERYTHING | {"audzinatajs"}
MANAGEMENT = frozenset({"vadiba"})
NOT_THERE = 1_000_000_000

_FORM = {
    "starts_on": "2026-09-01",
    "ends_on": "2026-09-02",
    "first_lesson": "",
    "last_lesson": "",
    "reason": "illness",
    "issued_by": "",
    "remark": "",
    "document": "",
    "seen": "",
}


def _on_nobody(**arguments: Any) -> Row:
    """A row of a handler about a note: there is none of this number."""
    about = {"note_id": str(NOT_THERE), **arguments}
    return Row(
        open_to=REGISTER,
        arguments=lambda _school: about,
        foreign=lambda _school, _things, _caller: [at("/kavejumu-zimes", NOT_THERE, **about)],
    )


def _foreign_pupil(_school: School, things: Objects, _caller: str) -> list[Call]:
    return [at("/kavejumu-zimes/jauna", things.pupil, chosen="", pupil_id=str(things.pupil))]


ROWS = {
    "absence_notes.AbsenceNotes.look": Row(open_to=REGISTER),
    "absence_notes.AbsenceNote.enter": Row(
        open_to=REGISTER,
        path=lambda _own: "/kavejumu-zimes/jauna",
        foreign=lambda _school, _things, _caller: [at(f"/kavejumu-zimes/{NOT_THERE}", NOT_THERE)],
    ),
    "absence_notes.AbsenceNote.find": Row(
        open_to=REGISTER, arguments=lambda _school: {"text": "a"}
    ),
    "absence_notes.AbsenceNote.choose": Row(
        open_to=REGISTER,
        arguments=lambda _school: {"chosen": "", "pupil_id": str(NOT_THERE)},
        foreign=_foreign_pupil,
        may_see=MANAGEMENT,
    ),
    "absence_notes.AbsenceNote.drop": Row(
        open_to=REGISTER,
        arguments=lambda _school: {"chosen": "", "pupil_id": str(NOT_THERE)},
    ),
    "absence_notes.AbsenceNote.add": Row(
        open_to=REGISTER,
        arguments=lambda _school: {"form": _FORM | {"pupils": str(NOT_THERE)}},
        foreign=lambda _school, things, _caller: [
            at("/kavejumu-zimes/jauna", form=_FORM | {"pupils": str(things.pupil)})
        ],
        may_see=MANAGEMENT,
    ),
    "absence_notes.AbsenceNote.change": _on_nobody(version=1, form=_FORM),
    "absence_notes.AbsenceNote.withdraw": _on_nobody(version=1),
}
