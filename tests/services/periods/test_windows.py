"""Setting the windows by kind and grade, and opening a closed one for a teacher."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.periods import Window
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import RuleSetting
from ejournal_app.services.notices.own import own_notices
from ejournal_app.services.periods.page import open_periods
from ejournal_app.services.periods.reopening import (
    ReopeningData,
    end_reopening,
    journals_of_teacher,
    reopen,
    reopenings,
    teachers_of_year,
)
from ejournal_app.services.periods.windows import (
    WindowData,
    WindowsView,
    period_windows,
    reset_window,
    save_window,
)
from ejournal_app.services.school_rules import Rule
from tests.support.entering import period_mark, saved
from tests.support.school import TinySchool
from tests.support.school_days import SEPTEMBER, TODAY
from tests.support.trail import trail

ClockAt = Callable[[date], None]
INTERIM = EntryKind.INTERIM_1
WANTED = WindowData(
    kind=INTERIM,
    first_grade=1,
    last_grade=12,
    opens_on=date(2026, 11, 20),
    closes_on=date(2026, 12, 22),
)


def view(school: TinySchool) -> WindowsView:
    found = period_windows(school.actors.management)
    assert found is not None
    return found


def interim(school: TinySchool) -> tuple[Window | None, bool]:
    (kind,) = [one for one in view(school).kinds if one.kind is INTERIM]
    (line,) = kind.lines
    return line.window, line.own


def test_windows_follow_the_calendar_until_the_school_sets_them(school: TinySchool) -> None:
    default = (Window(date(2026, 12, 4), date(2026, 12, 25)), False)
    assert interim(school) == default
    save_window(school.actors.management, WANTED)
    assert interim(school) == (Window(WANTED.opens_on, WANTED.closes_on), True)
    reset_window(school.actors.superuser, INTERIM, 1, 12)
    assert interim(school) == default
    changed = [entry for entry in trail() if entry.entity == "period_window"]
    assert [(entry.after or {})["window"] for entry in changed] == [
        ["2026-11-20", "2026-12-22"],
        None,
    ]


def test_exams_are_entered_with_year_marks_until_the_school_says_otherwise(
    school: TinySchool,
) -> None:
    def exams() -> tuple[Window | None, bool]:
        (line,) = next(
            one.lines for one in view(school).kinds if one.kind is EntryKind.SESSION_EXAM
        )
        return line.window, line.own

    boss, spring = school.actors.management, (date(2027, 5, 3), date(2027, 5, 28))
    year = replace(WANTED, kind=EntryKind.YEAR, opens_on=spring[0], closes_on=spring[1])
    save_window(boss, year)
    assert exams() == (Window(*spring), False)
    own = (date(2027, 6, 1), date(2027, 6, 20))
    save_window(boss, replace(year, kind=EntryKind.SESSION_EXAM, opens_on=own[0], closes_on=own[1]))
    assert exams() == (Window(*own), True)


def test_days_before_and_after_are_the_schools_rule(school: TinySchool) -> None:
    with writing() as session:
        session.add(
            RuleSetting(school_id=1, key=Rule.PERIOD_DAYS, effective_from=SEPTEMBER, value="3,1")
        )
        session.add(
            RuleSetting(school_id=1, key=Rule.SEMESTER_MARKS, effective_from=SEPTEMBER, value="1")
        )
    assert interim(school)[0] == Window(date(2026, 12, 15), date(2026, 12, 19))
    assert EntryKind.SEMESTER_2 in {one.kind for one in view(school).kinds}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"closes_on": date(2026, 11, 1)}, "closes_on"),
        ({"opens_on": date(2026, 8, 31)}, "opens_on"),
        ({"closes_on": date(2027, 9, 1)}, "closes_on"),
        ({"first_grade": 6}, "first_grade"),  # no semesters are set up for these grades
        ({"first_grade": 5, "last_grade": 4}, "first_grade"),
        ({"kind": EntryKind.STATE_EXAM}, "first_grade"),
    ],
)
def test_a_window_that_cannot_be_is_refused(
    school: TinySchool, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        save_window(school.actors.management, replace(WANTED, **change))  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert interim(school)[1] is False


def data(school: TinySchool, **change: object) -> ReopeningData:
    wanted = ReopeningData(
        kind=INTERIM,
        person_id=school.actors.ilze.person_id,
        journal_id=school.maths_a,
        until=date(2027, 1, 20),
        reason=" Bija prombūtnē ",
    )
    return replace(wanted, **change)  # type: ignore[arg-type]


def test_a_closed_period_is_opened_for_a_teacher_who_sees_why(
    school: TinySchool, clock_at: ClockAt
) -> None:
    clock_at(date(2027, 1, 11))
    reopen(school.actors.management, data(school))
    seen = open_periods(school.actors.ilze, school.maths_a).kinds[0].standing
    assert (seen.is_open, seen.reopened_until, seen.reason) == (
        True,
        date(2027, 1, 20),
        "Bija prombūtnē",
    )
    assert not open_periods(school.actors.janis, school.maths_a).kinds[0].standing.is_open
    assert not open_periods(school.actors.ilze, school.maths_b).kinds[0].standing.is_open
    saved(school.actors.ilze, period_mark(school.maths_a, INTERIM, school.anna, "7"))
    (told,) = own_notices(school.actors.ilze)
    assert told.href == f"/zurnals/{school.maths_a}/periodi"
    assert "Matemātika 5.a" in str(told.message.params)
    assert "Bija" not in str(told.message.params)
    (line,) = reopenings(school.actors.superuser)
    assert (line.person, line.journal, line.granted_by, line.holds) == (
        "Ilze Kalniņa",
        "Matemātika 5.a",
        "Guna Direktore",
        True,
    )
    end_reopening(school.actors.superuser, line.reopening_id)
    assert not open_periods(school.actors.ilze, school.maths_a).kinds[0].standing.is_open
    assert reopenings(school.actors.superuser)[0].holds is False
    with pytest.raises(Refused):
        end_reopening(school.actors.superuser, line.reopening_id)


def test_why_it_was_opened_stays_out_of_the_trail(school: TinySchool) -> None:
    reopen(school.actors.management, data(school))
    entry = trail()[-1]
    assert entry.entity == "period_reopening"
    assert "Bija" not in str(entry.after)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 301}, "reason"),
        ({"until": TODAY.replace(day=24)}, "until"),
        ({"until": date(2027, 9, 1)}, "until"),
        ({"kind": EntryKind.STATE_EXAM}, "kind"),
        ({"person_id": 999_999}, "person"),
        ({"journal_id": 999_999}, "journal"),
    ],
)
def test_a_reopening_that_cannot_be_is_refused(
    school: TinySchool, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        reopen(school.actors.management, data(school, **change))
    assert refusal.value.field == field
    assert reopenings(school.actors.management) == ()


def test_another_teachers_journal_cannot_be_chosen(school: TinySchool) -> None:
    with pytest.raises(Refused):
        reopen(school.actors.management, data(school, journal_id=school.english))


def test_only_those_who_teach_journals_with_marks_are_offered(school: TinySchool) -> None:
    names = [one.name for one in teachers_of_year(school.actors.management)]
    assert names[:2] == ["Kalniņa Ilze", "Liepa Jānis"]
    janis = journals_of_teacher(school.actors.management, school.actors.janis.person_id)
    assert [one.name for one in janis] == ["Angļu valoda 5.1", "Matemātika 5.a"]
    assert journals_of_teacher(school.actors.management, 999_999) == ()
