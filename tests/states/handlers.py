"""Every event handler of ours, and how it is called with what belongs to somebody else.

A handler without a row here fails the suite: whoever adds one says whose ids it takes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.states.school import EVERYBODY, READS_EVERYTHING, TEACHERS, Objects, School

_numbers = count(1)


@dataclass(frozen=True)
class Call:
    """One call of a handler with somebody else's things."""

    arguments: dict[str, Any]
    path: str
    """The page it is called from; some handlers take their id from it."""
    ids: frozenset[int]
    """What the refusal's entry in the audit trail may be about."""


Calls = Callable[[School, Objects, str], list[Call]]
"""The calls somebody makes with foreign things: the school, those things, the caller's name."""


@dataclass(frozen=True)
class Row:
    """One handler: who may call it at all, and who may call it with the foreign things."""

    open_to: frozenset[str] = EVERYBODY
    """Those whose role lets them call it; the others get a refusal whatever they send."""
    arguments: Callable[[School], dict[str, Any]] = lambda _school: {}
    """Arguments of the right kinds with own things: garbage takes the place of each in turn."""
    path: Callable[[Objects], str] = lambda _own: "/"
    foreign: Calls = lambda _school, _things, _caller: []
    may_see: frozenset[str] = field(default_factory=frozenset)
    """Those to whom the foreign things are not foreign: they read all, or keep the files."""


def _at(path: str, *ids: int, **arguments: Any) -> Call:
    return Call(arguments=arguments, path=path, ids=frozenset(ids))


def _operations(things: Objects) -> list[Call]:
    """A batch of one for each kind of entry."""
    target = {"lesson_id": things.lesson, "work_id": things.work, "pupil_id": things.pupil}
    typed = {
        "mark": "9",
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


def operation(kind: str, value: str, target: dict[str, int], base: str = "") -> dict[str, Any]:
    """One entry as the browser's outbox sends it."""
    return {
        "id": f"test-{next(_numbers)}",
        "kind": kind,
        "value": value,
        "base": base,
        "target": target,
    }


def _add_work(things: Objects) -> Call:
    form = {"kind": "test", "title": "Cits darbs"}
    return _at("/", things.lesson, things.journal, lesson_id=str(things.lesson), form=form)


def _copies(school: School, things: Objects, _caller: str) -> list[Call]:
    own, foreign = str(school.own.lesson), str(things.lesson)
    ids = (things.lesson, things.journal, school.own.lesson, school.own.journal)
    return [
        _at("/", *ids, lesson_id=foreign, target_id=own),
        _at("/", *ids, lesson_id=own, target_id=foreign),
    ]


_STAFF_PAGES = TEACHERS | READS_EVERYTHING
_LISTS_PUPILS = frozenset({"audzinatajs", "lietvede"}) | READS_EVERYTHING
_KEEPS_FILES = frozenset({"lietvede"}) | READS_EVERYTHING


def _lesson_page(things: Objects) -> str:
    return f"/stunda/{things.lesson}"


def _journal_page(things: Objects) -> str:
    return f"/zurnals/{things.journal}"


HANDLERS: dict[str, Row] = {
    "account.OwnAccount.enter": Row(),
    "account.OwnAccount.end_session": Row(
        arguments=lambda _school: {"session_id": 10**9},
        foreign=lambda school, _things, caller: [
            _at("/konts", session, session_id=session)
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
            _at(f"/dienasgramata/{things.pupil}", things.pupil)
        ],
        may_see=READS_EVERYTHING,
    ),
    "diary.Diary.watch": Row(
        arguments=lambda school: {"pupil_id": school.own.pupil, "monday": school.own.day},
        foreign=lambda _school, things, _caller: [
            _at("/", things.pupil, pupil_id=things.pupil, monday=things.day)
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
        foreign=lambda _school, things, _caller: [_at(_journal_page(things), things.journal)],
        may_see=READS_EVERYTHING,
    ),
    "journal.Journal.watch": Row(
        open_to=_STAFF_PAGES,
        arguments=lambda school: {"journal_id": school.own.journal, "until": ""},
        foreign=lambda _school, things, _caller: [
            _at("/", things.journal, journal_id=things.journal, until="")
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
            _at(
                "/",
                things.journal,
                journal_id=str(things.journal),
                form={"day": things.day, "number": "9"},
            )
        ],
    ),
    "journals.Journals.enter": Row(open_to=_STAFF_PAGES),
    "journals.Journals.find": Row(
        open_to=_STAFF_PAGES, arguments=lambda _school: {"search": "mat"}
    ),
    "journals.Journals.turn": Row(
        open_to=_STAFF_PAGES, arguments=lambda _school: {"search": "", "page": 2}
    ),
    "lesson.Lesson.enter": Row(
        open_to=_STAFF_PAGES,
        path=_lesson_page,
        foreign=lambda _school, things, _caller: [
            _at(_lesson_page(things), things.lesson, things.journal)
        ],
        may_see=READS_EVERYTHING,
    ),
    "lesson.Lesson.refresh": Row(
        open_to=_STAFF_PAGES,
        path=_lesson_page,
        foreign=lambda _school, things, _caller: [
            _at(_lesson_page(things), things.lesson, things.journal)
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
            _at(
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
            "form": {"kind": "nav tāda", "title": ""},
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
    "pupils.PupilFile.enter": Row(
        path=lambda own: f"/skoleni/{own.pupil}",
        foreign=lambda _school, things, _caller: [_at(f"/skoleni/{things.pupil}", things.pupil)],
        may_see=_KEEPS_FILES,
    ),
    "pupils.Pupils.enter": Row(open_to=_LISTS_PUPILS),
    "pupils.Pupils.find": Row(open_to=_LISTS_PUPILS, arguments=lambda _school: {"search": "an"}),
    "pupils.Pupils.turn": Row(
        open_to=_LISTS_PUPILS, arguments=lambda _school: {"search": "", "page": 2}
    ),
    "refusals.Refusals.unreadable": Row(),
    "refusals.Refusals.broken": Row(arguments=lambda _school: {"reference": "0a1b2c3d"}),
    "shell.Shell.enter": Row(),
    "shell.Shell.go_home": Row(),
}
"""All handlers, named `module.State.handler`."""
