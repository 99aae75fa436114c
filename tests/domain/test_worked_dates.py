"""Deadlines worked out by hand, each with its reason (Regulation 9, 10, 13, 15, 16).

Days are counted on paper with the calendar of 2025/26 and 2026/27. A moment is Europe/Riga; where
the clocks change it is given as UTC too.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from ejournal_app.clock import RIGA
from ejournal_app.domain.class_duties import statements_day
from ejournal_app.domain.class_tasks import personal_file_due
from ejournal_app.domain.deadlines import deadline, lesson_entry_day0
from ejournal_app.domain.derivation import derivation
from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.extensions import Extension
from ejournal_app.domain.official_holidays import MovedWorkingDay
from ejournal_app.domain.school_calendar import BreakSpan, ClosedDay, SchoolCalendar
from ejournal_app.domain.school_year_defaults import default_year
from ejournal_app.domain.working_days import Pause

Ill = tuple[tuple[str, str | None], ...]
Put = tuple[tuple[str, str, str], ...]

YEARS = {2025: default_year(2025), 2026: default_year(2026)}
OWN = replace(
    YEARS[2026],
    closed_days=(
        ClosedDay(day=date(2026, 12, 4), name="Skolas jubileja"),
        ClosedDay(day=date(2026, 11, 27), name="Klases ekskursija", grade=5),
    ),
    moved_days=(*YEARS[2026].moved_days, MovedWorkingDay(date(2026, 12, 12), date(2026, 12, 14))),
    breaks=(
        *YEARS[2026].breaks,
        BreakSpan(
            name="1. klases brīvlaiks",
            starts_on=date(2027, 2, 8),
            ends_on=date(2027, 2, 12),
            grade=1,
        ),
    ),
)


def calendar_of(day: date, *, own: bool = False) -> SchoolCalendar:
    if own:
        return OWN
    return YEARS[2025] if day < date(2026, 9, 1) else YEARS[2026]


def pauses(ill: Ill) -> tuple[Pause, ...]:
    return tuple(
        Pause(date.fromisoformat(first), date.fromisoformat(last) if last else None)
        for first, last in ill
    )


def extensions(kind: DutyKind, put: Put) -> list[Extension]:
    return [
        Extension(
            person_id=1,
            journal_id=None,
            kind=kind,
            due_from=date.fromisoformat(first),
            due_to=date.fromisoformat(last),
            until=date.fromisoformat(until),
        )
        for first, last, until in put
    ]


def riga(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=RIGA)


_NO_ILL: Ill = ()
_NO_PUT: Put = ()

LESSONS = [
    # id, end of the lesson, due, reason, working days, by, ill, put off, own calendar
    ("L01", "2025-09-01 09:10", "2025-09-01 17:00", "a lesson of a working day"),
    ("L02", "2025-09-05 17:00", "2025-09-05 17:00", "17:00 sharp is not after 17:00"),
    ("L03", "2025-09-05 17:20", "2025-09-08 17:00", "Friday after 17:00: Monday"),
    ("L04", "2025-10-23 12:00", "2025-10-23 17:00", "pupils' break is no holiday of the staff"),
    ("L05", "2025-10-24 18:00", "2025-10-27 17:00", "Monday after the clocks go back"),
    ("L06", "2025-11-08 12:00", "2025-11-08 17:00", "Saturday worked instead of 17 November"),
    ("L07", "2025-11-07 17:30", "2025-11-08 17:00", "the next working day is that Saturday"),
    ("L08", "2025-11-14 18:00", "2025-11-19 17:00", "17th moved off, 18th a holiday"),
    ("L09", "2025-12-23 17:30", "2025-12-29 17:00", "24, 25 and 26 December, then a weekend"),
    ("L10", "2025-12-30 18:00", "2026-01-05 17:00", "31 Dec., 1 Jan., 2 Jan. moved, a weekend"),
    ("L11", "2026-01-16 18:00", "2026-01-17 17:00", "Saturday worked instead of 2 January"),
    ("L12", "2026-03-27 18:00", "2026-03-30 17:00", "Monday after the clocks go forward"),
    ("L13", "2026-04-02 17:45", "2026-04-07 17:00", "Good Friday and Easter Monday"),
    ("L14", "2026-04-30 18:00", "2026-05-05 17:00", "1 May a Friday, 4 May a Monday"),
    ("L15", "2026-05-03 11:00", "2026-05-05 17:00", "held on a Sunday before 4 May"),
    ("L16", "2026-10-23 18:00", "2026-10-26 17:00", "Monday after the clocks go back"),
    ("L17", "2026-11-17 18:00", "2026-11-19 17:00", "18 November between"),
    ("L18", "2026-11-18 10:00", "2026-11-19 17:00", "held on the holiday itself"),
    ("L19", "2026-12-23 18:00", "2026-12-28 17:00", "24, 25 December and a weekend"),
    ("L20", "2026-12-30 18:00", "2027-01-04 17:00", "31 December, 1 January and a weekend"),
    ("L21", "2027-03-25 18:00", "2027-03-30 17:00", "Easter, when the clocks go forward too"),
    ("L22", "2027-05-03 18:00", "2027-05-05 17:00", "4 May a Tuesday"),
]

LESSONS_OF_SOME = [
    # id, end, due, reason, working days, by, ill, put off, the school's own days
    (
        "L30",
        "2026-12-03 18:00",
        "2026-12-07 17:00",
        "the school is closed on Friday",
        0,
        17,
        _NO_ILL,
        _NO_PUT,
        True,
    ),
    (
        "L31",
        "2026-11-26 18:00",
        "2026-11-27 17:00",
        "closed for one grade: the staff works",
        0,
        17,
        _NO_ILL,
        _NO_PUT,
        True,
    ),
    (
        "L32",
        "2026-12-11 18:00",
        "2026-12-12 17:00",
        "the school moved Monday to Saturday",
        0,
        17,
        _NO_ILL,
        _NO_PUT,
        True,
    ),
    (
        "L33",
        "2026-11-16 12:00",
        "2026-11-20 17:00",
        "three working days in such journals, 18 Nov. between",
        3,
        17,
        _NO_ILL,
        _NO_PUT,
        False,
    ),
    (
        "L34",
        "2026-11-16 16:30",
        "2026-11-17 16:00",
        "the school's rule from then on is 16:00",
        0,
        16,
        _NO_ILL,
        _NO_PUT,
        False,
    ),
    (
        "L35",
        "2026-11-09 17:30",
        "2026-11-16 17:00",
        "ill on the day it was due",
        0,
        17,
        (("2026-11-10", "2026-11-13"),),
        _NO_PUT,
        False,
    ),
    (
        "L36",
        "2026-11-09 17:30",
        None,
        "ill without an end: it rests",
        0,
        17,
        (("2026-11-10", None),),
        _NO_PUT,
        False,
    ),
    (
        "L37",
        "2026-11-09 17:30",
        "2026-11-19 17:00",
        "two incapacities overlap, then a holiday",
        0,
        17,
        (("2026-11-10", "2026-11-13"), ("2026-11-12", "2026-11-17")),
        _NO_PUT,
        False,
    ),
    (
        "L38",
        "2026-11-13 18:00",
        "2026-11-16 17:00",
        "ill on days off only",
        0,
        17,
        (("2026-11-14", "2026-11-15"),),
        _NO_PUT,
        False,
    ),
    (
        "L39",
        "2026-11-09 12:00",
        "2026-11-16 17:00",
        "put off: 17:00 of the day named",
        0,
        17,
        _NO_ILL,
        (("2026-11-09", "2026-11-13", "2026-11-16"),),
        False,
    ),
    (
        "L40",
        "2026-11-12 12:00",
        "2026-11-12 17:00",
        "put off to an earlier day: it stays",
        0,
        17,
        _NO_ILL,
        (("2026-11-09", "2026-11-13", "2026-11-10"),),
        False,
    ),
]

MARKS = [
    # id, day 0, working days, due, reason
    ("M01", "2025-09-03", 3, "2025-09-08", "a weekend between"),
    ("M02", "2025-09-03", 7, "2025-09-12", "a test: seven working days"),
    ("M03", "2025-10-20", 7, "2025-10-29", "autumn break counts; the clocks go back"),
    ("M04", "2025-11-06", 3, "2025-11-10", "Saturday the 8th is worked and counts"),
    ("M05", "2025-11-13", 3, "2025-11-20", "17th moved off, 18th a holiday"),
    ("M06", "2025-11-12", 7, "2025-11-25", "the same over seven days"),
    ("M07", "2025-12-19", 3, "2025-12-29", "Christmas between the second and third day"),
    ("M08", "2025-12-19", 7, "2026-01-07", "Christmas, New Year and 2 January moved off"),
    ("M09", "2026-01-14", 3, "2026-01-17", "the last day is a worked Saturday"),
    ("M10", "2026-01-14", 7, "2026-01-22", "with a worked Saturday among them"),
    ("M11", "2026-03-11", 3, "2026-03-16", "spring break counts"),
    ("M12", "2026-03-26", 3, "2026-03-31", "the clocks go forward"),
    ("M13", "2026-03-31", 7, "2026-04-13", "Good Friday and Easter Monday"),
    ("M14", "2026-04-29", 3, "2026-05-06", "1 and 4 May"),
    ("M15", "2026-05-29", 3, "2026-06-03", "after the last day of lessons"),
    ("M16", "2026-06-19", 3, "2026-06-27", "22nd moved to the 27th, Līgo and Jāņi"),
    ("M17", "2026-09-01", 3, "2026-09-04", "the first day of the year"),
    ("M18", "2026-10-22", 3, "2026-10-27", "the clocks go back"),
    ("M19", "2026-10-16", 7, "2026-10-27", "the week of the autumn break counts"),
    ("M20", "2026-11-16", 3, "2026-11-20", "18 November"),
    ("M21", "2026-11-11", 7, "2026-11-23", "18 November and two weekends"),
    ("M22", "2026-11-18", 3, "2026-11-23", "done on the holiday itself: it is day 0"),
    ("M23", "2026-12-18", 7, "2027-01-04", "Christmas and New Year"),
    ("M24", "2026-12-18", 3, "2026-12-23", "before Christmas"),
    ("M25", "2027-03-24", 3, "2027-03-31", "Easter, when the clocks go forward"),
    ("M26", "2027-04-29", 3, "2027-05-05", "1 May a Saturday, 4 May a Tuesday"),
    ("M27", "2027-05-31", 7, "2027-06-09", "after the last day of lessons"),
    ("M28", "2026-10-10", 3, "2026-10-14", "done on a Saturday"),
    ("M29", "2026-11-18", 0, "2026-11-19", "no working days: the next one after a holiday"),
    ("M30", "2026-11-20", 7, "2026-12-01", "done later by an absent pupil: from that day"),
    ("M31", "2026-11-02", 5, "2026-11-09", "the kind had five days when it was done"),
    ("M32", "2027-01-11", 3, "2027-01-14", "the kind has three days since the new year"),
]

MARKS_OF_SOME = [
    # id, day 0, working days, due, reason, ill, put off, the school's own days
    (
        "M40",
        "2026-12-02",
        3,
        "2026-12-08",
        "the school is closed on the 4th",
        _NO_ILL,
        _NO_PUT,
        True,
    ),
    (
        "M41",
        "2026-12-10",
        3,
        "2026-12-15",
        "the school works on Saturday for Monday",
        _NO_ILL,
        _NO_PUT,
        True,
    ),
    (
        "M42",
        "2026-11-02",
        3,
        "2026-11-10",
        "ill over the deadline",
        (("2026-11-04", "2026-11-06"),),
        _NO_PUT,
        False,
    ),
    (
        "M43",
        "2026-11-02",
        3,
        "2026-11-05",
        "ill only after it",
        (("2026-11-06", "2026-11-13"),),
        _NO_PUT,
        False,
    ),
    (
        "M44",
        "2026-11-02",
        3,
        None,
        "ill without an end: it rests",
        (("2026-11-04", None),),
        _NO_PUT,
        False,
    ),
    (
        "M45",
        "2026-11-02",
        3,
        "2026-11-12",
        "two incapacities overlap",
        (("2026-11-04", "2026-11-06"), ("2026-11-05", "2026-11-10")),
        _NO_PUT,
        False,
    ),
    (
        "M46",
        "2026-11-13",
        3,
        "2026-11-23",
        "ill into the holiday",
        (("2026-11-16", "2026-11-18"),),
        _NO_PUT,
        False,
    ),
    (
        "M47",
        "2026-11-04",
        3,
        "2026-11-11",
        "done with a substitute while ill",
        (("2026-11-02", "2026-11-06"),),
        _NO_PUT,
        False,
    ),
    (
        "M48",
        "2026-11-02",
        3,
        "2026-11-05",
        "ill without an end, but after the deadline",
        (("2026-11-09", None),),
        _NO_PUT,
        False,
    ),
    (
        "M49",
        "2026-11-02",
        3,
        "2026-11-20",
        "put off",
        _NO_ILL,
        (("2026-11-02", "2026-11-06", "2026-11-20"),),
        False,
    ),
    (
        "M50",
        "2026-11-02",
        3,
        "2026-11-10",
        "after the incapacity it is due outside of what is put off",
        (("2026-11-04", "2026-11-06"),),
        (("2026-11-02", "2026-11-06", "2026-11-20"),),
        False,
    ),
    (
        "M51",
        "2026-11-02",
        3,
        "2026-11-16",
        "after the incapacity it is due inside it",
        (("2026-11-04", "2026-11-06"),),
        (("2026-11-09", "2026-11-13", "2026-11-16"),),
        False,
    ),
    (
        "M52",
        "2026-11-02",
        3,
        "2026-11-16",
        "put off into an incapacity: the first day back",
        (("2026-11-09", "2026-11-13"),),
        (("2026-11-02", "2026-11-06", "2026-11-10"),),
        False,
    ),
    (
        "M53",
        "2026-11-02",
        3,
        "2026-11-13",
        "of two the later one",
        _NO_ILL,
        (("2026-11-02", "2026-11-06", "2026-11-12"), ("2026-11-05", "2026-11-05", "2026-11-13")),
        False,
    ),
    (
        "M54",
        "2026-11-02",
        3,
        "2026-11-10",
        "what is put off is not put off again",
        _NO_ILL,
        (("2026-11-02", "2026-11-06", "2026-11-10"), ("2026-11-09", "2026-11-13", "2026-11-20")),
        False,
    ),
]

STATEMENTS = [
    ("S01", "2025-09-01", "2025-10-03", "a Friday", _NO_ILL),
    ("S02", "2025-12-01", "2026-01-05", "the 3rd is a Saturday", _NO_ILL),
    ("S03", "2026-04-01", "2026-05-05", "the 3rd is a Sunday, the 4th a holiday", _NO_ILL),
    ("S04", "2026-05-01", "2026-06-03", "the last statements of the year", _NO_ILL),
    ("S05", "2026-09-01", "2026-10-05", "the 3rd is a Saturday", _NO_ILL),
    ("S06", "2026-11-01", "2026-12-03", "a Thursday", _NO_ILL),
    ("S07", "2026-12-01", "2027-01-04", "the 3rd is a Sunday", _NO_ILL),
    ("S08", "2027-03-01", "2027-04-05", "the 3rd is a Saturday", _NO_ILL),
    (
        "S09",
        "2026-11-01",
        "2026-12-07",
        "the class teacher is ill",
        (("2026-12-01", "2026-12-04"),),
    ),
]

NEWCOMERS = [
    ("N01", "2026-09-03", "2026-09-30", "never earlier than for the others"),
    ("N02", "2026-09-22", "2026-10-06", "ten working days reach past September"),
    ("N03", "2026-11-10", "2026-11-25", "18 November between"),
    ("N04", "2025-12-15", "2026-01-06", "Christmas, New Year and 2 January"),
    ("N05", "2026-10-12", "2026-10-26", "the autumn break counts"),
]

LESSON_DAYS = [
    ("G01", "2027-02-10", 1, False, "the break of grade 1"),
    ("G02", "2027-02-10", 2, True, "no break of the other grades"),
    ("G03", "2026-11-27", 5, False, "grade 5 is away"),
    ("G04", "2026-11-27", 6, True, "the others are not"),
    ("G05", "2026-12-12", 6, True, "Saturday worked instead of Monday"),
    ("G06", "2026-12-14", 6, False, "the Monday that is moved"),
    ("G07", "2027-06-04", 9, True, "grade 9 learns longer"),
    ("G08", "2027-06-04", 5, False, "grade 5 has ended"),
    ("G09", "2026-11-18", 5, False, "an official holiday"),
]


def ids(rows: Sequence[tuple[object, ...]]) -> list[str]:
    return [f"{row[0]}" for row in rows]


def check_lesson(
    ends: str, due: str | None, count: int, by: int, ill: Ill, put: Put, *, own: bool
) -> None:
    end = riga(ends)
    calendar = calendar_of(end.date(), own=own)
    day0, days = lesson_entry_day0(end, time(by), count)
    counted = deadline(
        day0,
        days,
        calendar,
        wall_clock=time(by),
        pauses=pauses(ill),
        extensions=extensions(DutyKind.LESSON_ENTRY, put),
    )
    assert counted.at == (riga(due) if due else None)
    assert derivation(counted, calendar, pauses(ill))


@pytest.mark.parametrize("row", LESSONS, ids=ids(LESSONS))
def test_entry_of_a_lesson(row: tuple[str, str, str, str]) -> None:
    _, ends, due, _ = row
    check_lesson(ends, due, 0, 17, _NO_ILL, _NO_PUT, own=False)


@pytest.mark.parametrize("row", LESSONS_OF_SOME, ids=ids(LESSONS_OF_SOME))
def test_entry_of_a_lesson_of_some_teacher(
    row: tuple[str, str, str | None, str, int, int, Ill, Put, bool],
) -> None:
    _, ends, due, _, count, by, ill, put, own = row
    check_lesson(ends, due, count, by, ill, put, own=own)


def check_mark(day0: str, count: int, due: str | None, ill: Ill, put: Put, *, own: bool) -> None:
    day = date.fromisoformat(day0)
    calendar = calendar_of(day, own=own)
    counted = deadline(
        day,
        count,
        calendar,
        pauses=pauses(ill),
        extensions=extensions(DutyKind.MARKS, put),
    )
    assert counted.day == (date.fromisoformat(due) if due else None)
    assert counted.at == (riga(f"{due} 23:59:59.999999") if due else None)
    assert derivation(counted, calendar, pauses(ill))


@pytest.mark.parametrize("row", MARKS, ids=ids(MARKS))
def test_marks(row: tuple[str, str, int, str, str]) -> None:
    _, day0, count, due, _ = row
    check_mark(day0, count, due, _NO_ILL, _NO_PUT, own=False)


@pytest.mark.parametrize("row", MARKS_OF_SOME, ids=ids(MARKS_OF_SOME))
def test_marks_of_some_teacher(row: tuple[str, str, int, str | None, str, Ill, Put, bool]) -> None:
    _, day0, count, due, _, ill, put, own = row
    check_mark(day0, count, due, ill, put, own=own)


@pytest.mark.parametrize("row", STATEMENTS, ids=ids(STATEMENTS))
def test_statements_by_the_third(row: tuple[str, str, str, str, Ill]) -> None:
    _, month, due, _, ill = row
    third = statements_day(date.fromisoformat(month))
    counted = deadline(third, 0, calendar_of(third), pauses=pauses(ill))
    assert counted.day == date.fromisoformat(due)


@pytest.mark.parametrize("row", NEWCOMERS, ids=ids(NEWCOMERS))
def test_files_of_newcomers(row: tuple[str, str, str, str]) -> None:
    _, since, due, _ = row
    day = date.fromisoformat(since)
    starting = 2025 if day < date(2026, 9, 1) else 2026
    assert personal_file_due(day, starting, calendar_of(day)) == date.fromisoformat(due)


@pytest.mark.parametrize("row", LESSON_DAYS, ids=ids(LESSON_DAYS))
def test_whether_a_grade_has_lessons(row: tuple[str, str, int, bool, str]) -> None:
    _, day, grade, allowed, _ = row
    assert OWN.lesson_day(date.fromisoformat(day), grade).allowed is allowed


def test_the_clock_of_riga_is_kept_when_the_clocks_change() -> None:
    def entry(day: date) -> datetime | None:
        return deadline(day, 0, calendar_of(day), wall_clock=time(17)).at

    def marks(day: date) -> datetime | None:
        return deadline(day, 3, calendar_of(day)).at

    assert entry(date(2025, 10, 24)) == datetime(2025, 10, 24, 14, tzinfo=UTC)
    assert entry(date(2025, 10, 27)) == datetime(2025, 10, 27, 15, tzinfo=UTC)
    assert entry(date(2026, 3, 27)) == datetime(2026, 3, 27, 15, tzinfo=UTC)
    assert entry(date(2026, 3, 30)) == datetime(2026, 3, 30, 14, tzinfo=UTC)
    assert entry(date(2026, 10, 26)) == datetime(2026, 10, 26, 15, tzinfo=UTC)
    assert entry(date(2027, 3, 25)) == datetime(2027, 3, 25, 15, tzinfo=UTC)
    assert entry(date(2027, 3, 30)) == datetime(2027, 3, 30, 14, tzinfo=UTC)
    last = {"minute": 59, "second": 59, "microsecond": 999_999, "tzinfo": UTC}
    assert marks(date(2025, 10, 23)) == datetime(2025, 10, 28, 21, **last)
    assert marks(date(2026, 3, 26)) == datetime(2026, 3, 31, 20, **last)
    assert marks(date(2026, 10, 22)) == datetime(2026, 10, 27, 21, **last)
    assert marks(date(2027, 3, 24)) == datetime(2027, 3, 31, 20, **last)


def test_a_day_the_superuser_lets_an_unfit_teacher_work_counts() -> None:
    ill = Pause(date(2026, 11, 10), date(2026, 11, 13), frozenset({date(2026, 11, 11)}))
    counted = deadline(date(2026, 11, 9), 1, YEARS[2026], pauses=(ill,))
    assert counted.day == date(2026, 11, 11)
    endless = Pause(date(2026, 11, 10), None, frozenset({date(2026, 11, 11)}))
    assert deadline(date(2026, 11, 9), 1, YEARS[2026], pauses=(endless,)).day == date(2026, 11, 11)
    assert deadline(date(2026, 11, 9), 2, YEARS[2026], pauses=(endless,)).day is None


def test_the_table_is_long_enough_and_every_row_has_a_name_and_a_reason() -> None:
    tables = (LESSONS, LESSONS_OF_SOME, MARKS, MARKS_OF_SOME, STATEMENTS, NEWCOMERS, LESSON_DAYS)
    names = [row[0] for table in tables for row in table]
    assert len(names) == len(set(names)) >= 60
