"""Semesters, breaks and single days, and what they mean for lessons."""

from datetime import date

import pytest
from sqlmodel import col, select

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Lesson, TimetableSlot, TimetableVersion
from ejournal_app.services.lesson_planning import replan
from ejournal_app.services.setup.breaks import remove_break, save_break
from ejournal_app.services.setup.days import add_day, remove_day
from ejournal_app.services.setup.lesson_effects import Effect
from ejournal_app.services.setup.semesters import SemesterDates, save_semesters
from ejournal_app.services.setup.year_page import year_page
from tests.support.entering import saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import HOLIDAY, NOW, SEPTEMBER, TODAY, TOMORROW, YESTERDAY
from tests.support.trail import trail

MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)
DATES = SemesterDates(
    first_starts=SEPTEMBER,
    first_ends=date(2026, 12, 18),
    second_starts=date(2027, 1, 4),
    second_ends=date(2027, 5, 31),
)


@pytest.fixture(autouse=True)
def timetable(school: TinySchool) -> None:
    """Mathematics of 5.a on every working day."""
    with writing() as session:
        version = TimetableVersion(
            year_id=school.year_id, valid_from=SEPTEMBER, imported_at=NOW.astimezone()
        )
        session.add(version)
        session.flush()
        assert version.id is not None
        for weekday in range(1, 6):
            session.add(
                TimetableSlot(
                    version_id=version.id, journal_id=school.maths_a, weekday=weekday, number=2
                )
            )
        replan(session, school.year_id, TODAY)


def days_with_lessons(school: TinySchool, journal_id: int | None = None) -> set[date]:
    with reading() as session:
        return set(
            session.exec(
                select(col(Lesson.day)).where(
                    col(Lesson.journal_id) == (journal_id or school.maths_a)
                )
            )
        )


def closed(school: TinySchool, day: date, grade: int | None = None) -> Effect:
    return add_day(
        school.actors.superuser,
        school.year_id,
        day=day,
        kind="closed",
        name="Apkures avārija",
        grade=grade,
    )


def test_a_closed_day_takes_planned_lessons_away_and_keeps_recorded_ones(
    school: TinySchool,
) -> None:
    saved(school.actors.ilze, topic(school.lesson(school.maths_a), "Daļas"))
    effect = closed(school, TODAY)
    assert (effect.kept, effect.removed > 0) == (1, True)
    assert TODAY in days_with_lessons(school)
    assert TODAY not in days_with_lessons(school, school.maths_b)
    (hit,) = year_page(school.actors.superuser, school.year_id).hits
    assert (hit.lesson_id, hit.day) == (school.lesson(school.maths_a), TODAY)
    assert hit.reason.params["name"] == "Apkures avārija"


def test_nobody_owes_an_entry_for_a_past_day_that_turns_out_closed(school: TinySchool) -> None:
    closed(school, MONDAY)
    assert MONDAY not in days_with_lessons(school)
    (day,) = year_page(school.actors.superuser, school.year_id).days
    effect = remove_day(school.actors.superuser, school.year_id, day.day_id)
    assert effect.added == 1
    assert MONDAY in days_with_lessons(school)


def test_a_moved_working_day_follows_the_timetable_of_the_day_it_replaces(
    school: TinySchool,
) -> None:
    add_day(
        school.actors.superuser,
        school.year_id,
        day=SATURDAY,
        kind="moved_working",
        name="Pārcelta diena",
        grade=None,
        replaces=TOMORROW,
    )
    days = days_with_lessons(school)
    assert SATURDAY in days
    assert TOMORROW not in days


def test_lessons_may_be_allowed_on_a_holiday_for_one_grade(school: TinySchool) -> None:
    page = year_page(school.actors.superuser, school.year_id)
    assert HOLIDAY in {one.day for one in page.law}
    add_day(
        school.actors.superuser,
        school.year_id,
        day=HOLIDAY,
        kind="lessons_allowed",
        name="Projektu diena",
        grade=5,
    )
    page = year_page(school.actors.superuser, school.year_id)
    (overridden,) = [one for one in page.law if one.is_overridden]
    assert overridden.day == HOLIDAY
    assert HOLIDAY in days_with_lessons(school)


def test_a_break_takes_lessons_away_and_gives_them_back(school: TinySchool) -> None:
    superuser, year = school.actors.superuser, school.year_id
    before = days_with_lessons(school)
    save_break(superuser, year, None, name="Garās", grade=5, starts_on=TOMORROW, ends_on=SATURDAY)
    assert TOMORROW not in days_with_lessons(school)
    (own,) = [row for row in year_page(superuser, year).breaks if row.name == "Garās"]
    save_break(
        superuser, year, own.break_id, name="Garās", grade=1, starts_on=TOMORROW, ends_on=SATURDAY
    )
    assert days_with_lessons(school) == before
    remove_break(superuser, year, own.break_id)
    assert "Garās" not in {row.name for row in year_page(superuser, year).breaks}


