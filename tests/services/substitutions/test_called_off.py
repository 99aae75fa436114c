"""A lesson that is called off is nowhere, and nothing can be written in it (Regulation 12)."""

import pytest

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.feeds import FeedPart, Window
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.engine import reading
from ejournal_app.services.day import teacher_day
from ejournal_app.services.diary import diary_week
from ejournal_app.services.duties.owed import owed_of
from ejournal_app.services.entries.operations import AnswerStatus
from ejournal_app.services.feeds.family import family_events
from ejournal_app.services.feeds.teacher import teacher_events
from ejournal_app.services.journal_page import LessonColumn, open_journal
from ejournal_app.services.lesson_page import open_lesson
from ejournal_app.services.overview import school_day
from ejournal_app.services.works import create_work, plan_work
from tests.services.works.planning import values
from tests.support.covering import cover
from tests.support.entering import attendance, checked, mark, recorded, send, topic
from tests.support.school import TinySchool
from tests.support.school_days import TODAY, TOMORROW, YESTERDAY

from .conftest import Ill

WINDOW = Window(first=YESTERDAY, last=TOMORROW)
KINDS = SubstitutionKind


@pytest.fixture
def cancelled(school: TinySchool, ill: Ill) -> int:
    """Today's mathematics of 5.a is not held."""
    ill()
    lesson = school.lesson(school.maths_a)
    cover(school, lesson, None, KINDS.CANCELLED)
    return lesson


def feed(school: TinySchool, who: str) -> set[str]:
    actor = school.actors.all()[who]
    with reading() as session:
        if who == "parent":
            found = family_events(session, actor, school.anna, [FeedPart.LESSONS], WINDOW)
        else:
            found = teacher_events(session, actor, [FeedPart.LESSONS], WINDOW)
    return {event.uid.removesuffix(f"-{school.anna}") for event in found}


def owed(school: TinySchool, who: str) -> set[str]:
    with reading() as session:
        duties = owed_of(session, school.actors.all()[who].person_id, clock.now())
    return {duty.key for duty in duties}


def test_it_is_in_no_day_no_grid_no_calendar_and_not_owed(
    school: TinySchool, cancelled: int
) -> None:
    janis = school.actors.janis
    assert cancelled not in {one.lesson_id for one in teacher_day(janis, TODAY).lessons}
    columns = open_journal(janis, school.maths_a).columns
    assert cancelled not in {one.lesson_id for one in columns if isinstance(one, LessonColumn)}
    assert f"lesson-{cancelled}" not in feed(school, "janis") | feed(school, "parent")
    keys = owed(school, "janis") | owed(school, "ilze")
    assert f"lesson:{cancelled}" not in keys
    yesterday = open_lesson(janis, school.lesson(school.maths_a, YESTERDAY))
    assert yesterday.next_id == school.lesson(school.maths_a, TOMORROW)
    assert yesterday.proposed_due == TOMORROW
    assert school_day(school.actors.management, TODAY).lessons == 3


def test_its_page_says_so_and_refuses_every_entry_in_words(
    school: TinySchool, cancelled: int
) -> None:
    janis = school.actors.janis
    view = open_lesson(janis, cancelled)
    assert (view.called_off, view.editable) == (True, False)
    assert view.closed is not None
    assert view.closed.english() == "This lesson is not held."
    before = recorded()
    for operation in (
        topic(cancelled, "x"),
        attendance(cancelled, school.anna, "absent"),
        checked(cancelled),
    ):
        (answer,) = send(janis, operation)
        assert answer.status is AnswerStatus.REFUSED
    for act in (
        lambda: create_work(janis, cancelled, "formative", "x"),
        lambda: plan_work(janis, school.maths_a, values(day=TODAY)),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert "not held" in refused.value.message.english()
    after = recorded()
    after.pop("client_operation")
    before.pop("client_operation")
    assert after == before


def test_families_read_that_it_is_not_held(school: TinySchool, cancelled: int) -> None:
    week = diary_week(school.actors.parent, school.anna, TODAY)
    today = next(day for day in week.days if day.day == TODAY)
    (lesson,) = [one for one in today.lessons if one.lesson_id == cancelled]
    assert lesson.called_off
    assert not any(one.called_off for one in today.lessons if one.lesson_id != cancelled)


def test_families_see_the_lesson_that_is_there_instead(school: TinySchool, ill: Ill) -> None:
    ill()
    maths, choir = school.lesson(school.maths_a), school.lesson(school.choir)
    row = cover(school, maths, "janis", KINDS.MOVED, moved_from_id=choir)
    week = diary_week(school.actors.parent, school.anna, TODAY)
    today = next(day for day in week.days if day.day == TODAY)
    shown = {one.lesson_id: one for one in today.lessons}
    # A work is planned in the lesson that is not held, without a mark: it is not shown.
    assert maths not in shown
    assert (shown[row.lesson_id].subject, shown[row.lesson_id].number) == ("Koris", 2)
    assert shown[choir].called_off
    assert f"lesson-{row.lesson_id}" in feed(school, "janis")
    assert not {f"lesson-{maths}", f"lesson-{choir}"} & (
        feed(school, "janis") | feed(school, "parent")
    )
    assert f"lesson:{choir}" not in owed(school, "janis")


def test_a_substituted_lesson_is_in_the_substitutes_calendar_and_owed_by_her(
    school: TinySchool, ill: Ill
) -> None:
    ill()
    lesson = school.lesson(school.maths_b)
    assert f"lesson-{lesson}" not in feed(school, "maija")
    cover(school, lesson, "maija")
    assert f"lesson-{lesson}" in feed(school, "maija")
    assert f"lesson:{lesson}" in owed(school, "maija")
    assert f"lesson:{lesson}" not in owed(school, "ilze")
    (shown,) = [
        one
        for day in diary_week(school.actors.other_parent, school.dace, TODAY).days
        for one in day.lessons
        if one.lesson_id == lesson
    ]
    assert (shown.called_off, shown.substitute) == (False, "Maija Sproģe")


def test_a_mark_given_before_stays_where_it_was(school: TinySchool, ill: Ill) -> None:
    send(school.actors.janis, mark(school.quiz, school.anna, "i"))
    ill()
    lesson = school.lesson(school.maths_a)
    cover(school, lesson, None, KINDS.CANCELLED)
    week = diary_week(school.actors.parent, school.anna, TODAY)
    (shown,) = [one for day in week.days for one in day.lessons if one.lesson_id == lesson]
    assert [one.shown for one in shown.marks] == ["i"]


def test_a_work_planned_in_a_lesson_that_is_not_held_is_not_owed(
    school: TinySchool, ill: Ill
) -> None:
    key = f"work:{school.quiz}"
    tomorrow = school.lesson(school.maths_a, TOMORROW)
    ahead = create_work(school.actors.janis, tomorrow, "test", "Rīt")
    parent, anna = school.actors.parent, school.anna
    assert ahead in {one.work_id for one in diary_week(parent, anna, TODAY).ahead}
    assert key in owed(school, "janis")
    ill(last=TOMORROW)
    cover(school, school.lesson(school.maths_a), None, KINDS.CANCELLED)
    cover(school, tomorrow, None, KINDS.CANCELLED)
    assert ahead not in {one.work_id for one in diary_week(parent, anna, TODAY).ahead}
    assert key not in owed(school, "janis")
