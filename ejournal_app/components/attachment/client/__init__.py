"""The field's program that runs in the browser, linked into the front end."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import reflex as rx

_KINDS = (".js", ".jsx")


def _link() -> dict[str, str]:
    files = sorted(path for path in Path(__file__).parent.iterdir() if path.suffix in _KINDS)
    return {path.name: rx.asset(path.name, shared=True).importable_path for path in files}


# In a thread of its own, as in `components/entry/client`: there the call stack is short.
with ThreadPoolExecutor(1) as _short_stack:
    _PATHS = _short_stack.submit(_link).result()


def script(name: str) -> str:
    """Return the import path of one script, for a component's `library`."""
    return _PATHS[name]
