"""One group: its pupils with their time in it, its name, its end (Regulation 7.4)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.typed_name import require_typed
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    GroupMembership,
    Journal,
    Person,
    Pupil,
    School,
    SchoolYear,
    StudyGroup,
    Subject,
)
from ejournal_app.persistence.queries.groups import classes_by_pupil, memberships_from
from ejournal_app.persistence.queries.teaching import teachers_by_journal
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.changes.runs import open_run
from ejournal_app.services.guard import use_case

from .membership import audit_steps, carry_out, step_for
from .years import day_in, year_name

NAME_LENGTH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """A pupil's time in the group."""

    pupil_id: int
    name: str
    class_name: str
    """Today's, empty when not enrolled."""
    starts_on: date
    ends_on: date | None
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupJournal:
    """A journal of the group with who teaches it."""

    journal_id: int
    name: str
    teachers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherGroup:
    """A group a pupil may be moved to."""

    group_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """A group as its page shows it."""

    group_id: int
    name: str
    subject: str
    year: str
    on: date
    """Today, or the nearest day of the group's year."""
    members: tuple[MemberLine, ...]
    """Those of today first, then those to come and the former."""
    journals: tuple[GroupJournal, ...]
    others: tuple[OtherGroup, ...]
    """The other groups of the same subject and year."""
    deletable: bool


@use_case
def open_group(actor: Actor, group_id: int) -> GroupPage:
    """Return a group; Forbidden when there is none."""
    require(actor, Permission.TEACHING_WRITE)
    today = clock.today()
    with reading() as session:
        group = _group(session, group_id)
        year = session.get_one(SchoolYear, group.year_id)
        on = day_in(year, today)
        subject = session.get(Subject, group.subject_id) if group.subject_id else None
        members = _members(session, group_id, on)
        journals = _journals(session, group_id, on)
        return GroupPage(
            group_id=group_id,
            name=group.name,
            subject=subject.name if subject else "",
            year=year_name(year),
            on=on,
            members=members,
            journals=journals,
            others=tuple(
                OtherGroup(group_id=other.id or 0, name=other.name)
                for other in _others(session, group)
            ),
            deletable=not members and not journals,
        )


@use_case
def rename_group(actor: Actor, group_id: int, name: str) -> None:
    """Give a group another name; Refused for an empty one and for one that is taken."""
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        group = _group(session, group_id)
        wanted = proper_name(name)
        if wanted == group.name:
            return
        taken = session.scalar(
            select(func.count())
            .select_from(StudyGroup)
            .where(col(StudyGroup.year_id) == group.year_id, col(StudyGroup.name) == wanted)
        )
        if taken:
            raise Refused(NAME_TAKEN, field="name")
        audit.record(
            session,
            actor=actor,
            action=Permission.TEACHING_WRITE,
            entity="study_group",
            entity_id=group_id,
            before={"name": group.name},
            after={"name": wanted},
        )
        group.name = wanted


@use_case
def delete_group(actor: Actor, group_id: int, *, typed: str) -> None:
    """Delete a group nobody was ever in and that has no journal; Refused otherwise, and when
    what was typed is not its name.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        group = _group(session, group_id)
        for table in (GroupMembership, Journal):
            used = select(func.count()).select_from(table).where(col(table.group_id) == group_id)
            if session.scalar(used):
                raise Refused(
                    Message(N_("The group has pupils or a journal, so it cannot be deleted."))
                )
        require_typed(typed, group.name)
        audit.record(
            session,
            actor=actor,
            action=Permission.TEACHING_WRITE,
            entity="study_group",
            entity_id=group_id,
            before={"name": group.name},
        )
        session.delete(group)


@use_case
def move_member(actor: Actor, group_id: int, pupil_id: int, target_id: int | None, on: date) -> int:
    """Move a pupil to another group of the subject from a day, or out of the group.

    The time in the group ends the day before. Returns the run, which can be taken back.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        group = _group(session, group_id)
        check_day(session, group.year_id, on)
        names = {other.id or 0: other.name for other in _others(session, group)}
        if target_id is not None and target_id not in names:
            raise _no_group(target_id)
        concerned = [group_id] if target_id is None else [group_id, target_id]
        rows = [row for row in memberships_from(session, on, concerned) if row.pupil_id == pupil_id]
        if not any(row.group_id == group_id and row.starts_on <= on for row in rows):
            raise Refused(
                Message(N_("The pupil is not in this group on {day}."), {"day": on}), field="pupil"
            )
        step = step_for(pupil_id, rows, target_id, on)
        assert step is not None
        log = ChangeLog(session)
        carry_out(log, [step], on, {})
        school_id = session.scalars(select(col(School.id)).order_by(col(School.id))).first()
        run_id = open_run(
            session,
            actor=actor,
            school_id=school_id or 0,
            kind=RunKind.GROUPS,
            valid_from=on,
            summary={"moved": 1, "groups": [group.name, names.get(target_id or 0, "")]},
        )
        log.write(run_id)
        audit_steps(session, actor, [step], names | {group_id: group.name}, on)
        return run_id


