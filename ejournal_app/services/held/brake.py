"""Which operations of a batch are held back, from what the account did lately and from where."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain import brake
from ejournal_app.domain.brake import Cause, Change, Recent
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.mark_steps import counting
from ejournal_app.domain.marks import Scale, parse_entry, scale_for_grade
from ejournal_app.persistence.models import (
    HeldEntries,
    Journal,
    LoginSession,
    Mark,
    MarkEvent,
    Work,
)
from ejournal_app.persistence.models.marking import HeldState
from ejournal_app.services import school_rules
from ejournal_app.services.entries.desk import Desk
from ejournal_app.services.entries.mark_ledger import AS_TEACHER
from ejournal_app.services.entries.operations import Operation, OperationKind

NEW_FOR = timedelta(hours=24)
"""So long a device is new to an account."""


def held_causes(desk: Desk, operations: Sequence[Operation]) -> dict[str, Cause]:
    """Return why operations of a batch are held back, by the operation's name.

    Most batches hold nothing that counts and cost no question of their own.
    """
    changes = {
        operation.id: change
        for operation in operations
        if (change := _change(desk, operation)) is not None
    }
    counted = [*changes.values()]
    suspicious = any(brake.worsens(one) or brake.gives_lowest(one) for one in counted)
    unusual = any(map(brake.changes, counted)) and _is_unusual(desk)
    if not suspicious and not unusual:
        return {}
    limit, minutes = school_rules.brake(desk.session, desk.today)
    causes = brake.braked(
        counted, _recent(desk, desk.now - timedelta(minutes=minutes)), limit=limit, unusual=unusual
    )
    return {name: cause for name, cause in zip(changes, causes, strict=True) if cause is not None}


def _change(desk: Desk, operation: Operation) -> Change | None:
    """Return the change of a mark an operation asks for; None when it is about something else.

    The value it replaces is the one the browser saw: over any other nothing is written.
    """
    scale = _scale(desk, operation)
    if scale is None:
        return None
    try:
        old, new = (parse_entry(text, scale).value for text in (operation.base, operation.value))
    except Refused:
        return None
    return Change(scale, old, new)


def _scale(desk: Desk, operation: Operation) -> Scale | None:
    if operation.kind is OperationKind.MARK:
        work = desk.found_work(operation.work_id)
        return Scale(work.scale) if work else None
    if operation.period:
        journal = desk.session.get(Journal, operation.journal_id)
        return scale_for_grade(journal.grade) if journal else None
    return None


def _recent(desk: Desk, since: datetime) -> Recent:
    """Count what the account wrote since a moment, or since it last confirmed held entries.

    Who has just proved who they are is not asked about the same marks again.
    """
    session = desk.session
    confirmed = session.scalar(
        select(func.max(col(HeldEntries.decided_at))).where(
            col(HeldEntries.account_id) == desk.actor.account_id,
            col(HeldEntries.state) == HeldState.CONFIRMED,
        )
    )
    rows = session.execute(
        select(col(MarkEvent.old_value), col(MarkEvent.new_value), col(Work.scale))
        .join(Mark, col(Mark.id) == col(MarkEvent.mark_id))
        .join(Work, col(Work.id) == col(Mark.work_id))
        .where(
            col(MarkEvent.by_id) == desk.actor.person_id,
            col(MarkEvent.as_role) == AS_TEACHER,
            col(MarkEvent.at) > (max(since, confirmed) if confirmed else since),
        )
    )
    changes = [Change(Scale(scale), counting(old), counting(new)) for old, new, scale in rows]
    return Recent(
        worsened=sum(map(brake.worsens, changes)),
        lowest=sum(map(brake.gives_lowest, changes)),
        changed=sum(map(brake.changes, changes)),
    )


def _is_unusual(desk: Desk) -> bool:
    """Tell whether it is outside working hours and the account's device is new."""
    first, last = school_rules.working_hours(desk.session, desk.today)
    if first <= clock.local(desk.now).time() < last:
        return False
    own = desk.session.get(LoginSession, desk.actor.session_id)
    if own is None:
        return False
    known = exists().where(
        col(LoginSession.account_id) == own.account_id,
        col(LoginSession.user_agent) == own.user_agent,
        col(LoginSession.address) == own.address,
        col(LoginSession.created_at) <= desk.now - NEW_FOR,
    )
    return not desk.session.scalar(select(known))
