"""Tests planned for the coming weeks: at the end of topics, and one day too full for its class."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.marks import scale_for_grade
from ejournal_app.domain.school_numbers import TEST_LOAD
from ejournal_app.domain.work_defaults import USUAL_KINDS
from ejournal_app.persistence.models import Work

from .calendar_rows import YearPlan
from .content.curriculum import CLASS_HOUR
from .entries import PlannedLesson
from .tables import Tables
from .teaching import JournalPlan
from .topics import lesson_text
from .works import LARGE_WORKS, SKILLS, title_of_test

_AHEAD = timedelta(days=21)
_FULL_CLASS = (7, "a")
"""The demo parent's child is in it."""
_NOT_BEFORE = timedelta(days=2)

_Lessons = tuple[JournalPlan, Sequence[PlannedLesson]]


def plan_tests(tables: Tables, year: YearPlan, journals: Sequence[_Lessons]) -> None:
    """Add the tests of the coming three weeks, as teachers plan them."""
    planned: dict[int, set[date]] = defaultdict(set)
    for journal, lessons in journals:
        if journal.kind is not JournalKind.SUBJECT or journal.subject in {CLASS_HOUR, *LARGE_WORKS}:
            continue
        for place, lesson in enumerate(lessons):
            if year.today < lesson.day <= year.today + _AHEAD:
                text = lesson_text(journal, place, len(lessons))
                if text.is_test:
                    _plan(tables, year, journal, lesson, text.topic)
                    planned[journal.journal_id].add(lesson.day)
    _fill_a_day(tables, year, journals, planned)


def _fill_a_day(
    tables: Tables,
    year: YearPlan,
    journals: Sequence[_Lessons],
    planned: Mapping[int, set[date]],
) -> None:
    """Let one class have one test too many on a day: this is what the calendar warns of."""
    own = [
        (lesson.day, journal, place, lesson, len(lessons))
        for journal, lessons in journals
        if journal.classes == (_FULL_CLASS,)
        and not journal.is_group
        and journal.kind is JournalKind.SUBJECT
        and journal.subject not in {CLASS_HOUR, *LARGE_WORKS, *SKILLS}
        for place, lesson in enumerate(lessons)
        if year.today + _NOT_BEFORE <= lesson.day <= year.today + _AHEAD
    ]
    if not own:
        return
    first = min(day for day, *_ in own)

    def how_likely(journal: JournalPlan) -> tuple[bool, bool, int]:
        days = planned.get(journal.journal_id, set())
        return (first not in days, bool(days), journal.number)

    chosen: set[int] = set()
    for day, journal, place, lesson, count in sorted(own, key=lambda one: how_likely(one[1])):
        if day != first or len(chosen) > TEST_LOAD[0] or journal.journal_id in chosen:
            continue
        chosen.add(journal.journal_id)
        if first not in planned.get(journal.journal_id, set()):
            _plan(tables, year, journal, lesson, lesson_text(journal, place, count).topic)


def _plan(
    tables: Tables, year: YearPlan, journal: JournalPlan, lesson: PlannedLesson, topic: str
) -> None:
    kind = USUAL_KINDS["test"]
    tables.add(
        Work,
        journal_id=journal.journal_id,
        lesson_id=lesson.lesson_id,
        kind_id=year.kinds["test"],
        title=title_of_test(journal.subject, topic),
        day=lesson.day,
        scale=str(kind.scale or scale_for_grade(journal.grade)),
        weight=kind.weight,
        created_by_id=journal.teacher_on(lesson.day).person_id,
    )