NAME_TAKEN = Message(N_("There is a group with this name in this year already."))


def proper_name(name: str) -> str:
    """Return a group's name without needless spaces; Refused when nothing or too much is left."""
    wanted = " ".join(name.split())
    if not wanted:
        raise Refused(Message(N_("Write the name of the group.")), field="name")
    if len(wanted) > NAME_LENGTH:
        raise Refused(
            Message(N_("The name of a group has at most {n} characters."), {"n": NAME_LENGTH}),
            field="name",
        )
    return wanted


def check_day(session: Session, year_id: int, on: date) -> None:
    """Refuse a day outside the school year."""
    year = session.get_one(SchoolYear, year_id)
    if not year.starts_on <= on <= year.ends_on:
        raise Refused(
            Message(
                N_("Choose a day of the school year, {first}–{last}."),
                {"first": year.starts_on, "last": year.ends_on},
            ),
            field="on",
        )


def _group(session: Session, group_id: int) -> StudyGroup:
    group = session.get(StudyGroup, group_id) if group_id > 0 else None
    if group is None:
        raise _no_group(group_id)
    return group


def _no_group(group_id: int) -> Forbidden:
    return Forbidden(
        Attempt(action=Permission.TEACHING_WRITE, entity="study_group", entity_id=group_id)
    )


def _others(session: Session, group: StudyGroup) -> list[StudyGroup]:
    rows = session.scalars(
        select(StudyGroup).where(
            col(StudyGroup.year_id) == group.year_id,
            col(StudyGroup.subject_id) == group.subject_id,
            col(StudyGroup.id) != group.id,
        )
    )
    return sorted(rows, key=lambda row: sort_key(row.name))


def _members(session: Session, group_id: int, on: date) -> tuple[MemberLine, ...]:
    classes = classes_by_pupil(session, on)
    rows = session.execute(
        select(GroupMembership, col(Person.given_name), col(Person.family_name))
        .join(Pupil, col(Pupil.id) == col(GroupMembership.pupil_id))
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .where(col(GroupMembership.group_id) == group_id)
    ).all()
    ordered = sorted(rows, key=lambda row: (person_key(row[2], row[1]), row[0].starts_on))
    lines: dict[bool, list[MemberLine]] = defaultdict(list)
    for row, given, family in ordered:
        class_name = classes.get(row.pupil_id, (0, ""))[1]
        now = row.starts_on <= on and (row.ends_on is None or row.ends_on >= on)
        # Whoever left the school left its groups too, whatever the row says.
        in_force = now and bool(class_name)
        lines[in_force].append(
            MemberLine(
                pupil_id=row.pupil_id,
                name=f"{family} {given}",
                class_name=class_name,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                in_force=in_force,
            )
        )
    return (*lines[True], *lines[False])


def _journals(session: Session, group_id: int, on: date) -> tuple[GroupJournal, ...]:
    journals = session.scalars(select(Journal).where(col(Journal.group_id) == group_id)).all()
    teachers = teachers_by_journal(session, on) if journals else {}
    return tuple(
        GroupJournal(
            journal_id=journal.id or 0,
            name=journal.name,
            teachers=", ".join(
                f"{person.given_name} {person.family_name}"
                for person in teachers.get(journal.id or 0, [])
            ),
        )
        for journal in sorted(journals, key=lambda row: sort_key(row.name))
    )
