"""The sentence shown at the top of a page when something was refused or went wrong."""

import reflex as rx


class Feedback(rx.State):
    """What the last handler has to say; empty when all is well."""

    text: str = ""
    blocked: bool = False
    """The page could not be filled at all: what it held before must not be taken for it."""
