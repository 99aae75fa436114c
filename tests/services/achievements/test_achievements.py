"""The register of achievements: who adds, changes and sees what; everything on record."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.kinds import AchievementKind, AchievementLevel
from ejournal_app.services import achievements
from ejournal_app.services.achievements.listing import ACHIEVEMENTS, achievements_of
from ejournal_app.services.achievements.writing import (
    AchievementData,
    achievement_choices,
    add_achievement,
    change_achievement,
    delete_achievement,
    open_achievement,
)
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from tests.support.school import TinySchool
from tests.support.school_days import TODAY, TOMORROW, YESTERDAY
from tests.support.trail import trail
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

OLYMPIAD = AchievementData(
    day=YESTERDAY,
    kind=AchievementKind.OLYMPIAD,
    level=AchievementLevel.REGION,
    title="Matemātikas olimpiāde",
    result="2. vieta",
    teacher_name="Ilze Kalniņa",
)


def listed(school: TinySchool, who: str, **filters: str) -> list[Any]:
    query = ListQuery(filters=filters)
    rows = show_list(school.actors.all()[who], ACHIEVEMENTS.key, query).rows
    return [row.cells[0] for row in rows]


def test_a_class_teacher_adds_for_the_class_and_sees_it_only(school: TinySchool) -> None:
    add_achievement(school.actors.maija, school.anna, OLYMPIAD)
    add_achievement(school.actors.nora, school.dace, replace(OLYMPIAD, day=TODAY))
    assert listed(school, "maija") == ["Āboliņa Anna"]
    assert listed(school, "nora") == ["Ozola Dace"]
    for head in ("management", "superuser"):
        assert listed(school, head) == ["Ozola Dace", "Āboliņa Anna"]
        assert listed(school, head, **{"class": "5.a"}) == ["Āboliņa Anna"]
        assert listed(school, head, year="2026/27") == ["Ozola Dace", "Āboliņa Anna"]


def test_the_class_is_that_of_the_day_and_a_leaver_stays_in_the_register(
    school: TinySchool,
) -> None:
    marta = add_achievement(
        school.actors.superuser, school.marta, replace(OLYMPIAD, day=date(2026, 10, 5))
    )
    zane = add_achievement(school.actors.superuser, school.zane, OLYMPIAD)
    assert open_achievement(school.actors.superuser, marta).row.class_name == "5.a"
    assert open_achievement(school.actors.superuser, zane).row.class_name == "5.a"
    assert listed(school, "nora") == ["Krūmiņa Marta"]
    assert listed(school, "maija") == []


def test_parents_and_the_pupil_see_their_own(school: TinySchool) -> None:
    add_achievement(school.actors.maija, school.anna, OLYMPIAD)
    for who in ("parent", "pupil", "maija"):
        (row,) = achievements_of(school.actors.all()[who], school.anna)
        assert (row.title, row.result) == ("Matemātikas olimpiāde", "2. vieta")
    with pytest.raises(Forbidden):
        achievements_of(school.actors.other_parent, school.anna)


def test_what_was_changed_or_deleted_stays_in_the_trail(school: TinySchool) -> None:
    own = add_achievement(school.actors.maija, school.anna, OLYMPIAD)
    change_achievement(school.actors.superuser, own, replace(OLYMPIAD, result="1. vieta"))
    change_achievement(school.actors.superuser, own, replace(OLYMPIAD, result="1. vieta"))
    delete_achievement(school.actors.maija, own, typed="matemātikas olimpiāde")
    assert listed(school, "superuser") == []
    added, changed, deleted = trail(Permission.ACHIEVEMENT_WRITE)
    assert (added.before, deleted.after) == (None, None)
    assert (changed.before or {})["result"] == "2. vieta"
    assert (deleted.before or {})["result"] == "1. vieta"
    assert {entry.pupil_id for entry in (added, changed, deleted)} == {school.anna}
    with pytest.raises(Forbidden):
        delete_achievement(school.actors.superuser, own, typed="")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", TOMORROW),
        ("day", date(2001, 1, 1)),
        ("title", "  "),
        ("title", "x" * 201),
        ("result", "x" * 201),
        ("teacher_name", "x" * 201),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    school: TinySchool, field: str, value: Any
) -> None:
    with pytest.raises(Refused) as refusal:
        add_achievement(school.actors.maija, school.anna, replace(OLYMPIAD, **{field: value}))
    assert refusal.value.field == field
    assert listed(school, "superuser") == []


def test_one_chooses_among_the_pupils_one_may_write_for(school: TinySchool) -> None:
    own = achievement_choices(school.actors.maija)
    assert [choice.name for choice in own.pupils] == [
        "Āboliņa Anna",
        "Bērziņš Bruno",
        "Eglītis Emīls",
    ]
    every = achievement_choices(school.actors.superuser)
    assert [choice.name for choice in every.classes] == ["5.a", "5.b"]
    assert every.pupils == ()
    chosen = achievement_choices(school.actors.superuser, school.class_b)
    assert [choice.id for choice in chosen.pupils] == [school.marta, school.dace]
    assert achievement_choices(school.actors.maija, school.class_b).class_id == school.class_a
    assert achievement_choices(school.actors.management).classes == ()


def cases(school: TinySchool) -> dict[Any, Case]:
    own = add_achievement(school.actors.maija, school.anna, OLYMPIAD)
    anna = ("pupil", school.anna, school.anna)
    writers = {"maija", "superuser"}
    everyone = {*school.actors.all()}
    readers = {"maija", "nora", "management", "superuser"}
    return {
        achievement_choices: Case(achievement_choices, readers, Permission.ACHIEVEMENT_LIST),
        achievements_of: Case(
            lambda actor: achievements_of(actor, school.anna),
            {"maija", "parent", "pupil", "management", "superuser"},
            Permission.DIARY_READ,
            *anna,
        ),
        # Those without the register are refused it, a class teacher of another class this one.
        open_achievement: Case(
            lambda actor: open_achievement(actor, own),
            everyone - {"nora"},
            Permission.ACHIEVEMENT_LIST,
            "achievement",
            own,
        ),
        add_achievement: Case(
            lambda actor: add_achievement(actor, school.anna, OLYMPIAD),
            writers,
            Permission.ACHIEVEMENT_WRITE,
            *anna,
        ),
        change_achievement: Case(
            lambda actor: change_achievement(actor, own, OLYMPIAD),
            writers,
            Permission.ACHIEVEMENT_WRITE,
            "achievement",
            own,
        ),
        delete_achievement: Case(
            lambda actor: delete_achievement(actor, own, typed=""),
            writers,
            Permission.ACHIEVEMENT_WRITE,
            "achievement",
            own,
        ),
    }


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    examined = cases(school)
    assert named(examined) == use_cases_in(achievements)
    each_refuses_everybody_else(school, examined, subtests)
    register = Case(
        lambda actor: open_achievement(actor, 999_999),
        {"maija", "nora", "management", "superuser"},
        Permission.ACHIEVEMENT_LIST,
    )
    each_refuses_everybody_else(school, {open_achievement: register}, subtests)
    for who in ("maija", "nora", "management", "superuser"):
        with pytest.raises(Forbidden):
            open_achievement(school.actors.all()[who], 999_999)
