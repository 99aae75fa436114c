"""Attendance: present by default, checked by an act of its own (Regulation 10, 11)."""

from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.access import Permission
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Attendance, Lesson
from ejournal_app.services.lesson_page import open_lesson
from tests.support.entering import attendance, checked, recorded, saved
from tests.support.school import TinySchool
from tests.support.school_days import DAY, FRIDAY, TODAY, YESTERDAY
from tests.support.together import together
from tests.support.trail import trail


def facts_of(lesson_id: int) -> dict[int, str]:
    with reading() as session:
        rows = session.exec(select(Attendance).where(col(Attendance.lesson_id) == lesson_id)).all()
    return {row.pupil_id: row.status for row in rows}


def test_nothing_is_stored_until_somebody_says_something(school: TinySchool) -> None:
    view = open_lesson(school.actors.ilze, school.lesson(school.maths_a))
    assert {pupil.status for pupil in view.pupils} == {""}
    assert not view.checked


def test_checking_stores_presence_for_those_who_belonged_that_day(school: TinySchool) -> None:
    everybody = {
        FRIDAY - DAY: {"anna", "bruno", "zane", "marta"},
        FRIDAY: {"anna", "bruno", "zane"},
        YESTERDAY: {"anna", "bruno", "zane", "emils"},
        TODAY: {"anna", "bruno", "emils"},
    }
    for day, present in everybody.items():
        lesson = school.lesson(school.maths_a, day)
        saved(school.actors.ilze, checked(lesson))
        assert facts_of(lesson) == {getattr(school, name): "present" for name in present}
        entry = trail(Permission.ATTENDANCE_WRITE)[-1]
        assert (entry.entity, entry.entity_id) == ("lesson", lesson)
        assert entry.after == {"checked": True, "present": len(present)}


def test_a_group_counts_its_members_who_are_at_school(school: TinySchool) -> None:
    for day, present in (
        (FRIDAY, {"anna", "bruno", "dace", "zane"}),
        (TODAY, {"anna", "dace"}),
    ):
        lesson = school.lesson(school.english, day)
        saved(school.actors.janis, checked(lesson))
        assert set(facts_of(lesson)) == {getattr(school, name) for name in present}


def test_checking_leaves_the_absent_and_the_late_as_they_are(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    saved(
        school.actors.ilze,
        attendance(lesson, school.anna, "absent"),
        attendance(lesson, school.bruno, "late"),
        checked(lesson),
    )
    assert facts_of(lesson) == {
        school.anna: "absent",
        school.bruno: "late",
        school.emils: "present",
    }
    saved(school.actors.janis, attendance(lesson, school.emils, "absent", "present"))
    assert facts_of(lesson)[school.emils] == "absent"


def test_checked_stays_checked_and_is_stored_once(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    together(
        lambda: saved(school.actors.ilze, checked(lesson)),
        lambda: saved(school.actors.janis, checked(lesson)),
    )
    assert len(trail(Permission.ATTENDANCE_WRITE)) == 1
    before = recorded()["attendance"]
    saved(school.actors.janis, checked(lesson))
    assert recorded()["attendance"] == before
    with reading() as session:
        assert session.get_one(Lesson, lesson).attendance_checked_at == clock.now()


def test_the_status_of_the_pupils_previous_lesson_of_the_day_is_at_hand(
    school: TinySchool,
) -> None:
    """Absence can be carried over from any journal's earlier lesson, English before maths."""
    english, choir = school.lesson(school.english), school.lesson(school.choir)
    maths = school.lesson(school.maths_a)
    saved(school.actors.janis, attendance(english, school.anna, "absent"))
    saved(school.actors.janis, attendance(choir, school.bruno, "absent"))
    saved(
        school.actors.ilze,
        attendance(school.lesson(school.maths_a, YESTERDAY), school.emils, "absent"),
        attendance(maths, school.bruno, "late"),
    )
    in_maths = {p.pupil_id: p for p in open_lesson(school.actors.ilze, maths).pupils}
    assert {key: (p.status, p.earlier_status) for key, p in in_maths.items()} == {
        school.anna: ("", "absent"),
        school.bruno: ("late", ""),
        school.emils: ("", ""),
    }
    saved(school.actors.ilze, checked(maths))
    in_choir = {p.pupil_id: p for p in open_lesson(school.actors.janis, choir).pupils}
    assert {key: (p.status, p.earlier_status) for key, p in in_choir.items()} == {
        school.anna: ("", "present"),
        school.bruno: ("absent", "late"),
        school.emils: ("", "present"),
    }
