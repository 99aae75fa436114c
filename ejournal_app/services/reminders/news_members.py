"""Whose journal it was on a day, of many journals at once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import Enrolment, GroupMembership, Journal


def members_on(
    session: Session, asked: Collection[tuple[Journal, date]]
) -> dict[tuple[int, date], frozenset[int]]:
    """Return the pupils of each journal on its day.

    Only of those who are enrolled at all: of a group also who has left the school is named.
    """
    of_class: defaultdict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
    of_group: defaultdict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
    if not asked:
        return {}
    for owner, found, key in (
        (Enrolment, of_class, col(Enrolment.class_id)),
        (GroupMembership, of_group, col(GroupMembership.group_id)),
    ):
        wanted = {
            journal.class_id if owner is Enrolment else journal.group_id for journal, _ in asked
        } - {None}
        for owner_id, pupil_id, first, last in session.execute(
            select(key, col(owner.pupil_id), col(owner.starts_on), col(owner.ends_on)).where(
                key.in_(wanted)
            )
        ):
            found[owner_id].append((pupil_id, first, last))
    return {
        (journal.id or 0, day): frozenset(
            pupil_id
            for pupil_id, first, last in (
                of_class[journal.class_id]
                if journal.class_id is not None
                else of_group[journal.group_id or 0]
            )
            if first <= day and (last is None or day <= last)
        )
        for journal, day in asked
    }
