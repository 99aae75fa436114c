"""Splitting classes into groups: looked at, carried out, taken back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import col, select

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.grouping import SplitRule
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import GroupMembership, Journal, StudyGroup, Subject
from ejournal_app.services.changes.undoing import UndoBlocked, undo
from ejournal_app.services.groups.board import SplitAsk, open_board, split_choices
from ejournal_app.services.groups.recent import recent_splits
from ejournal_app.services.groups.splitting import (
    Assignment,
    arrange,
    review_split,
    save_split,
)
from tests.support.entering import attendance, saved
from tests.support.school import TinySchool
from tests.support.school_days import DAY, SEPTEMBER, TODAY, YESTERDAY
from tests.support.trail import trail

from .rows import groups, memberships, times_of

FIRST, SECOND = "Angļu valoda 5.1", "Angļu valoda 5.a, 2. grupa"


def _english() -> int:
    with reading() as session:
        return session.exec(select(Subject.id).where(Subject.name == "Angļu valoda")).one() or 0


def _ask(school: TinySchool, *classes: int, on: date = TODAY) -> SplitAsk:
    return SplitAsk(
        class_ids=classes or (school.class_a, school.class_b), subject_ids=(_english(),), on=on
    )


def _new(*places: tuple[int, int], name: str = SECOND) -> Assignment:
    return Assignment(places=places, new_groups=((-1, name),))


def _save(school: TinySchool, ask: SplitAsk, assignment: Assignment) -> int:
    who = school.actors.superuser
    return save_split(who, ask, assignment, review_split(who, ask, assignment).fingerprint)


def test_the_board_shows_who_is_enrolled_and_where_they_are(school: TinySchool) -> None:
    board = open_board(school.actors.superuser, _ask(school, school.class_a))
    assert {pupil.name: pupil.group_ids for pupil in board.pupils} == {
        "Āboliņa Anna": (school.group,),
        "Bērziņš Bruno": (),
        "Eglītis Emīls": (),
    }
    assert next(pupil.name for pupil in board.pupils) == "Āboliņa Anna"
    (group,) = board.groups
    assert (group.name, group.teachers, group.from_elsewhere) == (FIRST, "Jānis Liepa", 1)


def test_the_form_offers_classes_of_this_year_and_a_day_in_it(school: TinySchool) -> None:
    choices = split_choices(school.actors.superuser)
    assert [one.name for one in choices.classes] == ["5.a", "5.b"]
    assert "Angļu valoda" in [one.name for one in choices.subjects]
    assert choices.on == TODAY


def test_an_empty_group_is_offered_to_the_class_it_is_named_after(school: TinySchool) -> None:
    with writing() as session:
        for name in ("Angļu valoda 5.a, 9. grupa", "Angļu valoda 5.b, 9. grupa", "Brīva"):
            session.add(StudyGroup(year_id=school.year_id, subject_id=_english(), name=name))
    board = open_board(school.actors.superuser, _ask(school, school.class_a))
    assert [group.name for group in board.groups] == [FIRST, "Angļu valoda 5.a, 9. grupa", "Brīva"]


def test_moving_ends_the_old_time_the_day_before(school: TinySchool) -> None:
    ask = _ask(school)
    plan = review_split(
        school.actors.superuser, ask, _new((school.anna, -1), (school.dace, school.group))
    )
    assert [(move.name, move.leaves, move.joins) for move in plan.moves] == [
        ("Āboliņa Anna", (FIRST,), SECOND)
    ]
    assert plan.new_groups == (SECOND,)
    before = memberships()
    _save(school, ask, _new((school.anna, -1), (school.dace, school.group)))
    assert times_of(school.anna) == [(FIRST, SEPTEMBER, YESTERDAY), (SECOND, TODAY, None)]
    assert times_of(school.dace) == [(FIRST, SEPTEMBER, None)]
    assert len(memberships()) == len(before) + 1


def test_looking_changes_nothing(school: TinySchool) -> None:
    before, known = memberships(), groups()
    review_split(school.actors.superuser, _ask(school), _new((school.anna, -1)))
    assert (memberships(), groups()) == (before, known)


def test_a_pupil_put_into_no_group_leaves_and_one_in_several_stays_in_one(
    school: TinySchool,
) -> None:
    with writing() as session:
        other = StudyGroup(year_id=school.year_id, subject_id=_english(), name="Cita")
        session.add(other)
        session.flush()
        session.add(GroupMembership(group_id=other.id or 0, pupil_id=school.anna, starts_on=TODAY))
    places = ((school.anna, school.group), (school.dace, 0))
    _save(school, _ask(school), Assignment(places=places))
    assert times_of(school.anna) == [(FIRST, SEPTEMBER, None)]
    assert times_of(school.dace) == [(FIRST, SEPTEMBER, YESTERDAY)]


def test_a_planned_later_change_gives_way_to_the_split(school: TinySchool) -> None:
    with writing() as session:
        session.add(
            GroupMembership(group_id=school.group, pupil_id=school.emils, starts_on=TODAY + 9 * DAY)
        )
    _save(school, _ask(school), Assignment(places=((school.emils, school.group),)))
    assert times_of(school.emils) == [(FIRST, TODAY, None)]


def test_a_new_group_nobody_is_put_into_is_not_made(school: TinySchool) -> None:
    _save(school, _ask(school), _new((school.emils, school.group)))
    assert set(groups()) == {FIRST}


def test_nothing_to_change_is_said(school: TinySchool) -> None:
    with pytest.raises(Refused, match="nothing to change"):
        _save(school, _ask(school), Assignment(places=((school.anna, school.group),)))


def test_what_changed_since_it_was_shown_is_not_overwritten(school: TinySchool) -> None:
    who, ask = school.actors.superuser, _ask(school)
    assignment = _new((school.anna, -1))
    seen = review_split(who, ask, assignment).fingerprint
    _save(school, ask, Assignment(places=((school.anna, 0),)))
    before = memberships()
    with pytest.raises(Refused, match="meanwhile"):
        save_split(who, ask, assignment, seen)
    assert memberships() == before


def test_pupils_and_groups_from_elsewhere_are_refused(school: TinySchool) -> None:
    who, only_a = school.actors.superuser, _ask(school, school.class_a)
    for places in (
        ((school.dace, school.group),),
        ((school.zane, school.group),),
        ((999_999, school.group),),
        ((school.anna, 999_999),),
        ((school.anna, -3),),
    ):
        with pytest.raises(Forbidden):
            review_split(who, only_a, Assignment(places=places))


def test_a_pupil_twice_is_refused(school: TinySchool) -> None:
    places = ((school.anna, school.group), (school.anna, 0))
    with pytest.raises(Refused, match="one group"):
        review_split(school.actors.superuser, _ask(school), Assignment(places=places))


@pytest.mark.parametrize("name", ["", "   ", "a" * 81, FIRST])
def test_a_bad_name_of_a_new_group_is_refused(school: TinySchool, name: str) -> None:
    with pytest.raises(Refused):
        review_split(school.actors.superuser, _ask(school), _new((school.anna, -1), name=name))


def test_two_new_groups_of_one_name_are_refused(school: TinySchool) -> None:
    assignment = Assignment(
        places=((school.anna, -1), (school.dace, -2)), new_groups=((-1, SECOND), (-2, SECOND))
    )
    with pytest.raises(Refused, match="name of its own"):
        review_split(school.actors.superuser, _ask(school), assignment)


def test_what_cannot_be_split_is_refused(school: TinySchool) -> None:
    who, ask = school.actors.superuser, _ask(school)
    for wrong, field in (
        (replace(ask, class_ids=()), "classes"),
        (replace(ask, subject_ids=()), "subject"),
        (replace(ask, on=SEPTEMBER - DAY), "on"),
        (replace(ask, on=date(2027, 9, 1)), "on"),
        (replace(ask, class_ids=tuple(range(1, 40))), "classes"),
    ):
        with pytest.raises(Refused) as refused:
            open_board(who, wrong)
        assert refused.value.field == field
    for wrong in (replace(ask, class_ids=(999_999,)), replace(ask, subject_ids=(999_999,))):
        with pytest.raises(Forbidden):
            open_board(who, wrong)


def test_a_rule_proposes_and_writes_nothing(school: TinySchool) -> None:
    before = memberships()
    proposed = arrange(
        school.actors.superuser,
        _ask(school),
        SplitRule.ALPHABET,
        {school.group: FIRST, -1: SECOND},
    )
    assert proposed == {
        school.anna: school.group,
        school.bruno: school.group,
        school.emils: school.group,
        school.marta: -1,
        school.dace: -1,
    }
    assert memberships() == before
    with pytest.raises(Forbidden):
        arrange(school.actors.superuser, _ask(school), SplitRule.TURNS, {999_999: "?"})


def test_taking_back_restores_exactly_what_was_there(school: TinySchool) -> None:
    with writing() as session:
        session.add(GroupMembership(group_id=school.group, pupil_id=school.emils, starts_on=TODAY))
    before, known = memberships(), groups()
    run = _save(school, _ask(school), _new((school.anna, -1), (school.emils, -1), (school.dace, 0)))
    (shown,) = recent_splits(school.actors.superuser)
    assert (shown.run_id, shown.moved) == (run, 3)
    undo(school.actors.superuser, run)
    assert (memberships(), groups()) == (before, known)
    assert recent_splits(school.actors.superuser) == ()


def test_taking_back_is_refused_once_something_was_recorded_for_a_moved_pupil(
    school: TinySchool,
) -> None:
    run = _save(school, _ask(school), Assignment(places=((school.emils, school.group),)))
    saved(school.actors.janis, attendance(school.lesson(school.english), school.emils, "absent"))
    before = memberships()
    with pytest.raises(UndoBlocked) as blocked:
        undo(school.actors.superuser, run)
    assert [one.params["name"] for one in blocked.value.obstacles] == ["Eglītis Emīls"]
    assert memberships() == before


def test_entries_of_those_who_stayed_do_not_stand_in_the_way(school: TinySchool) -> None:
    run = _save(school, _ask(school), Assignment(places=((school.emils, school.group),)))
    saved(school.actors.janis, attendance(school.lesson(school.english), school.anna, "absent"))
    undo(school.actors.superuser, run)
    assert times_of(school.emils) == []


def test_taking_back_is_refused_after_a_later_split_of_the_same_pupils(
    school: TinySchool,
) -> None:
    first = _save(school, _ask(school), _new((school.anna, -1)))
    later = _ask(school, on=TODAY + 2 * DAY)
    second = _save(school, later, Assignment(places=((school.anna, school.group),)))
    with pytest.raises(UndoBlocked):
        undo(school.actors.superuser, first)
    undo(school.actors.superuser, second)
    undo(school.actors.superuser, first)
    assert times_of(school.anna) == [(FIRST, SEPTEMBER, None)]


def test_a_group_that_has_got_a_journal_is_not_taken_back(school: TinySchool) -> None:
    run = _save(school, _ask(school), _new((school.anna, -1)))
    with writing() as session:
        session.add(
            Journal(
                year_id=school.year_id,
                subject_id=_english(),
                group_id=groups()[SECOND],
                name=SECOND,
                grade=5,
                starts_on=TODAY,
            )
        )
    with pytest.raises(UndoBlocked):
        undo(school.actors.superuser, run)


def test_entries_left_behind_are_pointed_out_beforehand(school: TinySchool) -> None:
    saved(school.actors.janis, attendance(school.lesson(school.english), school.anna, "absent"))
    plan = review_split(
        school.actors.superuser, _ask(school), _new((school.anna, -1), (school.dace, -1))
    )
    assert {move.pupil_id: move.has_entries for move in plan.moves} == {
        school.anna: True,
        school.dace: False,
    }


def test_every_moved_pupil_has_an_entry_in_the_trail(school: TinySchool) -> None:
    run = _save(school, _ask(school), _new((school.anna, -1)))
    of_pupil = [entry for entry in trail() if entry.pupil_id == school.anna]
    assert of_pupil[-1].after == {"group": SECOND, "from": TODAY.isoformat()}
    assert of_pupil[-1].before == {"groups": [FIRST]}
    assert [entry.entity_id for entry in trail() if entry.entity == "import_run"] == [run]


def test_a_former_member_counts_only_on_days_of_belonging(school: TinySchool) -> None:
    with reading() as session:
        left = session.exec(
            select(GroupMembership).where(col(GroupMembership.pupil_id) == school.bruno)
        ).one()
    board = open_board(school.actors.superuser, _ask(school, on=left.ends_on or TODAY))
    assert {p.name: p.group_ids for p in board.pupils}["Bērziņš Bruno"] == (school.group,)
