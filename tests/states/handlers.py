"""Every event handler of ours, and how it is called with what belongs to somebody else.

A handler without a row fails the suite: whoever adds one says whose ids it takes. Rows of an area
of the product stand in a module of `handler_rows`, those of the daily loop here.
"""

from itertools import count
from typing import Any

from tests.states.handler_rows import rows_of_areas
from tests.states.rows import Call, Row, at
from tests.states.school import READS_EVERYTHING, TEACHERS, Objects, School

_numbers = count(1)


def _operations(things: Objects) -> list[Call]:
    """A batch of one for each kind of entry."""
    target: dict[str, Any] = {
        "lesson_id": things.lesson,
        "work_id": things.work,
        "pupil_id": things.pupil,
        "journal_id": things.journal,
        "period": "year",
    }
    typed = {
        "mark": "9",
        "period_mark": "9",
        "attendance": "absent",
        "attendance_checked": "1",
        "topic": "Cita tēma",
        "outcome": "Cits rezultāts",
        "homework": "Cits darbs",
        "homework_due": "2030-01-01",
        "no_homework": "1",
    }
    return [
        Call(
            arguments={"operations": [operation(kind, value, target)]},
            path=f"/stunda/{things.lesson}",
            ids=frozenset({things.lesson, things.work, things.journal}),
        )
        for kind, value in typed.items()
    ]


def operation(kind: str, value: str, target: dict[str, Any], base: str = "") -> dict[str, Any]:
    """One entry as the browser's outbox sends it."""
    return {
        "id": f"test-{next(_numbers)}",
        "kind": kind,
        "value": value,
        "base": base,
        "target": target,
    }


def _add_work(things: Objects) -> Call:
    lesson = str(things.lesson)
    return at("/", things.lesson, things.journal, lesson_id=lesson, kind="test", confirmed="1")


def _copies(school: School, things: Objects, _caller: str) -> list[Call]:
    own, foreign = str(school.own.lesson), str(things.lesson)
    ids = (things.lesson, things.journal, school.own.lesson, school.own.journal)
    return [
        at("/", *ids, lesson_id=foreign, target_id=own),
        at("/", *ids, lesson_id=own, target_id=foreign),
    ]


_STAFF_PAGES = TEACHERS | READS_EVERYTHING
_KEEPS_FILES = frozenset({"lietvede"}) | READS_EVERYTHING


def _lesson_page(things: Objects) -> str:
    return f"/stunda/{things.lesson}"


def _journal_page(things: Objects) -> str:
    return f"/zurnals/{things.journal}"


