"""The tiny school with a mail server and a gateway in its settings."""

import pytest

from ejournal_app.settings import get_settings
from tests.support.school import school

__all__ = ["school"]


@pytest.fixture
def sends(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are a mail server and a gateway; nobody talks to them here."""
    for name, value in (
        ("SMTP_HOST", "127.0.0.1"),
        ("SMTP_FROM", "zurnals@skola.lv"),
        ("SMS_URL", "http://127.0.0.1:9/sms"),
        ("SMS_TOKEN", "noslepums"),
        ("BASE_URL", "https://zurnals.skola.lv"),
    ):
        monkeypatch.setenv(f"EJOURNAL_{name}", value)
    get_settings.cache_clear()
