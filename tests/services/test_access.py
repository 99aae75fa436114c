"""Every use case refuses everybody it is not for, in the same words, and records the attempt."""

from collections.abc import Callable
from typing import Any

import pytest

from ejournal_app import services
from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.persistence.models import AuditOutcome
from ejournal_app.services.calendar_of_tests import calendar_of_tests
from ejournal_app.services.day import teacher_day
from ejournal_app.services.diary import begin_visit, children, diary_week, other_marks
from ejournal_app.services.journal_page import open_journal
from ejournal_app.services.lesson_copy import copy_entry
from ejournal_app.services.lesson_page import open_lesson
from ejournal_app.services.mark_history import mark_history
from ejournal_app.services.overview import school_day
from ejournal_app.services.pupils import personal_file
from ejournal_app.services.works import add_lesson, create_work
from tests.support.entering import mark, recorded, saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import TODAY, TOMORROW
from tests.support.trail import last_entry, trail
from tests.support.use_cases import Case, named, use_cases_in

TEACHERS = {"ilze", "janis", "maija", "nora", "attached_until_yesterday"}
HEADS = {"management", "superuser"}
UNKNOWN = (-1, 0, 999_999, ROW_ID_LIMIT - 1)
ELSEWHERE = (
    "absence_applications",
    "invitations",
    "absences",
    "absent_today",
    "accounts",
    "achievements",
    "attachments",
    "attendance",
    "averages",
    "changes",
    "class_tasks",
    "duties",
    "events",
    "groups",
    "importing",
    "lists",
    "feeds",
    "guardians",
    "held",
    "journal_views",
    "movements",
    "moving",
    "notices",
    "outbox",
    "people",
    "periods",
    "programmes",
    "promotion",
    "reminders",
    "reverting",
    "staff",
    "statistics",
    "setup",
    "substitutions",
    "superuser_marks",
    "teacher_absences",
    "teaching",
    "validation",
    "timeliness",
    "timetabling",
    "works",
)
"""Use cases with tests of their own access beside their own tests."""


def cases(school: TinySchool) -> dict[Any, Case]:
    lesson = school.lesson(school.maths_a)
    target = school.lesson(school.maths_b)
    journal = ("journal", school.maths_a)
    anna = ("pupil", school.anna, school.anna)
    readers = {"ilze", "janis", "maija", *HEADS}
    family = {"maija", "parent", "pupil", *HEADS}
    everyone = {*school.actors.all()}
    return {
        teacher_day: Case(teacher_day, TEACHERS, Permission.DAY_READ),
        school_day: Case(school_day, HEADS, Permission.OVERVIEW_READ),
        calendar_of_tests: Case(calendar_of_tests, TEACHERS | HEADS, Permission.JOURNAL_LIST),
        children: Case(children, everyone, Permission.ACCOUNT_OWN),
        open_journal: Case(
            lambda actor: open_journal(actor, school.maths_a),
            readers,
            Permission.JOURNAL_READ,
            *journal,
        ),
        open_lesson: Case(
            lambda actor: open_lesson(actor, lesson), readers, Permission.LESSON_READ, *journal
        ),
        copy_entry: Case(
            lambda actor: copy_entry(actor, lesson, target),
            {"ilze"},
            Permission.LESSON_WRITE,
            *journal,
        ),
        diary_week: Case(
            lambda actor: diary_week(actor, school.anna), family, Permission.DIARY_READ, *anna
        ),
        other_marks: Case(
            lambda actor: other_marks(actor, school.anna), family, Permission.DIARY_READ, *anna
        ),
        mark_history: Case(
            lambda actor: mark_history(actor, school.test, school.anna),
            {"ilze", "janis", *family},
            Permission.JOURNAL_READ,
            "journal",
            school.maths_a,
            school.anna,
        ),
        begin_visit: Case(
            lambda actor: begin_visit(actor, school.anna), family, Permission.DIARY_READ, *anna
        ),
        personal_file: Case(
            lambda actor: personal_file(actor, school.anna),
            family | {"clerk"},
            Permission.PERSONAL_FILE_READ,
            *anna,
        ),
    }


def _recorded(school: TinySchool) -> None:
    typed = (topic(school.lesson(school.maths_a), "Daļas"), mark(school.test, school.anna, "8"))
    saved(school.actors.ilze, *typed)


def test_every_use_case_is_examined_here(school: TinySchool) -> None:
    submit = "ejournal_app.services.entries.submit.submit"  # answers; see test_forbidden
    assert named(cases(school)) | {submit} == use_cases_in(services, but=ELSEWHERE)


def test_each_refuses_everybody_else_and_records_it_once(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    _recorded(school)
    before, entries = recorded(), last_entry()
    for function, case in cases(school).items():
        for who, actor in school.actors.all().items():
            if who in case.allowed:
                continue
            object_id = case.entity_id
            if function is copy_entry and who == "janis":
                object_id = school.maths_b  # he may copy from the one class, not into the other
            with subtests.test(f"{function.__name__} {who}"):
                with pytest.raises(Forbidden):
                    case.call(actor)
                (entry,) = trail(after=entries)
                entries = entry.id or 0
                assert (entry.entity, entry.entity_id, entry.pupil_id) == (
                    case.entity,
                    object_id,
                    case.pupil_id,
                )
                assert (entry.outcome, entry.action) == (AuditOutcome.REFUSED, case.action)
                assert (entry.account_id, entry.actor_name) == (actor.account_id, actor.name)
    assert recorded() == before


def test_each_works_for_those_it_is_for(school: TinySchool, subtests: pytest.Subtests) -> None:
    _recorded(school)
    for function, case in cases(school).items():
        for who in sorted(case.allowed):
            with subtests.test(f"{function.__name__} {who}"):
                case.call(school.actors.all()[who])
    assert not [entry for entry in trail() if entry.outcome == AuditOutcome.REFUSED]


def test_an_id_that_leads_nowhere_is_refused_like_a_foreign_one(school: TinySchool) -> None:
    ilze, heads = school.actors.ilze, school.actors.management
    lesson = school.lesson(school.maths_a, TOMORROW)
    for unknown in UNKNOWN:
        calls: list[Callable[[], Any]] = [
            lambda: open_journal(heads, unknown),  # noqa: B023 - called at once
            lambda: open_lesson(heads, unknown),  # noqa: B023
            lambda: diary_week(heads, unknown),  # noqa: B023
            lambda: begin_visit(heads, unknown),  # noqa: B023
            lambda: personal_file(heads, unknown),  # noqa: B023
            lambda: create_work(ilze, unknown, "test", ""),  # noqa: B023
            lambda: add_lesson(ilze, unknown, TODAY, 5),  # noqa: B023
            lambda: calendar_of_tests(ilze, unknown),  # noqa: B023
            lambda: copy_entry(ilze, unknown, lesson),  # noqa: B023
            lambda: copy_entry(ilze, lesson, unknown),  # noqa: B023
        ]
        for call in calls:
            entries = last_entry()
            with pytest.raises(Forbidden):
                call()
            (entry,) = trail(after=entries)
            assert entry.outcome == AuditOutcome.REFUSED
            assert entry.entity_id == unknown
