"""What is owed, and saying that papers of a class are sent."""

from typing import Any

from tests.states.rows import Call, Row, at
from tests.states.school import READS_EVERYTHING, TEACHERS, Objects, School

from .records import class_of, own_class

STAFF = TEACHERS | READS_EVERYTHING | {"lietvede"}
_PAPER = {"duty": "statements", "period": "2026-10"}


def _own(school: School) -> dict[str, Any]:
    return {"class_id": int(own_class(school)), **_PAPER}


def _foreign(school: School, things: Objects, _caller: str) -> list[Call]:
    class_id = class_of(school, things)
    return [at("/mana-klase", class_id, class_id=class_id, **_PAPER)]


ROWS = {
    "duties.Duties.enter": Row(open_to=STAFF, path=lambda _own: "/diena"),
    "duties.Duties.enter_whole": Row(open_to=STAFF, path=lambda _own: "/daramais"),
    "duties.Duties.watch": Row(open_to=STAFF, path=lambda _own: "/daramais"),
    "class_papers.ClassPapers.enter": Row(open_to=STAFF, path=lambda _own: "/mana-klase"),
    "class_papers.ClassPapers.confirm": Row(open_to=STAFF, arguments=_own, foreign=_foreign),
    "class_papers.ClassPapers.withdraw": Row(open_to=STAFF, arguments=_own, foreign=_foreign),
}
