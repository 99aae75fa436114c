"""Every test starts without counted log-in attempts and with settings read anew."""

from collections.abc import Iterator

import pytest

from ejournal_app.settings import get_settings
from tests.support.attempts import forget_attempts


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    forget_attempts()
    yield
    forget_attempts()
    get_settings.cache_clear()
