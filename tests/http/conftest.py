"""Every test starts without counted log-in attempts."""

from collections.abc import Iterator

import pytest

from tests.support.attempts import forget_attempts


@pytest.fixture(autouse=True)
def no_attempts_yet() -> Iterator[None]:
    forget_attempts()
    yield
    forget_attempts()
