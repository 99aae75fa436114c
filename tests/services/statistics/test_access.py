"""Who may see averages, statistics and lists of marks; everybody else is refused on record."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden
from ejournal_app.services import averages, journal_views, statistics
from ejournal_app.services.averages import explain_average, subject_averages
from ejournal_app.services.journal_views import journal_outline, pupil_in_journal, work_list
from ejournal_app.services.statistics import journal_statistics
from tests.support.school import TinySchool
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

READERS = {"ilze", "janis", "maija", "management", "superuser"}
FAMILY = {"maija", "parent", "pupil", "management", "superuser"}


def cases(school: TinySchool) -> dict[Any, Case]:
    journal, anna = school.maths_a, school.anna
    read = (READERS, Permission.JOURNAL_READ, "journal", journal)
    return {
        explain_average: Case(lambda actor: explain_average(actor, journal, anna), *read),
        journal_statistics: Case(
            lambda actor: journal_statistics(actor, journal, school.test, anna), *read
        ),
        journal_outline: Case(lambda actor: journal_outline(actor, journal), *read),
        work_list: Case(lambda actor: work_list(actor, journal, school.test), *read),
        pupil_in_journal: Case(lambda actor: pupil_in_journal(actor, journal, anna), *read),
        subject_averages: Case(
            lambda actor: subject_averages(actor, anna),
            FAMILY,
            Permission.DIARY_READ,
            "pupil",
            anna,
            anna,
        ),
    }


def test_every_use_case_is_examined_here(school: TinySchool) -> None:
    packages = (averages, journal_views, statistics)
    own = ("averages", "journal_views", "statistics")
    found = {
        name for package in packages for name in use_cases_in(package) if name.split(".")[2] in own
    }
    assert named(cases(school)) == found


def test_each_refuses_everybody_else_and_records_it_once(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)


def test_the_others_are_let_in(school: TinySchool, subtests: pytest.Subtests) -> None:
    for function, case in cases(school).items():
        for who in case.allowed:
            with subtests.test(f"{function.__name__} {who}"):
                case.call(school.actors.all()[who])


def test_a_pupil_of_another_journal_is_not_explained(school: TinySchool) -> None:
    for use in (explain_average, pupil_in_journal):
        with pytest.raises(Forbidden):
            use(school.actors.ilze, school.maths_a, school.dace)
    with pytest.raises(Forbidden):
        journal_statistics(school.actors.ilze, school.maths_a, None, school.dace)


def test_a_work_of_another_journal_is_not_listed(school: TinySchool) -> None:
    with pytest.raises(Forbidden):
        work_list(school.actors.ilze, school.maths_b, school.test)


def test_in_a_mixed_group_a_class_teacher_is_refused_the_other_class(school: TinySchool) -> None:
    assert explain_average(school.actors.maija, school.english, school.anna).pupil
    with pytest.raises(Forbidden):
        explain_average(school.actors.maija, school.english, school.dace)
    seen = journal_statistics(school.actors.maija, school.english).pupils
    assert {own.pupil_id for own in seen} == {school.anna, school.bruno}


@pytest.mark.parametrize("unknown", [-1, 0, 999_999])
def test_what_is_not_there_is_refused_like_what_is_foreign(
    school: TinySchool, unknown: int
) -> None:
    ilze = school.actors.ilze
    for call in (
        lambda: explain_average(ilze, unknown, school.anna),
        lambda: explain_average(ilze, school.maths_a, unknown),
        lambda: subject_averages(school.actors.parent, unknown),
        lambda: journal_statistics(ilze, unknown),
        lambda: journal_outline(ilze, unknown),
        lambda: work_list(ilze, school.maths_a, unknown),
        lambda: pupil_in_journal(ilze, school.maths_a, unknown),
    ):
        with pytest.raises(Forbidden):
            call()
