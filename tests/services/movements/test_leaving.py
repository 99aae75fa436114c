"""Leaving the school: nothing new afterwards, the history stays, taken back exactly (8)."""

from datetime import date, timedelta

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import reading
from ejournal_app.services.accounts.identity import standing_of
from ejournal_app.services.changes.undoing import UndoBlocked
from ejournal_app.services.entries.operations import AnswerStatus
from ejournal_app.services.lesson_page import open_lesson
from ejournal_app.services.movements.enrolling import enrol
from ejournal_app.services.movements.history import runs_of_pupil, undo_movement
from ejournal_app.services.movements.leaving import leave, preview_leaving
from ejournal_app.services.movements.orders import Order
from ejournal_app.services.movements.programme_codes import correct_programme
from ejournal_app.services.pupils import personal_file
from tests.support.entering import attendance, mark, saved, send
from tests.support.school import TinySchool
from tests.support.school_days import FRIDAY, SEPTEMBER, TODAY, TOMORROW, YESTERDAY
from tests.support.trail import trail

from .asking import ORDER, enrolling, everything, leaving


def test_a_pupil_who_left_is_in_no_later_lesson_and_keeps_the_history(school: TinySchool) -> None:
    ilze = school.actors.ilze
    saved(ilze, mark(school.test, school.anna, "8"))
    leave(school.actors.superuser, leaving(school.anna, YESTERDAY))
    for day, there in ((YESTERDAY, True), (TODAY, False), (TOMORROW, False)):
        view = open_lesson(ilze, school.lesson(school.maths_a, day))
        assert (school.anna in {pupil.pupil_id for pupil in view.pupils}) is there
    (answer,) = send(ilze, mark(school.test, school.anna, "9", base="8"))
    assert answer.status is AnswerStatus.REFUSED
    today = school.lesson(school.english)
    (answer,) = send(school.actors.janis, attendance(today, school.anna, "absent"))
    assert answer.status is AnswerStatus.REFUSED
    file = personal_file(school.actors.clerk, school.anna)
    assert [(line.ends_on, line.end_kind) for line in file.enrolments] == [(YESTERDAY, "left")]
    assert [group.ends_on for group in file.groups] == [YESTERDAY]


def test_the_account_of_a_pupil_and_the_parents_sight_end_with_the_last_day(
    school: TinySchool,
) -> None:
    leave(school.actors.superuser, leaving(school.anna, TODAY))
    pupil, parent = school.actors.pupil, school.actors.parent
    with reading() as session:
        for day, there in ((TODAY, True), (TOMORROW, False)):
            own = standing_of(
                session, account_id=pupil.account_id, person_id=pupil.person_id, on=day
            )
            theirs = standing_of(
                session, account_id=parent.account_id, person_id=parent.person_id, on=day
            )
            assert (own.pupil_id == school.anna) is there
            assert (school.anna in theirs.child_ids) is there


def test_taking_it_back_restores_exactly_what_was_there(school: TinySchool) -> None:
    superuser = school.actors.superuser
    before = everything()
    done = leave(superuser, leaving(school.anna, YESTERDAY))
    assert everything() != before
    undo_movement(superuser, done.run_id)
    assert everything() == before
    (line,) = runs_of_pupil(superuser, school.anna)
    assert (line.movement, line.undone, line.may_undo) == ("left", True, False)


def test_a_return_stands_in_the_way_of_taking_the_leaving_back(school: TinySchool) -> None:
    superuser = school.actors.superuser
    left = leave(superuser, leaving(school.anna, YESTERDAY))
    person = personal_file(superuser, school.anna).person_id
    back = enrol(superuser, enrolling(school, person_id=person, starts_on=TOMORROW))
    assert back.pupil_id == school.anna
    before = everything()
    with pytest.raises(UndoBlocked) as blocked:
        undo_movement(superuser, left.run_id)
    assert [obstacle.english() for obstacle in blocked.value.obstacles]
    assert everything() == before
    undo_movement(superuser, back.run_id)
    undo_movement(superuser, left.run_id)


def test_a_change_since_stands_in_the_way_and_is_named(school: TinySchool) -> None:
    superuser = school.actors.superuser
    first = correct_programme(superuser, school.bruno, "21011121")
    second = correct_programme(superuser, school.bruno, "21015811")
    with pytest.raises(UndoBlocked) as blocked:
        undo_movement(superuser, first.run_id)
    (obstacle,) = blocked.value.obstacles
    assert obstacle.params["name"] == "Bērziņš Bruno"
    undo_movement(superuser, second.run_id)
    undo_movement(superuser, first.run_id)
    (line,) = personal_file(superuser, school.bruno).enrolments
    assert line.programme_code == "21011111"


@pytest.mark.parametrize(
    ("last_day", "order", "field"),
    [
        (None, ORDER, "last_day"),
        (SEPTEMBER - timedelta(days=1), ORDER, "last_day"),
        (date(2027, 9, 1), ORDER, "last_day"),
        (TODAY, Order(number="  ", day=TODAY), "order_number"),
        (TODAY, Order(number="x" * 41, day=TODAY), "order_number"),
        (TODAY, Order(number="1", day=None), "order_date"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    school: TinySchool, last_day: date | None, order: Order, field: str
) -> None:
    before = everything()
    for use in (leave, preview_leaving):
        with pytest.raises(Refused) as refusal:
            use(school.actors.superuser, leaving(school.anna, last_day, order))
        assert refusal.value.field == field
    assert everything() == before


def test_who_has_left_cannot_leave_again(school: TinySchool) -> None:
    with pytest.raises(Refused):
        leave(school.actors.superuser, leaving(school.zane))


def test_the_preview_counts_what_is_on_record_after_the_last_day(school: TinySchool) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "8"))
    saved(school.actors.ilze, attendance(school.lesson(school.maths_a), school.anna, "absent"))
    before = everything()
    shown = preview_leaving(school.actors.superuser, leaving(school.anna, FRIDAY))
    (backdated, entries) = shown.warnings
    assert backdated.params == {"order": TODAY, "effective": FRIDAY}
    assert (entries.params["attendance"], entries.params["marks"]) == (1, 1)
    assert everything() == before


def test_the_trail_has_the_pupil_and_no_values(school: TinySchool) -> None:
    leave(school.actors.superuser, leaving(school.anna))
    entries = trail(Permission.MOVEMENT_WRITE)
    assert (school.anna, {"movement": "left", "order": "1-9/77", "last_day": "2026-11-25"}) in [
        (entry.pupil_id, entry.after) for entry in entries
    ]
