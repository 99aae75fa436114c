"""How far a long application is: told to whoever looks on."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with the steps done and the steps in all."""


def silent(done: int, total: int) -> None:
    """Tell nobody."""
