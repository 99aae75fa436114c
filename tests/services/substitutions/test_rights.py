"""A substitute has the rights needed for that one lesson, and no more (Regulation 12)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from ejournal_app.domain.access import GrantedRole
from ejournal_app.domain.errors import Forbidden
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import MarkEvent, Work
from ejournal_app.services.day import teacher_day
from ejournal_app.services.entries.operations import Answer, AnswerStatus
from ejournal_app.services.journal_page import LessonColumn, open_journal
from ejournal_app.services.lesson_copy import copy_entry
from ejournal_app.services.lesson_page import open_lesson
from ejournal_app.services.mark_history import mark_history
from ejournal_app.services.substitutions.confirming import undo_cover
from ejournal_app.services.works import create_work, plan_work
from ejournal_app.services.works.deciding import WorkValues
from ejournal_app.services.works.editing import delete_work, edit_work
from ejournal_app.services.works.lessons import add_lesson
from ejournal_app.services.works.listing import journal_works
from ejournal_app.services.works.warning import look_at_lesson
from tests.services.works.planning import values
from tests.support.covering import cover
from tests.support.entering import (
    attendance,
    complete_entry,
    mark,
    period_mark,
    recorded,
    saved,
    send,
    topic,
)
from tests.support.school import TinySchool
from tests.support.school_days import TODAY, TOMORROW, YESTERDAY

from .conftest import Ill


def formative(day: date, title: str = "Aiz Ilzes") -> WorkValues:
    return values(day, kind="formative", title=title, scale="pass_fail", weight=0)


@pytest.fixture
def covered(school: TinySchool, ill: Ill) -> int:
    """Maija leads today's mathematics of 5.a for Ilze."""
    ill()
    cover(school, school.lesson(school.maths_a), "maija")
    return school.lesson(school.maths_a)


def test_the_substitutes_day_shows_the_lesson_and_whom_she_substitutes(
    school: TinySchool, covered: int
) -> None:
    (lesson,) = teacher_day(school.actors.maija, TODAY).lessons
    assert (lesson.lesson_id, lesson.subject) == (covered, "Matemātika")
    assert lesson.substitution is not None
    assert lesson.substitution.english() == "Substitution: Ilze Kalniņa"
    assert teacher_day(school.actors.maija).day == TODAY
    (of_ilze, _) = teacher_day(school.actors.ilze, TODAY).lessons
    assert of_ilze.substitution is not None
    assert of_ilze.substitution.english() == (
        "Substituted: Maija Sproģe in the place of Ilze Kalniņa"
    )


def test_she_fills_topic_outcome_attendance_homework_works_and_marks(
    school: TinySchool, covered: int
) -> None:
    maija = replace(school.actors.maija, class_ids=frozenset())  # not as class teacher of 5.a
    view = open_lesson(maija, covered)
    assert (view.editable, view.whole, view.previous_id, view.next_id) == (True, False, None, None)
    assert {pupil.name for pupil in view.pupils} >= {"Āboliņa Anna"}
    saved(maija, *complete_entry(covered), attendance(covered, school.anna, "absent", "present"))
    assert look_at_lesson(maija, covered, "formative") is not None
    work = create_work(maija, covered, "formative", "Aiz Ilzes")
    saved(maija, mark(work, school.bruno, "i"), mark(school.quiz, school.bruno, "ni"))
    with reading() as session:
        version = session.get_one(Work, work).version
        authors = set(session.exec(select(col(MarkEvent.by_id))))
    assert authors == {maija.person_id}
    edit_work(maija, work, version, formative(TODAY, "Cits"))
    assert mark_history(maija, work, school.bruno).steps
    other = create_work(maija, covered, "formative", "Lieks")
    delete_work(maija, other)


def test_nothing_else_of_the_journal_is_open_to_her(school: TinySchool, covered: int) -> None:
    maija = replace(school.actors.maija, class_ids=frozenset())  # not as class teacher of 5.a
    other, journal = school.lesson(school.maths_a, YESTERDAY), school.maths_a
    work = create_work(maija, covered, "formative", "Aiz Ilzes")
    with reading() as session:
        version = session.get_one(Work, work).version
    before = recorded()
    doors: list[Callable[[], Any]] = [
        lambda: open_journal(maija, journal),
        lambda: open_lesson(maija, other),
        lambda: open_lesson(maija, school.lesson(school.maths_b)),
        lambda: create_work(maija, other, "formative", "x"),
        lambda: plan_work(maija, journal, values(day=TOMORROW)),
        lambda: plan_work(maija, journal, values(day=TODAY)),
        lambda: add_lesson(maija, journal, TODAY, 8),
        lambda: edit_work(maija, school.test, 1, values(day=YESTERDAY)),
        lambda: edit_work(maija, work, version, formative(TOMORROW)),
        lambda: delete_work(maija, school.test),
        lambda: journal_works(maija, journal),
        lambda: mark_history(maija, school.test, school.anna),
        lambda: copy_entry(maija, covered, other),
        lambda: copy_entry(maija, other, covered),
        lambda: undo_cover(maija, 1),
        *(
            lambda operation=operation: _sent(send(maija, operation))
            for operation in (
                topic(other, "x"),
                attendance(other, school.anna, "absent"),
                mark(school.test, school.anna, "8"),
                period_mark(journal, "semester_1", school.anna, "8"),
            )
        ),
    ]
    for number, door in enumerate(doors):
        with pytest.raises(Forbidden):
            door()
            pytest.fail(f"door {number} is open")
    assert recorded() == before


def _sent(answers: list[Answer]) -> None:
    """Raise as a page does when what was sent is refused for want of rights."""
    if all(answer.status is AnswerStatus.REFUSED for answer in answers):
        raise Forbidden


def test_without_role_or_contract_there_are_no_rights(school: TinySchool, covered: int) -> None:
    gone = replace(school.actors.maija, roles=frozenset[GrantedRole](), class_ids=frozenset[int]())
    with pytest.raises(Forbidden):
        open_lesson(gone, covered)
    with pytest.raises(Forbidden):
        teacher_day(gone, TODAY)
    with pytest.raises(Forbidden):
        create_work(gone, covered, "formative", "x")


def test_the_rights_end_when_it_is_undone(school: TinySchool, ill: Ill) -> None:
    ill()
    lesson = school.lesson(school.maths_b)
    row = cover(school, lesson, "maija")
    assert open_lesson(school.actors.maija, lesson).editable
    undo_cover(school.actors.management, row.id or 0)
    with pytest.raises(Forbidden):
        open_lesson(school.actors.maija, lesson)
    assert teacher_day(school.actors.maija, TODAY).lessons == ()


def test_the_teacher_who_is_back_sees_who_led_it(school: TinySchool, covered: int) -> None:
    saved(school.actors.maija, topic(covered, "Daļas"))
    view = open_lesson(school.actors.ilze, covered)
    assert view.substitution is not None
    assert "Maija Sproģe" in view.substitution.english()
    assert view.topic == "Daļas"
    columns = open_journal(school.actors.ilze, school.maths_a).columns
    led = {one.lesson_id: one.substitute for one in columns if isinstance(one, LessonColumn)}
    assert led[covered] == "Maija Sproģe"
    assert led[school.lesson(school.maths_a, YESTERDAY)] == ""
