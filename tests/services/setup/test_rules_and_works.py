"""Rules and kinds of work: each value holds from its day, closed periods stay as they were."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from ejournal_app.clock import local
from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.marks import Scale
from ejournal_app.domain.work_defaults import USUAL_KINDS
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Journal, Lesson, Work, WorkKind
from ejournal_app.services import school_rules
from ejournal_app.services.duties.effective import lesson_due
from ejournal_app.services.school_rules import Rule
from ejournal_app.services.setup.open_periods import first_open_day
from ejournal_app.services.setup.rules import rules_page, save_rule, withdraw_rule
from ejournal_app.services.setup.work_kinds import (
    KindValues,
    add_usual_kinds,
    kinds_page,
    retire_kind,
    save_kind,
    withdraw_kind,
)
from ejournal_app.services.works import create_work, work_kinds
from tests.support.school import TinySchool
from tests.support.school_days import SEPTEMBER, TODAY, TOMORROW, YESTERDAY
from tests.support.trail import trail

FEBRUARY = date(2027, 2, 10)
VALUES = KindValues(
    name_lv="Referāts", name_en="Paper", scale="points10", weight=3, deadline_days=7
)


def history(school: TinySchool, rule: Rule) -> list[tuple[date | None, str]]:
    (own,) = [one for one in rules_page(school.actors.superuser).rules if one.rule == rule]
    return [(value.effective_from, value.value) for value in own.history]


def test_a_value_holds_from_its_day_and_the_earlier_one_before_it(school: TinySchool) -> None:
    superuser = school.actors.superuser
    save_rule(superuser, Rule.LESSON_ENTRY_DUE, "18:30", TODAY)
    save_rule(superuser, Rule.LESSON_ENTRY_DUE, "16:00", TOMORROW)
    with reading() as session:
        due = [
            school_rules.lesson_entry_due_time(session, day) for day in (YESTERDAY, TODAY, TOMORROW)
        ]
    assert due == [time(17), time(18, 30), time(16)]
    assert history(school, Rule.LESSON_ENTRY_DUE) == [
        (TOMORROW, "16:00"),
        (TODAY, "18:30"),
        (None, "17:00"),
    ]


def test_every_rule_on_the_page_is_read(school: TinySchool) -> None:
    superuser = school.actors.superuser
    save_rule(superuser, Rule.STAP_LAST_GRADE, "5", TODAY)
    save_rule(superuser, Rule.ROUND_UP_FROM, "0.7", TODAY)
    save_rule(superuser, Rule.PERCENT_BOUNDS, "10,20,30,40,50,60,70,80,90", TODAY)
    save_rule(superuser, Rule.MAX_LESSONS, "4,5,5,6,6,7,7,8,8,8,8,8", TODAY)
    with reading() as session:
        assert school_rules.scale_of_grade(session, 5, TODAY) == Scale.STAP
        assert school_rules.scale_of_grade(session, 5, YESTERDAY) == Scale.TEN_POINTS
        assert school_rules.round_up_from(session, TODAY) == Decimal("0.7")
        assert school_rules.round_up_from(session, YESTERDAY) == Decimal("0.5")
        assert school_rules.percent_bounds(session, TODAY)[0] == 10
        assert school_rules.percent_bounds(session, YESTERDAY)[0] == 11
        assert school_rules.max_lessons_a_day(session, 1, TODAY) == 4
        assert school_rules.max_lessons_a_day(session, 1, YESTERDAY) == 5
    page = rules_page(superuser)
    assert {one.rule for one in page.rules} == set(Rule)


def test_steps_and_the_canteen_hold_from_their_day_on(school: TinySchool) -> None:
    superuser = school.actors.superuser
    save_rule(superuser, Rule.UNJUSTIFIED_STEPS, "3, 8", TODAY)
    save_rule(superuser, Rule.CANTEEN, "09:15;a@skola.lv; b@skola.lv", TODAY)
    with reading() as session:
        assert school_rules.unjustified_steps(session, TODAY) == (3, 8, 21)
        assert school_rules.unjustified_steps(session, YESTERDAY) == (5, 10, 15, 21)
        assert school_rules.canteen(session, TODAY) == (time(9, 15), ("a@skola.lv", "b@skola.lv"))
        assert school_rules.canteen(session, YESTERDAY) is None


def test_journals_of_a_kind_may_be_entered_later_from_a_day_on(school: TinySchool) -> None:
    save_rule(school.actors.superuser, Rule.ENTRY_DAYS, "0,2,0,0,0,0", TODAY)

    def due(journal_id: int, day: date) -> date:
        with reading() as session:
            lesson = session.get_one(Lesson, school.lesson(journal_id, day))
            due = lesson_due(session, lesson, session.get_one(Journal, journal_id))
            assert due is not None
            return local(due).date()

    assert [due(school.choir, day) for day in (YESTERDAY, TODAY)] == [
        YESTERDAY,
        TODAY + timedelta(days=2),
    ]
    assert due(school.maths_a, TODAY) == TODAY


def test_the_autumns_day_of_class_teachers_is_that_of_the_first_of_september(
    school: TinySchool,
) -> None:
    superuser = school.actors.superuser
    save_rule(superuser, Rule.CLASS_TASKS_DUE, "15.10", date(2026, 9, 1))
    save_rule(superuser, Rule.CLASS_TASKS_DUE, "5.11.", TODAY)
    with reading() as session:
        due = [school_rules.class_tasks_due(session, year) for year in (2025, 2026, 2027)]
    assert due == [date(2025, 9, 30), date(2026, 10, 15), date(2027, 11, 5)]
    assert history(school, Rule.CLASS_TASKS_DUE)[0] == (TODAY, "05.11.")


def test_earlier_newcomers_keep_their_working_days(school: TinySchool) -> None:
    save_rule(school.actors.superuser, Rule.NEWCOMER_DAYS, "5", TODAY)
    with reading() as session:
        days = [school_rules.newcomer_days(session, since) for since in (YESTERDAY, TODAY)]
    assert days == [10, 5]


def test_a_new_work_has_the_scale_its_grade_has_on_its_day(school: TinySchool) -> None:
    save_rule(school.actors.superuser, Rule.STAP_LAST_GRADE, "5", TODAY)
    works = [
        create_work(school.actors.ilze, school.lesson(school.maths_a, day), "test", "")
        for day in (YESTERDAY, TODAY)
    ]
    with reading() as session:
        scales = [session.get_one(Work, work).scale for work in works]
    assert scales == [Scale.TEN_POINTS, Scale.STAP]


def test_a_closed_period_takes_no_new_values(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    superuser = school.actors.superuser
    with reading() as session:
        assert first_open_day(session) is None
    save_rule(superuser, Rule.LESSON_ENTRY_DUE, "18:00", SEPTEMBER)
    clock_at(FEBRUARY)
    closed_until = date(2026, 12, 18)
    with reading() as session:
        assert first_open_day(session) == closed_until + timedelta(days=1)
    for change in (
        lambda day: save_rule(superuser, Rule.LESSON_ENTRY_DUE, "16:00", day),
        lambda day: save_kind(superuser, "test", VALUES, day),
        lambda day: retire_kind(superuser, "test", day),
    ):
        with pytest.raises(Refused, match="closed period"):
            change(closed_until)
    save_rule(superuser, Rule.LESSON_ENTRY_DUE, "16:00", closed_until + timedelta(days=1))
    with reading() as session:
        assert school_rules.lesson_entry_due_time(session, closed_until) == time(18)


def test_a_value_is_withdrawn_before_its_day_and_never_after(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    superuser = school.actors.superuser
    for day in (TOMORROW, FEBRUARY):
        save_rule(superuser, Rule.ROUND_UP_FROM, "0.6", day)
    rules = {one.rule: one for one in rules_page(superuser).rules}
    coming, later = rules[Rule.ROUND_UP_FROM].history[:2]
    assert coming.setting_id is not None
    assert later.setting_id is not None
    withdraw_rule(superuser, coming.setting_id)
    clock_at(TOMORROW)
    with pytest.raises(Refused):
        withdraw_rule(superuser, later.setting_id)
    assert history(school, Rule.ROUND_UP_FROM) == [(TOMORROW, "0.6"), (None, "0.5")]


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (Rule.LESSON_ENTRY_DUE, "25:00"),
        (Rule.LESSON_ENTRY_DUE, ""),
        (Rule.STAP_LAST_GRADE, "13"),
        (Rule.STAP_LAST_GRADE, "-1"),
        (Rule.ROUND_UP_FROM, "0.55"),
        (Rule.PERCENT_BOUNDS, "1,2"),
        (Rule.MAX_LESSONS, "9,9,9,9,9,9,9,9,9,9,9,9"),
        (Rule.ENTRY_DAYS, "0,0,0"),
        (Rule.ENTRY_DAYS, "0,0,0,0,0,21"),
        (Rule.CLASS_TASKS_DUE, "31.09."),
        (Rule.CLASS_TASKS_DUE, "30.06."),
        (Rule.CLASS_TASKS_DUE, "rudenī"),
        (Rule.NEWCOMER_DAYS, "-1"),
    ],
)
def test_a_value_that_cannot_be_is_refused(school: TinySchool, rule: Rule, value: str) -> None:
    before = history(school, rule)
    with pytest.raises(Refused):
        save_rule(school.actors.superuser, rule, value, TODAY)
    assert history(school, rule) == before


def test_two_values_cannot_hold_from_the_same_day(school: TinySchool) -> None:
    save_rule(school.actors.superuser, Rule.ROUND_UP_FROM, "0.6", TODAY)
    with pytest.raises(Refused) as refusal:
        save_rule(school.actors.superuser, Rule.ROUND_UP_FROM, "0.7", TODAY)
    assert refusal.value.field == "effective_from"


def test_an_unknown_rule_or_value_is_refused_like_a_foreign_one(school: TinySchool) -> None:
    with pytest.raises(Forbidden):
        save_rule(school.actors.superuser, "demo", "1", TODAY)
    with pytest.raises(Forbidden):
        withdraw_rule(school.actors.superuser, 999_999)


def test_a_changed_kind_holds_for_new_works_only(school: TinySchool) -> None:
    superuser, lesson = school.actors.superuser, school.lesson(school.maths_a)
    earlier = create_work(school.actors.ilze, lesson, "test", "Pirms")
    heavier = KindValues(
        name_lv="Kontroldarbs", name_en="", scale="percent", weight=5, deadline_days=10
    )
    save_kind(superuser, "test", heavier, TODAY)
    later = create_work(school.actors.ilze, lesson, "test", "Pēc")
    with reading() as session:
        works = [session.get_one(Work, work) for work in (earlier, later)]
    assert [(work.scale, work.weight) for work in works] == [("points10", 3), ("percent", 5)]
    (kind,) = [kind for kind in kinds_page(superuser).kinds if kind.code == "test"]
    assert kind.current.values.name_en == "Kontroldarbs"
    assert len(kind.versions) == 2


def test_a_retired_kind_is_not_offered_and_comes_back_with_a_new_version(
    school: TinySchool,
) -> None:
    superuser, ilze = school.actors.superuser, school.actors.ilze
    retire_kind(superuser, "test", TODAY)
    assert "test" not in {kind.code for kind in work_kinds(ilze)}
    assert "test" in {kind.code for kind in work_kinds(ilze, YESTERDAY)}
    with pytest.raises(Refused):
        create_work(ilze, school.lesson(school.maths_a), "test", "")
    save_kind(superuser, "test", VALUES, TOMORROW)
    assert "test" in {kind.code for kind in work_kinds(ilze, TOMORROW)}


def test_a_version_of_a_kind_is_withdrawn_before_its_day_and_never_after(
    school: TinySchool,
) -> None:
    superuser = school.actors.superuser

    def versions() -> list[tuple[str, date, int]]:
        return [
            (kind.code, own.effective_from, own.version_id)
            for kind in kinds_page(superuser).kinds
            for own in kind.versions
        ]

    before = versions()
    retire_kind(superuser, "test", TOMORROW)
    new = save_kind(superuser, "", VALUES, TOMORROW)
    coming = {code: row for code, day, row in versions() if day == TOMORROW}
    assert set(coming) == {"test", new}
    for version_id in coming.values():
        withdraw_kind(superuser, version_id)
    assert versions() == before
    removed = trail(Permission.SETUP_WRITE)[-1]
    assert ((removed.before or {})["code"], removed.after) == (new, None)
    with pytest.raises(Refused, match="in force already"):
        withdraw_kind(superuser, before[0][2])
    with pytest.raises(Forbidden):
        withdraw_kind(superuser, 999_999)


def test_a_version_with_planned_works_is_not_withdrawn(school: TinySchool) -> None:
    superuser = school.actors.superuser
    save_kind(superuser, "test", VALUES, TOMORROW)
    (coming,) = [
        own.version_id
        for kind in kinds_page(superuser).kinds
        for own in kind.versions
        if own.is_coming
    ]
    with writing() as session:
        session.add(
            Work(
                journal_id=school.maths_a,
                kind_id=coming,
                day=TOMORROW,
                scale="points10",
                weight=3,
            )
        )
    with pytest.raises(Refused) as refusal:
        withdraw_kind(superuser, coming)
    assert refusal.value.message.params == {"n": 1}


def test_a_new_kind_gets_a_code_of_its_own(school: TinySchool) -> None:
    superuser = school.actors.superuser
    codes = {save_kind(superuser, "", VALUES, SEPTEMBER) for _ in range(2)}
    assert len(codes) == 2
    assert codes <= {kind.code for kind in work_kinds(school.actors.ilze)}


def test_kinds_of_period_marks_are_no_ordinary_works(school: TinySchool) -> None:
    with writing() as session:
        ordinary = session.get_one(WorkKind, 1)
        session.add(
            WorkKind(
                school_id=ordinary.school_id,
                code="year",
                name_lv="Gada vērtējums",
                name_en="Year",
                deadline_days=0,
                effective_from=SEPTEMBER,
                entry_kind="year",
            )
        )
    assert "year" not in {kind.code for kind in work_kinds(school.actors.ilze)}
    assert "year" not in {kind.code for kind in kinds_page(school.actors.superuser).kinds}
    with pytest.raises(Forbidden):
        save_kind(school.actors.superuser, "year", VALUES, TODAY)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name_lv": ""}, "name_lv"),
        ({"scale": "stars"}, "scale"),
        ({"weight": 21}, "weight"),
        ({"weight": -1}, "weight"),
        ({"deadline_days": 61}, "deadline_days"),
    ],
)
def test_a_kind_that_cannot_be_is_refused_beside_its_field(
    school: TinySchool, change: dict[str, object], field: str
) -> None:
    values = {name: getattr(VALUES, name) for name in KindValues.__slots__} | change
    with pytest.raises(Refused) as refusal:
        save_kind(school.actors.superuser, "", KindValues(**values), TODAY)  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_the_usual_kinds_are_added_once_and_never_over_the_schools_own(school: TinySchool) -> None:
    superuser = school.actors.superuser
    before = {kind.code: kind for kind in kinds_page(superuser).kinds}
    added = add_usual_kinds(superuser)
    after = {kind.code: kind for kind in kinds_page(superuser).kinds}
    assert set(after) == {*before, *USUAL_KINDS}
    assert added == len(after) - len(before)
    assert all(after[code] == kind for code, kind in before.items())
    assert add_usual_kinds(superuser) == 0


def test_a_kind_becomes_a_test_from_a_day(school: TinySchool) -> None:
    superuser = school.actors.superuser
    code = save_kind(superuser, "", VALUES, YESTERDAY)
    save_kind(superuser, code, replace(VALUES, is_test=True), TODAY)
    history = next(kind for kind in kinds_page(superuser).kinds if kind.code == code)
    assert [(own.effective_from, own.values.is_test) for own in history.versions] == [
        (TODAY, True),
        (YESTERDAY, False),
    ]
    retire_kind(superuser, code, TOMORROW)
    with reading() as session:
        retired = session.exec(
            select(WorkKind).where(WorkKind.code == code, WorkKind.effective_from == TOMORROW)
        ).one()
    assert (retired.is_active, retired.is_test) == (False, True)
