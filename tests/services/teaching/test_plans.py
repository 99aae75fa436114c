"""The curriculum table of a grade: saving rows, totals, copying without overwriting."""

import pytest

from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.services.teaching.plans import (
    GradePlan,
    PlanEntry,
    copy_plan,
    grade_plan,
    save_plan,
)
from ejournal_app.services.teaching.subjects import create_subject, save_subject
from tests.support.school import TinySchool
from tests.support.trail import trail

SUBJECT, ELECTIVE = JournalKind.SUBJECT, JournalKind.ELECTIVE


def subjects(actor: Actor) -> dict[str, int]:
    return {one.name: one.subject_id for one in grade_plan(actor, None, 5).subjects}


def entry(
    subject_id: int, lessons: int | None, groups: int = 0, kind: JournalKind = SUBJECT
) -> PlanEntry:
    return PlanEntry(subject_id=subject_id, kind=kind, lessons=lessons, groups=groups)


def lines(plan: GradePlan) -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (row.subject, row.kind): (row.line.lessons, row.line.groups)
        for row in plan.rows
        if row.line is not None
    }


def test_every_subject_offered_is_a_row_in_latvian_order(school: TinySchool) -> None:
    superuser = school.actors.superuser
    retired = create_subject(superuser, name="Āra māksla", short_name="")
    save_subject(superuser, retired, name="Āra māksla", short_name="", is_active=False)
    plan = grade_plan(superuser, None, 5)
    assert [row.subject for row in plan.rows] == ["Angļu valoda", "Koris", "Matemātika"]
    assert (plan.total, plan.limit, plan.classes) == (0, 30, ("5.a", "5.b"))


def test_rows_are_saved_changed_and_taken_out(school: TinySchool) -> None:
    superuser = school.actors.superuser
    by_name = subjects(superuser)
    maths, english = by_name["Matemātika"], by_name["Angļu valoda"]
    save_plan(superuser, school.year_id, 5, [entry(maths, 5), entry(english, 3, 2)])
    save_plan(superuser, school.year_id, 5, [entry(maths, 1, kind=ELECTIVE)])
    plan = grade_plan(superuser, school.year_id, 5)
    assert lines(plan) == {
        ("Matemātika", SUBJECT): (5, 0),
        ("Matemātika", ELECTIVE): (1, 0),
        ("Angļu valoda", SUBJECT): (3, 2),
    }
    assert plan.total == 8
    assert plan.planned == {5}
    save_plan(superuser, school.year_id, 5, [entry(maths, None), entry(english, 4)])
    assert lines(grade_plan(superuser, school.year_id, 5)) == {
        ("Matemātika", ELECTIVE): (1, 0),
        ("Angļu valoda", SUBJECT): (4, 0),
    }
    last = trail()[-1]
    assert last.before == {
        "grade": 5,
        "lines": {f"{maths} subject": [5, 0, False], f"{english} subject": [3, 2, False]},
    }


def test_saving_the_same_again_writes_nothing(school: TinySchool) -> None:
    superuser = school.actors.superuser
    rows = [entry(subjects(superuser)["Matemātika"], 5)]
    save_plan(superuser, school.year_id, 5, rows)
    entries = len(trail())
    save_plan(superuser, school.year_id, 5, rows)
    assert len(trail()) == entries


@pytest.mark.parametrize(("lessons", "groups"), [(41, 0), (-1, 0), (1, 1), (1, 7), (1, -1)])
def test_numbers_out_of_bounds_are_refused(school: TinySchool, lessons: int, groups: int) -> None:
    superuser = school.actors.superuser
    maths = subjects(superuser)["Matemātika"]
    with pytest.raises(Refused) as refused:
        save_plan(superuser, school.year_id, 5, [entry(maths, lessons, groups)])
    assert refused.value.field.endswith(f"-{maths}-subject")
    with pytest.raises(Refused):
        save_plan(superuser, school.year_id, 5, [entry(maths, 1), entry(maths, 2)])
    assert lines(grade_plan(superuser, None, 5)) == {}


def test_copying_adds_what_is_missing_and_overwrites_nothing(school: TinySchool) -> None:
    superuser = school.actors.superuser
    by_name = subjects(superuser)
    maths, english = by_name["Matemātika"], by_name["Angļu valoda"]
    with pytest.raises(Refused):
        copy_plan(superuser, school.year_id, 5, [6])
    save_plan(superuser, school.year_id, 5, [entry(maths, 5), entry(english, 3, 2)])
    save_plan(superuser, school.year_id, 6, [entry(maths, 4)])
    with pytest.raises(Refused):
        copy_plan(superuser, school.year_id, 5, [5])
    result = copy_plan(superuser, school.year_id, 5, [6, 7, 7])
    assert (result.added, result.kept) == (3, 1)
    assert lines(grade_plan(superuser, None, 6))["Matemātika", SUBJECT] == (4, 0)
    assert lines(grade_plan(superuser, None, 7)) == lines(grade_plan(superuser, None, 5))


def test_a_grade_that_does_not_exist_is_refused(school: TinySchool) -> None:
    for grade in (0, 13):
        with pytest.raises(Refused):
            grade_plan(school.actors.superuser, None, grade)
