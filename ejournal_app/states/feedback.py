"""The sentence shown at the top of a page when something was refused or went wrong."""

import reflex as rx


class Feedback(rx.State):
    """What the last handler has to say; empty when all is well."""

    text: str = ""
    field: str = ""
    """The field of a form the sentence is about; empty when it is about none."""
    done: str = ""
    """What was just done, in words."""
    _next_done: str = ""
    """What was just done, to be said on the page the handler leads to."""
    leads_to: str = ""
    """Where it can be put right; empty when nowhere in particular."""
    blocked: bool = False
    """The page could not be filled at all: what it held before must not be taken for it."""


def begin_page(feedback: Feedback) -> None:
    """Forget what was said on the page before, but what it left to be said on this one."""
    feedback.text, feedback.field, feedback.blocked = "", "", False
    feedback.leads_to = ""
    feedback.done, feedback._next_done = feedback._next_done, ""  # noqa: SLF001 - not for browsers


def leave_for_next_page(feedback: Feedback, done: str) -> None:
    """Say what was just done on the page that comes next."""
    feedback.text, feedback.field, feedback.done = "", "", ""
    feedback._next_done = done  # noqa: SLF001 - not for browsers
