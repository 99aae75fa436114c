"""A school that is written out and loaded elsewhere is the same school, whatever the databases."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import select as select_rows

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.persistence import engine, migrate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Person, Room, School, StoredFile
from ejournal_app.services.exporting.cells import harmless
from ejournal_app.services.moving.description import describe
from ejournal_app.services.moving.loading import load_school
from ejournal_app.services.moving.tables import LEFT_BEHIND, school_tables
from ejournal_app.services.moving.writing import write_school
from ejournal_app.settings import get_settings
from tests.conftest import DATABASES
from tests.support.entering import mark, saved
from tests.support.school import TinySchool

PICTURE = bytes(range(256)) * 300
NASTY = '=HYPERLINK("http://x"),\n"ā"; \u2028\x7f'


@pytest.fixture(params=list(DATABASES))
def elsewhere(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty, migrated database of either kind, besides that of the test."""
    with DATABASES[request.param]() as url:
        yield url


@pytest.fixture
def archive(school: TinySchool, tmp_path: Path) -> Path:
    """The tiny school with a mark, a file and texts that are hard to keep, written out."""
    saved(school.actors.ilze, mark(school.test, school.anna, "8"))
    with writing() as session:
        school_id = session.exec(select_rows(School.id)).one()
        session.add(Person(given_name="+Ārija", family_name=NASTY))
        session.add(
            StoredFile(
                school_id=school_id or 0,
                purpose="logo",
                name="../..\\logo ā.png",
                media_type="image/png",
                sha256="0" * 64,
                content=PICTURE,
                stored_at=clock.now(),
            )
        )
    return written(tmp_path / "skola.zip")


def written(path: Path) -> Path:
    with path.open("wb") as target:
        for piece in write_school():
            target.write(piece)
    return path


def contents() -> dict[str, list[tuple[Any, ...]]]:
    with reading() as session:
        return {
            table.name: [tuple(row) for row in session.connection().execute(select(table))]
            for table in school_tables()
        }


def move_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EJOURNAL_DATABASE_URL", url)
    get_settings.cache_clear()
    engine.dispose()


def sorted_contents() -> dict[str, list[str]]:
    return {name: sorted(map(repr, rows)) for name, rows in contents().items()}


def test_nothing_is_lost_on_the_way(
    archive: Path, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted_contents()
    move_to(elsewhere, monkeypatch)
    loaded = load_school(archive)
    assert sorted_contents() == before
    assert loaded == {name: len(rows) for name, rows in before.items()}
    assert loaded["mark_event"] == 1


def test_the_loaded_school_goes_on(
    archive: Path, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_to(elsewhere, monkeypatch)
    load_school(archive)
    with writing() as session:
        school_id = session.exec(select_rows(School.id)).one()
        session.add(Room(school_id=school_id or 0, name="jauns"))
        session.add(Person(given_name="Jauna", family_name="Persona"))


def test_a_second_school_is_not_loaded_over_the_first(archive: Path) -> None:
    before = sorted_contents()
    with pytest.raises(Refused, match="not empty"):
        load_school(archive)
    assert sorted_contents() == before


def changed(archive: Path, name: str, content: bytes | None) -> Path:
    """The archive with one file replaced, or left out."""
    target = archive.with_name("mainits.zip")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
            elif content is not None:
                new.writestr(entry, content)
    return target


def damaged(archive: Path) -> dict[str, Path]:
    with zipfile.ZipFile(archive) as old:
        person = old.read("json/person.json")
        manifest = json.loads(old.read("manifest.json"))
    torn = archive.with_name("saplests.zip")
    torn.write_bytes(archive.read_bytes()[:-200])
    text = archive.with_name("teksts.zip")
    text.write_bytes(b"nav zip")
    strange = person.replace(b'"given_name"', b'"drop_table"', 1)
    return {
        "torn": torn,
        "no zip": text,
        "a table is missing": changed(archive, "json/person.json", None),
        "a value was changed": changed(
            archive, "json/person.json", person.replace(b"Anna", b"Ella")
        ),
        "a row is missing": changed(archive, "json/mark_event.json", b"[\n]\n"),
        "an unknown column": changed(archive, "json/person.json", strange),
        "no manifest": changed(archive, "manifest.json", None),
        "another format": changed(
            archive, "manifest.json", json.dumps({**manifest, "format": 99}).encode()
        ),
        "another schema": changed(
            archive, "manifest.json", json.dumps({**manifest, "schema": "9999"}).encode()
        ),
        "an odd manifest": changed(archive, "manifest.json", b"[]"),
        "no JSON": changed(archive, "json/person.json", b"[\n{{{\n]\n"),
    }


def test_a_damaged_file_is_refused_and_loads_nothing(
    archive: Path, elsewhere: str, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    files = damaged(archive)
    move_to(elsewhere, monkeypatch)
    for what, path in files.items():
        with subtests.test(what):
            with pytest.raises(Refused):
                load_school(path)
            assert not any(contents().values())


def test_every_table_is_either_written_out_or_left_behind_for_a_reason() -> None:
    described = describe()
    tables = {table.name for table in school_tables()}
    assert set(described["tables"]) == tables
    assert not tables & set(LEFT_BEHIND)
    assert all(LEFT_BEHIND.values())


def test_the_description_says_what_a_table_and_a_column_mean() -> None:
    tables = describe()["tables"]
    assert tables["mark"]["meaning"].startswith("The latest value of a mark")
    column = tables["mark"]["columns"]["improved_from"]
    assert column["meaning"] == "The value before an improvement: 4 in 4|7."
    assert tables["mark"]["columns"]["pupil_id"]["refers_to"] == "pupil.id"
    assert all(table["meaning"] for table in tables.values())
    assert tables["lesson"]["columns"]["version"]["meaning"]


def test_the_sheets_hold_the_same_rows_and_no_formula(archive: Path) -> None:
    with zipfile.ZipFile(archive) as files:
        assert files.testzip() is None
        for name, table in describe()["tables"].items():
            rows = list(csv.reader(io.StringIO(files.read(table["csv"]).decode("utf-8-sig"))))
            assert rows[0] == list(table["columns"])
            assert len(rows) - 1 == json.loads(files.read("manifest.json"))["tables"][name]["rows"]
            assert not [cell for row in rows for cell in row if cell != harmless(cell)]
            assert len(json.loads(files.read(table["json"]))) == len(rows) - 1
        (kept,) = [name for name in files.namelist() if name.startswith("files/")]
        assert "/" not in kept.removeprefix("files/")
        assert "\\" not in kept
        assert files.read(kept) == PICTURE
        assert "load-school" in files.read("LASI-MANI.txt").decode()


def test_what_is_written_meanwhile_is_not_half_in_the_file(
    school: TinySchool, tmp_path: Path
) -> None:
    pieces = write_school()
    taken = [next(pieces)]
    with writing() as session:
        session.add(Person(given_name="Vēlā", family_name="Persona"))
    taken.extend(pieces)
    path = tmp_path / "skola.zip"
    path.write_bytes(b"".join(taken))
    with zipfile.ZipFile(path) as files:
        people = json.loads(files.read("json/person.json"))
        assert "Vēlā" not in {person["given_name"] for person in people}


def test_migrations_and_export_name_the_same_revision(archive: Path) -> None:
    with zipfile.ZipFile(archive) as files:
        assert json.loads(files.read("manifest.json"))["schema"] == migrate.head()
