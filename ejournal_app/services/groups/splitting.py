"""Splitting classes into groups: looked at first, then carried out as one run (Regulation 7.4)."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.grouping import SplitRule, share_out
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import StudyGroup
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import require
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.changes.runs import open_run
from ejournal_app.services.guard import use_case

from .board import Board, SplitAsk, load_board
from .group_page import proper_name
from .membership import Step, audit_steps, carry_out, step_for, with_entries

MOST_NEW_GROUPS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who is to be where: what the board's page sends."""

    places: tuple[tuple[int, int], ...]
    """Pupil and group; group 0 is none, a negative one is new."""
    new_groups: tuple[tuple[int, str], ...] = ()
    """Negative number and name of each group to be made; one nobody is put into is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMove:
    """What changes for one pupil."""

    pupil_id: int
    name: str
    class_name: str
    leaves: tuple[str, ...]
    joins: str
    """The group's name; empty when the pupil only leaves, or is in it already."""
    has_entries: bool
    """Entries of the groups left, made for that day or later, stay in their journals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPlan:
    """Exactly what saving will do."""

    on: date
    moves: tuple[PlannedMove, ...]
    new_groups: tuple[str, ...]
    fingerprint: str
    """Names what was shown; saving asks for it."""


@use_case
def arrange(
    actor: Actor, ask: SplitAsk, rule: SplitRule, groups: Mapping[int, str]
) -> dict[int, int]:
    """Return the group a rule gives each pupil of the board; nothing is written.

    `groups` are those to fill with their names; of the board's own the name on record counts.
    """
    require(actor, Permission.TEACHING_WRITE)
    with reading() as session:
        board, _ = load_board(session, ask)
    known = {group.group_id: f"{group.subject} {group.name}" for group in board.groups}
    _only_known([group for group in groups if group > 0], known)
    if not groups:
        raise Refused(Message(N_("There are no groups to share the pupils out into.")))
    named = {group: known.get(group) or f"{board.subject} {name}" for group, name in groups.items()}
    return share_out(rule, (pupil.candidate for pupil in board.pupils), named)


@use_case
def review_split(actor: Actor, ask: SplitAsk, assignment: Assignment) -> SplitPlan:
    """Return exactly what saving an assignment would do; nothing is written."""
    require(actor, Permission.TEACHING_WRITE)
    with reading() as session:
        return _planned(session, ask, assignment)[0]


@use_case
def save_split(actor: Actor, ask: SplitAsk, assignment: Assignment, fingerprint: str) -> int:
    """Carry an assignment out as it was shown and return the run, which can be taken back.

    Refused when there is nothing to change, or when something has changed since it was shown.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        plan, steps, board, names = _planned(session, ask, assignment)
        if plan.fingerprint != fingerprint:
            raise Refused(
                Message(N_("Somebody has changed the groups meanwhile. Look at it once more."))
            )
        if not steps and not plan.new_groups:
            raise Refused(Message(N_("There is nothing to change.")))
        log = ChangeLog(session)
        made: dict[int, StudyGroup] = {}
        for number, name in names.items():
            if number > 0:
                continue
            made[number] = StudyGroup(
                year_id=board.year_id, subject_id=ask.subject_ids[0], name=name
            )
            log.add(made[number])
        session.flush()
        new = {number: group.id or 0 for number, group in made.items()}
        carry_out(log, steps, ask.on, new)
        run_id = open_run(
            session,
            actor=actor,
            school_id=school_id_of(session),
            kind=RunKind.GROUPS,
            valid_from=ask.on,
            summary={
                "title": board.title,
                "moved": len(steps),
                "groups": [group.name for group in board.groups],
                "new_groups": list(plan.new_groups),
            },
        )
        log.write(run_id)
        audit_steps(session, actor, steps, names, ask.on)
        return run_id


def _planned(
    session: Session, ask: SplitAsk, assignment: Assignment
) -> tuple[SplitPlan, list[Step], Board, dict[int, str]]:
    board, memberships = load_board(session, ask)
    new = _new_names(session, board, assignment)
    names = {group.group_id: group.name for group in board.groups} | new
    _check_places(board, assignment, names)
    own: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(memberships):
        own[row.pupil_id].append(place)
    steps = [
        step
        for pupil_id, group_id in assignment.places
        if (
            step := step_for(
                pupil_id,
                [memberships[place] for place in own[pupil_id]],
                group_id or None,
                ask.on,
            )
        )
    ]
    left = {group for step in steps for group in step.left_ids}
    entries = with_entries(session, [step.pupil_id for step in steps], left, ask.on)
    pupils = {pupil.candidate.pupil_id: pupil for pupil in board.pupils}
    order = {pupil_id: place for place, pupil_id in enumerate(pupils)}
    moves = tuple(
        PlannedMove(
            pupil_id=step.pupil_id,
            name=pupils[step.pupil_id].name,
            class_name=pupils[step.pupil_id].class_name,
            leaves=tuple(names[group] for group in step.left_ids),
            joins=names[step.joins] if step.joins is not None else "",
            has_entries=any((step.pupil_id, group) in entries for group in step.left_ids),
        )
        for step in sorted(steps, key=lambda step: order[step.pupil_id])
    )
    seen = repr((ask, moves, sorted(new.items())))
    plan = SplitPlan(
        on=ask.on,
        moves=moves,
        new_groups=tuple(new.values()),
        fingerprint=hashlib.sha256(seen.encode()).hexdigest(),
    )
    return plan, steps, board, names


def _check_places(board: Board, assignment: Assignment, groups: Mapping[int, str]) -> None:
    pupils = {pupil.candidate.pupil_id for pupil in board.pupils}
    seen: set[int] = set()
    for pupil_id, group_id in assignment.places:
        if pupil_id not in pupils:
            raise Forbidden(
                Attempt(action=Permission.TEACHING_WRITE, entity="pupil", entity_id=pupil_id)
            )
        if pupil_id in seen:
            raise Refused(Message(N_("A pupil can be in one group of a split only.")))
        seen.add(pupil_id)
        if group_id:
            _only_known([group_id], groups)


def _only_known(group_ids: Sequence[int], known: Mapping[int, str]) -> None:
    for group_id in group_ids:
        if group_id not in known:
            raise Forbidden(
                Attempt(action=Permission.TEACHING_WRITE, entity="study_group", entity_id=group_id)
            )


def _new_names(session: Session, board: Board, assignment: Assignment) -> dict[int, str]:
    if len(assignment.new_groups) > MOST_NEW_GROUPS:
        raise Refused(
            Message(N_("At most {n} groups can be made at once."), {"n": MOST_NEW_GROUPS})
        )
    used = {group_id for _, group_id in assignment.places}
    names = {number: proper_name(name) for number, name in assignment.new_groups if number in used}
    if any(number >= 0 for number in names):
        raise Refused(Message(N_("The program sent something unreadable. Reload the page.")))
    if len(set(names.values())) < len(names):
        raise Refused(Message(N_("Give each new group a name of its own.")))
    taken = set(
        session.scalars(
            select(col(StudyGroup.name)).where(col(StudyGroup.year_id) == board.year_id)
        )
    )
    for name in names.values():
        if name in taken:
            raise Refused(
                Message(N_("There is a group named {name} in this year already."), {"name": name})
            )
    return names
