"""Python face of the board: typed props, nothing else."""

from typing import Any

import reflex as rx
from reflex.event import passthrough_event_spec

from ejournal_app.components.split.client import script


class SplitBoard(rx.Component):
    """Pupils in columns of groups; what is moved lives in the browser until it is saved.

    `board` is `{"key", "ask", "pupils": [{"id", "name", "sub", "group", "double"}], "groups":
    [{"id", "name", "note", "is_new"}]}`; a new `key` begins anew. `proposal` is `{"seq", "places":
    [[pupil, group]]}`, what a rule answered. `preview` is `{"seq", "fingerprint", "intro", "lines":
    [{"name", "text", "warning"}]}`, what saving would do. The events send `ask` back with the
    places `[[pupil, group]]` and the new groups `[[number, name]]`.
    """

    library = script("split_board.jsx")
    tag = "SplitBoard"

    board: rx.Var[dict[str, Any]]
    proposal: rx.Var[dict[str, Any]]
    preview: rx.Var[dict[str, Any]]
    labels: rx.Var[dict[str, str]]
    on_rule: rx.EventHandler[passthrough_event_spec(dict[str, Any], str, list[Any])]
    on_review: rx.EventHandler[passthrough_event_spec(dict[str, Any], list[Any], list[Any])]
    on_save: rx.EventHandler[passthrough_event_spec(dict[str, Any], list[Any], list[Any], str)]


split_board = SplitBoard.create
