"""One-time codes: made here, shown once, stored as a hash only (Regulation 4, 5)."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.one_time_code import BITS, code_of
from ejournal_app.services.accounts.sessions import hash_secret
from ejournal_app.settings import get_settings

FEWEST_DAYS, USUAL_DAYS, MOST_DAYS = 1, 30, 90
"""How many days an invitation may be good for."""

RESET_LASTS = timedelta(hours=24)

PAGE = "/uzaicinajums"
QUERY = "kods"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A code at the only moment it can be read, with what its person needs to know."""

    person_id: int
    account_id: int
    username: str
    code: str = field(repr=False)
    expires_at: datetime
    is_reset: bool

    @property
    def address(self) -> str:
        """Return the address that opens the page with the code filled in."""
        return f"{get_settings().base_url}{PAGE}?{urlencode({QUERY: self.code})}"


def new_code() -> str:
    """Return a code nobody can guess."""
    return code_of(secrets.randbits(BITS))


def hash_of(code: str) -> str:
    """Return what is stored of a code. It holds 60 bits of chance: a plain hash is enough."""
    return hash_secret(f"invitation {code}")


def first_expiry(days: int) -> datetime:
    """Return the end of the last day of an invitation; Refused for too few or too many days."""
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        raise Refused(
            Message(
                N_("An invitation is good for {fewest} to {most} days."),
                {"fewest": FEWEST_DAYS, "most": MOST_DAYS},
            ),
            field="days",
        )
    last = clock.today() + timedelta(days=days)
    return datetime.combine(last, time(23, 59), clock.RIGA).astimezone(clock.now().tzinfo)


def reset_expiry() -> datetime:
    """Return until when a code for a forgotten password is good."""
    return clock.now() + RESET_LASTS
