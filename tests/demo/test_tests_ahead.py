"""The demo school has tests ahead, and a day too full for one class: there is something to see."""

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, col

from ejournal_app import clock
from ejournal_app.domain.school_numbers import TEST_LOAD
from ejournal_app.domain.test_load import heaviest
from ejournal_app.persistence.models import Lesson, Mark, SchoolClass, Work
from ejournal_app.services.class_tests import load_class_tests

from .conftest import TUESDAY

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_tests_ahead_belong_to_lessons_and_have_no_marks(session: Session) -> None:
    ahead = session.scalars(select(Work).where(col(Work.day) > clock.today())).all()
    assert len(ahead) > 10
    lessons = {work.lesson_id for work in ahead}
    assert all(session.get_one(Lesson, lesson).day > clock.today() for lesson in lessons)
    marked = select(func.count()).where(col(Mark.work_id).in_([work.id for work in ahead]))
    assert session.scalar(marked) == 0


def test_one_day_of_the_demo_familys_class_has_one_test_too_many(session: Session) -> None:
    class_a = session.scalars(
        select(col(SchoolClass.id)).where(
            col(SchoolClass.grade) == 7, col(SchoolClass.letter) == "a"
        )
    ).one()
    assert class_a is not None
    today = TUESDAY.date()
    tests = load_class_tests(session, [class_a], today, today.replace(month=12, day=20))[class_a]
    courses = [[test.day for test in course] for course in tests.courses()]
    over = {
        test.day
        for test in tests.tests
        if heaviest(courses, test.day, lambda _: TEST_LOAD).day_over
    }
    assert over
