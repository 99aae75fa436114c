"""What the frame of every page shows: who is here and where they may go."""

from dataclasses import dataclass

import reflex as rx


@dataclass(frozen=True)
class NavItem:
    """One entry of the navigation, already in the user's language."""

    key: str
    label: str
    href: str
    icon: str


class Shell(rx.State):
    """The frame: `ready` once the person is known and the rest is theirs."""

    ready: bool = False
    name: str = ""
    role_label: str = ""
    initials: str = ""
    nav: list[NavItem] = []  # noqa: RUF012 - the framework copies it for each client
