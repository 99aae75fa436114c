"""What the database says of groups."""

from datetime import date

from sqlmodel import col, select

from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import GroupMembership, StudyGroup

Time = tuple[str, date, date | None]


def times_of(pupil_id: int) -> list[Time]:
    """A pupil's times in groups, by group name."""
    with reading() as session:
        rows = session.exec(
            select(
                col(StudyGroup.name), col(GroupMembership.starts_on), col(GroupMembership.ends_on)
            )
            .join(GroupMembership, col(GroupMembership.group_id) == col(StudyGroup.id))
            .where(col(GroupMembership.pupil_id) == pupil_id)
            .order_by(col(GroupMembership.starts_on), col(StudyGroup.name))
        )
        return [(name, first, last) for name, first, last in rows]


def memberships() -> list[tuple[int, int, int, date, date | None]]:
    """Every membership, whole."""
    with reading() as session:
        rows = session.exec(select(GroupMembership).order_by(col(GroupMembership.id)))
        return [
            (row.id or 0, row.group_id, row.pupil_id, row.starts_on, row.ends_on) for row in rows
        ]


def groups() -> dict[str, int]:
    """The groups' ids by name."""
    with reading() as session:
        return {row.name: row.id or 0 for row in session.exec(select(StudyGroup))}
