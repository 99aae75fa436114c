"""The client-side files of the entry components, linked into the front-end build.

All of them are linked from this one module, so that they land in one folder and their
relative imports of each other hold.
"""

import reflex as rx

_SCRIPTS = (
    "op.js",
    "attendance.js",
    "text.js",
    "timings.js",
    "storage.js",
    "tab_lock.js",
    "sender.js",
    "outbox.js",
    "outbox_react.js",
    "outbox_host.jsx",
    "conflict_choice.jsx",
    "saving_status.jsx",
    "mark_pad.jsx",
    "auto_field.jsx",
    "pupil_row.jsx",
    "pupil_list.jsx",
    "grid_store.js",
    "grid_keys.js",
    "grid_row.jsx",
    "grid_pad.jsx",
    "grid_popover.jsx",
    "grid_editor.js",
    "grid_controller.js",
    "journal_grid.jsx",
    "entry.css",
)

_PATHS = {name: rx.asset(name, shared=True).importable_path for name in _SCRIPTS}


def script(name: str) -> str:
    """Return the import path of one script, for a component's `library`."""
    return _PATHS[name]
