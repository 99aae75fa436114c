"""Every use case about teaching refuses everybody but the superuser, and records the attempt."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.persistence.models import AuditOutcome
from ejournal_app.services import teaching
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.teaching.class_teacher_board import (
    appoint_class_teachers,
    class_teacher_board,
)
from ejournal_app.services.teaching.class_teachers import (
    appoint_class_teacher,
    end_class_teacher,
)
from ejournal_app.services.teaching.classes import (
    class_form,
    class_page,
    create_classes,
    delete_class,
    save_class,
)
from ejournal_app.services.teaching.creation import create_journals, planned_journals
from ejournal_app.services.teaching.hand_over import hand_over, hand_over_form
from ejournal_app.services.teaching.journal_making import (
    NewJournal,
    create_journal,
    find_pupils,
    journal_form,
)
from ejournal_app.services.teaching.journal_teachers import attach_teacher, end_teacher
from ejournal_app.services.teaching.journals import (
    JournalData,
    delete_journal,
    journal_settings,
    save_journal,
)
from ejournal_app.services.teaching.plans import copy_plan, grade_plan, save_plan
from ejournal_app.services.teaching.runs import recent_runs, undo_run
from ejournal_app.services.teaching.subjects import (
    add_usual_subjects,
    create_subject,
    delete_subject,
    save_subject,
    subject_page,
)
from tests.support.school import TinySchool
from tests.support.school_days import TODAY
from tests.support.trail import last_entry, trail
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

DATA = JournalData(
    name="x",
    kind=JournalKind.SUBJECT,
    starts_on=TODAY,
    ends_on=None,
    attendance_only=False,
    runs_in_breaks=False,
)
UNKNOWN = (-1, 0, 999_999, ROW_ID_LIMIT - 1)


def calls(school: TinySchool, row_id: int) -> dict[Any, Any]:
    """Every use case, called about a row that has this id, or about none."""
    person = school.actors.nora.person_id
    return {
        class_form: class_form,
        class_page: lambda actor: class_page(actor, row_id),
        create_classes: lambda actor: create_classes(
            actor, year_id=row_id, grade=6, letters="a", programme_code=""
        ),
        save_class: lambda actor: save_class(actor, row_id, grade=5, letter="a", programme_code=""),
        delete_class: lambda actor: delete_class(actor, row_id, typed=""),
        class_teacher_board: class_teacher_board,
        appoint_class_teachers: lambda actor: appoint_class_teachers(
            actor, {row_id: person}, TODAY
        ),
        appoint_class_teacher: lambda actor: appoint_class_teacher(
            actor, row_id, person_id=person, starts_on=TODAY
        ),
        end_class_teacher: lambda actor: end_class_teacher(actor, row_id, last_day=TODAY),
        subject_page: lambda actor: subject_page(actor, row_id),
        create_subject: lambda actor: create_subject(actor, name="Ķīmija", short_name=""),
        save_subject: lambda actor: save_subject(
            actor, row_id, name="Ķīmija", short_name="", is_active=True
        ),
        delete_subject: lambda actor: delete_subject(actor, row_id, typed=""),
        add_usual_subjects: add_usual_subjects,
        grade_plan: lambda actor: grade_plan(actor, row_id, 5),
        save_plan: lambda actor: save_plan(actor, row_id, 5, []),
        copy_plan: lambda actor: copy_plan(actor, row_id, 5, [6]),
        planned_journals: lambda actor: planned_journals(actor, row_id),
        create_journals: lambda actor: create_journals(actor, row_id, []),
        journal_form: lambda actor: journal_form(actor, row_id),
        find_pupils: lambda actor: find_pupils(actor, "Anna"),
        create_journal: lambda actor: create_journal(
            actor, NewJournal(subject_id=row_id, kind=JournalKind.SUBJECT, class_id=school.class_a)
        ),
        journal_settings: lambda actor: journal_settings(actor, row_id),
        save_journal: lambda actor: save_journal(actor, row_id, DATA),
        delete_journal: lambda actor: delete_journal(actor, row_id, typed=""),
        attach_teacher: lambda actor: attach_teacher(
            actor, row_id, person_id=person, starts_on=TODAY, ends_on=None
        ),
        end_teacher: lambda actor: end_teacher(actor, row_id, last_day=TODAY),
        hand_over_form: lambda actor: hand_over_form(actor, row_id),
        hand_over: lambda actor: hand_over(
            actor, from_id=None, to_id=person, journal_ids=[row_id], starts_on=TODAY
        ),
        recent_runs: lambda actor: recent_runs(actor, RunKind.JOURNALS),
        undo_run: lambda actor: undo_run(actor, RunKind.HAND_OVER, row_id),
    }


ABOUT_NOTHING = {
    class_teacher_board,
    class_form,
    create_subject,
    add_usual_subjects,
    recent_runs,
    find_pupils,
}


def test_every_use_case_is_examined_here(school: TinySchool) -> None:
    cases = {
        function: Case(call, {"superuser"}, Permission.TEACHING_WRITE)
        for function, call in calls(school, 1).items()
    }
    found = {name for name in use_cases_in(teaching) if name.startswith(teaching.__name__)}
    assert named(cases) == found


def test_each_refuses_everybody_but_the_superuser(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    cases = {
        function: Case(call, {"superuser"}, Permission.TEACHING_WRITE)
        for function, call in calls(school, 1).items()
    }
    each_refuses_everybody_else(school, cases, subtests)


def test_an_id_that_leads_nowhere_is_refused_like_a_foreign_one(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    for unknown in UNKNOWN:
        for function, call in calls(school, unknown).items():
            if function in ABOUT_NOTHING:
                continue
            with subtests.test(f"{function.__name__} {unknown}"):
                entries = last_entry()
                with pytest.raises(Forbidden):
                    call(school.actors.superuser)
                (entry,) = trail(after=entries)
                assert (entry.outcome, entry.entity_id) == (AuditOutcome.REFUSED, unknown)
