"""What was done to many journals at once, as the pages show it."""

import asyncio
from dataclasses import dataclass

from ejournal_app.domain.access import Actor
from ejournal_app.i18n.catalogue import translate
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.undoing import UndoBlocked
from ejournal_app.services.teaching.runs import recent_runs

MOST_OBSTACLES = 30
"""Reasons shown why something cannot be taken back; a number tells of the others."""


@dataclass(frozen=True)
class RunView:
    """A run with its words."""

    run_id: int
    at: str
    by: str
    valid_from: str
    journals: int
    groups: int
    from_name: str
    to_name: str
    is_undone: bool


async def run_views(actor: Actor, kind: RunKind) -> list[RunView]:
    """Return the latest runs of a kind."""
    lines = await asyncio.to_thread(recent_runs, actor, kind)
    return [
        RunView(
            run_id=line.run_id,
            at=date_and_time(line.at, actor.language),
            by=line.by,
            valid_from=short_date(line.valid_from, actor.language),
            journals=line.journals,
            groups=line.groups,
            from_name=line.from_name,
            to_name=line.to_name,
            is_undone=line.is_undone,
        )
        for line in lines
    ]


def obstacle_words(blocked: UndoBlocked, language: str) -> list[str]:
    """Return what stands on a run, the first of many."""
    return [translate(language, one) for one in blocked.obstacles[:MOST_OBSTACLES]]
