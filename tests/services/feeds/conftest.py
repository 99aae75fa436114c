"""The tiny school; every test starts without counted attempts."""

from collections.abc import Iterator

import pytest

from tests.support.attempts import forget_attempts
from tests.support.school import school

__all__ = ["school"]


@pytest.fixture(autouse=True)
def no_attempts_yet() -> Iterator[None]:
    forget_attempts()
    yield
    forget_attempts()
