"""Absences today, unjustified lessons, the summary, the canteen."""

from tests.states.rows import Row, at
from tests.states.school import READS_EVERYTHING

READERS = READS_EVERYTHING | {"audzinatajs"}
NOT_THERE = 1_000_000_000

ROWS = {
    "absent_today.AbsentList.enter": Row(open_to=READERS),
    "absent_today.AbsentList.watch": Row(open_to=READERS),
    "absent_today.AbsentList.send": Row(
        open_to=READERS,
        arguments=lambda _school: {"pupil_id": NOT_THERE, "person_id": NOT_THERE},
        foreign=lambda _school, things, _caller: [
            at(
                "/bez-zinam",
                things.pupil,
                NOT_THERE,
                pupil_id=things.pupil,
                person_id=NOT_THERE,
            )
        ],
    ),
    "absent_today.AbsentList.log": Row(
        open_to=READERS,
        arguments=lambda _school: {
            "pupil_id": NOT_THERE,
            "person_id": NOT_THERE,
            "outcome": "call",
        },
        foreign=lambda _school, things, _caller: [
            at(
                "/bez-zinam",
                things.pupil,
                NOT_THERE,
                pupil_id=things.pupil,
                person_id=NOT_THERE,
                outcome="call",
            )
        ],
    ),
    "absent_today.AbsentList.open_words": Row(
        open_to=READERS,
        arguments=lambda _school: {"pupil_id": NOT_THERE, "person_id": NOT_THERE},
    ),
    "absent_today.AbsentList.log_words": Row(
        open_to=READERS,
        arguments=lambda _school: {
            "pupil_id": NOT_THERE,
            "person_id": NOT_THERE,
            "form": {"outcome": "call", "words": ""},
        },
        foreign=lambda _school, things, _caller: [
            at(
                "/bez-zinam",
                things.pupil,
                NOT_THERE,
                pupil_id=things.pupil,
                person_id=NOT_THERE,
                form={"outcome": "call", "words": ""},
            )
        ],
    ),
    "unjustified.Unjustified.enter": Row(open_to=READERS),
    "unjustified.Unjustified.record": Row(
        open_to=READERS,
        arguments=lambda _school: {
            "pupil_id": NOT_THERE,
            "threshold": 5,
            "form": {"semester": "1", "words": "x"},
        },
        foreign=lambda _school, things, _caller: [
            at(
                "/neattaisnotie",
                things.pupil,
                pupil_id=things.pupil,
                threshold=5,
                form={"semester": "1", "words": "x"},
            )
        ],
        may_see=frozenset({"vadiba"}),
    ),
    "unjustified.Unjustified.report": Row(
        open_to=READERS,
        arguments=lambda _school: {"pupil_id": NOT_THERE, "semester": "1"},
        foreign=lambda _school, things, _caller: [
            at("/neattaisnotie", things.pupil, pupil_id=things.pupil, semester="1")
        ],
        may_see=frozenset({"vadiba"}),
    ),
    "absence_summary.AbsenceSummaryPage.enter": Row(open_to=READERS),
    "canteen.Canteen.enter": Row(open_to=READERS),
}
