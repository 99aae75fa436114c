"""What class teachers have done in a year: texts published, files confirmed, papers sent."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    cast,
    func,
    inspect,
    literal,
    null,
    select,
    union_all,
)
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


@dataclass(frozen=True, slots=True)
class DoneRows:
    """What class teachers have done for their classes, and when."""

    notices: dict[int, datetime]
    """When each class was first told (Regulation 6)."""
    papers: dict[tuple[int, str, str], datetime]
    """When statements and report cards were sent, by class, kind and period (16, 21)."""


def read_done(ground: Ground, class_ids: Collection[int]) -> DoneRows:
    """Return what was published and sent to some classes.

    A text changed later shows its latest day; the audit trail knows the first.
    """
    notices: dict[int, datetime] = {}
    papers: dict[tuple[int, str, str], datetime] = {}
    published: Any = select(
        col(ClassNotice.class_id), null(), null(), col(ClassNotice.published_at)
    ).where(col(ClassNotice.class_id).in_(class_ids))
    sent: Any = select(
        col(ClassDutyDone.class_id),
        col(ClassDutyDone.duty),
        col(ClassDutyDone.period),
        col(ClassDutyDone.done_at),
    ).where(col(ClassDutyDone.class_id).in_(class_ids))
    rows: Any = ground.session.execute(union_all(published, sent))
    for class_id, duty, period, at in rows:
        if duty is None:
            notices[class_id] = at
        else:
            papers[class_id, duty, period] = at
    if notices and not ground.scope.to_do:
        _first_told(ground, notices)
    return DoneRows(notices, papers)


def _first_told(ground: Ground, notices: dict[int, datetime]) -> None:
    for class_id, first in ground.session.execute(
        select(col(AuditEntry.entity_id), func.min(col(AuditEntry.at)))
        .where(
            col(AuditEntry.entity) == "class",
            col(AuditEntry.entity_id).in_(notices),
            col(AuditEntry.action) == Permission.CLASS_NOTICE_WRITE,
            col(AuditEntry.outcome) == AuditOutcome.DONE,
        )
        .group_by(col(AuditEntry.entity_id))
    ):
        assert class_id is not None
        notices[class_id] = min(first, notices[class_id])


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
    items: set[int] = set()
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    checks: defaultdict[int, dict[int, datetime]] = defaultdict(dict)
    rows: Any = ground.session.execute(_file_rows(ground.scope.year_id, class_ids))
    for part, pupil_id, item_id, first, last, at in rows:
        if part == _ITEM:
            items.add(item_id)
        elif part == _SPAN:
            spans[pupil_id].append((first, last))
        else:
            checks[pupil_id][item_id] = at
    return FileRows(frozenset(items), spans, checks)


_ITEM, _SPAN, _CHECK = range(3)


def _file_rows(year_id: int, class_ids: Collection[int]) -> Any:
    """Return items, days at the school and confirmations: one question instead of three."""
    pupils = select(col(Enrolment.pupil_id)).where(col(Enrolment.class_id).in_(class_ids))
    no_id, no_day = cast(null(), Integer), cast(null(), Date)
    no_time: Any = cast(null(), inspect(FileCheck).columns["confirmed_at"].type)
    items: Any = select(literal(_ITEM), no_id, col(FileItem.id), no_day, no_day, no_time).where(
        col(FileItem.is_active).is_(True)
    )
    spans: Any = select(
        literal(_SPAN),
        col(Enrolment.pupil_id),
        no_id,
        col(Enrolment.starts_on),
        col(Enrolment.ends_on),
        no_time,
    ).where(col(Enrolment.pupil_id).in_(pupils))
    checks: Any = select(
        literal(_CHECK),
        col(FileCheck.pupil_id),
        col(FileCheck.item_id),
        no_day,
        no_day,
        col(FileCheck.confirmed_at),
    ).where(col(FileCheck.year_id) == year_id, col(FileCheck.pupil_id).in_(pupils))
    return union_all(items, spans, checks)
