"""Who may plan and confirm substitutions: management, nobody else."""

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.services import substitutions
from ejournal_app.services.substitutions.board import open_board
from ejournal_app.services.substitutions.candidates import candidates_for
from ejournal_app.services.substitutions.confirming import confirm_covers, undo_cover
from ejournal_app.services.substitutions.planning import clear_cover, plan_cover, propose_all
from tests.support.covering import cover
from tests.support.covering import substitutions as rows
from tests.support.school import TinySchool
from tests.support.school_days import TODAY
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

from .conftest import Ill

HEADS = {"management"}
PLAN = Permission.SUBSTITUTION_PLAN
PAGES = ("board_days", "changes", "screens", "enterable", "entering", "correcting")
"""Modules whose use cases are examined beside their own tests."""


def test_management_plans_and_nobody_else(
    school: TinySchool, ill: Ill, subtests: pytest.Subtests
) -> None:
    ill()
    covered, lesson = school.lesson(school.maths_a), school.lesson(school.maths_b)
    row = cover(school, covered)
    maija = school.actors.maija.person_id
    examined = {
        open_board: Case(lambda actor: open_board(actor, TODAY, TODAY), HEADS, PLAN),
        candidates_for: Case(lambda actor: candidates_for(actor, lesson), HEADS, PLAN),
        plan_cover: Case(
            lambda actor: plan_cover(
                actor, lesson, kind=SubstitutionKind.SUPERVISED, substitute_id=maija
            ),
            HEADS,
            PLAN,
        ),
        clear_cover: Case(lambda actor: clear_cover(actor, lesson), HEADS, PLAN),
        propose_all: Case(lambda actor: propose_all(actor, TODAY, TODAY), HEADS, PLAN),
        confirm_covers: Case(lambda actor: confirm_covers(actor, [lesson]), HEADS, PLAN),
        undo_cover: Case(lambda actor: undo_cover(actor, row.id or 0), HEADS, PLAN),
    }
    assert named(examined) == use_cases_in(substitutions, but=PAGES)
    each_refuses_everybody_else(school, examined, subtests)
    assert [one.id for one in rows()] == [row.id]
