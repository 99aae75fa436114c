"""Works planned for any day of a journal (Regulation 13, 15)."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.marks import Scale
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Journal
from ejournal_app.services.works import plan_work
from ejournal_app.services.works.form import new_work_form
from tests.support.entering import mark, recorded, saved, send
from tests.support.school import TinySchool
from tests.support.school_days import DAY, HOLIDAY, SEPTEMBER, TODAY, TOMORROW, YESTERDAY
from tests.support.school_rows import planned_lesson
from tests.support.trail import trail

from .planning import add, planned, values, work

WITHOUT_LESSON = date(2026, 12, 10)
"""A Thursday for which nothing is planned yet."""


def test_a_planned_work_belongs_to_the_lesson_of_its_day(school: TinySchool) -> None:
    ilze = school.actors.ilze
    add(planned_lesson(school.maths_a, TOMORROW, 6))
    (made,) = planned(ilze, school.maths_a, TOMORROW)
    row = work(made)
    assert (row.lesson_id, row.day) == (school.lesson(school.maths_a, TOMORROW), TOMORROW)
    assert (row.scale, row.weight, row.created_by_id) == (Scale.TEN_POINTS, 3, ilze.person_id)
    entry = trail(Permission.WORK_WRITE)[-1]
    assert entry.after is not None
    assert (entry.entity_id, entry.after["day"]) == (made, TOMORROW.isoformat())


def test_a_day_without_a_lesson_can_have_a_work(school: TinySchool) -> None:
    (made,) = planned(school.actors.ilze, school.maths_a, WITHOUT_LESSON)
    assert work(made).lesson_id is None


def test_a_planned_work_takes_marks_from_its_day_on(
    school: TinySchool, clock_at: Callable[[date], None]
) -> None:
    ilze = school.actors.ilze
    (made,) = planned(ilze, school.maths_a, TOMORROW)
    (answer,) = send(ilze, mark(made, school.anna, "8"))
    assert answer.message is not None
    assert "cannot be recorded before that day" in answer.message.english()
    clock_at(TOMORROW)
    assert saved(ilze, mark(made, school.anna, "8")) == ["8"]


def test_a_work_that_cannot_be_is_refused_with_its_field(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    ilze = school.actors.ilze
    before = recorded(), len(trail())
    for wrong, field, sentence in (
        (values(HOLIDAY), "day", "official holiday, Latvijas Republikas Proklamēšanas diena"),
        (values(date(2026, 12, 28)), "day", "pupils' break"),
        (values(date(2026, 11, 28)), "day", "a Saturday or a Sunday"),
        (values(SEPTEMBER - DAY), "day", "begins on"),
        (values(date(2027, 7, 1)), "day", "outside the semesters of grade 5"),
        (values(kind="exam"), "kind", "Choose a kind of work from the list."),
        (values(title="x" * 201), "title", "at most 200"),
        (values(scale="stap"), "scale", "Choose a scale from the list."),
        (values(scale=""), "scale", "Choose a scale from the list."),
        (values(weight=21), "weight", "from 0 to 20"),
        (values(weight=-1), "weight", "from 0 to 20"),
    ):
        with subtests.test(f"{field} {sentence}"):
            with pytest.raises(Refused) as refusal:
                plan_work(ilze, school.maths_a, wrong)
            assert sentence in refusal.value.message.english()
            assert refusal.value.field == field
    assert (recorded(), len(trail())) == before


def test_a_journal_that_has_ended_takes_no_later_works(school: TinySchool) -> None:
    with writing() as session:
        session.get_one(Journal, school.maths_a).ends_on = TODAY
    plan_work(school.actors.ilze, school.maths_a, values(TODAY))
    with pytest.raises(Refused, match="runs from"):
        plan_work(school.actors.ilze, school.maths_a, values(TOMORROW))


def test_a_journal_of_attendance_takes_no_works(school: TinySchool) -> None:
    with pytest.raises(Refused, match="attendance only"):
        plan_work(school.actors.janis, school.choir, values())


def test_the_scales_of_the_grade_are_offered_and_accepted(school: TinySchool) -> None:
    ilze = school.actors.ilze
    form = new_work_form(ilze, school.maths_a, TOMORROW)
    assert (form.kind_code, form.scale, form.weight) == ("test", Scale.TEN_POINTS, 3)
    assert form.offer.scales == (Scale.TEN_POINTS, Scale.PASS_FAIL, Scale.PERCENT)
    for scale in form.offer.scales:
        assert work(plan_work(ilze, school.maths_a, values(scale=scale))).scale == scale
    quiz = new_work_form(ilze, school.maths_a, TOMORROW, "formative")
    assert (quiz.scale, quiz.weight) == (Scale.PASS_FAIL, 0)


def test_before_the_school_had_kinds_of_work_there_is_no_form(school: TinySchool) -> None:
    with pytest.raises(Refused, match="no kinds of work") as refusal:
        partial(new_work_form, school.actors.ilze, school.maths_a, SEPTEMBER - DAY)()
    assert refusal.value.field == "day"
    assert new_work_form(school.actors.ilze, school.maths_a, YESTERDAY).day == YESTERDAY
