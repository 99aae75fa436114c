"""The week grid: a draft is nobody's business until it is published, and can be taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    ImportRun,
    Journal,
    Lesson,
    Room,
    School,
    TimetableDraft,
    TimetableSlot,
    TimetableVersion,
)
from ejournal_app.services import timetabling
from ejournal_app.services.changes.undoing import undo
from ejournal_app.services.timetabling import drafts, publishing
from ejournal_app.services.timetabling.week import WeekGrid, Whose, week_grid
from tests.support.entering import saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import FRIDAY, TODAY
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

NEXT_MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())


@pytest.fixture
def draft(school: TinySchool) -> int:
    """A draft from next Monday."""
    return drafts.start_draft(school.actors.superuser, NEXT_MONDAY)


@pytest.fixture
def room(school: TinySchool) -> int:
    with writing() as session:
        school_id = session.exec(select(School.id)).one()
        room = Room(school_id=school_id or 0, name="K-77")
        session.add(room)
        session.flush()
        return room.id or 0


def places(grid: WeekGrid) -> set[tuple[int, int, int]]:
    return {(one.journal_id, one.weekday, one.number) for one in grid.lessons}


def lessons_from(day: date) -> set[tuple[int, date, int]]:
    with reading() as session:
        rows = session.exec(select(Lesson).where(col(Lesson.day) >= day)).all()
    return {(row.journal_id, row.day, row.number) for row in rows}


def contents() -> dict[str, list[Any]]:
    with reading() as session:
        return {
            model.__name__: sorted(
                (row.model_dump(exclude={"id", "version"}) for row in session.exec(select(model))),
                key=repr,
            )
            for model in (Lesson, TimetableVersion, TimetableSlot)
        }


def test_every_use_case_is_for_the_superuser_and_looking_for_management_too(
    school: TinySchool, draft: int, subtests: pytest.Subtests
) -> None:
    from ejournal_app.domain.access import Permission

    write = Permission.TEACHING_WRITE
    slot = 10**6
    cases: dict[Any, Case] = {
        week_grid: Case(week_grid, {"superuser", "management"}, Permission.OVERVIEW_READ),
        drafts.start_draft: Case(
            lambda actor: drafts.start_draft(actor, NEXT_MONDAY), {"superuser"}, write
        ),
        drafts.date_draft: Case(
            lambda actor: drafts.date_draft(actor, draft, NEXT_MONDAY), {"superuser"}, write
        ),
        drafts.add_slot: Case(
            lambda actor: drafts.add_slot(actor, draft, school.maths_a, 1, 1, None),
            {"superuser"},
            write,
        ),
        drafts.change_slot: Case(
            lambda actor: drafts.change_slot(actor, slot, 1, 1, None), {"superuser"}, write
        ),
        drafts.remove_slot: Case(
            lambda actor: drafts.remove_slot(actor, slot), {"superuser"}, write
        ),
        drafts.discard_draft: Case(
            lambda actor: drafts.discard_draft(actor, draft, typed=""), {"superuser"}, write
        ),
        publishing.publish_effect: Case(
            lambda actor: publishing.publish_effect(actor, draft), {"superuser"}, write
        ),
        publishing.publish: Case(
            lambda actor: publishing.publish(actor, draft), {"superuser"}, write
        ),
    }
    assert named(cases) == use_cases_in(timetabling)
    each_refuses_everybody_else(school, cases, subtests)
    assert week_grid(school.actors.superuser).may_edit
    assert not week_grid(school.actors.management).may_edit


def test_management_never_sees_a_draft(school: TinySchool, draft: int) -> None:
    drafts.add_slot(school.actors.superuser, draft, school.maths_a, 1, 1, None)
    assert places(week_grid(school.actors.management, chosen_id=school.class_a)) == set()
    own = week_grid(school.actors.superuser, chosen_id=school.class_a)
    assert places(own) == {(school.maths_a, 1, 1)}


def test_a_draft_changes_nothing_until_it_is_published(school: TinySchool, draft: int) -> None:
    before = contents()
    superuser = school.actors.superuser
    drafts.add_slot(superuser, draft, school.maths_a, 1, 1, None)
    effect = publishing.publish_effect(superuser, draft)
    assert effect.lessons.added > 0
    assert contents() == before
    with reading() as session:
        assert session.exec(select(ImportRun)).all() == []


def test_publishing_plans_lessons_and_undoing_takes_exactly_them_back(
    school: TinySchool, draft: int
) -> None:
    before = contents()
    superuser = school.actors.superuser
    drafts.add_slot(superuser, draft, school.maths_a, 1, 1, None)
    run = publishing.publish(superuser, draft)
    assert (school.maths_a, NEXT_MONDAY, 1) in lessons_from(NEXT_MONDAY)
    assert week_grid(superuser).draft_id is None
    undo(superuser, run)
    after = contents()
    assert after["TimetableVersion"] == before["TimetableVersion"]
    assert after["TimetableSlot"] == before["TimetableSlot"]
    assert (school.maths_a, NEXT_MONDAY, 1) not in lessons_from(NEXT_MONDAY)


def test_a_recorded_lesson_outlives_every_timetable(school: TinySchool, draft: int) -> None:
    superuser, ilze = school.actors.superuser, school.actors.ilze
    recorded = school.lesson(school.maths_a, FRIDAY)
    saved(ilze, topic(recorded, "Daļas"))
    drafts.date_draft(superuser, draft, TODAY)
    drafts.add_slot(superuser, draft, school.english, 2, 4, None)
    publishing.publish(superuser, draft)
    with reading() as session:
        assert session.get_one(Lesson, recorded).topic == "Daļas"


def test_a_week_is_seen_by_class_teacher_and_room(
    school: TinySchool, draft: int, room: int
) -> None:
    superuser = school.actors.superuser
    drafts.add_slot(superuser, draft, school.maths_a, 1, 1, room)
    drafts.add_slot(superuser, draft, school.maths_b, 2, 1, None)
    drafts.add_slot(superuser, draft, school.english, 3, 1, None)
    ilze = school.actors.ilze.person_id

    def week(whose: Whose, chosen: int) -> set[tuple[int, int, int]]:
        return places(week_grid(superuser, whose=whose, chosen_id=chosen))

    a, b, english = (school.maths_a, 1, 1), (school.maths_b, 2, 1), (school.english, 3, 1)
    assert week(Whose.CLASS, school.class_a) == {a, english}
    assert week(Whose.CLASS, school.class_b) == {b, english}
    assert week(Whose.TEACHER, ilze) == {a, b}
    assert week(Whose.ROOM, room) == {a}


def test_clashes_of_teacher_room_and_pupils_are_told_at_once(
    school: TinySchool, draft: int, room: int
) -> None:
    superuser = school.actors.superuser
    drafts.add_slot(superuser, draft, school.maths_a, 1, 1, room)
    assert week_grid(superuser, chosen_id=school.class_a).warnings == ()
    drafts.add_slot(superuser, draft, school.english, 1, 1, None)
    grid = week_grid(superuser, chosen_id=school.class_a)
    assert grid.own_warnings == len(grid.warnings) == 1
    assert all(one.warned for one in grid.lessons)
    drafts.add_slot(superuser, draft, school.choir, 1, 1, room)
    found = week_grid(superuser, chosen_id=school.class_b)
    assert len(found.warnings) > len(grid.warnings)


def test_one_lesson_of_two_classes_in_one_room_is_no_clash(
    school: TinySchool, draft: int, room: int
) -> None:
    superuser = school.actors.superuser
    with writing() as session:  # the same teacher, subject and room
        for journal_id in (school.maths_a, school.maths_b):
            journal = session.get_one(Journal, journal_id)
            assert journal.subject_id
        from ejournal_app.persistence.models import JournalTeacher

        for row in session.exec(
            select(JournalTeacher).where(
                col(JournalTeacher.journal_id) == school.maths_a,
                col(JournalTeacher.person_id) != school.actors.ilze.person_id,
            )
        ):
            session.delete(row)
    for journal_id in (school.maths_a, school.maths_b):
        drafts.add_slot(superuser, draft, journal_id, 1, 1, room)
    assert week_grid(superuser, chosen_id=school.class_a).warnings == ()


def test_a_day_over_the_legal_limit_is_told(school: TinySchool, draft: int) -> None:
    superuser = school.actors.superuser
    numbers = week_grid(superuser, chosen_id=school.class_a).numbers
    for number in numbers[:7]:  # grade 5: six
        drafts.add_slot(superuser, draft, school.maths_a, 1, number, None)
    drafts.add_slot(superuser, draft, school.choir, 1, numbers[7], None)  # counts towards nothing
    grid = week_grid(superuser, chosen_id=school.class_a)
    (warning,) = grid.warnings
    assert (warning.message.params["count"], warning.class_id) == (7, school.class_a)


def test_a_lesson_is_moved_and_removed(school: TinySchool, draft: int, room: int) -> None:
    superuser = school.actors.superuser
    drafts.add_slot(superuser, draft, school.maths_a, 1, 1, None)
    (lesson,) = week_grid(superuser, chosen_id=school.class_a).lessons
    drafts.change_slot(superuser, lesson.slot_id, 2, 3, room)
    (moved,) = week_grid(superuser, chosen_id=school.class_a).lessons
    assert (moved.weekday, moved.number, moved.room) == (2, 3, "K-77")
    drafts.remove_slot(superuser, lesson.slot_id)
    assert week_grid(superuser, chosen_id=school.class_a).lessons == ()
    with pytest.raises(Forbidden):
        drafts.remove_slot(superuser, lesson.slot_id)


BAD: dict[str, Callable[[TinySchool, int], Any]] = {
    "weekday": lambda school, draft: drafts.add_slot(
        school.actors.superuser, draft, school.maths_a, 8, 1, None
    ),
    "number": lambda school, draft: drafts.add_slot(
        school.actors.superuser, draft, school.maths_a, 1, 15, None
    ),
    "journal": lambda school, draft: drafts.add_slot(
        school.actors.superuser, draft, 10**6, 1, 1, None
    ),
    "room": lambda school, draft: drafts.add_slot(
        school.actors.superuser, draft, school.maths_a, 1, 1, 10**6
    ),
    "valid_from": lambda school, draft: drafts.date_draft(
        school.actors.superuser, draft, date(2030, 1, 1)
    ),
}


@pytest.mark.parametrize("field", BAD)
def test_a_place_that_does_not_exist_is_refused_beside_its_field(
    school: TinySchool, draft: int, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        BAD[field](school, draft)
    assert refusal.value.field == field


def test_the_same_lesson_is_not_put_twice(school: TinySchool, draft: int) -> None:
    superuser = school.actors.superuser
    drafts.add_slot(superuser, draft, school.maths_a, 1, 1, None)
    with pytest.raises(Refused):
        drafts.add_slot(superuser, draft, school.maths_a, 1, 1, None)


def test_a_draft_is_gone_on_with_and_thrown_away(school: TinySchool, draft: int) -> None:
    superuser = school.actors.superuser
    assert drafts.start_draft(superuser, TODAY) == draft
    drafts.discard_draft(superuser, draft, typed=f"{NEXT_MONDAY:%d.%m.%Y}")
    with reading() as session:
        assert session.exec(select(TimetableDraft)).all() == []
    with pytest.raises(Forbidden):
        publishing.publish(superuser, draft)


def test_a_draft_without_changes_is_not_published(school: TinySchool) -> None:
    superuser = school.actors.superuser
    first = drafts.start_draft(superuser, NEXT_MONDAY)
    drafts.add_slot(superuser, first, school.maths_a, 1, 1, None)
    publishing.publish(superuser, first)
    second = drafts.start_draft(superuser, NEXT_MONDAY + timedelta(days=7))
    assert places(week_grid(superuser, chosen_id=school.class_a)) == {(school.maths_a, 1, 1)}
    with pytest.raises(Refused):
        publishing.publish(superuser, second)
