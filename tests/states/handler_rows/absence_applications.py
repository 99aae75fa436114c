"""Families' applications for absences, and the decisions about them."""

from typing import Any

from tests.states.rows import Call, Row, at
from tests.states.school import READS_EVERYTHING, Objects, School

DECIDE = READS_EVERYTHING | {"audzinatajs"}
NOT_THERE = 1_000_000_000

_FORM = {
    "when": "2026-11-30",
    "reason": "illness",
    "words": "Temperatūra",
    "document": "",
    "reply": "x",
    "answer": "x",
    "starts_on": "2026-11-30",
    "ends_on": "2026-11-30",
}


def _file(_school: School, things: Objects, _caller: str) -> list[Call]:
    form = {**_FORM, "child": str(things.pupil)}
    return [at("/pieteikt-kavejumu", things.pupil, form=form)]


def _on_nobody(*, family: bool, **arguments: Any) -> Row:
    """A row of a handler about one application: whoever may call it is told it is not there."""
    about = {"application_id": str(NOT_THERE), "version": 1, **arguments}
    path = "/pieteikt-kavejumu" if family else "/kavejumu-pieteikumi"

    def foreign(_school: School, _things: Objects, _caller: str) -> list[Call]:
        return [at(path, NOT_THERE, **about)]

    if family:
        return Row(arguments=lambda _school: about, foreign=foreign)
    return Row(open_to=DECIDE, arguments=lambda _school: about, foreign=foreign)


ROWS = {
    "absence_filing.AbsenceFiling.enter": Row(path=lambda _own: "/pieteikt-kavejumu"),
    "absence_filing.AbsenceFiling.watch": Row(path=lambda _own: "/pieteikt-kavejumu"),
    "absence_filing.AbsenceFiling.file": Row(
        arguments=lambda _school: {"form": {**_FORM, "child": str(NOT_THERE)}}, foreign=_file
    ),
    "absence_filing.AbsenceFiling.change": _on_nobody(family=True, form=_FORM),
    "absence_filing.AbsenceFiling.reply": _on_nobody(family=True, form=_FORM),
    "absence_filing.AbsenceFiling.withdraw": _on_nobody(family=True),
    "absence_decisions.AbsenceDecisions.enter": Row(
        open_to=DECIDE, path=lambda _own: "/kavejumu-pieteikumi"
    ),
    "absence_decisions.AbsenceDecisions.watch": Row(
        open_to=DECIDE, path=lambda _own: "/kavejumu-pieteikumi"
    ),
    "absence_decisions.AbsenceDecisions.accept": _on_nobody(family=False),
    "absence_decisions.AbsenceDecisions.accept_part": _on_nobody(family=False, form=_FORM),
    "absence_decisions.AbsenceDecisions.decline": _on_nobody(family=False, form=_FORM),
    "absence_decisions.AbsenceDecisions.ask": _on_nobody(family=False, form=_FORM),
}