_DAILY: dict[str, Row] = {
    "account.OwnAccount.enter": Row(),
    "account.OwnAccount.end_session": Row(
        arguments=lambda _school: {"session_id": 10**9},
        foreign=lambda school, _things, caller: [
            at("/konts", session, session_id=session)
            for session in map(school.session_of, ("vecaks", "skolotajs"))
            if session != school.session_of(caller)
        ],
    ),
    "account.OwnAccount.change_password": Row(
        arguments=lambda _school: {"form": {"old": "nav", "new": "īsa"}},
    ),
    "day.Day.enter": Row(open_to=TEACHERS),
    "diary.Diary.enter": Row(
        path=lambda own: f"/dienasgramata/{own.pupil}",
        foreign=lambda _school, things, _caller: [
            at(f"/dienasgramata/{things.pupil}", things.pupil)
        ],
        may_see=READS_EVERYTHING,
    ),
    "diary.Diary.watch": Row(
        arguments=lambda school: {"pupil_id": school.own.pupil, "monday": school.own.day},
        foreign=lambda _school, things, _caller: [
            at("/", things.pupil, pupil_id=things.pupil, monday=things.day)
        ],
        may_see=READS_EVERYTHING,
    ),
    "entry.Entry.send": Row(
        open_to=_STAFF_PAGES,
        arguments=lambda _school: {"operations": []},
        foreign=lambda _school, things, _caller: _operations(things),
    ),
    "journal.Journal.enter": Row(
        open_to=_STAFF_PAGES,
        path=_journal_page,
        foreign=lambda _school, things, _caller: [at(_journal_page(things), things.journal)],
        may_see=READS_EVERYTHING,
    ),
    "journal.Journal.watch": Row(
        open_to=_STAFF_PAGES,
        arguments=lambda school: {"journal_id": school.own.journal, "until": ""},
        foreign=lambda _school, things, _caller: [
            at("/", things.journal, journal_id=things.journal, until="")
        ],
        may_see=READS_EVERYTHING,
    ),
    "journal.Journal.open_column": Row(
        open_to=_STAFF_PAGES, arguments=lambda school: {"key": f"l{school.own.lesson}"}
    ),
    "journal.Journal.add_lesson": Row(
        open_to=_STAFF_PAGES,
        arguments=lambda school: {
            "journal_id": str(school.own.journal),
            "form": {"day": "nav diena", "number": "1"},
        },
        foreign=lambda _school, things, _caller: [
            at(
                "/",
                things.journal,
                journal_id=str(things.journal),
                form={"day": things.day, "number": "9"},
            )
        ],
    ),
    "lesson.Lesson.enter": Row(
        open_to=_STAFF_PAGES,
        path=_lesson_page,
        foreign=lambda _school, things, _caller: [
            at(_lesson_page(things), things.lesson, things.journal)
        ],
        may_see=READS_EVERYTHING,
    ),
    "lesson.Lesson.watch": Row(
        open_to=_STAFF_PAGES,
        arguments=lambda school: {
            "lesson_id": school.own.lesson,
            "journal_id": str(school.own.journal),
        },
        foreign=lambda _school, things, _caller: [
            at(
                "/",
                things.lesson,
                things.journal,
                lesson_id=things.lesson,
                journal_id=str(things.journal),
            )
        ],
        may_see=READS_EVERYTHING,
    ),
    "lesson.Lesson.refresh": Row(
        open_to=_STAFF_PAGES,
        path=_lesson_page,
        foreign=lambda _school, things, _caller: [
            at(_lesson_page(things), things.lesson, things.journal)
        ],
        may_see=READS_EVERYTHING,
    ),
    "lesson.Lesson.choose_work": Row(
        open_to=_STAFF_PAGES,
        arguments=lambda school: {
            "lesson_id": str(school.own.lesson),
            "work_id": str(school.own.work),
        },
        foreign=lambda _school, things, _caller: [
            at(
                "/",
                things.lesson,
                things.journal,
                lesson_id=str(things.lesson),
                work_id=str(things.work),
            )
        ],
        may_see=READS_EVERYTHING,
    ),
    "lesson.Lesson.add_work": Row(
        open_to=_STAFF_PAGES,
        arguments=lambda school: {
            "lesson_id": str(school.own.lesson),
            "kind": "nav tāda",
            "confirmed": "",
        },
        foreign=lambda _school, things, _caller: [_add_work(things)],
    ),
    "lesson.Lesson.copy_to": Row(
        open_to=_STAFF_PAGES,
        arguments=lambda school: {
            "lesson_id": str(school.own.lesson),
            "target_id": str(school.own.lesson),
        },
        foreign=_copies,
    ),
    "login.Login.enter": Row(),
    "login.Login.choose_language": Row(arguments=lambda _school: {"code": "lv"}),
    "overview.SchoolDay.enter": Row(open_to=READS_EVERYTHING),
    "preferences.Preferences.choose_language": Row(arguments=lambda _school: {"code": "xx"}),
    "preferences.Preferences.choose_theme": Row(arguments=lambda _school: {"code": "xx"}),
    "pupil_file.PupilFile.enter": Row(
        path=lambda own: f"/skoleni/{own.pupil}",
        foreign=lambda _school, things, _caller: [at(f"/skoleni/{things.pupil}", things.pupil)],
        may_see=_KEEPS_FILES,
    ),
    "refusals.Refusals.unreadable": Row(),
    "refusals.Refusals.broken": Row(arguments=lambda _school: {"reference": "0a1b2c3d"}),
    "shell.Shell.enter": Row(),
    "shell.Shell.go_home": Row(),
}
HANDLERS: dict[str, Row] = {**_DAILY, **rows_of_areas()}
"""All handlers, named `module.State.handler`."""
