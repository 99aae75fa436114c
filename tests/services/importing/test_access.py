"""Every use case of imports and of the history refuses everybody it is not for."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden
from ejournal_app.persistence.models import ImportRun
from ejournal_app.services import changes, importing
from ejournal_app.services.changes.history import HISTORY, show_run
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.taking_back import take_back, take_back_of_kind
from ejournal_app.services.changes.undoing import undo
from ejournal_app.services.importing import drafts, previews, staff, timetable, viis
from tests.services.importing.files import ALISE_ROW, csv_bytes, viis_file
from tests.services.importing.staff_files import BERZA, staff_table
from tests.services.importing.test_timetable_files import CSV
from tests.support.school import TinySchool, school
from tests.support.school_days import TODAY
from tests.support.trail import last_entry, trail
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

__all__ = ["school"]

KIND = RunKind.VIIS
IMPORT = Permission.IMPORT_APPLY
MAY = {"superuser"}
OF_OTHERS = {"workbook", "journals"}
"""Parts with tests of their own access."""


def draft_of(school: TinySchool) -> int:
    content = csv_bytes([ALISE_ROW])
    return drafts.keep(
        school.actors.superuser, KIND, file_name="viis.csv", content=content, on=TODAY
    )


def cases(school: TinySchool) -> dict[Any, Case]:
    draft = draft_of(school)
    su = school.actors.superuser
    pupils = viis.plan(su, viis_file(ALISE_ROW), TODAY)
    staff_list = staff.read(staff_table(BERZA))
    people = staff.plan(su, staff_list)
    lessons_file = timetable.read(CSV.encode(), "saraksts.csv")
    lessons = timetable.plan(su, lessons_file, today=TODAY)

    def case(call: Any) -> Case:
        return Case(call, MAY, IMPORT)

    return {
        drafts.require_import: case(lambda actor: drafts.require_import(actor, KIND)),
        drafts.keep: case(lambda a: drafts.keep(a, KIND, file_name="x", content=b"x", on=TODAY)),
        drafts.open_draft: case(lambda a: drafts.open_draft(a, KIND, draft)),
        drafts.open_drafts: case(drafts.open_drafts),
        drafts.choose: case(lambda a: drafts.choose(a, KIND, draft, {})),
        drafts.discard: case(lambda a: drafts.discard(a, KIND, draft)),
        previews.look: case(lambda a: previews.look(a, KIND, draft)),
        previews.choose_columns: case(lambda a: previews.choose_columns(a, KIND, draft, {})),
        previews.choose_reading: case(lambda a: previews.choose_reading(a, KIND, draft, on=TODAY)),
        previews.start: case(lambda a: previews.start(a, KIND, draft, "")),
        previews.standing: case(lambda a: previews.standing(a, KIND, draft)),
        viis.plan: case(lambda a: viis.plan(a, viis_file(ALISE_ROW), TODAY)),
        viis.apply: case(lambda a: viis.apply(a, pupils)),
        staff.plan: Case(lambda a: staff.plan(a, staff_list), MAY, Permission.ROLE_GRANT),
        staff.apply: Case(lambda a: staff.apply(a, people), MAY, Permission.ROLE_GRANT),
        timetable.plan: case(lambda a: timetable.plan(a, lessons_file, today=TODAY)),
        timetable.apply: case(lambda a: timetable.apply(a, lessons)),
    }


def test_every_use_case_of_imports_is_examined_here(school: TinySchool) -> None:
    assert named(cases(school)) == use_cases_in(importing, but=OF_OTHERS)


def test_each_refuses_everybody_else(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)


def test_every_use_case_of_the_history_is_examined_here(school: TinySchool) -> None:
    assert named(history_cases(school)) == use_cases_in(changes)


def history_cases(school: TinySchool) -> dict[Any, Case]:
    su = school.actors.superuser
    run = viis.apply(su, viis.plan(su, viis_file(ALISE_ROW), TODAY)).run_id
    assert run is not None
    return {
        show_run: Case(lambda a: show_run(a, run), MAY, IMPORT),
        undo: Case(lambda a: undo(a, run), MAY, IMPORT),
        take_back: Case(lambda a: take_back(a, run, typed=""), MAY, IMPORT),
        take_back_of_kind: Case(lambda a: take_back_of_kind(a, KIND, run), MAY, IMPORT),
    }


def test_the_history_refuses_everybody_else(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, history_cases(school), subtests)


def test_the_list_of_runs_is_the_superusers(school: TinySchool) -> None:
    history_cases(school)
    (row,) = HISTORY.load(school.actors.superuser)
    assert row.kind is KIND
    assert HISTORY.load(school.actors.management) == []


@pytest.mark.parametrize("draft", [0, -1, 999_999, 2**31 - 1])
def test_a_draft_that_is_not_there_is_refused_like_a_foreign_one(
    school: TinySchool, draft: int
) -> None:
    su = school.actors.superuser
    calls: list[Any] = [
        lambda: drafts.open_draft(su, KIND, draft),
        lambda: drafts.discard(su, KIND, draft),
        lambda: previews.look(su, KIND, draft),
        lambda: previews.start(su, KIND, draft, ""),
        lambda: previews.standing(su, KIND, draft),
        lambda: show_run(su, draft),
    ]
    for call in calls:
        entries = last_entry()
        with pytest.raises(Forbidden):
            call()
        (entry,) = trail(after=entries)
        assert entry.entity_id == draft
        assert entry.outcome == "refused"


def test_a_draft_of_another_kind_is_not_there(school: TinySchool) -> None:
    draft = draft_of(school)
    with pytest.raises(Forbidden):
        previews.look(school.actors.superuser, RunKind.TIMETABLE, draft)


def test_a_run_of_any_kind_can_be_shown(school: TinySchool) -> None:
    from ejournal_app import clock
    from ejournal_app.persistence.engine import writing

    su = school.actors.superuser
    with writing() as session:
        runs = [
            ImportRun(
                school_id=1,
                kind=kind,
                file_name="",
                sha256="",
                applied_by_id=su.person_id,
                applied_at=clock.now(),
                valid_from=TODAY,
                summary={"order": "1-9/3", "new": 2, "other": 5, "changed": 0},
            )
            for kind in RunKind
        ]
        session.add_all(runs)
        session.flush()
        ids = [run.id or 0 for run in runs]
    for run_id in ids:
        run = show_run(su, run_id).run
        assert run.title == "1-9/3"
        assert [number.english() for number in run.numbers] == ["new: 2"]
    assert len(HISTORY.load(su)) == len(RunKind)
