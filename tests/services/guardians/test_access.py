"""Who changes guardians and pupils' data: the office, of every pupil, and nobody else."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.services import guardians
from ejournal_app.services.guardians import entering, file, own_choice, pupil_data
from ejournal_app.services.guardians.relation_form import RelationForm
from ejournal_app.services.people.person_form import PersonForm
from tests.services.guardians.relations import relation_id
from tests.support.school import TinySchool
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

OFFICE = {"superuser", "clerk"}
PERSON = PersonForm(given_name="Uldis", family_name="Jauns")
RELATION = RelationForm(sees_data=True)


def cases(school: TinySchool) -> dict[Any, Case]:
    anna = school.anna
    relation = relation_id(school.actors.parent.person_id, anna)
    calls: dict[Any, Any] = {
        file.guardians_of: lambda a: file.guardians_of(a, anna),
        entering.add_guardian: lambda a: entering.add_guardian(a, anna, PERSON, RELATION),
        entering.change_guardian: lambda a: entering.change_guardian(a, relation, PERSON, RELATION),
        entering.end_guardian: lambda a: entering.end_guardian(a, relation),
        pupil_data.pupil_data: lambda a: pupil_data.pupil_data(a, anna),
        pupil_data.change_pupil_data: lambda a: pupil_data.change_pupil_data(
            a, anna, PERSON, "vācu"
        ),
    }
    return {
        function: Case(call, OFFICE, Permission.PERSONAL_FILE_WRITE, "pupil", anna, anna)
        for function, call in calls.items()
    }


def test_every_use_case_is_examined_here(school: TinySchool) -> None:
    own = {  # everybody's own account; see test_own_choice
        f"{function.__module__}.{function.__name__}"
        for function in (own_choice.own_parents_see, own_choice.let_parents_see)
    }
    assert named(cases(school)) | own == use_cases_in(guardians)


def test_each_refuses_everybody_else(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)
