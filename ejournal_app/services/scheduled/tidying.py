"""What scheduled jobs delete: rows that have served their purpose. Each may run at any time."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Delete, and_, delete, func, or_, select
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    ClientOperation,
    ImportDraft,
    JobRun,
    LoginSession,
    OutboxMessage,
    RunState,
    StoredFile,
)
from ejournal_app.services.accounts.login import KEPT_AFTER_END
from ejournal_app.services.attachments.hanging import hangs_on_something
from ejournal_app.services.attachments.kinds import Purpose
from ejournal_app.services.importing.draft_rows import KEPT

ANSWERS_KEPT = timedelta(days=90)
"""An entry may wait this long in a browser that was away and still be known when it comes twice."""
MESSAGES_KEPT = timedelta(days=365)
LOOSE_KEPT = timedelta(days=1)
"""A document is uploaded minutes before what it belongs to is saved."""
RUNS_KEPT = timedelta(days=60)
DONE_KEPT = timedelta(days=3)
"""There is one every two minutes; what went wrong is of interest for longer."""


def forget_import_drafts() -> int:
    """Delete uploaded files nobody applied."""
    return _deleted(delete(ImportDraft).where(col(ImportDraft.uploaded_at) < clock.now() - KEPT))


def forget_login_sessions() -> int:
    """Delete log-ins that ended long ago, also of people who do not log in any more."""
    return _deleted(
        delete(LoginSession).where(col(LoginSession.expires_at) < clock.now() - KEPT_AFTER_END)
    )


def forget_client_operations() -> int:
    """Delete the answers that browsers will not ask for again."""
    return _deleted(
        delete(ClientOperation).where(col(ClientOperation.at) < clock.now() - ANSWERS_KEPT)
    )


def forget_messages() -> int:
    """Delete messages sent or given up long ago; one that waits stays, however old."""
    over: ColumnElement[bool] = or_(
        col(OutboxMessage.sent_at).is_not(None), col(OutboxMessage.next_attempt_at).is_(None)
    )
    return _deleted(
        delete(OutboxMessage).where(
            over, col(OutboxMessage.created_at) < clock.now() - MESSAGES_KEPT
        )
    )


def forget_loose_documents() -> int:
    """Delete documents that were uploaded and never saved with anything, or taken off it since."""
    return _deleted(
        delete(StoredFile).where(
            col(StoredFile.purpose).in_(list(Purpose)),
            col(StoredFile.stored_at) < clock.now() - LOOSE_KEPT,
            ~hangs_on_something(),
        )
    )


def forget_job_runs() -> int:
    """Delete runs of long ago; the newest of each job stays, it says from when to catch up."""
    now = clock.now()
    newest = select(func.max(col(JobRun.id))).group_by(col(JobRun.job))
    return _deleted(
        delete(JobRun).where(
            or_(
                col(JobRun.started_at) < now - RUNS_KEPT,
                and_(col(JobRun.started_at) < now - DONE_KEPT, col(JobRun.state) == RunState.DONE),
            ),
            col(JobRun.state) != RunState.RUNNING,
            col(JobRun.id).not_in(newest),
        )
    )


def _deleted(statement: Delete) -> int:
    with writing() as session:
        return session.connection().execute(statement).rowcount
