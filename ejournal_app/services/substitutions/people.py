"""Everybody who might stand in: contracts, absences, lessons, what they teach, what they cover."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import GrantedRole
from ejournal_app.domain.spans import Span, common
from ejournal_app.domain.substitution import Limits, Slot, StandIn
from ejournal_app.persistence.models import (
    Account,
    Journal,
    JournalTeacher,
    Person,
    RoleGrant,
    StaffContract,
)
from ejournal_app.services.school_rules import substitution_limits

from .absences import Away
from .covers import covers_by_person
from .lessons import SchoolDays, SchoolLesson


def limits_on(session: Session, on: date) -> Limits:
    """Return the school's limits in force on a day."""
    a_day, a_week = substitution_limits(session, on)
    return Limits(a_day=a_day, a_week=a_week)


def stand_ins(
    session: Session,
    days: SchoolDays,
    away: Mapping[int, list[Away]],
    first: date,
    last: date,
    but: Collection[int] = (),
) -> dict[int, StandIn]:
    """Return everybody with a contract about then, in a constant number of queries.

    `but` are lessons that are being decided anew: what covers them now does not count.
    """
    names = _names(session, first, last)
    employed, roles = _employed(session), _teacher_roles(session)
    busy = _busy(days, but)
    covers, of_year = covers_by_person(session, first, last, but)
    subjects: defaultdict[int, set[int]] = defaultdict(set)
    journals: defaultdict[int, set[int]] = defaultdict(set)
    classes: defaultdict[int, set[int]] = defaultdict(set)
    journal_of: defaultdict[int, dict[tuple[str, int], int]] = defaultdict(dict)
    for person_id, journal in _taught(session, first, last):
        subjects[person_id].add(journal.subject_id)
        journals[person_id].add(journal.id or 0)
        if journal.class_id is not None:
            classes[person_id].add(journal.class_id)
            if not journal.attendance_only:
                journal_of[person_id].setdefault(("class", journal.class_id), journal.id or 0)
        elif journal.group_id is not None and not journal.attendance_only:
            journal_of[person_id].setdefault(("group", journal.group_id), journal.id or 0)
    for lesson in days.lessons.values():
        for person_id in lesson.teacher_ids:
            classes[person_id] |= lesson.class_ids
    return {
        person_id: StandIn(
            person_id=person_id,
            name=name,
            roles=tuple(roles.get(person_id, ())),
            employed=tuple(employed.get(person_id, ())),
            away=tuple(
                span
                for one in away.get(person_id, ())
                for span in _without(one.span, one.allowed, first, last)
            ),
            busy={slot: frozenset(ids) for slot, ids in busy[person_id].items()},
            subjects=frozenset(subjects[person_id]),
            journals=frozenset(journals[person_id]),
            classes=frozenset(classes[person_id]),
            journal_of=journal_of[person_id],
            covers=covers[person_id],
            covers_of_year=of_year[person_id],
        )
        for person_id, name in names.items()
    }


def leaders(days: SchoolDays, lesson: SchoolLesson, but: Collection[int] = ()) -> frozenset[int]:
    """Return who is busy with a lesson: its substitute and its teachers who are not replaced."""
    if lesson.called_off:
        return frozenset()
    if lesson.lesson_id in but:
        return frozenset(lesson.teacher_ids)
    cover = days.substitutions.get(lesson.lesson_id) or days.held_for.get(lesson.lesson_id)
    led = {cover.substitute_id} if cover is not None and cover.substitute_id else set[int]()
    own = {person for person in lesson.teacher_ids if cover is None or person != cover.absent_id}
    # Of a substitution for somebody whose name is not known, the substitute alone leads.
    if cover is not None and cover.absent_id is None:
        own = set[int]()
    return frozenset(led | own)


def _busy(days: SchoolDays, but: Collection[int]) -> defaultdict[int, defaultdict[Slot, set[int]]]:
    """Return when everybody has lessons; planned covers count, planned moves leave their time."""
    found: defaultdict[int, defaultdict[Slot, set[int]]] = defaultdict(lambda: defaultdict(set))
    for lesson in days.lessons.values():
        held_for = days.held_for.get(lesson.lesson_id)
        if held_for is not None and held_for.replaced_id in but:
            continue
        for person_id in leaders(days, lesson, but):
            found[person_id][lesson.day, lesson.number].add(lesson.lesson_id)
    for plan in days.plans.values():
        lesson = days.lessons.get(plan.lesson_id)
        if lesson is not None and plan.substitute_id is not None and plan.lesson_id not in but:
            slot = lesson.day, lesson.number
            found[plan.substitute_id][slot].add(plan.lesson_id)
    return found


def _names(session: Session, first: date, last: date) -> dict[int, str]:
    contracts = select(col(StaffContract.person_id)).where(
        col(StaffContract.starts_on) <= last,
        or_(col(StaffContract.ends_on).is_(None), col(StaffContract.ends_on) >= first),
    )
    return {
        person_id: f"{given} {family}"
        for person_id, given, family in session.execute(
            select(col(Person.id), col(Person.given_name), col(Person.family_name))
            .where(col(Person.id).in_(contracts))
            .order_by(col(Person.id))
        )
        if person_id is not None
    }


def _employed(session: Session) -> dict[int, list[Span]]:
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for person_id, starts_on, ends_on in session.execute(
        select(
            col(StaffContract.person_id), col(StaffContract.starts_on), col(StaffContract.ends_on)
        ).where(col(StaffContract.activated_at).is_not(None))
    ):
        found[person_id].append((starts_on, ends_on))
    return found


def _teacher_roles(session: Session) -> dict[int, list[Span]]:
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for person_id, starts_on, ends_on in session.execute(
        select(col(Account.person_id), col(RoleGrant.starts_on), col(RoleGrant.ends_on))
        .join(Account, col(Account.id) == col(RoleGrant.account_id))
        .where(col(RoleGrant.role) == GrantedRole.TEACHER)
    ):
        found[person_id].append((starts_on, ends_on))
    return found


def _taught(session: Session, first: date, last: date) -> Iterable[tuple[int, Journal]]:
    return [
        (person_id, journal)
        for person_id, journal in session.execute(
            select(col(JournalTeacher.person_id), Journal)
            .join(Journal, col(Journal.id) == col(JournalTeacher.journal_id))
            .where(
                col(JournalTeacher.starts_on) <= last,
                or_(col(JournalTeacher.ends_on).is_(None), col(JournalTeacher.ends_on) >= first),
                or_(col(Journal.ends_on).is_(None), col(Journal.ends_on) >= first),
            )
            .order_by(col(JournalTeacher.person_id), col(Journal.id))
        )
    ]


def _without(span: Span, allowed: frozenset[date], first: date, last: date) -> Iterable[Span]:
    """Return the parts of an absence in the days looked at, without the days that are allowed."""
    inside = common(span, (first, last))
    if inside is None or inside[1] is None:
        return ()
    if not allowed:
        return (inside,)
    days = (inside[1] - inside[0]).days + 1
    every = (inside[0] + timedelta(days=step) for step in range(days))
    return tuple((day, day) for day in every if day not in allowed)
