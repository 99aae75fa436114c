"""Period marks: who reads, enters and opens them; everybody else is refused on record."""

from datetime import date
from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import PeriodReopening
from ejournal_app.services import periods
from ejournal_app.services.periods.class_view import class_marks, export_class_marks
from ejournal_app.services.periods.page import open_periods
from ejournal_app.services.periods.reopening import (
    ReopeningData,
    end_reopening,
    journals_of_teacher,
    reopen,
    reopenings,
    teachers_of_year,
)
from ejournal_app.services.periods.suggestions import accept_suggestions, explain_suggestions
from ejournal_app.services.periods.windows import (
    WindowData,
    period_windows,
    reset_window,
    save_window,
)
from tests.support.school import TinySchool
from tests.support.school_days import NOW
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

HEADS = {"management", "superuser"}
INTERIM = EntryKind.INTERIM_1


def cases(school: TinySchool, reopening: int = 1) -> dict[Any, Case]:
    journal, ilze = school.maths_a, school.actors.ilze.person_id
    window = WindowData(
        kind=INTERIM,
        first_grade=5,
        last_grade=5,
        opens_on=date(2026, 11, 1),
        closes_on=date(2026, 12, 31),
    )
    again = ReopeningData(
        kind=INTERIM, person_id=ilze, journal_id=None, until=date(2027, 1, 10), reason="Slimība"
    )
    readers = ({"ilze", "janis", "maija", *HEADS}, Permission.JOURNAL_READ, "journal", journal)
    class_readers = ({"maija", *HEADS}, Permission.CLASS_MARKS_READ, "class", school.class_a)
    managers = (HEADS, Permission.PERIOD_MANAGE)
    return {
        open_periods: Case(lambda actor: open_periods(actor, journal), *readers),
        explain_suggestions: Case(
            lambda actor: explain_suggestions(actor, journal, INTERIM), *readers
        ),
        accept_suggestions: Case(
            lambda actor: accept_suggestions(actor, journal, INTERIM, {}),
            {"ilze", "janis"},
            Permission.PERIOD_WRITE,
            "journal",
            journal,
        ),
        class_marks: Case(
            lambda actor: class_marks(actor, school.class_a, None, latest=True), *class_readers
        ),
        export_class_marks: Case(
            lambda actor: export_class_marks(actor, school.class_a, None), *class_readers
        ),
        period_windows: Case(period_windows, *managers),
        save_window: Case(lambda actor: save_window(actor, window), *managers),
        reset_window: Case(lambda actor: reset_window(actor, INTERIM, 5, 5), *managers),
        reopenings: Case(reopenings, *managers),
        teachers_of_year: Case(teachers_of_year, *managers),
        journals_of_teacher: Case(lambda actor: journals_of_teacher(actor, ilze), *managers),
        reopen: Case(lambda actor: reopen(actor, again), *managers),
        end_reopening: Case(lambda actor: end_reopening(actor, reopening), *managers),
    }


def test_every_use_case_is_examined(school: TinySchool) -> None:
    assert named(cases(school)) == use_cases_in(periods)


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    with writing() as session:
        row = PeriodReopening(
            year_id=school.year_id,
            entry_kind=INTERIM,
            person_id=school.actors.ilze.person_id,
            until=date(2027, 1, 1),
            reason="Slimība",
            granted_by_id=school.actors.management.person_id,
            granted_at=NOW.astimezone(),
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        made = row.id
    each_refuses_everybody_else(school, cases(school, made), subtests)
