"""Every use case of groups refuses everybody but the superuser."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden
from ejournal_app.domain.grouping import SplitRule
from ejournal_app.services import groups
from ejournal_app.services.groups.board import SplitAsk, open_board, split_choices
from ejournal_app.services.groups.group_page import (
    delete_group,
    move_member,
    open_group,
    rename_group,
)
from ejournal_app.services.groups.recent import recent_splits
from ejournal_app.services.groups.splitting import Assignment, arrange, review_split, save_split
from tests.support.school import TinySchool
from tests.support.school_days import TODAY
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

UNKNOWN = (-1, 0, 999_999)


def cases(school: TinySchool) -> dict[Any, Case]:
    ask = SplitAsk(class_ids=(school.class_a,), subject_ids=(1,), on=TODAY)
    nobody = Assignment(places=())

    def case(call: Any) -> Case:
        return Case(call, {"superuser"}, Permission.TEACHING_WRITE)

    return {
        split_choices: case(split_choices),
        open_board: case(lambda actor: open_board(actor, ask)),
        arrange: case(lambda actor: arrange(actor, ask, SplitRule.TURNS, {})),
        review_split: case(lambda actor: review_split(actor, ask, nobody)),
        save_split: case(lambda actor: save_split(actor, ask, nobody, "")),
        recent_splits: case(recent_splits),
        open_group: case(lambda actor: open_group(actor, school.group)),
        rename_group: case(lambda actor: rename_group(actor, school.group, "A")),
        delete_group: case(lambda actor: delete_group(actor, school.group, typed="")),
        move_member: case(lambda actor: move_member(actor, school.group, school.anna, None, TODAY)),
    }


def test_every_use_case_is_examined_here(school: TinySchool) -> None:
    assert named(cases(school)) == use_cases_in(groups)


def test_each_refuses_everybody_else(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)


@pytest.mark.parametrize("unknown", UNKNOWN)
def test_a_group_there_is_not_is_refused_like_a_foreign_one(
    school: TinySchool, unknown: int
) -> None:
    who = school.actors.superuser
    for call in (
        lambda: open_group(who, unknown),
        lambda: rename_group(who, unknown, "A"),
        lambda: delete_group(who, unknown, typed=""),
        lambda: move_member(who, unknown, school.anna, None, TODAY),
        lambda: move_member(who, school.group, school.anna, unknown, TODAY),
    ):
        with pytest.raises(Forbidden):
            call()
