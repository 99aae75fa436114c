"""Promotion: proposals from year marks, decisions, one run for the order (Regulation 8, 21)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.promotion import Outcome
from ejournal_app.services import promotion
from ejournal_app.services.changes.undoing import UndoBlocked
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.movements.history import promotions_done, undo_movement
from ejournal_app.services.movements.moving import move
from ejournal_app.services.movements.orders import Order
from ejournal_app.services.promotion.applying import Promotion, preview_promotion, promote
from ejournal_app.services.promotion.proposing import promotion_of_class, promotions
from ejournal_app.services.pupils import personal_file
from tests.services.movements.asking import everything, moving
from tests.support.school import TinySchool
from tests.support.school_days import TODAY
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

from .years import LAST_DAY, NEXT, next_year, year_marks

ORDER = Order(number="1-9/90", day=date(2027, 6, 1))


def asked(**more: Any) -> Promotion:
    return Promotion(**{"order": ORDER, "effective": None, "last_day": None, **more})


def test_only_the_superuser_promotes(school: TinySchool, subtests: pytest.Subtests) -> None:
    next_year()
    superuser = {"superuser"}
    write = Permission.MOVEMENT_WRITE
    calls: dict[Any, Any] = {
        promotions: promotions,
        promotion_of_class: lambda actor: promotion_of_class(actor, school.class_a),
        preview_promotion: lambda actor: preview_promotion(actor, asked(undecided_too=True)),
        promote: lambda actor: promote(actor, asked(undecided_too=True)),
    }
    cases = {function: Case(call, superuser, write) for function, call in calls.items()}
    assert named(cases) == use_cases_in(promotion)
    before = everything()
    each_refuses_everybody_else(school, cases, subtests)
    assert everything() == before
    with pytest.raises(Forbidden):
        promotion_of_class(school.actors.superuser, 999_999)


def test_without_year_marks_nothing_is_proposed_and_it_says_why(school: TinySchool) -> None:
    next_year()
    _, own = promotion_of_class(school.actors.superuser, school.class_a)
    assert [one.name for one in own.candidates] == [
        "Āboliņa Anna",
        "Bērziņš Bruno",
        "Eglītis Emīls",
    ]
    for one in own.candidates:
        assert one.proposal.outcome is None
        assert one.proposal.reasons[0].msgid.startswith("no year mark")


def test_the_proposal_follows_year_marks_and_re_examinations(school: TinySchool) -> None:
    next_year()
    year_marks(school, {school.anna: "7", school.bruno: "3", school.emils: "3"})
    year_marks(school, {school.emils: "5"}, EntryKind.RE_EXAM)
    _, own = promotion_of_class(school.actors.superuser, school.class_a)
    outcomes = {one.pupil_id: one.proposal.outcome for one in own.candidates}
    assert outcomes == {
        school.anna: Outcome.PROMOTED,
        school.bruno: None,  # the re-examination is still to come
        school.emils: Outcome.PROMOTED,
    }


def test_a_year_mark_given_before_a_move_counts(school: TinySchool) -> None:
    next_year()
    year_marks(school, {school.bruno: "6"})
    move(school.actors.superuser, moving(school.bruno, school.class_b, TODAY))
    _, own = promotion_of_class(school.actors.superuser, school.class_b)
    outcomes = {one.pupil_id: one.proposal.outcome for one in own.candidates}
    assert outcomes[school.bruno] is Outcome.PROMOTED


def test_all_classes_at_once_go_by_the_proposals_and_come_back(school: TinySchool) -> None:
    superuser = school.actors.superuser
    classes = next_year()
    year_marks(school, {school.anna: "7", school.dace: "8"})
    before = everything()
    lines = [line.english() for line in preview_promotion(superuser, asked()).lines]
    assert "From 5.a to 6.a: 1 pupils." in lines
    assert "From 5.b to 6.b: 1 pupils." in lines
    assert "Without a decision for now: 3 pupils. They stay where they are." in lines
    done = promote(superuser, asked())
    assert done.pupils == 2
    latest, first = personal_file(superuser, school.dace).enrolments
    assert (latest.class_name, latest.starts_on, latest.order_number) == ("6.b", NEXT, "1-9/90")
    assert (first.ends_on, first.end_kind, first.end_order_number) == (
        LAST_DAY,
        "promoted",
        "1-9/90",
    )
    assert classes["6.b"]
    (run,) = promotions_done(superuser)
    assert (run.pupils, run.classes, run.undone) == (2, ("5.a", "5.b"), False)
    undo_movement(superuser, done.run_id)
    assert everything() == before


def test_each_pupil_of_a_class_gets_the_decision_made(school: TinySchool) -> None:
    superuser = school.actors.superuser
    classes = next_year()
    last_day = date(2027, 5, 31)
    promote(
        superuser,
        asked(
            class_id=school.class_a,
            last_day=last_day,
            decisions={
                school.anna: f"promoted:{classes['6.b']}",
                school.bruno: f"repeats:{classes['5.a']}",
                school.emils: "leaves",
                school.dace: f"promoted:{classes['6.a']}",  # of another class: not asked about
            },
        ),
    )
    found = {
        name: personal_file(superuser, getattr(school, name)).enrolments[0]
        for name in ("anna", "bruno", "emils", "dace")
    }
    assert (found["anna"].class_name, found["anna"].is_repeating) == ("6.b", False)
    assert (found["bruno"].class_name, found["bruno"].is_repeating) == ("5.a", True)
    assert (found["emils"].ends_on, found["emils"].end_kind) == (last_day, "left")
    assert found["dace"].ends_on is None


def test_a_later_movement_stands_in_the_way_of_taking_it_back(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    superuser = school.actors.superuser
    classes = next_year()
    done = promote(superuser, asked(undecided_too=True))
    clock_at(datetime(2027, 9, 15, 14))
    later = move(superuser, moving(school.anna, classes["6.b"], date(2027, 9, 15)))
    with pytest.raises(UndoBlocked) as blocked:
        undo_movement(superuser, done.run_id)
    assert {obstacle.params["name"] for obstacle in blocked.value.obstacles} == {"Āboliņa Anna"}
    undo_movement(superuser, later.run_id)
    undo_movement(superuser, done.run_id)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"order": Order(number="", day=TODAY)}, "order_number"),
        ({"order": Order(number="1", day=None)}, "order_date"),
        ({"effective": date(2027, 8, 31)}, "effective"),
        ({"effective": date(2029, 9, 1)}, "effective"),
        ({"last_day": date(2027, 9, 1)}, "last_day"),
        ({"undecided_too": False}, ""),
        ({"class": "a", "decisions": {}}, ""),
        ({"class": "a", "decisions": "promoted:999999"}, "pupil"),
        ({"class": "a", "decisions": "graduated"}, "pupil"),
        ({"class": "a", "decisions": "leaves:1"}, "pupil"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    school: TinySchool, more: dict[str, Any], field: str
) -> None:
    next_year()
    wanted: dict[str, Any] = {"undecided_too": True, **more}
    if wanted.pop("class", ""):
        wanted["class_id"] = school.class_a
    if isinstance(wanted.get("decisions"), str):
        wanted["decisions"] = {school.anna: wanted["decisions"]}
        field = f"pupil_{school.anna}"
    before = everything()
    for use in (promote, preview_promotion):
        with pytest.raises(Refused) as refusal:
            use(school.actors.superuser, asked(**wanted))
        assert refusal.value.field == field
    assert everything() == before


def test_the_next_year_must_be_set_up(school: TinySchool) -> None:
    with pytest.raises(Refused):
        promote(school.actors.superuser, asked(undecided_too=True))


def test_the_register_names_every_kind_of_movement(school: TinySchool) -> None:
    superuser = school.actors.superuser
    classes = next_year()
    promote(
        superuser,
        asked(
            class_id=school.class_a,
            decisions={
                school.anna: f"promoted:{classes['6.a']}",
                school.bruno: f"repeats:{classes['5.a']}",
            },
        ),
    )
    shown = show_list(school.actors.clerk, "kustiba", ListQuery())
    kinds = {
        (str(row.cells[0]), row.cells[1].msgid, row.cells[2], row.cells[3])  # type: ignore[union-attr]
        for row in shown.rows
    }
    assert {
        ("Āboliņa Anna", "Promoted", "5.a", "6.a"),
        ("Bērziņš Bruno", "Repeats the grade", "5.a", "5.a"),
        ("Zariņa Zane", "Left the school", "5.a", ""),
        ("Ozola Dace", "Enrolled", "", "5.b"),
    } <= kinds
