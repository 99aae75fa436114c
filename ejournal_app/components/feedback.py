"""What the system says: empty lists, notices, errors, progress, states, whether all is saved."""

from typing import Any, Literal

import reflex as rx
from reflex.vars import Var

from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import IconName, icon

Kind = Literal["info", "ok", "warn", "bad"]

_NOTICE_ICONS: dict[Kind, IconName] = {
    "info": "info",
    "ok": "done",
    "warn": "warning",
    "bad": "warning",
}


def empty_state(
    title: Text, text: Text, action: rx.Component | None = None, picture: IconName = "inbox"
) -> rx.Component:
    """Return what a list shows when it has nothing: what that means and what to do."""
    return rx.el.div(
        icon(picture),
        rx.el.h2(title),
        rx.el.p(text),
        *([action] if action is not None else []),
        class_name="empty",
    )


def notice(kind: Kind, *children: Text | rx.Component, live: bool = False) -> rx.Component:
    """Return words on a coloured strip; a live one is read aloud when it appears."""
    role: dict[str, Any] = {"role": "alert" if kind == "bad" else "status"} if live else {}
    return rx.el.div(
        icon(_NOTICE_ICONS[kind]),
        rx.el.div(*children, class_name="grow"),
        class_name=f"notice {kind}",
        **role,
    )


def error_strip(text: Text) -> rx.Component:
    """Return the strip with an error; nothing while the text is empty."""
    return rx.cond(text != "", notice("bad", text, live=True))


def skeleton(lines: int = 6) -> rx.Component:
    """Return grey lines in place of what is still on its way."""
    return rx.el.div(
        *(rx.el.span(aria_hidden="true") for _ in range(lines)),
        rx.el.p(t("Loading…"), class_name="sr-only"),
        class_name="skeleton",
    )


def chip(text: Text, kind: Kind | Literal[""] | Text = "") -> rx.Component:
    """Return a small word on colour; the kind only adds to what the word already says."""
    return rx.el.span(text, class_name=f"chip {kind}")


def state_badge(kind: Text, label: Text) -> rx.Component:
    """Return the state of a thing; `kind` is one of info, ok, warn, bad, or empty."""
    return rx.el.span(
        rx.match(
            kind,
            ("ok", icon("check")),
            ("warn", icon("clock")),
            ("bad", icon("warning")),
            rx.fragment(),
        ),
        label,
        class_name=f"chip {kind}",
    )


def save_status(state: Text) -> rx.Component:
    """Return whether all is saved: `saved`, `saving`, `failed`, `waiting` (no connection)."""
    return rx.el.div(
        rx.match(
            state,
            ("saved", _save("done", t("Saved"))),
            ("saving", _save("clock", t("Saving…"))),
            ("failed", _save("warning", t("Not saved"))),
            ("waiting", _save("offline", t("Will be saved when connected"))),
            rx.fragment(),
        ),
        class_name=f"save {state}",
        role="status",
    )


def _save(name: IconName, words: Text) -> rx.Component:
    return rx.fragment(icon(name), rx.el.span(words, class_name="words"))


def progress(done: Var[int] | int, total: Var[int] | int, label: Text) -> rx.Component:
    """Return how far a long task is, in a bar and in words."""
    return rx.el.div(
        rx.el.progress(value=done, max=total, aria_label=label, class_name="progress"),
        rx.el.p(label, class_name="small muted"),
        class_name="stack tight",
        role="status",
    )
