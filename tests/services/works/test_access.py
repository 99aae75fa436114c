"""Only those who teach a journal change its works; everybody else is refused on record."""

from typing import Any

import pytest
from sqlmodel import select

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import AuditOutcome, Work
from ejournal_app.services import works
from ejournal_app.services.superuser_marks.writing import ExtraMark, add_exam_result
from ejournal_app.services.works import add_lesson, create_work, plan_work, work_kinds
from ejournal_app.services.works.done_later import record_done_later, withdraw_done_later
from ejournal_app.services.works.editing import delete_work, edit_work
from ejournal_app.services.works.form import new_work_form, work_form
from ejournal_app.services.works.listing import journal_works
from ejournal_app.services.works.warning import look_at_change, look_at_lesson, look_at_new
from tests.support.entering import attendance, saved
from tests.support.school import TinySchool
from tests.support.school_days import TODAY, YESTERDAY
from tests.support.trail import trail
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

from .planning import values

WRITERS = {"ilze", "janis"}
READERS = {*WRITERS, "maija", "management", "superuser"}
LISTERS = {
    *WRITERS,
    "maija",
    "nora",
    "attached_until_yesterday",
    "management",
    "superuser",
}


def cases(school: TinySchool) -> dict[Any, Case]:
    journal, lesson = school.maths_a, school.lesson(school.maths_a)
    about = (WRITERS, Permission.WORK_WRITE, "journal", journal)
    marks = (WRITERS, Permission.MARK_WRITE, "journal", journal)
    return {
        withdraw_done_later: Case(
            lambda actor: withdraw_done_later(actor, school.test, school.anna), *marks
        ),
        record_done_later: Case(
            lambda actor: record_done_later(actor, school.test, school.anna, TODAY), *marks
        ),
        work_kinds: Case(work_kinds, LISTERS, Permission.JOURNAL_LIST),
        create_work: Case(lambda actor: create_work(actor, lesson, "test", "Daļas"), *about),
        plan_work: Case(lambda actor: plan_work(actor, journal, values()), *about),
        new_work_form: Case(lambda actor: new_work_form(actor, journal), *about),
        work_form: Case(lambda actor: work_form(actor, school.test), *about),
        look_at_lesson: Case(lambda actor: look_at_lesson(actor, lesson, "test"), *about),
        look_at_new: Case(lambda actor: look_at_new(actor, journal, values()), *about),
        look_at_change: Case(lambda actor: look_at_change(actor, school.test, values()), *about),
        edit_work: Case(lambda actor: edit_work(actor, school.test, 1, values(TODAY)), *about),
        delete_work: Case(lambda actor: delete_work(actor, school.test), *about),
        add_lesson: Case(
            lambda actor: add_lesson(actor, journal, TODAY, 5 + actor.account_id % 2),
            WRITERS,
            Permission.LESSON_WRITE,
            "journal",
            journal,
        ),
        journal_works: Case(
            lambda actor: journal_works(actor, journal),
            READERS,
            Permission.JOURNAL_READ,
            "journal",
            journal,
        ),
    }


def test_every_use_case_is_examined(school: TinySchool) -> None:
    assert named(cases(school)) == use_cases_in(works)


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)


def test_those_it_is_for_may(school: TinySchool, subtests: pytest.Subtests) -> None:
    saved(
        school.actors.ilze, attendance(school.lesson(school.maths_a, YESTERDAY), school.anna, "n")
    )
    once = {delete_work, edit_work}
    for function, case in cases(school).items():
        for who in ["ilze"] if function in once else sorted(case.allowed):
            with subtests.test(f"{function.__name__} {who}"):
                case.call(school.actors.all()[who])
    assert not [entry for entry in trail() if entry.outcome == AuditOutcome.REFUSED]


def test_a_mark_of_a_period_is_no_work_to_be_changed(school: TinySchool) -> None:
    exam = ExtraMark(pupil_id=school.anna, day=TODAY, title="Eksāmens", value="70%", reason="")
    add_exam_result(school.actors.superuser, school.maths_a, exam, EntryKind.STATE_EXAM)
    with reading() as session:
        exam_work = session.exec(select(Work.id).where(Work.title == "Eksāmens")).one() or 0
    ilze = school.actors.ilze
    listed = {line.work_id for line in journal_works(ilze, school.maths_a).works}
    assert listed == {school.test, school.quiz}
    for call in (
        lambda: work_form(ilze, exam_work),
        lambda: edit_work(ilze, exam_work, 1, values()),
        lambda: delete_work(ilze, exam_work),
    ):
        with pytest.raises(Forbidden):
            call()


def test_an_id_that_leads_nowhere_is_refused_like_a_foreign_one(school: TinySchool) -> None:
    ilze = school.actors.ilze
    for unknown in (-1, 0, 999_999, ROW_ID_LIMIT - 1):
        for call in (
            lambda: plan_work(ilze, unknown, values()),  # noqa: B023 - called at once
            lambda: work_form(ilze, unknown),  # noqa: B023
            lambda: edit_work(ilze, unknown, 1, values()),  # noqa: B023
            lambda: delete_work(ilze, unknown),  # noqa: B023
            lambda: look_at_lesson(ilze, unknown, "test"),  # noqa: B023
            lambda: journal_works(ilze, unknown),  # noqa: B023
        ):
            with pytest.raises(Forbidden):
                call()
            assert trail()[-1].entity_id == unknown
