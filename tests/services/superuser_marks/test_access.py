"""Only a superuser enters marks past the teacher; everybody else is refused on record."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.services import superuser_marks
from ejournal_app.services.superuser_marks.desk import override_desk
from ejournal_app.services.superuser_marks.writing import (
    ExtraMark,
    add_exam_result,
    add_transferred_mark,
    correct_mark,
)
from tests.support.school import TinySchool
from tests.support.school_days import DAY, TODAY, YESTERDAY
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in


def cases(school: TinySchool) -> dict[Any, Case]:
    journal = school.maths_a
    old = ExtraMark(pupil_id=school.emils, day=YESTERDAY - DAY, title="Daļas", value="7", reason="")
    exam = ExtraMark(pupil_id=school.anna, day=TODAY, title="Eksāmens", value="70%", reason="")
    about = ({"superuser"}, Permission.MARK_OVERRIDE, "journal", journal)
    return {
        override_desk: Case(lambda actor: override_desk(actor, journal), *about),
        correct_mark: Case(
            lambda actor: correct_mark(
                actor, journal, school.test, school.anna, "", "7", "Lūdza skolotāja"
            ),
            *about,
        ),
        add_transferred_mark: Case(
            lambda actor: add_transferred_mark(actor, journal, old, "Ogres vsk."), *about
        ),
        add_exam_result: Case(
            lambda actor: add_exam_result(actor, journal, exam, EntryKind.STATE_EXAM), *about
        ),
    }


def test_every_use_case_is_examined(school: TinySchool) -> None:
    assert named(cases(school)) == use_cases_in(superuser_marks)


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)
