"""The names of scheduled jobs, and what people read for them."""

from enum import StrEnum

from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import RunState


class JobName(StrEnum):
    """Every job, as it stands in the log; `jobs/catalogue.py` says when it runs and what it does.

    A job that is gone leaves its runs in the log for a while: they are shown by name.
    """

    NEWS = "news"
    DUE_AHEAD = "due_ahead"
    CLASS_DUTIES = "class_duties"
    DUE_TODAY = "due_today"
    IMPORT_DRAFTS = "import_drafts"
    LOGIN_SESSIONS = "login_sessions"
    CLIENT_OPERATIONS = "client_operations"
    OUTBOX = "outbox"
    DOCUMENTS = "documents"
    JOB_RUNS = "job_runs"


JOB_WORDS: dict[str, Message] = {
    JobName.NEWS: Message(N_("Tell news, at once and in digests")),
    JobName.DUE_AHEAD: Message(N_("Remind of what falls due")),
    JobName.CLASS_DUTIES: Message(N_("Remind of what is due for the class")),
    JobName.DUE_TODAY: Message(N_("Remind of what is missing today")),
    JobName.IMPORT_DRAFTS: Message(N_("Delete uploaded files nobody applied")),
    JobName.LOGIN_SESSIONS: Message(N_("Delete log-ins that ended long ago")),
    JobName.CLIENT_OPERATIONS: Message(N_("Delete answers kept for browsers")),
    JobName.OUTBOX: Message(N_("Delete old messages from the list")),
    JobName.DOCUMENTS: Message(N_("Delete uploaded documents that belong to nothing")),
    JobName.JOB_RUNS: Message(N_("Delete old runs from this list")),
}

STATE_WORDS: dict[RunState, Message] = {
    RunState.RUNNING: Message(N_("running")),
    RunState.DONE: Message(N_("done")),
    RunState.FAILED: Message(N_("failed")),
    RunState.ABANDONED: Message(N_("broken off")),
}


def job_title(name: str) -> str | Message:
    """Return what people read for a job."""
    return JOB_WORDS.get(name, name)
