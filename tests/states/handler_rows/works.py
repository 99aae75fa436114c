"""Works of a journal: planned, changed, deleted, listed; the calendar of tests.

The form below has values that cannot be: whatever garbage takes the place of one part of it, the
others still refuse it.
"""

from typing import Any

from tests.states.rows import Call, Row, at
from tests.states.school import READS_EVERYTHING, TEACHERS, Objects, School

_STAFF = TEACHERS | READS_EVERYTHING
NOWHERE = 10**9


def _works_page(things: Objects) -> str:
    return f"/zurnals/{things.journal}/darbi"


def _form(things: Objects, **values: Any) -> dict[str, Any]:
    return {
        "work_id": "",
        "version": "1",
        "confirmed": "",
        "kind": "test",
        "title": "Cits darbs",
        "day": things.day,
        "scale": "points10",
        "weight": "1",
        **values,
    }


def _saves(_school: School, things: Objects, _caller: str) -> list[Call]:
    """A new work of somebody else's journal, and a change of somebody else's work."""
    path, ids = _works_page(things), (things.journal, things.work)
    return [
        at(path, *ids, journal_id=str(things.journal), form=_form(things, work_id=work))
        for work in ("", str(things.work))
    ]


ROWS: dict[str, Row] = {
    "work_form.WorkForm.begin": Row(
        open_to=_STAFF,
        path=_works_page,
        arguments=lambda _school: {"journal_id": str(NOWHERE), "day": ""},
        foreign=lambda _school, things, _caller: [
            at("/", things.journal, journal_id=str(things.journal), day="")
        ],
    ),
    "work_form.WorkForm.edit": Row(
        open_to=_STAFF,
        path=_works_page,
        arguments=lambda _school: {"work_id": str(NOWHERE)},
        foreign=lambda _school, things, _caller: [
            at("/", things.work, things.journal, work_id=str(things.work))
        ],
    ),
    "work_form.WorkForm.choose_kind": Row(
        open_to=_STAFF,
        path=_works_page,
        arguments=lambda school: {
            "journal_id": str(school.own.journal),
            "work_id": str(NOWHERE),
            "day": "",
            "kind": "test",
        },
        foreign=lambda _school, things, _caller: [
            at(
                "/",
                things.work,
                things.journal,
                journal_id=str(things.journal),
                work_id=work,
                day="",
                kind="test",
            )
            for work in (str(things.work), "")
        ],
    ),
    "work_form.WorkForm.save": Row(
        open_to=_STAFF,
        path=_works_page,
        arguments=lambda school: {
            "journal_id": str(school.own.journal),
            "form": _form(school.own, kind="nav tāda", scale="nav", day="nav diena"),
        },
        foreign=_saves,
    ),
    "work_form.WorkForm.delete": Row(
        open_to=_STAFF,
        path=_works_page,
        arguments=lambda _school: {"work_id": str(NOWHERE)},
        foreign=lambda _school, things, _caller: [
            at("/", things.work, things.journal, work_id=str(things.work))
        ],
    ),
    "journal_works.JournalWorks.enter": Row(
        open_to=_STAFF,
        path=_works_page,
        foreign=lambda _school, things, _caller: [at(_works_page(things), things.journal)],
        may_see=READS_EVERYTHING,
    ),
    "journal_works.JournalWorks.show": Row(
        open_to=_STAFF,
        path=_works_page,
        arguments=lambda school: {"journal_id": str(school.own.journal)},
        foreign=lambda _school, things, _caller: [
            at("/", things.journal, journal_id=str(things.journal))
        ],
        may_see=READS_EVERYTHING,
    ),
    "calendar_of_tests.TestsOfClass.enter": Row(
        open_to=_STAFF, path=lambda _own: "/parbaudes-darbi"
    ),
    "calendar_of_tests.TestsOfClass.choose": Row(
        open_to=_STAFF,
        path=lambda _own: "/parbaudes-darbi",
        arguments=lambda _school: {"class_id": "1", "first": ""},
    ),
}
