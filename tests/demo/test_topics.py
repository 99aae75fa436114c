"""Lessons of the demo school are about something."""

from itertools import pairwise
from random import Random

import pytest

from ejournal_app.demo.topics import homework_text, lesson_text
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.persistence.models import Lesson

from .conftest import Plan

WEEKS = 35


def test_every_lesson_has_a_topic_and_an_outcome_that_fit_the_columns(plan: Plan) -> None:
    columns = Lesson.__table__.columns  # type: ignore[attr-defined]
    for journal in plan.journals:
        lessons = journal.weekly * WEEKS
        for place in range(lessons):
            text = lesson_text(journal, place, lessons)
            assert 0 < len(text.topic) <= columns["topic"].type.length
            assert text.outcome.endswith((".", "?"))
            assert len(text.outcome) <= columns["outcome"].type.length
        homework = homework_text(journal, lessons, Random(1))
        assert homework is None or "{" not in homework


@pytest.mark.parametrize("name", ["Matemātika 7.a", "Matemātika 12.a"])
def test_a_main_subject_has_twenty_topics_a_year_each_in_one_run(plan: Plan, name: str) -> None:
    journal = next(journal for journal in plan.journals if journal.name == name)
    lessons = journal.weekly * WEEKS
    outcomes = [lesson_text(journal, place, lessons).outcome for place in range(lessons)]
    runs = 1 + sum(before != after for before, after in pairwise(outcomes))
    assert runs == len(set(outcomes)) >= 20


def test_parallel_classes_are_at_the_same_topic(plan: Plan) -> None:
    a, b = (
        next(journal for journal in plan.journals if journal.name == name)
        for name in ("Matemātika 7.a", "Matemātika 7.b")
    )
    assert [lesson_text(a, place, 175) for place in range(175)] == [
        lesson_text(b, place, 175) for place in range(175)
    ]


def test_topics_of_subjects_end_with_a_test(plan: Plan) -> None:
    for journal in plan.journals:
        if journal.kind is JournalKind.SUBJECT and journal.weekly > 1:
            lessons = journal.weekly * WEEKS
            assert any(lesson_text(journal, place, lessons).is_test for place in range(lessons))
