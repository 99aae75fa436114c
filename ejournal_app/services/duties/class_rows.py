"""What class teachers have done in a year: texts published, files confirmed, papers sent."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import col

from ejournal_app.domain.access import Permission
from ejournal_app.domain.spans import Span
from ejournal_app.persistence.models import (
    AuditEntry,
    AuditOutcome,
    ClassDutyDone,
    ClassNotice,
    Enrolment,
    FileCheck,
    FileItem,
    SchoolClass,
)

from .ground import Ground


def read_classes(ground: Ground) -> list[SchoolClass]:
    """Return the classes of the year that have, or had, a class teacher asked about."""
    statement = select(SchoolClass).where(col(SchoolClass.year_id) == ground.scope.year_id)
    if ground.scope.person_ids is not None:
        statement = statement.where(col(SchoolClass.id).in_(ground.class_owners.things()))
    return list(ground.session.scalars(statement))


def read_notices(ground: Ground, class_ids: Collection[int]) -> dict[int, datetime]:
    """Return when each class was first told (Regulation 6).

    A text changed later shows its latest day; the audit trail knows the first.
    """
    published = ground.session.execute(
        select(col(ClassNotice.class_id), col(ClassNotice.published_at)).where(
            col(ClassNotice.class_id).in_(class_ids)
        )
    )
    found = {row[0]: row[1] for row in published}
    if not found or ground.scope.to_do:
        return found
    for class_id, first in ground.session.execute(
        select(col(AuditEntry.entity_id), func.min(col(AuditEntry.at)))
        .where(
            col(AuditEntry.entity) == "class",
            col(AuditEntry.entity_id).in_(found),
            col(AuditEntry.action) == Permission.CLASS_NOTICE_WRITE,
            col(AuditEntry.outcome) == AuditOutcome.DONE,
        )
        .group_by(col(AuditEntry.entity_id))
    ):
        assert class_id is not None
        found[class_id] = min(first, found[class_id])
    return found


def read_done(ground: Ground, class_ids: Collection[int]) -> dict[tuple[int, str, str], datetime]:
    """Return when statements and report cards were sent, by class, kind and period (16, 21)."""
    return {
        (class_id, duty, period): at
        for class_id, duty, period, at in ground.session.execute(
            select(
                col(ClassDutyDone.class_id),
                col(ClassDutyDone.duty),
                col(ClassDutyDone.period),
                col(ClassDutyDone.done_at),
            ).where(col(ClassDutyDone.class_id).in_(class_ids))
        )
    }


@dataclass(frozen=True, slots=True)
class FileRows:
    """The checklists of personal files (Regulation 9)."""

    items: frozenset[int]
    """What is asked for."""
    spans: dict[int, list[Span]]
    """Days at the school, by pupil, of all years."""
    checks: dict[int, dict[int, datetime]]
    """When each item was confirmed this year, by pupil."""

    def done_at(self, pupil_id: int) -> datetime | None:
        """Return when a file had all that is asked for; None while it has not."""
        own = self.checks.get(pupil_id, {})
        if not self.items <= own.keys():
            return None
        return max(own[item] for item in self.items)


def read_files(ground: Ground, class_ids: Collection[int]) -> FileRows:
    """Read the files of the pupils of some classes."""
    items = frozenset(
        one
        for one in ground.session.scalars(
            select(col(FileItem.id)).where(col(FileItem.is_active).is_(True))
        )
        if one is not None
    )
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    checks: defaultdict[int, dict[int, datetime]] = defaultdict(dict)
    if not items:
        return FileRows(items, spans, checks)
    pupils = select(col(Enrolment.pupil_id)).where(col(Enrolment.class_id).in_(class_ids))
    for pupil_id, first, last in ground.session.execute(
        select(col(Enrolment.pupil_id), col(Enrolment.starts_on), col(Enrolment.ends_on)).where(
            col(Enrolment.pupil_id).in_(pupils)
        )
    ):
        spans[pupil_id].append((first, last))
    for pupil_id, item_id, at in ground.session.execute(
        select(col(FileCheck.pupil_id), col(FileCheck.item_id), col(FileCheck.confirmed_at)).where(
            col(FileCheck.year_id) == ground.scope.year_id, col(FileCheck.pupil_id).in_(pupils)
        )
    ):
        checks[pupil_id][item_id] = at
    return FileRows(items, spans, checks)
