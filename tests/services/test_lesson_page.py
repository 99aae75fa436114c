"""The page of a lesson: what a teacher needs in view while entering (Regulation 10)."""

from ejournal_app.domain.marks import Scale
from ejournal_app.services.lesson_page import EARLIER_TOPICS, open_lesson
from ejournal_app.services.works import create_work
from tests.support.entering import mark, saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import DAY, FRIDAY, HOLIDAY, LESSON_DAYS, TODAY, TOMORROW, YESTERDAY


def test_the_topics_before_are_in_view_latest_first(school: TinySchool) -> None:
    ilze = school.actors.ilze
    days = [day for day in LESSON_DAYS if day < TODAY]
    assert len(days) == EARLIER_TOPICS + 1
    saved(ilze, *(topic(school.lesson(school.maths_a, day), f"Daļas {day:%d}") for day in days))
    saved(ilze, topic(school.lesson(school.maths_a, TOMORROW), "Rīt"))
    view = open_lesson(ilze, school.lesson(school.maths_a))
    assert [(row.day, row.topic) for row in view.earlier] == [
        (day, f"Daļas {day:%d}") for day in reversed(days[1:])
    ]


def test_lessons_without_a_topic_are_left_out_of_the_earlier_ones(school: TinySchool) -> None:
    saved(school.actors.ilze, topic(school.lesson(school.maths_a, FRIDAY), "Daļas"))
    view = open_lesson(school.actors.ilze, school.lesson(school.maths_a))
    assert [row.day for row in view.earlier] == [FRIDAY]


def test_the_pupils_are_those_of_the_day_in_latvian_order(school: TinySchool) -> None:
    for day, names in (
        (FRIDAY - DAY, ["Āboliņa Anna", "Bērziņš Bruno", "Krūmiņa Marta", "Zariņa Zane"]),
        (YESTERDAY, ["Āboliņa Anna", "Bērziņš Bruno", "Eglītis Emīls", "Zariņa Zane"]),
        (TODAY, ["Āboliņa Anna", "Bērziņš Bruno", "Eglītis Emīls"]),
    ):
        view = open_lesson(school.actors.ilze, school.lesson(school.maths_a, day))
        assert [pupil.name for pupil in view.pupils] == names


def test_the_works_of_the_lesson_come_with_their_marks(school: TinySchool) -> None:
    ilze = school.actors.ilze
    saved(ilze, mark(school.test, school.anna, "4"), mark(school.test, school.anna, "4|7", "4"))
    saved(ilze, mark(school.test, school.bruno, "9"), mark(school.test, school.bruno, "", "9"))
    (work,) = open_lesson(ilze, school.lesson(school.maths_a, YESTERDAY)).works
    assert (work.work_id, work.scale, work.title) == (school.test, Scale.TEN_POINTS, "Daļas")
    assert work.marks == {school.anna: "4|7", school.bruno: ""}


def test_the_way_to_the_neighbours_and_the_proposed_due_day(school: TinySchool) -> None:
    view = open_lesson(school.actors.ilze, school.lesson(school.maths_a, HOLIDAY - DAY))
    assert view.previous_id == school.lesson(school.maths_a, LESSON_DAYS[0])
    assert view.next_id == school.lesson(school.maths_a, HOLIDAY + DAY)
    assert view.proposed_due == HOLIDAY + DAY
    last = open_lesson(school.actors.ilze, school.lesson(school.maths_a, LESSON_DAYS[-1]))
    assert (last.next_id, last.proposed_due, last.started) == (None, None, False)


def test_the_parallel_class_is_offered_where_its_lesson_is_empty(school: TinySchool) -> None:
    ilze, source = school.actors.ilze, school.lesson(school.maths_a)
    first, second = HOLIDAY + DAY, HOLIDAY + 2 * DAY
    for day in (first, second):
        (parallel,) = open_lesson(ilze, source).parallel
        assert (parallel.day, parallel.place, parallel.number) == (day, "5.b", 3)
        assert parallel.lesson_id == school.lesson(school.maths_b, day)
        saved(ilze, topic(school.lesson(school.maths_b, day), "Daļas"))


def test_only_ones_own_parallel_classes_are_offered(school: TinySchool) -> None:
    source = school.lesson(school.maths_a)
    for actor in (school.actors.janis, school.actors.management, school.actors.maija):
        assert open_lesson(actor, source).parallel == ()


def test_readers_see_it_without_being_able_to_write(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    assert open_lesson(school.actors.janis, lesson).editable
    for actor in (school.actors.maija, school.actors.management, school.actors.superuser):
        assert not open_lesson(actor, lesson).editable


def test_in_a_mixed_group_a_class_teacher_sees_the_own_class(school: TinySchool) -> None:
    saved(school.actors.janis, mark(_english_test(school), school.dace, "8"))
    for reader, names, marks in (
        ("janis", ["Āboliņa Anna", "Ozola Dace"], 1),
        ("management", ["Āboliņa Anna", "Ozola Dace"], 1),
        ("maija", ["Āboliņa Anna"], 0),
        ("nora", ["Ozola Dace"], 1),
    ):
        view = open_lesson(school.actors.all()[reader], school.lesson(school.english))
        assert [pupil.name for pupil in view.pupils] == names
        assert len(view.works[0].marks) == marks


def _english_test(school: TinySchool) -> int:
    return create_work(school.actors.janis, school.lesson(school.english), "test", "Vārdi")
