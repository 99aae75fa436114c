"""The diary: the own child's lessons, with everything recorded in them, and nobody else's."""

from collections.abc import Callable
from datetime import date

import pytest

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.errors import Forbidden
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import CalendarException, DayKind
from ejournal_app.services import live
from ejournal_app.services.diary import DiaryLesson, DiaryWeek, children, diary_week
from ejournal_app.services.entries.operations import OperationKind
from tests.support.entering import attendance, checked, mark, operation, saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import DAY, FRIDAY, HOLIDAY, TODAY, TOMORROW, YESTERDAY
from tests.support.school_rows import planned_lesson

MONDAY = TODAY - 2 * DAY


def subjects(week: DiaryWeek) -> dict[date, list[str]]:
    return {day.day: [lesson.subject for lesson in day.lessons] for day in week.days}


def lesson_on(week: DiaryWeek, day: date, subject: str = "Matemātika") -> DiaryLesson:
    lessons = next(own.lessons for own in week.days if own.day == day)
    return next(lesson for lesson in lessons if lesson.subject == subject)


def test_a_week_is_the_pupils_own_lessons_in_order(school: TinySchool) -> None:
    week = diary_week(school.actors.parent, school.anna)
    assert (week.monday, week.today) == (MONDAY, TODAY)
    assert (week.child.name, week.child.class_name) == ("Anna Āboliņa", "5.a")
    assert subjects(week) == {
        MONDAY + n * DAY: ["Angļu valoda", "Matemātika", "Koris"] for n in range(5)
    }
    assert subjects(diary_week(school.actors.other_parent, school.dace))[TODAY] == [
        "Angļu valoda",
        "Matemātika",
    ]
    assert set(week.topics) == {
        live.pupil_topic(school.anna),
        *(live.journal_topic(own) for own in (school.maths_a, school.english, school.choir)),
    }


def test_on_a_weekend_the_coming_week_opens(
    school: TinySchool, clock_at: Callable[[date], None]
) -> None:
    for day in (date(2026, 11, 28), date(2026, 11, 29)):
        clock_at(day)
        assert diary_week(school.actors.parent, school.anna).monday == date(2026, 11, 30)


