"""Changes of pupils' lessons: substituted, moved, not held, or as planned; never why (12).

Whether something was taken back can be read nowhere but in the audit trail: it says which lessons
were touched, what is told is how they stand. So what was put and taken back before anybody was told
is told to nobody.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from ejournal_app.domain.messages import N_
from ejournal_app.domain.reminders import Topic
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.models import (
    AuditEntry,
    AuditOutcome,
    Journal,
    Lesson,
    Person,
    Subject,
    Substitution,
)

from .news_lines import News
from .news_members import members_on

_WORDS = {
    SubstitutionKind.SAME_SUBJECT: N_("{day}, lesson {number}, {subject}: led by {name}"),
    SubstitutionKind.OTHER_SUBJECT: N_("{day}, lesson {number}: {instead} instead of {subject}"),
    SubstitutionKind.JOINED: N_(
        "{day}, lesson {number}, {subject}: together with another group, led by {name}"
    ),
    SubstitutionKind.MOVED: N_(
        "{day}, lesson {number}: {instead} instead of {subject}, moved from a later lesson"
    ),
    SubstitutionKind.SUPERVISED: N_(
        "{day}, lesson {number}, {subject}: independent work, supervised by {name}"
    ),
    SubstitutionKind.CANCELLED: N_("{day}, lesson {number}, {subject}: not held"),
}
_AS_PLANNED = N_("{day}, lesson {number}, {subject}: held as planned after all")


@dataclass(slots=True)
class _Touched:
    """When a lesson was first and last touched, and whether first by taking something back."""

    last: datetime
    taken_back: bool


def changes(
    session: Session, pupils: frozenset[int], since: datetime, until: datetime
) -> defaultdict[int, list[News]]:
    """Return the changes of lessons that are not over, by pupil."""
    touched = _touched(session, since, until)
    found: defaultdict[int, list[News]] = defaultdict(list)
    if not touched:
        return found
    rows = session.execute(
        select(Lesson, Journal, col(Subject.name))
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .where(col(Lesson.id).in_(touched))
    ).all()
    standing = _standing(session, list(touched))
    members = members_on(session, [(journal, lesson.day) for lesson, journal, _ in rows])
    for lesson, journal, subject in rows:
        at, cover = touched[lesson.id or 0], standing.get(lesson.id or 0)
        if at.last >= lesson.ends_at or (cover is None and not at.taken_back):
            continue
        row, instead, name = cover or (None, "", "")
        if row is not None and row.confirmed_at is None:
            continue  # entered by whoever leads it; told once it is confirmed
        news = News(
            topic=Topic.CHANGES,
            told_from=at.last,
            day=lesson.day,
            msgid=_AS_PLANNED if row is None else _WORDS[SubstitutionKind(row.kind)],
            params={
                "day": lesson.day,
                "number": lesson.number,
                "subject": subject,
                "instead": instead,
                "name": name,
            },
        )
        for pupil_id in members[journal.id or 0, lesson.day] & pupils:
            found[pupil_id].append(news)
    return found


def _touched(session: Session, since: datetime, until: datetime) -> dict[int, _Touched]:
    found: dict[int, _Touched] = {}
    for at, held_id, before, after in session.execute(
        select(
            col(AuditEntry.at),
            col(AuditEntry.entity_id),
            col(AuditEntry.before),
            col(AuditEntry.after),
        )
        .where(
            col(AuditEntry.at) > since,
            col(AuditEntry.at) <= until,
            col(AuditEntry.entity) == "substitution",
            col(AuditEntry.outcome) == AuditOutcome.DONE,
        )
        .order_by(col(AuditEntry.id))
    ):
        facts = after or before or {}
        if "replaced" not in facts:
            continue  # a correction of the hours: nothing of the lesson has changed
        lesson_id = facts["replaced"] or held_id
        if lesson_id is None:
            continue
        known = found.setdefault(lesson_id, _Touched(at, taken_back=after is None))
        known.last = at
    return found


def _standing(session: Session, lesson_ids: list[int]) -> dict[int, tuple[Substitution, str, str]]:
    """Return what covers lessons now, with the subject held instead and who leads it."""
    held, leads = aliased(Lesson), aliased(Person)
    return {
        row.replaced_id or row.lesson_id: (
            row,
            subject,
            _name(person),
        )
        for row, subject, person in session.execute(
            select(Substitution, col(Subject.name), leads)
            .join(held, col(held.id) == col(Substitution.lesson_id))
            .join(Journal, col(Journal.id) == col(held.journal_id))
            .join(Subject, col(Subject.id) == col(Journal.subject_id))
            .outerjoin(leads, col(leads.id) == col(Substitution.substitute_id))
            .where(
                or_(
                    col(Substitution.lesson_id).in_(lesson_ids),
                    col(Substitution.replaced_id).in_(lesson_ids),
                )
            )
        )
    }


def _name(person: Person | None) -> str:
    return f"{person.given_name} {person.family_name}" if person is not None else ""
