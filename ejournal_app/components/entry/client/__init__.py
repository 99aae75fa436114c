"""The programs of the entry components that run in the browser, linked into the front end.

All of them lie beside this one module and are linked from it, so that they land in one folder and
their relative imports of each other hold.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import reflex as rx

_KINDS = (".js", ".jsx", ".css")


def _link() -> dict[str, str]:
    files = sorted(path for path in Path(__file__).parent.iterdir() if path.suffix in _KINDS)
    return {path.name: rx.asset(path.name, shared=True).importable_path for path in files}


# The framework reads the whole call stack for every file. In a thread of its own the stack is
# short: importing the application takes a hundredth of a second here instead of several seconds.
with ThreadPoolExecutor(1) as _short_stack:
    _PATHS = _short_stack.submit(_link).result()


def script(name: str) -> str:
    """Return the import path of one script, for a component's `library`."""
    return _PATHS[name]
