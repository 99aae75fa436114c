"""The import commands: a trial by default, plain words, honest exit statuses, masked codes."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from ejournal_app import cli
from ejournal_app.demo.load import load_if_empty
from ejournal_app.domain.errors import Refused
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, AuditEntry, RoleGrant
from ejournal_app.services.importing import timetable
from ejournal_app.services.importing.command_actor import superuser
from ejournal_app.services.importing.reading import read_table
from ejournal_app.services.importing.viis import RowKind, plan, read
from tests.services.importing.building import Built
from tests.services.importing.conftest import MONDAY
from tests.services.importing.files import ALISE, ALISE_ROW, MOTHER, OTTO_ROW, csv_bytes, pupil

SAMPLES = Path(__file__).parents[3] / "samples"
TIMETABLE = "Diena;Stunda;Klase;Priekšmets;Skolotājs\nP;1;5.a;Matemātika;A. Bērziņa\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def command(*arguments: object) -> tuple[int, str]:
        status = cli.main([str(argument) for argument in arguments])
        return status, capsys.readouterr().out

    return command


@pytest.fixture
def viis(tmp_path: Path) -> Path:
    target = tmp_path / "viis.csv"
    target.write_bytes(csv_bytes([ALISE_ROW, OTTO_ROW]))
    return target


def lv(msgid: str, **params: Any) -> str:
    return gettext("lv", msgid, **params)


def test_without_apply_nothing_is_written_and_it_says_so(
    school: Built, run: Any, viis: Path, contents: Callable[[], Any]
) -> None:
    before = contents()
    status, said = run("import-viis", viis)
    assert status == 0
    assert lv("New: {count}", count=2) in said
    assert lv("Nothing has been written: this was a trial. Add --apply to carry it out.") in said
    assert contents() == before


def test_apply_again_and_undo(
    school: Built, run: Any, viis: Path, contents: Callable[[], Any]
) -> None:
    before = contents()
    status, said = run("import-viis", viis, "--apply")
    assert status == 0
    number = re.search(r"import-undo (\d+)", said)
    assert number is not None
    status, said = run("import-viis", viis, "--apply")
    assert (status, said.splitlines()[-1]) == (0, lv("Nothing to change."))
    assert run("import-undo", number[1])[0] == 0
    assert contents() == before
    assert run("import-undo", number[1])[0] == 1


def test_no_personal_code_is_printed_whole(school: Built, run: Any, viis: Path) -> None:
    _, said = run("import-viis", viis, "--apply")
    changed = viis.with_name("changed.csv")
    changed.write_bytes(csv_bytes([pupil(code="324567-89012", previous=ALISE)]))
    said += run("import-viis", changed, "--apply")[1]
    assert "324567-*****" in said
    for code in (ALISE, MOTHER, "324567-89012"):
        assert code not in said
        assert code.replace("-", "") not in said


def test_errors_are_listed_and_stop_the_import(
    school: Built, run: Any, viis: Path, contents: Callable[[], Any]
) -> None:
    viis.write_bytes(csv_bytes([ALISE_ROW, pupil(code="1", order="")]))
    before = contents()
    for arguments in ([], ["--apply"]):
        status, said = run("import-viis", viis, *arguments)
        assert status == 1
        assert "3. rinda, kolonna «Personas kods»" in said
        assert "3. rinda, kolonna «Uzņemšanas rīkojuma Nr.»" in said
        assert contents() == before
    assert run("import-viis", viis, "--apply", "--skip-errors")[0] == 0
    assert contents() != before


def test_the_output_is_in_the_language_of_the_account(school: Built, run: Any, viis: Path) -> None:
    with writing() as session:
        session.get_one(Account, school.superuser.account_id).language = "en"
    assert "New: 2" in run("import-viis", viis)[1]


def test_the_audit_names_who_did_it(school: Built, run: Any, viis: Path) -> None:
    run("import-viis", viis, "--apply", "--as", "Anna.Bērziņa")
    with reading() as session:
        entry = session.exec(select(AuditEntry).where(col(AuditEntry.entity) == "import_run")).one()
        assert (entry.account_id, entry.actor_name) == (
            school.superuser.account_id,
            "Anna Bērziņa",
        )


@pytest.mark.parametrize("username", ["jānis.ozols", "nobody"])
def test_only_a_superuser_may_import(
    school: Built, run: Any, viis: Path, username: str, contents: Callable[[], Any]
) -> None:
    before = contents()
    status, said = run("import-viis", viis, "--apply", "--as", username)
    assert status == 1
    assert lv("There is no superuser by this name today; an import needs one.") in said
    assert contents() == before


def test_a_superuser_whose_right_has_ended_may_not(school: Built) -> None:
    assert superuser().account_id == school.superuser.account_id
    with writing() as session:
        for grant in session.exec(select(RoleGrant)):
            grant.ends_on = date(2026, 11, 22)
    with pytest.raises(Refused, match="no superuser"):
        superuser()


def test_a_timetable_goes_the_same_way(school: Built, run: Any, tmp_path: Path) -> None:
    target = tmp_path / "saraksts.csv"
    target.write_text(TIMETABLE, encoding="utf-8")
    assert run("import-timetable", target, "--from", "2026-12-01")[0] == 0
    status, said = run("import-timetable", target, "--from", "2026-12-01", "--apply")
    assert status == 0
    assert "01.12.2026" in said
    assert lv("Nothing to change.") in run("import-timetable", target, "--from", "2026-12-01")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["import-viis"],
        ["import-viis", "x.csv", "--encoding", "klingon"],
        ["import-timetable", "x.csv", "--from", "pirmdien"],
        ["import-undo", "first"],
    ],
)
def test_wrong_usage_exits_with_two(run: Any, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(*arguments)
    assert left.value.code == 2


def test_a_file_that_is_not_there_is_said_plainly(school: Built, run: Any, tmp_path: Path) -> None:
    status, said = run("import-viis", tmp_path / "nav.csv")
    assert (status, said.strip()) == (1, lv("The file {name} cannot be opened.", name="nav.csv"))


@pytest.mark.parametrize("name", ["viis-utf8.csv", "viis-windows1257.csv", "viis.xlsx"])
def test_every_sample_list_brings_nine_new_pupils_to_the_demo_school(
    db: str, clock_at: Callable[[date | datetime], None], name: str
) -> None:
    clock_at(MONDAY)
    load_if_empty("small")
    table = read_table((SAMPLES / name).read_bytes(), name)
    result = plan(superuser(), read(table), MONDAY)
    assert not result.problems
    assert [row.kind for row in result.rows] == [RowKind.NEW] * 9


def test_both_sample_timetables_are_the_same_and_fit_the_demo_school(
    db: str, clock_at: Callable[[date | datetime], None]
) -> None:
    clock_at(MONDAY)
    load_if_empty("small")
    plans = [
        timetable.plan(
            superuser(), timetable.read((SAMPLES / name).read_bytes(), name), today=MONDAY
        )
        for name in ("timetable.csv", "timetable-asc.xml")
    ]
    assert not any(result.problems or result.new_subjects for result in plans)
    assert not [w for result in plans for w in result.warnings if "group" not in w.msgid]
    assert plans[0].slots_added == plans[1].slots_added
    assert plans[0].slots_removed == plans[1].slots_removed
    applied = timetable.apply(superuser(), plans[1])
    assert applied.run_id is not None