def test_semesters_are_set_for_the_chosen_grades_only(school: TinySchool) -> None:
    superuser = school.actors.superuser
    shorter = SemesterDates(
        first_starts=SEPTEMBER,
        first_ends=date(2026, 12, 11),
        second_starts=date(2027, 1, 11),
        second_ends=date(2027, 5, 28),
    )
    effect = save_semesters(superuser, school.year_id, [5, 6], shorter)
    assert effect.removed > 0
    groups = year_page(superuser, school.year_id).groups
    assert {group.grades: group.dates for group in groups} == {
        (1, 2, 3, 4, 7, 8, 9, 10, 11, 12): None,
        (5, 6): shorter,
    }
    assert max(days_with_lessons(school)) == date(2027, 5, 28)
    save_semesters(superuser, school.year_id, range(1, 13), DATES)
    (group,) = year_page(superuser, school.year_id).groups
    assert (group.grades, group.dates) == (tuple(range(1, 13)), DATES)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"first_ends": SEPTEMBER}, "first_ends"),
        ({"second_starts": date(2026, 12, 18)}, "second_starts"),
        ({"second_ends": date(2027, 1, 4)}, "second_ends"),
        ({"second_ends": date(2027, 9, 1)}, "second_ends"),
        ({"first_starts": date(2026, 8, 31)}, "first_starts"),
    ],
)
def test_semesters_out_of_order_are_refused_beside_the_day(
    school: TinySchool, change: dict[str, date], field: str
) -> None:
    dates = SemesterDates(
        **{name: getattr(DATES, name) for name in SemesterDates.__slots__} | change
    )
    with pytest.raises(Refused) as refusal:
        save_semesters(school.actors.superuser, school.year_id, [5], dates)
    assert refusal.value.field == field


def test_days_that_cannot_be_are_refused_beside_the_field(school: TinySchool) -> None:
    closed(school, TOMORROW, grade=5)
    good = {"day": SATURDAY, "kind": "closed", "name": "Svētki", "grade": None, "replaces": None}
    for change, field in (
        ({"name": " "}, "day_name"),
        ({"kind": "party"}, "day_kind"),
        ({"grade": 13}, "day_grade"),
        ({"day": date(2027, 9, 1)}, "day"),
        ({"day": TOMORROW}, "day"),
        ({"kind": "moved_working", "replaces": SATURDAY}, "day_replaces"),
        ({"kind": "moved_working", "replaces": date(2030, 1, 1)}, "day_replaces"),
        ({"kind": "moved_working", "grade": 5}, "day_grade"),
    ):
        with pytest.raises(Refused) as refusal:
            add_day(school.actors.superuser, school.year_id, **(good | change))  # type: ignore[arg-type]
        assert refusal.value.field == field
    assert len(year_page(school.actors.superuser, school.year_id).days) == 1


def test_breaks_that_cannot_be_are_refused_beside_the_field(school: TinySchool) -> None:
    good = {"name": "Garās", "grade": None, "starts_on": TODAY, "ends_on": TOMORROW}
    for change, field in (
        ({"name": ""}, "break_name"),
        ({"grade": 0}, "break_grade"),
        ({"ends_on": YESTERDAY}, "break_ends"),
        ({"ends_on": date(2027, 9, 1)}, "break_ends"),
    ):
        with pytest.raises(Refused) as refusal:
            save_break(school.actors.superuser, school.year_id, None, **(good | change))  # type: ignore[arg-type]
        assert refusal.value.field == field


@pytest.mark.parametrize("unknown", [-1, 0, 999_999])
def test_what_is_not_there_is_refused_like_foreign_things(school: TinySchool, unknown: int) -> None:
    superuser, year = school.actors.superuser, school.year_id
    for call in (
        lambda: year_page(superuser, unknown),
        lambda: remove_break(superuser, year, unknown),
        lambda: remove_day(superuser, year, unknown),
        lambda: save_semesters(superuser, unknown, [5], DATES),
    ):
        with pytest.raises(Forbidden):
            call()


def test_every_change_is_in_the_trail(school: TinySchool) -> None:
    closed(school, TOMORROW)
    (day,) = year_page(school.actors.superuser, school.year_id).days
    remove_day(school.actors.superuser, school.year_id, day.day_id)
    entries = [entry for entry in trail() if entry.entity == "calendar_exception"]
    assert [entry.after is None for entry in entries] == [False, True]
