"""Who belonged to every journal of a year and when, read at once (Regulation 7.4, 8)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import Enrolment, GroupMembership, Journal, SchoolClass
from ejournal_app.persistence.queries.members import Span, overlaps

from .journal_shape import JournalShape

_Spans = dict[int, list[Span]]


@dataclass(frozen=True, slots=True)
class YearMembers:
    """The members of a year's journals: two queries for all of them."""

    _classes: Mapping[int, _Spans]
    _groups: Mapping[int, _Spans]
    _enrolled: Mapping[int, list[Span]]
    _class_of: Mapping[int, set[int]]

    def of(self, journal: JournalShape) -> _Spans:
        """Return the days of each pupil who ever belonged to a journal."""
        if journal.class_id is not None:
            return self._classes.get(journal.class_id, {})
        grouped = self._groups.get(journal.group_id or 0, {})
        return {
            pupil_id: common
            for pupil_id, own in grouped.items()
            if (common := overlaps(own, self._enrolled.get(pupil_id, [])))
        }

    def of_class(self, class_id: int) -> _Spans:
        """Return the days of each pupil who ever was in a class."""
        return self._classes.get(class_id, {})

    def classes_of(self, journal: JournalShape) -> set[int]:
        """Return the classes its pupils come from."""
        if journal.class_id is not None:
            return {journal.class_id}
        members = self._groups.get(journal.group_id or 0, {})
        return set[int]().union(*(self._class_of.get(pupil, set()) for pupil in members))


def year_members(
    session: Session,
    year_id: int,
    journals: Collection[JournalShape] | None = None,
    class_ids: Collection[int] = (),
) -> YearMembers:
    """Return who belonged to the journals of a year.

    When some journals are named, only of these, and of the classes that are named beside them.
    """
    enrolments = (
        select(
            col(Enrolment.pupil_id),
            col(Enrolment.class_id),
            col(Enrolment.starts_on),
            col(Enrolment.ends_on),
        )
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .where(col(SchoolClass.year_id) == year_id)
    )
    memberships = select(
        col(GroupMembership.group_id),
        col(GroupMembership.pupil_id),
        col(GroupMembership.starts_on),
        col(GroupMembership.ends_on),
    )
    if journals is None:
        memberships = memberships.where(
            col(GroupMembership.group_id).in_(
                select(col(Journal.group_id)).where(
                    col(Journal.year_id) == year_id, col(Journal.group_id).is_not(None)
                )
            )
        )
    else:
        group_ids = {one.group_id for one in journals if one.group_id is not None}
        of_classes = {one.class_id for one in journals if one.class_id is not None}
        of_classes.update(class_ids)
        memberships = memberships.where(col(GroupMembership.group_id).in_(group_ids))
        grouped = select(col(GroupMembership.pupil_id)).where(
            col(GroupMembership.group_id).in_(group_ids)
        )
        enrolments = enrolments.where(
            or_(col(Enrolment.class_id).in_(of_classes), col(Enrolment.pupil_id).in_(grouped))
        )
    classes: dict[int, _Spans] = defaultdict(lambda: defaultdict(list))
    enrolled: dict[int, list[Span]] = defaultdict(list)
    class_of: dict[int, set[int]] = defaultdict(set)
    for pupil_id, class_id, first, last in session.execute(enrolments):
        classes[class_id][pupil_id].append((first, last))
        enrolled[pupil_id].append((first, last))
        class_of[pupil_id].add(class_id)
    groups: dict[int, _Spans] = defaultdict(lambda: defaultdict(list))
    for group_id, pupil_id, first, last in session.execute(memberships):
        groups[group_id][pupil_id].append((first, last))
    return YearMembers(classes, groups, enrolled, class_of)
