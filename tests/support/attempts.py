"""Forgetting the log-in attempts this process has counted."""

from ejournal_app.services.accounts import attempts


def forget_attempts() -> None:
    attempts._limiter_on.cache_clear()
