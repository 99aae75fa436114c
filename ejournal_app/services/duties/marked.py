"""Who is marked in works, and since when: each pupil's first value decides (Regulation 15)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import Mark, MarkEvent

from .ground import Ground
from .pupil_sets import ids_as_text, texts

_AT_ONCE = 1_000
"""Works asked about in one question."""

# A mark that came from a file may have no events.
_FIRST = and_(col(MarkEvent.mark_id) == col(Mark.id), col(MarkEvent.sequence) == 1)


def read_marked(
    ground: Ground, works: Select[int | None]
) -> tuple[dict[int, str], dict[int, datetime]]:
    """Return the pupils with a value by work, and when the last of them first had one.

    To know what is left to do the moment does not matter: then nothing is said of it.
    """
    pupils = ids_as_text(col(Mark.pupil_id))
    entered = (col(Mark.value) != "", col(Mark.work_id).in_(works))
    if ground.scope.to_do:
        statement = select(col(Mark.work_id), pupils).where(*entered).group_by(col(Mark.work_id))
        return texts(ground.session, statement), {}
    marked: dict[int, str] = {}
    last_at: dict[int, datetime] = {}
    for work_id, text, last in ground.session.execute(
        select(col(Mark.work_id), pupils, func.max(_first_at()))
        .outerjoin(MarkEvent, _FIRST)
        .where(*entered)
        .group_by(col(Mark.work_id))
    ):
        marked[work_id], last_at[work_id] = text, last
    return marked, last_at


def read_first_at(session: Session, work_ids: Sequence[int]) -> dict[int, dict[int, datetime]]:
    """Return when each pupil's mark in some works first had a value."""
    found: defaultdict[int, dict[int, datetime]] = defaultdict(dict)
    for start in range(0, len(work_ids), _AT_ONCE):
        for work_id, pupil_id, at in session.execute(
            select(col(Mark.work_id), col(Mark.pupil_id), _first_at())
            .outerjoin(MarkEvent, _FIRST)
            .where(col(Mark.value) != "", col(Mark.work_id).in_(work_ids[start : start + _AT_ONCE]))
        ):
            found[work_id][pupil_id] = at
    return found


def _first_at() -> ColumnElement[datetime]:
    return func.coalesce(col(MarkEvent.at), col(Mark.set_at))
