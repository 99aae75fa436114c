"""Looking at a draft, choosing its columns, applying what was shown, once and only that."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, func, select

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import ImportDraft, ImportMapping, ImportRun, Person
from ejournal_app.services.changes.history import show_run
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.undoing import undo
from ejournal_app.services.importing import jobs, viis
from ejournal_app.services.importing.drafts import KEPT, begin, choose, keep, open_drafts
from ejournal_app.services.importing.previews import (
    DraftView,
    PlanView,
    Standing,
    choose_columns,
    choose_reading,
    look,
    standing,
    start,
)
from ejournal_app.services.importing.problems import PlanIsStale
from tests.services.importing.building import Built
from tests.services.importing.conftest import MONDAY
from tests.services.importing.files import (
    ALISE,
    ALISE_ROW,
    HEADER,
    MOTHER,
    OTTO_ROW,
    ZANE_ROW,
    csv_bytes,
    pupil,
    xlsx_bytes,
)

Contents = Callable[[], Any]
RENAMED = ("Kods", "Uzv.", *HEADER[2:])


def upload(school: Built, content: bytes, name: str = "viis.csv") -> int:
    return keep(school.superuser, RunKind.VIIS, file_name=name, content=content, on=MONDAY)


def seen(school: Built, draft_id: int, **how: Any) -> DraftView:
    return look(school.superuser, RunKind.VIIS, draft_id, **how)


def plan_of(school: Built, draft_id: int, **how: Any) -> PlanView:
    plan = seen(school, draft_id, **how).plan
    assert plan is not None
    return plan


def carry_out(school: Built, draft_id: int, shown: str, *, skip_errors: bool = False) -> Standing:
    start(school.superuser, RunKind.VIIS, draft_id, shown, skip_errors=skip_errors)
    return ended(school, draft_id)


def ended(school: Built, draft_id: int) -> Standing:
    job = jobs.job_of(draft_id)
    if job is not None and job.thread is not None:
        job.thread.join()
    return standing(school.superuser, RunKind.VIIS, draft_id)


def counts(plan: PlanView) -> dict[str, int]:
    return {tab.key: tab.count for tab in plan.tabs if tab.count}


def words(text: str | Message) -> str:
    return translate("en", text) if isinstance(text, Message) else text


def runs() -> int:
    with reading() as session:
        return session.exec(select(func.count()).select_from(ImportRun)).one()


def test_a_look_shows_what_would_happen_and_changes_nothing(
    school: Built, contents: Contents
) -> None:
    draft = upload(school, csv_bytes([ALISE_ROW, OTTO_ROW, pupil(code="x")], encoding="cp1257"))
    before = contents()
    view = seen(school, draft)
    assert (view.encoding, view.delimiter, view.rows, view.on) == ("windows-1257", ";", 4, MONDAY)
    assert view.plan is not None
    assert counts(view.plan) == {"new": 2, "errors": 1}
    assert view.plan.key == "errors", "what is most pressing comes first"
    new = plan_of(school, draft, section="new")
    assert [(line.title, line.place) for line in new.lines] == [
        ("Bērziņa Alise", "5.a"),
        ("Ozols Otto", "5.b"),
    ]
    assert contents() == before


def test_an_error_names_row_column_and_fault(school: Built) -> None:
    (line,) = plan_of(school, upload(school, csv_bytes([pupil(born="31.02.2015")]))).lines
    assert (words(line.title), line.place) == ("Row 2", "«Dzimšanas datums»")
    assert [words(detail) for detail in line.details] == ["There is no such date."]


def test_a_change_says_field_old_and_new_with_codes_masked(school: Built) -> None:
    first = upload(school, csv_bytes([ALISE_ROW]))
    carry_out(school, first, plan_of(school, first).shown)
    changed = pupil("320000-11111", "Liepa", previous=ALISE)
    plan = plan_of(school, upload(school, csv_bytes([changed])), section="changed")
    details = [words(detail) for detail in plan.lines[0].details]
    assert "family name: Bērziņa → Liepa" in details
    assert f"personal code: {ALISE[:6]}-***** → 320000-*****" in details
    assert ALISE not in repr(plan)


def test_a_long_section_is_paged_and_searched_on_the_server(school: Built) -> None:
    rows = [pupil("", f"Uzvārds{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}") for n in range(60)]
    draft = upload(school, csv_bytes(rows))
    first = plan_of(school, draft)
    assert (len(first.lines), first.page, first.pages, first.total) == (50, 1, 2, 60)
    assert len(plan_of(school, draft, page=2).lines) == 10
    assert plan_of(school, draft, page=99).page == 2
    found = plan_of(school, draft, search="uzvārdsaa alise")
    assert [line.title for line in found.lines] == ["Uzvārdsaa Alise"]


def test_renamed_headings_are_chosen_by_a_person_and_remembered(school: Built) -> None:
    content = csv_bytes([ALISE_ROW], header=RENAMED)
    view = seen(school, upload(school, content))
    assert view.plan is None
    assert view.columns is not None
    assert view.columns.missing == ("Personas kods", "Uzvārds")
    said = {h.position: h.key for h in view.columns.headings} | {0: "code", 1: "family_name"}
    choose_columns(school.superuser, RunKind.VIIS, view.draft_id, said)
    assert counts(plan_of(school, view.draft_id)) == {"new": 1}
    again = seen(school, upload(school, csv_bytes([OTTO_ROW], header=RENAMED)))
    assert again.columns is not None
    assert again.columns.remembered
    assert again.plan is not None
    assert counts(again.plan) == {"new": 1}
    with reading() as session:
        assert session.exec(select(func.count()).select_from(ImportMapping)).one() == 1


def test_two_headings_of_one_meaning_wait_for_a_choice(school: Built) -> None:
    header = (*HEADER, "Uzvārds")
    view = seen(school, upload(school, csv_bytes([(*ALISE_ROW, "Liepa")], header=header)))
    assert view.plan is None
    assert view.columns is not None
    assert view.columns.doubled == ("Uzvārds",)
    said = {h.position: h.key for h in view.columns.headings if h.position != 1}
    said[len(HEADER)] = "family_name"
    choose_columns(school.superuser, RunKind.VIIS, view.draft_id, said)
    assert plan_of(school, view.draft_id).lines[0].title == "Liepa Alise"


def test_columns_that_cannot_be_read_so_are_refused(school: Built) -> None:
    draft = upload(school, csv_bytes([ALISE_ROW]))
    for said, words_said in (
        ({0: "code", 1: "code"}, "two headings"),
        ({0: "code"}, "Still to be chosen"),
        ({500: "code", 0: "nav"}, "Still to be chosen"),
    ):
        with pytest.raises(Refused, match=words_said):
            choose_columns(school.superuser, RunKind.VIIS, draft, said)
    assert counts(plan_of(school, draft)) == {"new": 1}


def test_a_sample_of_a_heading_shows_no_whole_personal_code(school: Built) -> None:
    columns = seen(school, upload(school, csv_bytes([ALISE_ROW]))).columns
    assert columns is not None
    assert columns.headings[0].sample == f"{ALISE[:6]}-*****"
    assert ALISE not in repr(columns)
    assert MOTHER not in repr(columns)


def test_day_and_encoding_can_be_said(school: Built) -> None:
    draft = upload(school, csv_bytes([ALISE_ROW], encoding="cp1257"))
    later = MONDAY + timedelta(days=1)
    choose_reading(school.superuser, RunKind.VIIS, draft, on=later, encoding="windows-1257")
    view = seen(school, draft)
    assert (view.on, view.encoding, view.chosen_encoding) == (
        later,
        "windows-1257",
        "windows-1257",
    )
    with pytest.raises(Refused) as refused:
        choose_reading(school.superuser, RunKind.VIIS, draft, on=later, encoding="latin-1")
    assert refused.value.field == "encoding"


def test_a_file_that_cannot_be_read_says_why(school: Built) -> None:
    view = seen(school, upload(school, csv_bytes([ALISE_ROW]), "viis.xlsx"))
    assert view.plan is None
    assert view.refusal is not None
    assert "not an Excel workbook" in view.refusal.english()


def test_what_was_shown_is_applied_and_leads_to_its_run(school: Built) -> None:
    draft = upload(school, xlsx_bytes([ALISE_ROW, OTTO_ROW]), "viis.xlsx")
    end = carry_out(school, draft, plan_of(school, draft).shown)
    assert end.run_id is not None
    assert seen(school, draft).run_id == end.run_id
    run = show_run(school.superuser, end.run_id)
    assert (run.run.title, run.run.applied_by) == ("viis.xlsx", "Anna Bērziņa")
    assert {table.name: table.added for table in run.tables} == {
        "enrolments": 2,
        "guardians of pupils": 1,
        "persons": 3,
        "pupils": 2,
    }
    with reading() as session:
        assert session.get_one(ImportDraft, draft).content == b"", "the file is not kept"
    assert open_drafts(school.superuser) == ()


def test_a_second_upload_says_that_there_is_nothing_to_change(school: Built) -> None:
    content = csv_bytes([ALISE_ROW, OTTO_ROW])
    draft = upload(school, content)
    carry_out(school, draft, plan_of(school, draft).shown)
    again = plan_of(school, upload(school, content))
    assert not again.changes
    assert counts(again) == {"unchanged": 2}


def test_asking_twice_applies_once(school: Built) -> None:
    draft = upload(school, csv_bytes([ALISE_ROW]))
    shown = plan_of(school, draft).shown
    first = carry_out(school, draft, shown)
    second = carry_out(school, draft, shown)
    assert first.run_id == second.run_id
    assert runs() == 1


def test_a_draft_being_applied_elsewhere_is_left_alone(school: Built) -> None:
    draft = upload(school, csv_bytes([ALISE_ROW]))
    shown = plan_of(school, draft).shown
    assert begin(RunKind.VIIS, draft)
    assert not begin(RunKind.VIIS, draft)
    assert seen(school, draft).running
    start(school.superuser, RunKind.VIIS, draft, shown)
    assert standing(school.superuser, RunKind.VIIS, draft) == Standing(running=True)
    assert runs() == 0


def test_the_same_draft_is_one_run_although_two_processes_apply_it(school: Built) -> None:
    draft = upload(school, csv_bytes([ALISE_ROW]))
    table = viis.read(_table(csv_bytes([ALISE_ROW])))
    plan = viis.plan(school.superuser, table, MONDAY)
    first = viis.apply(school.superuser, plan, draft_id=draft)
    assert viis.apply(school.superuser, plan, draft_id=draft).run_id == first.run_id
    assert runs() == 1


def _table(content: bytes) -> Any:
    from ejournal_app.services.importing.reading import read_table

    return read_table(content, "viis.csv")


def test_a_plan_that_is_no_longer_true_is_not_applied(school: Built, contents: Contents) -> None:
    draft, other = (upload(school, csv_bytes([ALISE_ROW])) for _ in range(2))
    shown = plan_of(school, draft).shown
    carry_out(school, other, plan_of(school, other).shown)
    before = contents()
    with pytest.raises(PlanIsStale):
        start(school.superuser, RunKind.VIIS, draft, shown)
    with pytest.raises(PlanIsStale):
        start(school.superuser, RunKind.VIIS, draft, "")
    assert contents() == before


def test_another_choice_of_columns_is_another_plan(school: Built) -> None:
    draft = upload(school, csv_bytes([ALISE_ROW]))
    shown = plan_of(school, draft).shown
    columns = seen(school, draft).columns
    assert columns is not None
    said = {h.position: h.key for h in columns.headings if not h.key.startswith("guardian")}
    choose_columns(school.superuser, RunKind.VIIS, draft, said)
    with pytest.raises(PlanIsStale):
        start(school.superuser, RunKind.VIIS, draft, shown)


def test_rows_with_errors_are_left_out_only_when_that_is_said(
    school: Built, contents: Contents
) -> None:
    draft = upload(school, csv_bytes([ALISE_ROW, pupil(code="x"), ZANE_ROW]))
    shown, before = plan_of(school, draft).shown, contents()
    with pytest.raises(Refused, match="rows with errors"):
        start(school.superuser, RunKind.VIIS, draft, shown)
    assert contents() == before
    assert carry_out(school, draft, shown, skip_errors=True).run_id is not None
    with reading() as session:
        names = session.exec(
            select(Person.given_name).where(col(Person.family_name).in_(["Bērziņa", "Žagare"]))
        ).all()
    assert {"Alise", "Zane"} <= set(names)


def test_an_application_that_breaks_leaves_nothing_and_can_be_tried_again(
    school: Built, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = upload(school, csv_bytes([ALISE_ROW]))
    shown, before = plan_of(school, draft).shown, contents()
    with monkeypatch.context() as broken:
        broken.setattr(viis.applying, "record_rows", lambda *_: 1 / 0)
        end = carry_out(school, draft, shown)
    assert (end.failed, end.running, end.run_id) == (True, False, None)
    assert contents() == before
    assert carry_out(school, draft, shown).run_id is not None


def test_progress_grows_to_its_end(school: Built) -> None:
    steps: list[tuple[int, int]] = []
    plan = viis.plan(school.superuser, viis.read(_table(csv_bytes([ALISE_ROW]))), MONDAY)
    viis.apply(school.superuser, plan, progress=lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert all(0 < done < total for done, total in steps)


def test_old_drafts_go_and_are_not_listed(school: Built) -> None:
    old = upload(school, csv_bytes([ALISE_ROW]))
    with writing() as session:
        session.get_one(ImportDraft, old).uploaded_at = clock.now() - KEPT - timedelta(hours=1)
    assert open_drafts(school.superuser) == ()
    new = upload(school, csv_bytes([OTTO_ROW]))
    assert [draft.draft_id for draft in open_drafts(school.superuser)] == [new]


def test_an_undone_import_says_who_took_it_back(school: Built) -> None:
    draft = upload(school, csv_bytes([ALISE_ROW]))
    run_id = carry_out(school, draft, plan_of(school, draft).shown).run_id
    assert run_id is not None
    undo(school.superuser, run_id)
    run = show_run(school.superuser, run_id).run
    assert (run.undone_by, run.undone_at) == ("Anna Bērziņa", clock.now())


def test_choices_of_nobody_do_not_break_a_draft(school: Built) -> None:
    draft = upload(school, csv_bytes([ALISE_ROW]))
    choose(school.superuser, RunKind.VIIS, draft, {"columns": {"code": "x", "nav": 3}})
    view = seen(school, draft)
    assert view.plan is None
    assert view.columns is not None
    assert "Personas kods" in view.columns.missing
