"""Who belongs to a journal, and from when to when (Regulation 7.4, 8)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.collation import sort_key
from ejournal_app.persistence.models import (
    Enrolment,
    GroupMembership,
    Journal,
    Person,
    Pupil,
    SchoolClass,
)

from .facts import enrolled_on

Span = tuple[date, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A pupil who belongs, or once belonged, to a journal."""

    pupil_id: int
    given_name: str
    family_name: str
    spans: tuple[Span, ...]
    """Days of belonging, both ends included; an open end is None."""

    @property
    def name(self) -> str:
        """Return the name as lists show it: surname first."""
        return f"{self.family_name} {self.given_name}"

    def belongs(self, day: date) -> bool:
        """Tell whether the pupil belongs to the journal on a day."""
        return any(first <= day and (last is None or day <= last) for first, last in self.spans)

    @property
    def left_on(self) -> date | None:
        """Return the last day of belonging, None while it is open."""
        ends = [last for _, last in self.spans]
        return None if None in ends else max(last for last in ends if last is not None)

    def is_here(self, today: date) -> bool:
        """Tell whether new entries may be made: the time in the journal has not ended."""
        return self.left_on is None or self.left_on >= today


def members_of(session: Session, journal: Journal) -> list[Member]:
    """Return everybody who ever belonged to the journal, in Latvian order of names."""
    names, spans = _enrolled(session, journal)
    if journal.group_id is not None:
        grouped: dict[int, list[Span]] = defaultdict(list)
        for pupil_id, first, last in session.execute(
            select(
                col(GroupMembership.pupil_id),
                col(GroupMembership.starts_on),
                col(GroupMembership.ends_on),
            ).where(col(GroupMembership.group_id) == journal.group_id)
        ):
            grouped[pupil_id].append((first, last))
        # A pupil who left the school left its groups too, whatever the membership row says.
        spans = {
            pupil_id: overlaps(own, spans.get(pupil_id, [])) for pupil_id, own in grouped.items()
        }
    members = [
        Member(
            pupil_id=pupil_id,
            given_name=names[pupil_id][0],
            family_name=names[pupil_id][1],
            spans=tuple(own),
        )
        for pupil_id, own in spans.items()
        if own
    ]
    return sorted(
        members, key=lambda m: (sort_key(m.family_name), sort_key(m.given_name), m.pupil_id)
    )


def in_classes(
    session: Session, members: list[Member], class_ids: Collection[int], on: date
) -> list[Member]:
    """Return those of the members who are in one of the classes on a day."""
    ids = set(
        session.scalars(
            select(col(Enrolment.pupil_id)).where(
                col(Enrolment.class_id).in_(class_ids), *enrolled_on(on)
            )
        )
    )
    return [member for member in members if member.pupil_id in ids]


def overlaps(left: list[Span], right: list[Span]) -> list[Span]:
    """Return the days common to two lists of spans, in order, touching spans joined."""
    common: list[Span] = []
    for first, last in left:
        for other_first, other_last in right:
            start = max(first, other_first)
            ends = [end for end in (last, other_last) if end is not None]
            end = min(ends) if ends else None
            if end is None or start <= end:
                common.append((start, end))
    return sorted(common, key=lambda span: span[0])


def _enrolled(
    session: Session, journal: Journal
) -> tuple[dict[int, tuple[str, str]], dict[int, list[Span]]]:
    """Return names and days in the classes of those a journal is about."""
    statement = (
        select(
            col(Enrolment.pupil_id),
            col(Enrolment.starts_on),
            col(Enrolment.ends_on),
            col(Person.given_name),
            col(Person.family_name),
        )
        .join(Pupil, col(Pupil.id) == col(Enrolment.pupil_id))
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .order_by(col(Enrolment.starts_on), col(Enrolment.pupil_id))
    )
    if journal.class_id is not None:
        statement = statement.where(col(Enrolment.class_id) == journal.class_id)
    else:
        statement = statement.join(
            SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id)
        ).where(
            col(SchoolClass.year_id) == journal.year_id,
            col(Enrolment.pupil_id).in_(
                select(col(GroupMembership.pupil_id)).where(
                    col(GroupMembership.group_id) == journal.group_id
                )
            ),
        )
    names: dict[int, tuple[str, str]] = {}
    spans: dict[int, list[Span]] = defaultdict(list)
    for pupil_id, first, last, given, family in session.execute(statement):
        names[pupil_id] = (given, family)
        spans[pupil_id].append((first, last))
    return names, spans
