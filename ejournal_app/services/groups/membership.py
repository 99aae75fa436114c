"""Changing who is in a group: one step for one pupil, kept so that it can be taken back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence.models import (
    Attendance,
    GroupMembership,
    Journal,
    Lesson,
    Mark,
    Work,
)
from ejournal_app.services import audit
from ejournal_app.services.changes.log import ChangeLog

_DAY = timedelta(days=1)
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One pupil's change from a day on."""

    pupil_id: int
    leaves: tuple[GroupMembership, ...]
    """In force on the day; each ends the day before, or goes when it would begin on the day."""
    drops: tuple[GroupMembership, ...]
    """Would begin later; they go."""
    joins: int | None
    """The group joined; None when the pupil is in it already, or is to be in none."""

    @property
    def left_ids(self) -> tuple[int, ...]:
        """Return the groups left."""
        return tuple(row.group_id for row in self.leaves)


def step_for(
    pupil_id: int, memberships: Iterable[GroupMembership], target: int | None, on: date
) -> Step | None:
    """Return what puts a pupil into one group, or none, from a day; None when it is so already.

    `memberships` are the pupil's own in the groups concerned that are in force on the day or
    begin later.
    """
    rows = list(memberships)
    current = [row for row in rows if row.starts_on <= on]
    present = {row.group_id for row in current}
    if present == ({target} if target is not None else set()):
        return None
    return Step(
        pupil_id=pupil_id,
        leaves=tuple(row for row in current if row.group_id != target),
        drops=tuple(row for row in rows if row.starts_on > on),
        joins=None if target in present else target,
    )


def carry_out(log: ChangeLog, steps: Iterable[Step], on: date, new: Mapping[int, int]) -> None:
    """Write the steps; `new` are the ids given to groups that were made on the way."""
    for step in steps:
        for row in step.leaves:
            if row.starts_on < on:
                log.change(row, {"ends_on": on - _DAY})
            else:
                log.remove(row)
        for row in step.drops:
            log.remove(row)
        if step.joins is not None:
            log.add(
                GroupMembership(
                    group_id=new.get(step.joins, step.joins), pupil_id=step.pupil_id, starts_on=on
                )
            )


def audit_steps(
    session: Session, actor: Actor, steps: Iterable[Step], names: Mapping[int, str], on: date
) -> None:
    """Write one entry of the audit trail for every pupil."""
    for step in steps:
        audit.record(
            session,
            actor=actor,
            action=Permission.TEACHING_WRITE,
            entity="pupil",
            entity_id=step.pupil_id,
            pupil_id=step.pupil_id,
            before={"groups": [names[group] for group in step.left_ids]},
            after={
                "group": names[step.joins] if step.joins is not None else "",
                "from": on.isoformat(),
            },
        )


def with_entries(
    session: Session, pupil_ids: Collection[int], group_ids: Collection[int], since: date
) -> frozenset[tuple[int, int]]:
    """Return the pairs of pupil and group with attendance or marks from a day on."""
    attended = (
        select(col(Attendance.pupil_id), col(Journal.group_id))
        .join(Lesson, col(Lesson.id) == col(Attendance.lesson_id))
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .where(col(Lesson.day) >= since, col(Journal.group_id).in_(group_ids))
    )
    marked = (
        select(col(Mark.pupil_id), col(Journal.group_id))
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .where(col(Work.day) >= since, col(Journal.group_id).in_(group_ids))
    )
    ordered = sorted(pupil_ids)
    found: set[tuple[int, int]] = set()
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        for statement, column in (
            (attended, col(Attendance.pupil_id)),
            (marked, col(Mark.pupil_id)),
        ):
            rows = session.execute(statement.where(column.in_(chunk)).distinct())
            found |= {(pupil, group) for pupil, group in rows if group is not None}
    return frozenset(found)
