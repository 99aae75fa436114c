"""Every scheduled job: when it runs, what it does, what it makes up for. Add a job here.

Its name and Latvian title stand in `services/scheduled/names.py`, where the log is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ejournal_app.domain.jobs import CatchUp
from ejournal_app.services import reminders
from ejournal_app.services.scheduled import tidying, times
from ejournal_app.services.scheduled.names import JobName
from ejournal_app.services.scheduled.runs import Moments

from .moments import by_day, daily, every_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job; `work` is given the planned moment and returns what was done, in numbers.

    It may be run twice for the same moment: after a process was killed in it, say.
    """

    name: JobName
    moments: Moments
    work: Callable[[datetime], int | str]
    catch_up: CatchUp = field(default_factory=CatchUp)


def _now(tidy: Callable[[], int]) -> Callable[[datetime], int]:
    """Return work that looks at what there is now, whichever moment it was planned for."""
    return lambda _planned: tidy()


JOBS: tuple[Job, ...] = (
    Job(
        name=JobName.NEWS,
        moments=every_minutes(2),
        # Whatever was not told yet is told by the next run, so one makes up for all.
        work=reminders.tell_news,
    ),
    Job(
        name=JobName.DUE_AHEAD,
        moments=by_day(times.morning_times),
        work=reminders.remind_morning,
        catch_up=CatchUp(within=timedelta(hours=4)),
    ),
    Job(
        name=JobName.CLASS_DUTIES,
        moments=by_day(times.morning_times),
        work=reminders.remind_class_duties,
        catch_up=CatchUp(within=timedelta(hours=10)),
    ),
    Job(
        name=JobName.DUE_TODAY,
        moments=by_day(times.afternoon_times),
        work=reminders.remind_due_today,
        # At 16:00 for 17:00: told later it would only be a reproach.
        catch_up=CatchUp(within=timedelta(hours=1)),
    ),
    Job(
        name=JobName.IMPORT_DRAFTS,
        moments=daily(2, 30),
        work=_now(tidying.forget_import_drafts),
    ),
    Job(
        name=JobName.LOGIN_SESSIONS,
        moments=daily(2, 35),
        work=_now(tidying.forget_login_sessions),
    ),
    Job(
        name=JobName.CLIENT_OPERATIONS,
        moments=daily(2, 40),
        work=_now(tidying.forget_client_operations),
    ),
    Job(
        name=JobName.OUTBOX,
        moments=daily(2, 45),
        work=_now(tidying.forget_messages),
    ),
    Job(
        name=JobName.DOCUMENTS,
        moments=daily(2, 55),
        work=_now(tidying.forget_loose_documents),
    ),
    Job(
        name=JobName.JOB_RUNS,
        moments=daily(2, 50),
        work=_now(tidying.forget_job_runs),
    ),
)
"""Tidying stands outside the hour that the change of clocks takes away or gives twice, and is made
up for once, however many nights the server was down."""