def test_what_the_teacher_records_is_there(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    saved(
        school.actors.ilze,
        topic(lesson, "Daļas"),
        operation(OperationKind.OUTCOME, "Saskaita", lesson=lesson),
        operation(OperationKind.HOMEWORK, "3. uzd.", lesson=lesson),
        attendance(lesson, school.anna, "late"),
        mark(school.quiz, school.anna, "i"),
        mark(school.test, school.anna, "4|7"),
        mark(school.test, school.bruno, "9"),
    )
    for reader in (school.actors.parent, school.actors.pupil, school.actors.maija):
        week = diary_week(reader, school.anna)
        today = lesson_on(week, TODAY)
        assert (today.topic, today.homework, today.homework_due) == ("Daļas", "3. uzd.", TOMORROW)
        assert today.status is AttendanceStatus.LATE
        assert [(m.shown, m.words.english(), m.kind_lv) for m in today.marks] == [
            ("i", "pass", "Formatīvs")
        ]
        (given,) = lesson_on(week, YESTERDAY).marks
        assert (given.shown, given.words.english(), given.title) == ("4|7", "good", "Daļas")
        assert lesson_on(week, TOMORROW).due_here == ("3. uzd.",)


def test_another_childs_marks_and_absences_do_not_show(school: TinySchool) -> None:
    lesson = school.lesson(school.english)
    saved(school.actors.ilze, mark(school.test, school.bruno, "9"))
    saved(school.actors.janis, attendance(lesson, school.anna, "absent"))
    week = diary_week(school.actors.other_parent, school.dace)
    assert lesson_on(week, TODAY, "Angļu valoda").status is None
    assert not [m for day in week.days for lesson in day.lessons for m in lesson.marks]


def test_a_cleared_mark_is_gone(school: TinySchool) -> None:
    saved(
        school.actors.ilze,
        mark(school.test, school.anna, "4"),
        mark(school.test, school.anna, "", "4"),
    )
    assert lesson_on(diary_week(school.actors.parent, school.anna), YESTERDAY).marks == ()


def test_what_is_prepared_ahead_is_hidden_until_its_day(
    school: TinySchool, clock_at: Callable[[date], None]
) -> None:
    lesson = school.lesson(school.maths_a, TOMORROW)
    saved(
        school.actors.ilze,
        topic(lesson, "Kontroldarbs"),
        operation(OperationKind.HOMEWORK, "Atkārtot", lesson=lesson),
    )
    week = diary_week(school.actors.parent, school.anna)
    draft = lesson_on(week, TOMORROW)
    assert (draft.topic, draft.homework, draft.homework_due) == ("", "", None)
    assert lesson_on(week, FRIDAY + 7 * DAY).due_here == ()
    clock_at(TOMORROW)
    week = diary_week(school.actors.parent, school.anna)
    assert lesson_on(week, TOMORROW).topic == "Kontroldarbs"
    assert lesson_on(week, FRIDAY + 7 * DAY).due_here == ("Atkārtot",)


def test_a_pupil_who_moved_has_each_class_on_its_own_days(school: TinySchool) -> None:
    moved = FRIDAY
    saved(
        school.actors.ilze,
        *(
            topic(school.lesson(journal, day), f"{name} {day:%d}")
            for journal, name in ((school.maths_a, "5.a"), (school.maths_b, "5.b"))
            for day in (moved - DAY, moved)
        ),
    )
    week = diary_week(school.actors.management, school.marta, moved)
    assert lesson_on(week, moved - DAY).topic == "5.a 19"
    assert lesson_on(week, moved).topic == "5.b 20"
    assert subjects(week)[moved] == ["Matemātika"]
    assert {live.journal_topic(school.maths_a), live.journal_topic(school.maths_b)} <= {
        *week.topics
    }


def test_a_pupil_who_left_a_group_keeps_only_its_earlier_lessons(school: TinySchool) -> None:
    before = subjects(diary_week(school.actors.management, school.bruno, FRIDAY))
    after = subjects(diary_week(school.actors.management, school.bruno))
    assert "Angļu valoda" in before[FRIDAY]
    assert all("Angļu valoda" not in lessons for lessons in after.values())


def test_a_newcomer_has_nothing_from_before(school: TinySchool) -> None:
    saved(school.actors.ilze, checked(school.lesson(school.maths_a, MONDAY)))
    week = subjects(diary_week(school.actors.management, school.emils))
    assert (week[MONDAY], week[YESTERDAY]) == ([], ["Matemātika", "Koris"])


def test_free_days_say_why(school: TinySchool) -> None:
    with writing() as session:
        session.add(
            CalendarException(
                year_id=school.year_id,
                day=date(2026, 12, 11),
                kind=DayKind.CLOSED,
                name="Skolas dzimšanas diena",
            )
        )
    reasons = {
        day: {
            own.day: own.reason.english()
            for own in diary_week(school.actors.parent, school.anna, day).days
            if own.reason is not None
        }
        for day in (HOLIDAY, date(2026, 10, 21), date(2026, 12, 11))
    }
    assert list(reasons[HOLIDAY]) == [HOLIDAY]
    assert "official holiday, Latvijas Republikas" in reasons[HOLIDAY][HOLIDAY]
    in_break = reasons[date(2026, 10, 21)]
    assert len(in_break) == 5
    assert all("pupils' break, rudens brīvlaiks" in reason for reason in in_break.values())
    assert reasons[date(2026, 12, 11)] == {
        date(2026, 12, 11): "No lessons on 2026-12-11: Skolas dzimšanas diena."
    }


def test_a_weekend_shows_only_when_something_is_on(school: TinySchool) -> None:
    saturday = date(2026, 11, 28)
    assert len(diary_week(school.actors.parent, school.anna).days) == 5
    with writing() as session:
        session.add(planned_lesson(school.choir, saturday, 3))
    assert subjects(diary_week(school.actors.parent, school.anna))[saturday] == ["Koris"]


def test_a_parent_who_changes_the_id_sees_nothing(school: TinySchool) -> None:
    actors = school.actors
    for reader, pupil in (
        (actors.parent, school.dace),
        (actors.parent, school.bruno),
        (actors.pupil, school.bruno),
        (actors.restricted_parent, school.anna),
        (actors.former_pupil, school.zane),
    ):
        with pytest.raises(Forbidden):
            diary_week(reader, pupil)


def test_everybody_is_offered_their_own(school: TinySchool) -> None:
    actors = school.actors
    offered = {
        name: [child.pupil_id for child in children(actor)] for name, actor in actors.all().items()
    }
    assert {name: ids for name, ids in offered.items() if ids} == {
        "parent": [school.anna],
        "other_parent": [school.dace],
        "pupil": [school.anna],
        "other_pupil": [school.dace],
    }
