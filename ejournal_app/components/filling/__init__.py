"""Pages that are still empty, or hold what an earlier page left, are not shown.

A page's handlers fill it after it has been drawn. What is typed before that is lost: the fields
are filled anew, and the event of a form would be about nothing.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import reflex as rx
from reflex.vars import BooleanVar, Var, VarData

from ejournal_app.components.feedback import skeleton


def _link() -> str:
    return rx.asset("page_filled.js", shared=True).importable_path


# In a thread of its own, as in `components/entry/client`: there the call stack is short.
with ThreadPoolExecutor(1) as _short_stack:
    _SCRIPT = _short_stack.submit(_link).result()


def page_filled() -> BooleanVar:
    """Return whether the handlers of the page's address have run since it was opened."""
    loaded: Any = rx.State.is_hydrated
    path: Any = rx.State.router.url.path
    hook = f"const pageFilled = usePageFilled({loaded!s}, {path!s});"
    reads = VarData.merge(loaded._get_all_var_data(), path._get_all_var_data())  # noqa: SLF001
    data = VarData(imports={_SCRIPT: "usePageFilled"}, hooks={hook: reads})
    return Var("pageFilled", _var_data=data).to(BooleanVar)


def when_filled(*children: Any, known: Any = None) -> rx.Component:
    """Return the children once the page is filled and `known` holds; grey lines until then."""
    filled = page_filled() if known is None else page_filled() & known
    return rx.cond(filled, rx.fragment(*children), rx.el.div(skeleton(), class_name="card"))
