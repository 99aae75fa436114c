"""Sending what is due: each message is claimed by one process, tried again, given up in the end.

A claim is a lease: the next attempt is put off while one is under way, so whatever a killed
process held is taken up by another. A message is marked as sent the moment the mail server has
taken it; its identity stays the same over all attempts, so that a server that was told twice,
because we died in between, can see that it is the same one.
"""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr
from urllib.parse import urlsplit

import aiosmtplib
from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import OutboxMessage, School
from ejournal_app.settings import get_settings

MOST_ATTEMPTS = 8
"""Then a message is given up: with the waits below after about a day."""

LEASE = timedelta(minutes=5)
"""Longer than an attempt can take."""

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=8)
_WAIT_GROWS = 4
_TIMEOUT_SECONDS = 30
_LOOK_EVERY_SECONDS = 5.0
_BATCH = 20
_TLS_PORT = 465
_FIRST_LASTING_ERROR = 500

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message this process may send now."""

    id: int
    key: str
    address: str
    subject: str
    body: str = field(repr=False)
    created_at: datetime
    attempt: int
    sender_name: str


async def send_forever() -> None:
    """Send what is due for as long as the process lives; several processes share the work."""
    if not get_settings().sends_mail:
        return
    while True:
        try:
            sent_any = await send_due()
        except SQLAlchemyError:
            _log.warning("The outbox could not be read; trying again.")
            sent_any = 0
        if not sent_any:
            await asyncio.sleep(_LOOK_EVERY_SECONDS)


async def send_due() -> int:
    """Try every message that is due once; return how many were tried."""
    claimed = await asyncio.to_thread(claim_due)
    for message in claimed:
        error, lasting = await _deliver(message)
        await asyncio.to_thread(finish, message, error, lasting=lasting)
    return len(claimed)


def claim_due(most: int = _BATCH) -> list[Claimed]:
    """Take up to so many due messages for this process; no other process gets the same ones."""
    now = clock.now()
    claimed: list[Claimed] = []
    with reading() as session:
        due = list(
            session.connection().execute(
                select(col(OutboxMessage.id), col(OutboxMessage.next_attempt_at))
                .where(
                    col(OutboxMessage.sent_at).is_(None),
                    col(OutboxMessage.next_attempt_at) <= now,
                )
                .order_by(col(OutboxMessage.next_attempt_at), col(OutboxMessage.id))
                .limit(most)
            )
        )
    for message_id, planned in due:
        if message_id is not None and planned is not None:
            message = _claim(message_id, planned, now)
            claimed += [] if message is None else [message]
    return claimed


def finish(message: Claimed, error: str, *, lasting: bool) -> None:
    """Write down how an attempt ended; what was sent or given up loses its text."""
    now = clock.now()
    over = not error or lasting or message.attempt >= MOST_ATTEMPTS
    with writing() as session:
        session.connection().execute(
            update(OutboxMessage)
            .where(col(OutboxMessage.id) == message.id)
            .values(
                sent_at=None if error else now,
                next_attempt_at=None if over else now + wait_after(message.attempt),
                last_error=error[:300],
                **({"body": ""} if over else {}),
            )
        )
    if error:
        _log.warning("An e-mail could not be sent, attempt %d: %s", message.attempt, error)


def wait_after(attempt: int) -> timedelta:
    """Return how long to wait after a failed attempt: 1 min, 4 min, 16 min … at most 8 hours."""
    return min(_FIRST_WAIT * _WAIT_GROWS ** (max(attempt, 1) - 1), _LONGEST_WAIT)


def _claim(message_id: int, planned: datetime, now: datetime) -> Claimed | None:
    with writing() as session:
        won = session.connection().execute(
            update(OutboxMessage)
            .where(
                col(OutboxMessage.id) == message_id,
                col(OutboxMessage.sent_at).is_(None),
                col(OutboxMessage.next_attempt_at) == planned,
            )
            .values(next_attempt_at=now + LEASE, attempts=col(OutboxMessage.attempts) + 1)
        )
        if won.rowcount != 1:
            return None
        row = session.get_one(OutboxMessage, message_id)
        return Claimed(
            id=message_id,
            key=row.key,
            address=row.address,
            subject=row.subject,
            body=row.body,
            created_at=row.created_at,
            attempt=row.attempts,
            sender_name=session.get_one(School, row.school_id).name,
        )


async def _deliver(message: Claimed) -> tuple[str, bool]:
    """Hand a message to the mail server; return the error, if any, and whether it will last.

    Errors end in the log and on a page, so they never hold what the message says.
    """
    settings = get_settings()
    password = settings.smtp_password
    implicit = settings.smtp_port == _TLS_PORT
    try:
        await asyncio.wait_for(
            aiosmtplib.send(
                _letter(message),
                hostname=settings.smtp_host,
                port=settings.smtp_port,
                username=settings.smtp_user,
                password=None if password is None else password.get_secret_value(),
                use_tls=implicit,
                start_tls=settings.smtp_starttls and not implicit,
                timeout=_TIMEOUT_SECONDS,
            ),
            timeout=2 * _TIMEOUT_SECONDS,
        )
    except aiosmtplib.SMTPRecipientsRefused as error:
        codes = [refused.code for refused in error.recipients]
        lasting = bool(codes) and all(code >= _FIRST_LASTING_ERROR for code in codes)
        return f"{type(error).__name__} {', '.join(map(str, codes))}", lasting
    except aiosmtplib.SMTPAuthenticationError as error:
        # The school's own settings are wrong, not the message: correcting them helps.
        return f"{type(error).__name__} {error.code}", False
    except aiosmtplib.SMTPResponseException as error:
        return f"{type(error).__name__} {error.code}", error.code >= _FIRST_LASTING_ERROR
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        return type(error).__name__, False
    except ValueError as error:
        return type(error).__name__, True
    return "", False


def _letter(message: Claimed) -> EmailMessage:
    settings = get_settings()
    _, sender = parseaddr(settings.smtp_from or "")
    letter = EmailMessage()
    letter["From"] = formataddr((_one_line(message.sender_name), sender))
    letter["To"] = message.address
    letter["Subject"] = _one_line(message.subject)
    letter["Date"] = format_datetime(message.created_at)
    letter["Message-ID"] = f"<outbox-{message.id}.{message.key}@{_host()}>".replace(" ", "")
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.body)
    return letter


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _host() -> str:
    return urlsplit(get_settings().base_url).hostname or "localhost"
