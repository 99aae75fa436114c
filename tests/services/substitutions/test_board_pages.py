"""The board beside its rules: days, two who plan at once, who may do what."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.services.substitutions import board_days as days_module
from ejournal_app.services.substitutions.board import open_board
from ejournal_app.services.substitutions.board_days import board_days
from ejournal_app.services.substitutions.confirming import confirm_covers
from ejournal_app.services.substitutions.planning import clear_cover, plan_cover
from ejournal_app.services.substitutions.seen import mark_of
from tests.support.covering import plans
from tests.support.covering import substitutions as rows
from tests.support.school import TinySchool
from tests.support.school_days import TODAY, TOMORROW
from tests.support.use_cases import Case, each_refuses_everybody_else

from .conftest import Ill

SAME = SubstitutionKind.SAME_SUBJECT


def marks(school: TinySchool) -> dict[int, str]:
    board = open_board(school.actors.management, TODAY, TODAY)
    return {one.lesson_id: mark_of(one) for one in board.lessons}


def plan(school: TinySchool, who: str, **other: Any) -> None:
    person = school.actors.all()[who].person_id
    lesson = school.lesson(school.maths_b)
    plan_cover(school.actors.management, lesson, kind=SAME, substitute_id=person, **other)


def test_what_a_colleague_has_changed_is_not_written_over(school: TinySchool, ill: Ill) -> None:
    ill("ilze")
    management, lesson = school.actors.management, school.lesson(school.maths_b)
    seen = marks(school)
    plan(school, "maija", seen=seen[lesson])
    for act in (
        lambda: plan(school, "nora", seen=seen[lesson]),
        lambda: clear_cover(management, lesson, seen=seen[lesson]),
        lambda: confirm_covers(management, [lesson], seen={lesson: seen[lesson]}),
    ):
        with pytest.raises(Refused, match="colleague"):
            act()
    (kept,) = plans()
    assert kept.substitute_id == school.actors.maija.person_id
    now = marks(school)
    assert confirm_covers(management, [lesson], seen={lesson: now[lesson]}) == 1
    with pytest.raises(Refused, match="colleague"):
        plan(school, "nora", seen=now[lesson])
    assert [row.substitute_id for row in rows()] == [school.actors.maija.person_id]
    plan(school, "nora", seen=marks(school)[lesson])


def test_the_board_opens_on_a_day_with_lessons_and_offers_those_with_absences(
    school: TinySchool, ill: Ill
) -> None:
    assert [(one.day, one.away) for one in board_days(school.actors.management)] == [(TODAY, 0)]
    ill("ilze")
    offered = {one.day: one.away for one in board_days(school.actors.management)}
    assert offered[TODAY] == 1
    assert offered.get(TOMORROW, 0) in (0, 1)
    assert all(away for day, away in offered.items() if day != TODAY)


def test_each_refuses_everybody_it_is_not_for(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    each_refuses_everybody_else(
        school,
        {days_module.board_days: Case(board_days, {"management"}, Permission.SUBSTITUTION_PLAN)},
        subtests,
    )
