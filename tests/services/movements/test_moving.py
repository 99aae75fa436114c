"""A move to another class: the right lessons, marks that go along, groups (Regulation 8)."""

from datetime import date

import pytest

from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import GroupMembership, Journal, StudyGroup, Work
from ejournal_app.services import live
from ejournal_app.services.changes.undoing import UndoBlocked
from ejournal_app.services.diary import diary_week
from ejournal_app.services.journal_page import JournalView, open_journal
from ejournal_app.services.lesson_page import open_lesson
from ejournal_app.services.movements.history import undo_movement
from ejournal_app.services.movements.moving import move, preview_moving
from ejournal_app.services.pupils import personal_file
from tests.support.entering import checked, mark, saved
from tests.support.school import TinySchool
from tests.support.school_days import (
    DAY,
    FRIDAY,
    LESSON_DAYS,
    SEPTEMBER,
    TODAY,
    TOMORROW,
    YESTERDAY,
)

from .asking import everything, moving


def pupils_on(school: TinySchool, journal: int, day: date) -> set[int]:
    view = open_lesson(school.actors.superuser, school.lesson(journal, day))
    return {pupil.pupil_id for pupil in view.pupils}


def average(view: JournalView, pupil: int) -> str:
    return next(row.average for row in view.pupils if row.pupil_id == pupil)


def work_in_b(school: TinySchool, day: date = TODAY) -> int:
    with writing() as session:
        test = session.get_one(Work, school.test)
        work = Work(
            journal_id=school.maths_b,
            kind_id=test.kind_id,
            title="Jaunā klase",
            day=day,
            scale=test.scale,
            weight=1,
        )
        session.add(work)
        session.flush()
        return work.id or 0


def test_who_joined_moved_or_left_mid_month_is_in_exactly_the_right_lessons(
    school: TinySchool,
) -> None:
    """Complaint 7 of users of such systems."""
    move(school.actors.superuser, moving(school.bruno, school.class_b, TODAY))
    for day in LESSON_DAYS:
        in_a, in_b = pupils_on(school, school.maths_a, day), pupils_on(school, school.maths_b, day)
        assert (school.bruno in in_a) is (day < TODAY)
        assert (school.bruno in in_b) is (day >= TODAY)
        assert (school.emils in in_a) is (day >= YESTERDAY)
        assert (school.zane in in_a) is (day <= YESTERDAY)
        assert (school.marta in in_a) is (day < FRIDAY)
        assert (school.marta in in_b) is (day >= FRIDAY)
        assert school.anna in in_a
        assert school.dace in in_b


def test_the_diary_changes_class_on_the_day_of_the_move(school: TinySchool) -> None:
    move(school.actors.superuser, moving(school.anna, school.class_b, TODAY))
    week = diary_week(school.actors.parent, school.anna, TODAY)
    subjects = {
        day.day: [(lesson.subject, lesson.number) for lesson in day.lessons] for day in week.days
    }
    assert ("Matemātika", 2) in subjects[YESTERDAY]
    assert ("Matemātika", 3) in subjects[TODAY]
    assert ("Matemātika", 2) not in subjects[TODAY]


def test_marks_go_along_are_counted_once_and_come_back_with_the_undoing(
    school: TinySchool,
) -> None:
    superuser, ilze = school.actors.superuser, school.actors.ilze
    saved(ilze, mark(school.test, school.anna, "8"))  # weight 3
    before = everything()
    done = move(superuser, moving(school.anna, school.class_b, TODAY))
    view = open_journal(ilze, school.maths_b)
    assert [(own.name, own.shown, own.journal) for own in view.brought_along] == [
        ("Āboliņa Anna", "8", "Matemātika 5.a")
    ]
    assert average(view, school.anna) == "8,00"
    assert average(open_journal(ilze, school.maths_a), school.anna) == "8,00"
    undo_movement(superuser, done.run_id)
    assert everything() == before
    assert open_journal(ilze, school.maths_b).brought_along == ()


def test_the_average_of_the_new_class_has_the_marks_of_both(school: TinySchool) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "8"))  # weight 3
    move(school.actors.superuser, moving(school.anna, school.class_b, TODAY))
    saved(school.actors.ilze, mark(work_in_b(school), school.anna, "4"))  # weight 1
    assert average(open_journal(school.actors.ilze, school.maths_b), school.anna) == "7,00"
    assert average(open_journal(school.actors.ilze, school.maths_a), school.anna) == "8,00"


def test_entries_in_the_new_class_stand_in_the_way_of_undoing(school: TinySchool) -> None:
    superuser = school.actors.superuser
    done = move(superuser, moving(school.anna, school.class_b, TODAY))
    saved(school.actors.ilze, mark(work_in_b(school), school.anna, "4"))
    saved(school.actors.ilze, checked(school.lesson(school.maths_b)))
    before = everything()
    with pytest.raises(UndoBlocked) as blocked:
        undo_movement(superuser, done.run_id)
    assert {obstacle.params["what"].english() for obstacle in blocked.value.obstacles} == {
        "has marks",
        "has recorded attendance",
    }
    assert everything() == before


