"""The timetable gives lessons on lesson days only, and clashes are found by what slots share."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.legal_limits import max_lessons
from ejournal_app.domain.school_year_defaults import default_year
from ejournal_app.domain.timetable import Clash, Occurrence, Slot, Version, clashes, occurrences

CALENDAR = default_year(2025)
MATHS, BIOLOGY, CHOIR = 1, 2, 3
GRADES = {MATHS: 5, BIOLOGY: 12, CHOIR: 5}

days = st.dates(date(2025, 9, 1), date(2026, 8, 31))


def slot(journal_id: int, weekday: int, number: int = 1, room_id: int | None = None) -> Slot:
    return Slot(journal_id=journal_id, weekday=weekday, number=number, room_id=room_id)


def dates(*slots: Slot, first: date, last: date) -> list[tuple[int, date]]:
    versions = [Version(date(2025, 9, 1), slots)]
    found = occurrences(versions, CALENDAR, GRADES, first, last)
    return [(lesson.journal_id, lesson.day) for lesson in found]


def test_a_monday_lesson_comes_every_monday_but_the_break() -> None:
    october = dates(slot(MATHS, 1), first=date(2025, 10, 1), last=date(2025, 10, 31))
    assert october == [
        (MATHS, date(2025, 10, 6)),
        (MATHS, date(2025, 10, 13)),
        (MATHS, date(2025, 10, 27)),
    ]


def test_a_moved_saturday_follows_the_timetable_of_the_monday_it_replaces() -> None:
    lessons = dates(
        slot(MATHS, 1), slot(BIOLOGY, 6), first=date(2025, 11, 8), last=date(2025, 11, 18)
    )
    assert lessons == [(MATHS, date(2025, 11, 8)), (MATHS, date(2025, 11, 10))]


def test_in_june_only_grade_twelve_goes_on() -> None:
    assert dates(
        slot(MATHS, 1), slot(BIOLOGY, 1, 2), first=date(2026, 6, 8), last=date(2026, 6, 12)
    ) == [(BIOLOGY, date(2026, 6, 8))]


def test_a_new_version_rules_from_its_day_and_an_old_one_until_then() -> None:
    versions = [
        Version(date(2025, 9, 10), (slot(MATHS, 3, 4, room_id=7),)),
        Version(date(2025, 9, 1), (slot(MATHS, 3, 1),)),
    ]
    found = occurrences(versions, CALENDAR, GRADES, date(2025, 8, 1), date(2025, 9, 17))
    assert list(found) == [
        Occurrence(journal_id=MATHS, day=date(2025, 9, 3), number=1, room_id=None),
        Occurrence(journal_id=MATHS, day=date(2025, 9, 10), number=4, room_id=7),
        Occurrence(journal_id=MATHS, day=date(2025, 9, 17), number=4, room_id=7),
    ]


def test_before_the_first_version_there_are_no_lessons() -> None:
    versions = [Version(date(2025, 9, 10), (slot(MATHS, 1),))]
    assert not list(occurrences(versions, CALENDAR, GRADES, date(2025, 9, 1), date(2025, 9, 9)))


def test_a_choir_that_runs_in_breaks_meets_in_the_break() -> None:
    versions = [Version(date(2025, 9, 1), (slot(MATHS, 2), slot(CHOIR, 2, 8)))]
    found = occurrences(
        versions,
        CALENDAR,
        GRADES,
        date(2025, 10, 20),
        date(2025, 10, 24),
        in_breaks={CHOIR},
    )
    assert [lesson.journal_id for lesson in found] == [CHOIR]


@given(
    st.sets(st.builds(slot, st.sampled_from(list(GRADES)), st.integers(1, 7), st.integers(0, 8))),
    days,
    days,
)
def test_every_lesson_is_on_a_lesson_day_of_its_grade_and_in_order(
    slots: set[Slot], first: date, last: date
) -> None:
    versions = [Version(date(2025, 9, 1), tuple(slots))]
    found = list(occurrences(versions, CALENDAR, GRADES, first, last))
    assert [(o.day, o.number) for o in found] == sorted((o.day, o.number) for o in found)
    for lesson in found:
        assert first <= lesson.day <= last
        assert CALENDAR.lesson_day(lesson.day, GRADES[lesson.journal_id]).allowed
        weekday = CALENDAR.timetable_weekday(lesson.day)
        assert slot(lesson.journal_id, weekday, lesson.number) in slots


def test_a_teacher_cannot_be_in_two_lessons_at_once() -> None:
    one, two, later = slot(MATHS, 1), slot(BIOLOGY, 1), slot(CHOIR, 1, 2)
    teacher = ("teacher", 12)
    found = clashes({one: {teacher, ("room", 1)}, two: {teacher, ("room", 2)}, later: {teacher}})
    assert found == [Clash(weekday=1, number=1, resource=teacher, slots=(one, two))]


def test_a_room_with_the_number_of_a_teacher_is_no_clash() -> None:
    assert clashes({slot(MATHS, 1): {("room", 12)}, slot(BIOLOGY, 1): {("teacher", 12)}}) == []


def test_groups_of_one_class_clash_only_in_shared_pupils() -> None:
    girls, boys, all_pupils = {("pupil", 1)}, {("pupil", 2)}, {("pupil", 1), ("pupil", 2)}
    assert clashes({slot(MATHS, 1): girls, slot(BIOLOGY, 1): boys}) == []
    shared = clashes({slot(MATHS, 1): girls, slot(BIOLOGY, 1): boys, slot(CHOIR, 1): all_pupils})
    assert [clash.resource for clash in shared] == [("pupil", 1), ("pupil", 2)]


def test_lessons_a_day_grow_with_the_grade() -> None:
    assert [max_lessons(grade) for grade in range(1, 13)] == [5, 5, 5, 6, 6, 7, 7, 8, 8, 8, 8, 8]
    with pytest.raises(ValueError, match="1 to 12"):
        max_lessons(0)
