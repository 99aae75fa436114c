"""Period marks: a journal's, a class's, and when they may be entered."""

from typing import Any

from tests.states.rows import Call, Row, at
from tests.states.school import READS_EVERYTHING, TEACHERS, Objects, School

NOT_THERE = 10**9
_STAFF = TEACHERS | READS_EVERYTHING
_WINDOW = {
    "kind": "interim_1",
    "first_grade": "5",
    "last_grade": "5",
    "opens_on": "",
    "closes_on": "",
}


def _page(things: Objects) -> str:
    return f"/zurnals/{things.journal}/periodi"


def _class_page(school: School, things: Objects, _caller: str) -> list[Call]:
    found = school.rows("SELECT class_id FROM journal WHERE id = ?", things.journal)
    own = found[0][0] if found else NOT_THERE
    return [at(f"/klase-vertejumi/{own}", own)]


def _managed(**how: Any) -> Row:
    return Row(open_to=READS_EVERYTHING, **how)


ROWS = {
    "periods.Periods.enter": Row(
        open_to=_STAFF,
        path=_page,
        # The address ends in a word: what the guard itself refuses names no journal.
        foreign=lambda _school, things, _caller: [at(_page(things))],
        may_see=READS_EVERYTHING,
    ),
    "periods.Periods.watch": Row(
        open_to=_STAFF,
        arguments=lambda school: {"journal_id": school.own.journal},
        foreign=lambda _school, things, _caller: [
            at("/", things.journal, journal_id=things.journal)
        ],
        may_see=READS_EVERYTHING,
    ),
    "periods.Periods.explain": Row(
        open_to=_STAFF,
        arguments=lambda school: {"journal_id": str(school.own.journal), "kind": "year"},
        foreign=lambda _school, things, _caller: [
            at("/", things.journal, journal_id=str(things.journal), kind="year")
        ],
        may_see=READS_EVERYTHING,
    ),
    "periods.Periods.inspect": Row(
        open_to=_STAFF,
        arguments=lambda school: {
            "journal_id": str(school.own.journal),
            "pupil_id": str(school.own.pupil),
            "key": "suggest-year",
        },
        foreign=lambda _school, things, _caller: [
            at(
                "/",
                things.journal,
                journal_id=str(things.journal),
                pupil_id=str(things.pupil),
                key="suggest-year",
            )
        ],
        may_see=READS_EVERYTHING,
    ),
    "periods.Periods.accept": Row(
        open_to=_STAFF,
        arguments=lambda school: {
            "journal_id": str(school.own.journal),
            "kind": "re_exam",
            "seen": "1:5",
        },
        foreign=lambda _school, things, _caller: [
            at(
                "/",
                things.journal,
                journal_id=str(things.journal),
                kind="year",
                seen=f"{things.pupil}:5",
            )
        ],
    ),
    "class_marks.ClassMarksPage.enter": Row(
        open_to=_STAFF,
        path=lambda own: f"/klase-vertejumi/{own.journal}",
        foreign=_class_page,
        may_see=READS_EVERYTHING,
    ),
    "setup_periods.SetupPeriods.enter": _managed(path=lambda _own: "/iestatijumi/periodi"),
    "setup_periods.SetupPeriods.save": _managed(arguments=lambda _school: {"form": _WINDOW}),
    "setup_periods.SetupPeriods.reset_to_default": _managed(
        arguments=lambda _school: {"kind": "interim_1", "first": 5, "last": 5}
    ),
    "setup_periods.SetupPeriods.choose_teacher": _managed(
        arguments=lambda _school: {"person_id": "1"}
    ),
    "setup_periods.SetupPeriods.open_again": _managed(
        arguments=lambda _school: {"form": {"person": "1", "until": ""}}
    ),
    "setup_periods.SetupPeriods.end": _managed(
        arguments=lambda _school: {"reopening_id": NOT_THERE},
        foreign=lambda _school, _things, _caller: [at("/", NOT_THERE, reopening_id=NOT_THERE)],
    ),
}
