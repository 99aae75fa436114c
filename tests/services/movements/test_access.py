"""Movements are the superuser's; the register is read by the office (matrix: who may do what)."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.services import movements
from ejournal_app.services.movements.enrolling import enrol, preview_enrolling
from ejournal_app.services.movements.finding import find_people, known_person
from ejournal_app.services.movements.history import (
    promotions_done,
    runs_of_pupil,
    undo_movement,
)
from ejournal_app.services.movements.leaving import leave, preview_leaving
from ejournal_app.services.movements.moving import move, preview_moving
from ejournal_app.services.movements.places import enrolment_form, movement_form
from ejournal_app.services.movements.programme_codes import correct_programme, preview_programme
from tests.support.school import TinySchool
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

from .asking import enrolling, everything, leaving, moving

WRITE = Permission.MOVEMENT_WRITE


def cases(school: TinySchool) -> dict[Any, Case]:
    calls: dict[Any, Any] = {
        enrol: lambda actor: enrol(actor, enrolling(school)),
        preview_enrolling: lambda actor: preview_enrolling(actor, enrolling(school)),
        leave: lambda actor: leave(actor, leaving(school.anna)),
        preview_leaving: lambda actor: preview_leaving(actor, leaving(school.anna)),
        move: lambda actor: move(actor, moving(school.anna, school.class_b)),
        preview_moving: lambda actor: preview_moving(actor, moving(school.anna, school.class_b)),
        correct_programme: lambda actor: correct_programme(actor, school.anna, "21011121"),
        preview_programme: lambda actor: preview_programme(actor, school.anna, "21011121"),
        find_people: lambda actor: find_people(actor, "anna"),
        known_person: lambda actor: known_person(actor, 1),
        movement_form: lambda actor: movement_form(actor, school.anna),
        enrolment_form: enrolment_form,
        promotions_done: promotions_done,
        undo_movement: lambda actor: undo_movement(actor, 1),
    }
    superuser = {function: Case(call, {"superuser"}, WRITE) for function, call in calls.items()}
    office = {"clerk", "management", "superuser"}
    return {
        **superuser,
        runs_of_pupil: Case(
            lambda actor: runs_of_pupil(actor, school.anna), office, Permission.MOVEMENT_READ
        ),
    }


def test_every_use_case_is_examined_here(school: TinySchool) -> None:
    undo = "ejournal_app.services.changes.undoing.undo"  # examined with the imports
    assert named(cases(school)) | {undo} == use_cases_in(movements)


def test_each_refuses_everybody_else_and_changes_nothing(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    before = everything()
    each_refuses_everybody_else(school, cases(school), subtests)
    assert everything() == before


def test_a_pupil_person_or_run_that_is_not_there_is_refused_like_a_foreign_one(
    school: TinySchool,
) -> None:
    superuser = school.actors.superuser
    for unknown in (-1, 0, 999_999, ROW_ID_LIMIT - 1):
        for call in (
            lambda: leave(superuser, leaving(unknown)),  # noqa: B023 - called at once
            lambda: move(superuser, moving(unknown, school.class_b)),  # noqa: B023
            lambda: correct_programme(superuser, unknown, "21011121"),  # noqa: B023
            lambda: movement_form(superuser, unknown),  # noqa: B023
            lambda: known_person(superuser, unknown),  # noqa: B023
            lambda: undo_movement(superuser, unknown),  # noqa: B023
            lambda: enrol(superuser, enrolling(school, person_id=unknown)),  # noqa: B023
        ):
            with pytest.raises(Forbidden):
                call()
