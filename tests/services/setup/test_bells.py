"""Bell schedules: what they may be, and which one rings when."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlmodel import select

from ejournal_app import clock
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Lesson, School, TimetableSlot, TimetableVersion
from ejournal_app.services.bells import load_bells
from ejournal_app.services.setup.bell_schedules import (
    Period,
    add_bell_day,
    bell_schedules,
    remove_bell_day,
    remove_schedule,
    save_schedule,
)
from tests.support.entering import saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import NOW, SEPTEMBER, TODAY, TOMORROW

NEXT_WEEK = TODAY + timedelta(days=7)


def periods(*spans: str) -> list[Period]:
    """Times written `2 09:00-09:30`."""
    made: list[Period] = []
    for span in spans:
        number, _, times = span.partition(" ")
        start, _, end = times.partition("-")
        made.append(
            Period(
                number=int(number),
                starts_at=time.fromisoformat(start),
                ends_at=time.fromisoformat(end),
            )
        )
    return made


SHORT = periods("1 08:30-09:00", "2 09:10-09:40", "3 09:50-10:20", "7 12:00-12:30")


def save(school: TinySchool, schedule_id: int | None = None, /, **change: Any) -> int:
    values: dict[str, Any] = {
        "name": "Īsās",
        "valid_from": SEPTEMBER,
        "is_ordinary": False,
        "periods": SHORT,
    }
    return save_schedule(school.actors.superuser, schedule_id, **(values | change))


def starts(day: date, number: int = 2) -> str:
    with reading() as session:
        school_id = session.exec(select(School.id)).one()
        assert school_id is not None
        starts_at, _ = load_bells(session, school_id).span(day, number)
    return f"{clock.local(starts_at):%H:%M}"


def test_a_short_schedule_rings_only_on_its_days(school: TinySchool) -> None:
    short = save(school)
    assert starts(TODAY) == "09:30"
    superuser = school.actors.superuser
    add_bell_day(superuser, short, weekday=3, day=None, starts_on=TODAY, ends_on=TODAY)
    assert (starts(TODAY), starts(NEXT_WEEK)) == ("09:10", "09:30")
    add_bell_day(superuser, short, weekday=None, day=TOMORROW)
    assert starts(TOMORROW) == "09:10"


def test_a_date_goes_before_a_day_of_the_week_and_a_later_rule_before_an_earlier(
    school: TinySchool,
) -> None:
    superuser = school.actors.superuser
    short = save(school)
    late = save(school, name="Vēlās", periods=periods("2 11:00-11:40"))
    add_bell_day(superuser, short, weekday=3, day=None, starts_on=SEPTEMBER)
    add_bell_day(superuser, late, weekday=3, day=None, starts_on=NEXT_WEEK)
    assert (starts(TODAY), starts(NEXT_WEEK)) == ("09:10", "11:00")
    add_bell_day(superuser, late, weekday=None, day=TODAY)
    assert starts(TODAY) == "11:00"


def test_an_ordinary_schedule_holds_from_its_day_until_the_next(school: TinySchool) -> None:
    save(school, name="No pirmdienas", valid_from=TOMORROW, is_ordinary=True)
    assert (starts(TODAY), starts(TOMORROW)) == ("09:30", "09:10")
    assert [one.is_in_force for one in bell_schedules(school.actors.superuser)] == [False, True]


def test_lessons_to_come_get_the_new_times_and_recorded_ones_keep_theirs(
    school: TinySchool,
) -> None:
    with writing() as session:
        version = TimetableVersion(
            year_id=school.year_id, valid_from=SEPTEMBER, imported_at=NOW.astimezone()
        )
        session.add(version)
        session.flush()
        for weekday in range(1, 6):
            session.add(
                TimetableSlot(
                    version_id=version.id or 0,
                    journal_id=school.maths_a,
                    weekday=weekday,
                    number=2,
                )
            )
    recorded, untouched = (
        school.lesson(school.maths_a, TOMORROW),
        school.lesson(school.maths_a, TOMORROW + timedelta(days=1)),
    )
    saved(school.actors.ilze, topic(recorded, "Daļas"))
    save(school, name="Citas", valid_from=TOMORROW, is_ordinary=True)
    with reading() as session:
        times = [
            f"{clock.local(session.get_one(Lesson, lesson).starts_at):%H:%M}"
            for lesson in (recorded, untouched)
        ]
    assert times == ["09:30", "09:10"]
    with pytest.raises(Refused, match="no time for lesson"):
        save(school, name="Bez otrās", is_ordinary=True, valid_from=NEXT_WEEK, periods=SHORT[:1])
    assert len(bell_schedules(school.actors.superuser)) == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"periods": []}, "periods"),
        ({"periods": periods("1 09:00-09:00")}, "periods"),
        ({"periods": periods("1 09:00-09:40", "2 09:30-10:10")}, "periods"),
        ({"periods": periods("1 09:00-09:40", "1 10:00-10:40")}, "periods"),
        ({"periods": periods("14 09:00-09:40")}, "periods"),
        ({"is_ordinary": True}, "valid_from"),
        ({"name": "Ikdienas"}, "valid_from"),
    ],
)
def test_what_cannot_ring_is_refused_in_words(
    school: TinySchool, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        save(school, **change)
    assert refusal.value.field == field
    assert len(bell_schedules(school.actors.superuser)) == 1


def test_overlapping_times_are_named(school: TinySchool) -> None:
    with pytest.raises(Refused) as refusal:
        save(school, periods=periods("1 09:00-09:40", "2 09:30-10:10"))
    said = refusal.value.message.english()
    assert said == "Lesson 2 begins at 09:30, before lesson 1 ends at 09:40."


def test_a_schedule_is_changed_in_place_and_removed_with_its_days(school: TinySchool) -> None:
    superuser = school.actors.superuser
    short = save(school)
    add_bell_day(superuser, short, weekday=None, day=TOMORROW)
    assert save(school, short, name="Saīsinātās", periods=SHORT[:2]) == short
    (own,) = [one for one in bell_schedules(superuser) if one.schedule_id == short]
    assert (own.name, len(own.periods), len(own.days)) == ("Saīsinātās", 2, 1)
    remove_bell_day(superuser, own.days[0].bell_day_id)
    add_bell_day(superuser, short, weekday=5, day=None)
    remove_schedule(superuser, short, typed="saīsinātās")
    (left,) = bell_schedules(superuser)
    with pytest.raises(Refused):
        remove_schedule(superuser, left.schedule_id, typed=left.name)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"weekday": None, "day": None}, "weekday"),
        ({"weekday": 1, "day": TODAY}, "weekday"),
        ({"weekday": 8, "day": None}, "weekday"),
        ({"weekday": 1, "day": None, "starts_on": TOMORROW, "ends_on": TODAY}, "ends_on"),
    ],
)
def test_days_that_cannot_be_are_refused(
    school: TinySchool, change: dict[str, Any], field: str
) -> None:
    short = save(school)
    with pytest.raises(Refused) as refusal:
        add_bell_day(school.actors.superuser, short, **change)  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_what_is_not_there_is_refused_like_foreign_things(school: TinySchool) -> None:
    superuser = school.actors.superuser
    for call in (
        lambda: save(school, 999_999),
        lambda: remove_schedule(superuser, 999_999, typed=""),
        lambda: add_bell_day(superuser, 999_999, weekday=1, day=None),
        lambda: remove_bell_day(superuser, 999_999),
    ):
        with pytest.raises(Forbidden):
            call()
