"""What is said before a test is put where a class has enough of them: a warning, no refusal."""

from datetime import timedelta

from ejournal_app.persistence.models import GroupMembership, Journal, StudyGroup, Subject, Work
from ejournal_app.services.school_rules import Rule
from ejournal_app.services.setup.rules import save_rule
from ejournal_app.services.works import plan_work
from ejournal_app.services.works.editing import edit_work
from ejournal_app.services.works.warning import (
    Warnings,
    look_at_change,
    look_at_lesson,
    look_at_new,
)
from tests.support.school import TinySchool
from tests.support.school_days import DAY, LESSON_DAYS, SEPTEMBER, TODAY, TOMORROW, YESTERDAY

from .planning import add, planned, values, work

NEXT_MONDAY = TODAY + 5 * DAY


def full(warnings: Warnings) -> list[tuple[str, bool, tuple[str, ...], int]]:
    """Class, whether the week is full, what is there already, the limit."""
    return [(own.class_name, own.of_week, own.subjects, own.limit) for own in warnings.full]


def test_a_third_test_on_a_day_is_warned_of_with_what_is_there(school: TinySchool) -> None:
    ilze = school.actors.ilze
    planned(ilze, school.maths_a, TOMORROW)
    assert not look_at_new(ilze, school.maths_a, values())
    planned(school.actors.janis, school.english, TOMORROW)
    warnings = look_at_new(ilze, school.maths_a, values())
    assert full(warnings) == [("5.a", False, ("Angļu valoda", "Matemātika"), 2)]
    assert warnings.full[0].day == TOMORROW
    assert plan_work(ilze, school.maths_a, values()) > 0
    other_work = values(kind="formative", scale="percent")
    assert look_at_new(ilze, school.maths_a, other_work) == Warnings()


def test_a_full_week_is_warned_of_whatever_its_day(school: TinySchool) -> None:
    ilze = school.actors.ilze
    planned(ilze, school.maths_a, *(NEXT_MONDAY + n * DAY for n in (0, 0, 1, 1, 2)))
    warnings = look_at_new(ilze, school.maths_a, values(NEXT_MONDAY + 3 * DAY))
    assert full(warnings) == [("5.a", True, ("Matemātika",) * 5, 5)]


def test_the_schools_own_limit_of_the_day_counts(school: TinySchool) -> None:
    ilze = school.actors.ilze
    save_rule(school.actors.superuser, Rule.TEST_LOAD, "1,5", NEXT_MONDAY)
    planned(ilze, school.maths_a, TOMORROW, NEXT_MONDAY)
    assert not look_at_new(ilze, school.maths_a, values())
    assert look_at_new(ilze, school.maths_a, values(NEXT_MONDAY)).full[0].limit == 1


def test_a_test_of_a_group_counts_for_every_class_of_its_pupils(school: TinySchool) -> None:
    ilze, janis = school.actors.ilze, school.actors.janis
    planned(ilze, school.maths_b, TOMORROW, TOMORROW)
    # Dace of 5.b is in the group; of 5.a only Anna, who has none yet.
    assert full(look_at_new(janis, school.english, values())) == [
        ("5.b", False, ("Matemātika", "Matemātika"), 2)
    ]


def test_the_other_group_of_a_split_is_nobodys_load(school: TinySchool) -> None:
    ilze, janis = school.actors.ilze, school.actors.janis
    other = _other_group(school, school.bruno)
    planned(janis, school.english, TOMORROW)
    _test_of_tomorrow(school, other)
    # Anna has one test by now, Bruno another: nobody would have three.
    assert not look_at_new(ilze, school.maths_a, values())
    _test_of_tomorrow(school, other)
    # Bruno has two, but will not have the test of Anna's group.
    assert not look_at_new(janis, school.english, values())
    assert full(look_at_new(ilze, school.maths_a, values())) == [
        ("5.a", False, ("Angļu valoda 2",) * 2, 2)
    ]


def test_free_days_are_days_of_the_journals_lessons_with_room(school: TinySchool) -> None:
    ilze = school.actors.ilze
    ahead = [day for day in LESSON_DAYS if day > TODAY]
    planned(ilze, school.maths_a, ahead[0], ahead[0], ahead[1], ahead[2], ahead[2])
    warnings = look_at_new(ilze, school.maths_a, values(ahead[0]))
    assert warnings.free_days == (ahead[1], ahead[3], ahead[4])
    assert all(day - TODAY <= timedelta(days=28) for day in warnings.free_days)


def test_a_work_is_no_load_of_itself_when_it_is_changed(school: TinySchool) -> None:
    ilze = school.actors.ilze
    first, _ = planned(ilze, school.maths_a, TOMORROW, TOMORROW)
    assert not look_at_change(ilze, first, values(title="Cits"))
    (third,) = planned(ilze, school.maths_a, NEXT_MONDAY)
    assert look_at_change(ilze, third, values(TOMORROW)).full
    edit_work(ilze, third, 1, values(TOMORROW))
    # It is there now: another title is no reason to warn again.
    assert not look_at_change(ilze, third, values(title="Cits"))


def test_one_tap_on_a_lesson_is_warned_of_too(school: TinySchool) -> None:
    ilze = school.actors.ilze
    lesson = school.lesson(school.maths_a, YESTERDAY)
    assert not look_at_lesson(ilze, lesson, "test")
    planned(ilze, school.maths_a, YESTERDAY)
    assert look_at_lesson(ilze, lesson, "test").full
    assert not look_at_lesson(ilze, lesson, "formative")


def _other_group(school: TinySchool, pupil: int) -> int:
    """A journal of English of a second group, with one pupil of 5.a in it."""
    english = add(Subject(school_id=1, name="Angļu valoda 2", short_name="Angļu"))
    group = add(StudyGroup(year_id=school.year_id, subject_id=english, name="Angļu valoda 5.2"))
    add(GroupMembership(group_id=group, pupil_id=pupil, starts_on=SEPTEMBER))
    return add(
        Journal(
            year_id=school.year_id,
            name="Angļu valoda 5.2",
            grade=5,
            starts_on=SEPTEMBER,
            subject_id=english,
            group_id=group,
        )
    )


def _test_of_tomorrow(school: TinySchool, journal: int) -> int:
    """A test in a journal nobody here teaches."""
    kind = work(school.test).kind_id
    return add(
        Work(journal_id=journal, kind_id=kind, day=TOMORROW, scale="points10", weight=3, title="")
    )
