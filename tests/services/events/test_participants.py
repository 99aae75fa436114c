"""Who takes part, and what their lessons show (Regulation 11)."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import EventParticipant, Lesson, SchoolEvent
from ejournal_app.persistence.queries.covers import read_covers
from ejournal_app.services.diary import diary_week
from ejournal_app.services.events.choosing import event_choices, find_pupils
from ejournal_app.services.events.page import open_event
from ejournal_app.services.events.participants import (
    add_class,
    add_group,
    add_pupil,
    remove_pupils,
)
from ejournal_app.services.lesson_page import open_lesson
from tests.support.entering import attendance, saved
from tests.support.school import TinySchool
from tests.support.school_days import FRIDAY, LESSON_DAYS, TODAY, TOMORROW
from tests.support.school_events import approve, proposed, riga
from tests.support.trail import trail

MONDAY = date(2026, 11, 16)


def names(school: TinySchool, event: int) -> dict[str, list[str]]:
    page = open_event(school.actors.janis, event)
    return {one.name: [pupil.name for pupil in one.pupils] for one in page.classes}


def symbols(pupil_id: int) -> dict[int, str]:
    """What each lesson shows of a pupil nothing is registered of, by lesson."""
    with reading() as session:
        covers = read_covers(session, [pupil_id], LESSON_DAYS[0], LESSON_DAYS[-1])
        return {
            lesson.id or 0: covers.symbol(
                None, pupil_id, lesson.day, lesson.number, lesson.starts_at, lesson.ends_at
            )
            for lesson in session.exec(select(Lesson)).all()
        }


def test_a_class_a_group_and_a_single_pupil_of_several_classes(school: TinySchool) -> None:
    ilze = school.actors.ilze
    event = proposed(school)
    # Zane left yesterday, Bruno left the group on Friday: neither is there today.
    assert add_group(ilze, event, school.group) == 2
    assert names(school, event) == {"5.a": ["Āboliņa Anna"], "5.b": ["Ozola Dace"]}
    assert add_class(ilze, event, school.class_a) == 2
    assert add_class(ilze, event, school.class_a) == 0
    assert add_pupil(ilze, event, school.marta) == 1
    assert {name: len(pupils) for name, pupils in names(school, event).items()} == {
        "5.a": 3,
        "5.b": 2,
    }
    remove_pupils(ilze, event, [school.marta, school.zane, 999_999])
    assert {name: len(pupils) for name, pupils in names(school, event).items()} == {
        "5.a": 3,
        "5.b": 1,
    }
    about_marta = [
        (entry.before, entry.after)
        for entry in trail()
        if entry.entity == "school_event" and entry.pupil_id == school.marta
    ]
    assert about_marta == [
        ({"takes_part": False}, {"takes_part": True}),
        ({"takes_part": True}, {"takes_part": False}),
    ]


def test_who_is_not_enrolled_on_the_day_is_refused(school: TinySchool) -> None:
    ilze = school.actors.ilze
    today = proposed(school)
    for pupil in (school.zane, 999_999):
        with pytest.raises(Refused, match="enrolled"):
            add_pupil(ilze, today, pupil)
    with pytest.raises(Refused, match="enrolled"):
        add_class(ilze, today, 999_999)
    # On the Monday before, Zane was there, Emīls was not yet, and Marta was in 5.a.
    before = proposed(school, day=MONDAY)
    with pytest.raises(Refused, match="enrolled"):
        add_pupil(ilze, before, school.emils)
    add_class(ilze, before, school.class_a)
    with reading() as session:
        inside = set(
            session.exec(
                select(EventParticipant.pupil_id).where(col(EventParticipant.event_id) == before)
            )
        )
    assert inside == {school.anna, school.bruno, school.zane, school.marta}
    assert list(names(school, before)) == ["5.a"]


def test_who_leaves_afterwards_stays_named_apart(school: TinySchool) -> None:
    event = proposed(school, day=MONDAY)
    add_pupil(school.actors.ilze, event, school.zane)
    with writing() as session:
        row = session.get_one(SchoolEvent, event)
        row.starts_at, row.ends_at = riga(TODAY, 9), riga(TODAY, 10)
    (apart,) = open_event(school.actors.janis, event).classes
    assert (apart.class_id, apart.name, len(apart.pupils)) == (0, "", 1)


def test_pupils_are_found_by_the_beginning_of_a_name(school: TinySchool) -> None:
    ilze = school.actors.ilze
    event = proposed(school)
    assert find_pupils(ilze, event, "a") == ()
    assert [one.pupil_id for one in find_pupils(ilze, event, "ann")] == [school.anna]
    assert find_pupils(ilze, event, "zane") == ()
    add_pupil(ilze, event, school.anna)
    assert find_pupils(ilze, event, "ann") == ()
    assert {one.pupil_id for one in find_pupils(ilze, event, "5.b")} == {school.dace, school.marta}
    choices = event_choices(ilze, event)
    assert [one.name for one in choices.classes] == ["5.a", "5.b"]
    assert [one.id for one in choices.groups] == [school.group]


def test_another_event_at_the_same_time_is_named(school: TinySchool) -> None:
    ilze = school.actors.ilze
    first, second = (
        proposed(school, title="Koncerts"),
        proposed(school, begins=(10, 29), ends=(10, 31)),
    )
    later = proposed(school, title="Vēlāk", begins=(10, 30), ends=(11, 0))
    for event in (first, second, later):
        add_pupil(ilze, event, school.anna)
    add_pupil(ilze, second, school.bruno)
    ((anna, bruno),) = (one.pupils for one in open_event(ilze, second).classes)
    assert (anna.also, bruno.also) == (("Koncerts", "Vēlāk"), ())
    ((anna,),) = (one.pupils for one in open_event(ilze, later).classes)
    assert anna.also == ("Olimpiāde",)


def test_until_it_is_over_the_teacher_says_who_takes_part_then_the_management(
    school: TinySchool,
) -> None:
    ilze, heads = school.actors.ilze, school.actors.management
    event = proposed(school, begins=(9, 0), ends=(13, 59))
    add_pupil(ilze, event, school.anna)
    approve(school, event)
    assert not open_event(ilze, event).writable
    with pytest.raises(Refused, match="The event is over"):
        add_pupil(ilze, event, school.bruno)
    assert add_pupil(heads, event, school.bruno) == 1
    running = proposed(school, title="Vēl notiek", begins=(9, 0), ends=(14, 1))
    add_pupil(ilze, running, school.anna)
    approve(school, running)
    remove_pupils(ilze, running, [school.anna])
    assert names(school, running) == {}


def test_the_lesson_shows_it_before_anybody_is_registered(school: TinySchool) -> None:
    ilze = school.actors.ilze
    lesson = school.lesson(school.maths_a)
    event = proposed(school)
    add_pupil(ilze, event, school.anna)

    def marked() -> dict[str, str]:
        return {one.name: one.event for one in open_lesson(ilze, lesson).pupils if one.event}

    assert marked() == {}
    approve(school, event)
    (shown,) = marked().values()
    assert shown == "Olimpiāde"
    # Whoever registers an absence all the same writes a fact, which shows as taking part.
    saved(ilze, attendance(lesson, school.anna, "absent"))
    with reading() as session:
        row = session.get_one(Lesson, lesson)
        covers = read_covers(session, [school.anna], TODAY, TODAY)
        for status, wanted in ((AttendanceStatus.ABSENT, "d"), (AttendanceStatus.PRESENT, "")):
            assert (
                covers.symbol(status, school.anna, TODAY, row.number, row.starts_at, row.ends_at)
                == wanted
            )


def test_the_family_sees_approved_events_on_their_days(school: TinySchool) -> None:
    ilze, parent = school.actors.ilze, school.actors.parent
    event = proposed(school, begins=(18, 0), until=TOMORROW, ends=(12, 0), remark="Iekšēji")
    camp = proposed(school, title="Nometne", day=date(2026, 11, 28), begins=(9, 0), ends=(17, 0))
    for one in (event, camp):
        add_pupil(ilze, one, school.anna)
    assert not [day for day in diary_week(parent, school.anna, TODAY).days if day.events]
    approve(school, event)
    approve(school, camp)
    week = diary_week(parent, school.anna, TODAY)
    assert {day.day: [one.title for one in day.events] for day in week.days if day.events} == {
        TODAY: ["Olimpiāde"],
        TOMORROW: ["Olimpiāde"],
        date(2026, 11, 28): ["Nometne"],
    }
    assert "Iekšēji" not in repr(week)
    other = diary_week(school.actors.other_parent, school.dace, TODAY)
    assert not [day for day in other.days if day.events]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    begins=st.integers(0, 15 * 24 * 60),
    lasts=st.integers(1, 3 * 24 * 60),
    states=st.sampled_from(["approved", "proposed", "called_off"]),
)
def test_a_participant_takes_part_exactly_in_the_lessons_that_overlap(
    school: TinySchool, begins: int, lasts: int, states: str
) -> None:
    """Compared with the minutes of the event and of each lesson, one by one."""
    starts_at = riga(LESSON_DAYS[0], 0) + timedelta(minutes=begins)
    with writing() as session:
        event = session.exec(select(SchoolEvent)).first() or SchoolEvent(
            school_id=1,
            title="Pasākums",
            responsible_id=school.actors.ilze.person_id,
            proposed_by_id=school.actors.ilze.person_id,
            proposed_at=riga(FRIDAY, 9),
            starts_at=starts_at,
            ends_at=starts_at,
        )
        is_new = event.id is None
        event.starts_at, event.ends_at = starts_at, starts_at + timedelta(minutes=lasts)
        event.state = states
        session.add(event)
        session.flush()
        assert event.id is not None
        if is_new:
            session.add(
                EventParticipant(
                    event_id=event.id,
                    pupil_id=school.anna,
                    added_at=riga(FRIDAY, 9),
                    added_by_id=school.actors.ilze.person_id,
                )
            )
    minutes = {starts_at + timedelta(minutes=one) for one in range(lasts)}
    with reading() as session:
        wanted = {
            lesson.id
            for lesson in session.exec(select(Lesson)).all()
            if states == "approved"
            and minutes & {lesson.starts_at + timedelta(minutes=one) for one in range(40)}
        }
    assert {lesson for lesson, symbol in symbols(school.anna).items() if symbol == "d"} == wanted
    assert set(symbols(school.dace).values()) == {""}