def second_group(school: TinySchool) -> int:
    """An English group of 5.a alone, with Bruno in it, and the old one then of 5.b."""
    with writing() as session:
        old = session.get_one(Journal, school.english)
        group = StudyGroup(
            year_id=school.year_id, subject_id=old.subject_id, name="Angļu valoda 5.2"
        )
        session.add(group)
        session.flush()
        twin = old.model_dump(exclude={"id", "version", "group_id"})
        session.add(Journal(**twin, group_id=group.id))
        session.add(
            GroupMembership(group_id=group.id or 0, pupil_id=school.bruno, starts_on=FRIDAY + DAY)
        )
        return group.id or 0


def test_a_group_of_the_old_class_ends_and_one_of_the_new_class_can_be_joined(
    school: TinySchool,
) -> None:
    superuser = school.actors.superuser
    second_group(school)
    before = everything()
    asked = moving(school.bruno, school.class_b, TODAY)
    (choice,) = preview_moving(superuser, asked).groups
    assert choice.groups == ((school.group, "Angļu valoda 5.1"),)
    chosen = {choice.subject_id: school.group}
    done = move(superuser, moving(school.bruno, school.class_b, TODAY, groups=chosen))
    groups = {
        (group.name, group.starts_on): group.ends_on
        for group in personal_file(superuser, school.bruno).groups
    }
    assert groups == {
        ("Angļu valoda 5.2", FRIDAY + DAY): YESTERDAY,
        ("Angļu valoda 5.1", SEPTEMBER): FRIDAY,
        ("Angļu valoda 5.1", TODAY): None,
    }
    assert school.bruno in pupils_on(school, school.english, TODAY)
    undo_movement(superuser, done.run_id)
    assert everything() == before


def test_a_group_shared_with_the_new_class_goes_on(school: TinySchool) -> None:
    superuser = school.actors.superuser
    move(superuser, moving(school.anna, school.class_b, TODAY))
    (group,) = personal_file(superuser, school.anna).groups
    assert group.ends_on is None
    assert school.anna in pupils_on(school, school.english, TOMORROW)


def test_a_group_joined_since_stands_in_the_way_of_undoing(school: TinySchool) -> None:
    superuser = school.actors.superuser
    done = move(superuser, moving(school.emils, school.class_b, TOMORROW))
    with writing() as session:
        session.add(
            GroupMembership(group_id=school.group, pupil_id=school.emils, starts_on=TOMORROW)
        )
    with pytest.raises(UndoBlocked) as blocked:
        undo_movement(superuser, done.run_id)
    (obstacle,) = blocked.value.obstacles
    assert obstacle.params["name"] == "Eglītis Emīls"


def test_a_move_to_come_changes_nothing_before_its_day(school: TinySchool) -> None:
    move(school.actors.superuser, moving(school.anna, school.class_b, TOMORROW))
    assert school.anna in pupils_on(school, school.maths_a, TODAY)
    assert school.anna not in pupils_on(school, school.maths_a, TOMORROW)
    assert school.anna in pupils_on(school, school.maths_b, TOMORROW)


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("effective", None, "effective"),
        ("effective", SEPTEMBER, "effective"),
        ("effective", date(2027, 9, 1), "effective"),
        ("class_id", 0, "class"),
        ("class_id", "same", "class"),
        ("programme", "2101", "programme"),
    ],
)
def test_a_move_that_cannot_be_is_refused_beside_its_field(
    school: TinySchool, key: str, value: object, field: str
) -> None:
    before = everything()
    asked = {"class_id": school.class_b, key: school.class_a if value == "same" else value}
    for use in (move, preview_moving):
        with pytest.raises(Refused) as refusal:
            use(school.actors.superuser, moving(school.anna, **asked))  # type: ignore[arg-type]
        assert refusal.value.field == field
    assert everything() == before


def test_a_group_that_was_not_offered_is_refused(school: TinySchool) -> None:
    superuser = school.actors.superuser
    second_group(school)
    (choice,) = preview_moving(superuser, moving(school.bruno, school.class_b, TODAY)).groups
    before = everything()
    with pytest.raises(Refused):
        move(
            superuser,
            moving(school.bruno, school.class_b, TODAY, groups={choice.subject_id: 999_999}),
        )
    assert everything() == before


def test_open_pages_of_both_classes_hear_of_a_move(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(live, "publish", told.extend)
    done = move(school.actors.superuser, moving(school.anna, school.class_b, TODAY))
    wanted = {
        live.pupil_topic(school.anna),
        live.journal_topic(school.maths_a),
        live.journal_topic(school.maths_b),
    }
    assert wanted <= set(told)
    told.clear()
    undo_movement(school.actors.superuser, done.run_id)
    assert wanted <= set(told)
