"""What a screen in the school shows: classes, lessons and teachers, never why (Regulation 12)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Lesson, School, ScreenAddress
from ejournal_app.services.accounts import attempts
from ejournal_app.services.accounts.sessions import hash_secret

from .change_rows import Change, change_rows
from .changes import next_school_day

_LONGEST_SECRET = 100
_MARK_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenPage:
    """The changes of the day that matters now."""

    school: str
    day: date
    is_today: bool
    changes: tuple[Change, ...]
    read_at: datetime


def read_screen(secret: str, *, address: str) -> ScreenPage | None:
    """Return what a screen shows now; None for a wrong or ended address.

    It shows today until the last lesson of the day is over, then the next day with lessons.
    Refused when too many wrong addresses came from a network address, or one is read too often.
    """
    attempts.begin_screen(address)
    hashed = hash_secret(secret[:_LONGEST_SECRET])
    now, today = clock.now(), clock.today()
    with reading() as session:
        known = session.scalar(
            select(col(ScreenAddress.id)).where(
                col(ScreenAddress.secret_hash) == hashed, col(ScreenAddress.revoked_at).is_(None)
            )
        )
        if known is None:
            attempts.wrong_screen(address)
            return None
        attempts.read_screen(hashed)
        last = session.scalar(select(func.max(col(Lesson.ends_at))).where(col(Lesson.day) == today))
        day = today
        if last is None or last <= now:
            day = next_school_day(session, today) or today
        page = ScreenPage(
            school=session.scalar(select(col(School.name)).limit(1)) or "",
            day=day,
            is_today=day == today,
            changes=tuple(change_rows(session, day)),
            read_at=now,
        )
    _mark_read(known, now)
    return page


def _mark_read(screen_id: int, now: datetime) -> None:
    """Write down that an address is in use, at most once an hour."""
    unmarked = or_(
        col(ScreenAddress.last_read_at).is_(None),
        col(ScreenAddress.last_read_at) <= now - _MARK_EVERY,
    )
    one = col(ScreenAddress.id) == screen_id
    with reading() as session:
        if session.scalar(select(col(ScreenAddress.id)).where(one, unmarked)) is None:
            return
    with writing() as session:
        session.connection().execute(
            update(ScreenAddress).where(one, unmarked).values(last_read_at=now)
        )
