"""Files made to do harm end in row errors or one refusal, within bounded time and memory."""

import json
import subprocess
import sys
from pathlib import Path

from ejournal_app.serving.build import ROOT
from tests.services.importing.hostile import files

MOST_MB = 300
"""By so much a process may grow that reads them all: the 64 MB a workbook may unpack to,
several times over while it is looked through."""

EXPECTED = {
    "20 MB of zeros": "too large",
    "20 MB of letters": "too large",
    "20 MB called a workbook": "too large",
    "20 MB of XML": "too large",
    "10 MB in one cell": "a cell of more than 2000 characters",
    "many columns": "more than 100 columns",
    "columns in a sheet": "more than 100 columns",
    "a rectangle of nameless cells": "more than 100 columns",
    "rows without number": "more than 20000 rows",
    "one text in every cell": "unpacks to more",
    "zip bomb": "unpacks to more",
    "zip bomb in the texts": "unpacks to more",
    "zip bomb with a lying size": "cannot be read",
    "zip bomb in a zip bomb": "pupils 2, faults 0",
    "names that climb": "pupils 2, faults 0",
    "entities": "not XML that can be read",
    "an entity from outside": "not XML that can be read",
    "entities in a workbook": "cannot be read",
    "deep XML": "too large to be a timetable",
    "a NUL byte": "not text in UTF-8",
    "UTF-16": "not text in UTF-8",
    "an empty sheet": "empty",
    "only headings": "pupils 0, faults 0",
    "renamed columns": "no column: «Personas kods», «Uzvārds»",
    "no such day": "pupils 0, faults 1",
    "the same code twice": "pupils 2, faults 0",
    "formulas": "pupils 0, faults 2",
    "formulas in a sheet": "pupils 0, faults 2",
    "merged cells": "no column",
}
"""What becomes of each; that the same pupil is in two rows is a fault of the plan."""


def test_hostile_files_are_answered_within_bounds(tmp_path: Path) -> None:
    for case, name, content in files():
        (tmp_path / f"{case}{Path(name).suffix}").write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "tests.services.importing.hostile", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    answer = json.loads(done.stdout)
    assert answer["said"].keys() == EXPECTED.keys()
    for case, said in answer["said"].items():
        assert EXPECTED[case] in said, case
    assert max(answer["grown"].values()) < MOST_MB, answer["grown"]
