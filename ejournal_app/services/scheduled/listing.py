"""The list of runs: what was run, when, how it ended."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import JobRun, RunState
from ejournal_app.services.lists.definition import Cell, Column, Filter, ListDefinition, Look

from .names import JOB_WORDS, STATE_WORDS, job_title

_MOST = 5_000
"""The newest ones; older ones are of no use to anybody."""

_LOOKS: dict[RunState, Look] = {
    RunState.RUNNING: "info",
    RunState.DONE: "ok",
    RunState.FAILED: "bad",
    RunState.ABANDONED: "warn",
}


def _load(_actor: Actor) -> Sequence[JobRun]:
    newest = (col(JobRun.started_at).desc(), col(JobRun.id).desc())
    with reading() as session:
        return session.scalars(select(JobRun).order_by(*newest).limit(_MOST)).all()


def _seconds(run: JobRun) -> float:
    return -1 if run.finished_at is None else (run.finished_at - run.started_at).total_seconds()


def _took(run: JobRun) -> Cell:
    seconds = _seconds(run)
    if seconds < 0:
        return None
    if seconds < 1:
        return Message(N_("under a second"))
    return Message(N_("{n} s"), {"n": round(seconds)})


JOB_RUNS = ListDefinition[JobRun](
    key="darbi",
    title=N_("Scheduled jobs"),
    permission=Permission.JOB_READ,
    load=_load,
    columns=(
        Column(key="job", title=N_("Job"), cell=lambda row: job_title(row.job)),
        Column(key="planned", title=N_("Planned for"), cell=lambda row: row.planned_for),
        Column(key="started", title=N_("Begun"), cell=lambda row: row.started_at),
        Column(key="took", title=N_("Took"), cell=_took, order=_seconds),
        Column(
            key="state",
            title=N_("State"),
            cell=lambda row: STATE_WORDS[RunState(row.state)],
            look=lambda row: _LOOKS[RunState(row.state)],
        ),
        Column(key="attempts", title=N_("Attempts"), cell=lambda row: row.attempts),
        Column(key="result", title=N_("Result"), cell=lambda row: row.result),
        Column(key="error", title=N_("Fault, reference in the log"), cell=lambda row: row.error),
    ),
    filters=(
        Filter(
            key="job",
            title=N_("Job"),
            values_of=lambda row: (row.job,),
            labels=dict(JOB_WORDS),
        ),
        Filter(
            key="state",
            title=N_("State"),
            values_of=lambda row: (row.state,),
            labels={str(state): words for state, words in STATE_WORDS.items()},
        ),
    ),
    found_by=lambda row: f"{row.result} {row.error}",
)
