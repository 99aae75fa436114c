"""What becomes of a pupil's groups when the class changes (Regulation 7.4, 8)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.movements import day_before
from ejournal_app.persistence.models import (
    Enrolment,
    GroupMembership,
    Journal,
    StudyGroup,
    Subject,
)
from ejournal_app.persistence.queries.facts import enrolled_on
from ejournal_app.services.changes.log import ChangeLog

from .orders import GroupChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFate:
    """A membership from a day on: it ends, or goes on."""

    membership: GroupMembership
    name: str
    subject_id: int | None
    ends: bool


def fates(
    session: Session, pupil_id: int, year_id: int, new_class: int | None, effective: date
) -> list[GroupFate]:
    """Return what becomes of the pupil's groups of a year from a day on.

    On leaving (no new class) all end. On a move groups of subjects end, unless pupils of the new
    class are in them too; interest education and the like go on.
    """
    rows = session.execute(
        select(GroupMembership, StudyGroup)
        .join(StudyGroup, col(StudyGroup.id) == col(GroupMembership.group_id))
        .where(
            col(GroupMembership.pupil_id) == pupil_id,
            col(StudyGroup.year_id) == year_id,
            or_(col(GroupMembership.ends_on).is_(None), col(GroupMembership.ends_on) >= effective),
        )
        .order_by(col(StudyGroup.name))
    ).all()
    if not rows:
        return []
    of_subject = _subject_groups(session, {group.id or 0 for _, group in rows})
    shared = _groups_of_class(session, year_id, new_class, effective) if new_class else {}
    return [
        GroupFate(
            membership=membership,
            name=group.name,
            subject_id=group.subject_id,
            ends=new_class is None
            or (membership.group_id in of_subject and membership.group_id not in shared),
        )
        for membership, group in rows
    ]


def choices(
    session: Session, year_id: int, class_id: int, on: date, kept: Iterable[GroupFate] = ()
) -> tuple[GroupChoice, ...]:
    """Return the groups in which the class learns a subject, where the pupil has none yet."""
    has = {fate.subject_id for fate in kept if not fate.ends}
    by_subject: dict[int, list[tuple[int, str]]] = defaultdict(list)
    groups = _groups_of_class(session, year_id, class_id, on)
    of_subject = _subject_groups(session, groups)
    for group_id, (name, subject_id) in groups.items():
        if subject_id is not None and subject_id not in has and group_id in of_subject:
            by_subject[subject_id].append((group_id, name))
    if not by_subject:
        return ()
    named = session.execute(
        select(col(Subject.id), col(Subject.name)).where(col(Subject.id).in_(by_subject))
    ).all()
    return tuple(
        GroupChoice(
            subject_id=subject_id,
            subject=name,
            groups=tuple(sorted(by_subject[subject_id], key=lambda one: sort_key(one[1]))),
        )
        for subject_id, name in sorted(named, key=lambda row: sort_key(row[1]))
        if subject_id is not None
    )


def end_groups(log: ChangeLog, ending: Iterable[GroupFate], effective: date) -> list[int]:
    """End memberships the day before; those that would begin later go. Return the groups."""
    touched: list[int] = []
    for fate in ending:
        if not fate.ends:
            continue
        touched.append(fate.membership.group_id)
        if fate.membership.starts_on >= effective:
            log.remove(fate.membership)
        else:
            log.change(fate.membership, {"ends_on": day_before(effective)})
    return touched


def join_groups(
    log: ChangeLog,
    pupil_id: int,
    offered: tuple[GroupChoice, ...],
    chosen: Mapping[int, int],
    starts_on: date,
) -> list[int]:
    """Add the pupil to the chosen groups (subject to group); Refused for one not offered."""
    joined: list[int] = []
    for choice in offered:
        group_id = chosen.get(choice.subject_id)
        if group_id is None:
            continue
        if group_id not in {known for known, _ in choice.groups}:
            raise Refused(
                Message(N_("Choose a group from the list.")), field=f"group_{choice.subject_id}"
            )
        log.add(GroupMembership(group_id=group_id, pupil_id=pupil_id, starts_on=starts_on))
        joined.append(group_id)
    return joined


def _subject_groups(session: Session, group_ids: Iterable[int]) -> set[int]:
    """Return those of the groups that learn a subject, not an activity."""
    ids = list(group_ids)
    active: dict[int, set[str]] = defaultdict(set)
    for group_id, kind in session.execute(
        select(col(Journal.group_id), col(Journal.kind)).where(col(Journal.group_id).in_(ids))
    ):
        active[group_id or 0].add(kind)
    return {
        group_id
        for group_id in ids
        if JournalKind.SUBJECT in active[group_id] or not active[group_id]
    }


def _groups_of_class(
    session: Session, year_id: int, class_id: int | None, on: date
) -> dict[int, tuple[str, int | None]]:
    """Return the groups pupils of a class are in on a day, with name and subject."""
    rows = session.execute(
        select(col(StudyGroup.id), col(StudyGroup.name), col(StudyGroup.subject_id))
        .distinct()
        .join(GroupMembership, col(GroupMembership.group_id) == col(StudyGroup.id))
        .join(Enrolment, col(Enrolment.pupil_id) == col(GroupMembership.pupil_id))
        .where(
            col(StudyGroup.year_id) == year_id,
            col(Enrolment.class_id) == class_id,
            *enrolled_on(on),
            col(GroupMembership.starts_on) <= on,
            or_(col(GroupMembership.ends_on).is_(None), col(GroupMembership.ends_on) >= on),
        )
    )
    return {group_id: (name, subject_id) for group_id, name, subject_id in rows if group_id}
