"""The ledger of marks: every value a mark ever had, who set it, in which role and why (decided 3).

Teachers' marks and a superuser's (Regulation 7.8) are written here and nowhere else.
"""

from sqlalchemy import func, select
from sqlmodel import col

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.marks import MarkEntry, Scale, display, parse_entry
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import Mark, MarkEvent
from ejournal_app.services import audit

from .desk import Desk
from .operations import Answer, AnswerStatus, Operation

AS_TEACHER = "teacher"
AS_SUPERUSER = "superuser"
"""Values of `Mark.entered_as` and `MarkEvent.as_role`."""


def standing_mark(desk: Desk, work_id: int, pupil_id: int) -> tuple[Mark | None, str]:
    """Return a pupil's mark in a work, locked, and how it is shown; '' where there is none."""
    mark = desk.session.scalar(
        select(Mark)
        .where(col(Mark.work_id) == work_id, col(Mark.pupil_id) == pupil_id)
        .with_for_update()
    )
    return mark, display(mark.value, mark.improved_from) if mark else ""


def conflicting(
    desk: Desk, operation: Operation, mark: Mark | None, standing: str, scale: Scale
) -> Answer | None:
    """Return the answer to who writes over a mark they have not seen; None for all others."""
    if standing in (_canonical(operation.base, scale), _canonical(operation.value, scale)):
        return None
    return Answer(
        id=operation.id,
        status=AnswerStatus.CONFLICT,
        value=standing,
        by=desk.person_name(mark.set_by_id if mark else None),
        at=mark.set_at if mark else None,
    )


def _canonical(text: str, scale: Scale) -> str:
    """Return what was typed as it would be shown; unreadable text equals no value."""
    try:
        entry = parse_entry(text, scale)
    except Refused:
        return "\x00"
    return display(entry.value, entry.improved_from)


def refuse_wrong_improvement(entry: MarkEntry, mark: Mark | None, *, field: str = "") -> None:
    """Refuse an improvement that names neither the mark that stands nor what that improved."""
    if not entry.improved_from or mark is None or not mark.value:
        return
    if entry.improved_from not in (mark.value, mark.improved_from):
        raise Refused(
            Message(
                N_("The mark to be improved is {standing}, not {named}."),
                {"standing": display(mark.value), "named": display(entry.improved_from)},
            ),
            field=field,
        )


def write_to_ledger(
    desk: Desk,
    mark: Mark | None,
    entry: MarkEntry,
    *,
    work_id: int,
    pupil_id: int,
    as_role: str = AS_TEACHER,
    reason: str = "",
    after_lock: bool = False,
    revert_id: int | None = None,
    stands_as: str | None = None,
) -> None:
    """Set a mark over what stands and add the event and the audit entry of it.

    The reason is kept with the event only: it may name people, and the trail is read by others.
    `stands_as` is the role the value counts as, when a superuser puts back another's.
    """
    session, actor = desk.session, desk.actor
    old = display(mark.value, mark.improved_from) if mark else ""
    if mark is None:
        mark = Mark(
            work_id=work_id,
            pupil_id=pupil_id,
            value="",
            set_at=desk.now,
            set_by_id=actor.person_id,
        )
        session.add(mark)
        sequence = 1
    else:
        sequence = 1 + (
            session.scalar(
                select(func.max(col(MarkEvent.sequence))).where(col(MarkEvent.mark_id) == mark.id)
            )
            or 0
        )
    mark.value = entry.value
    mark.improved_from = entry.improved_from or ""
    mark.set_at = desk.now
    mark.set_by_id = actor.person_id
    # A teacher who writes over a superuser's mark makes it a teacher's mark again.
    mark.entered_as = stands_as or as_role
    session.flush()
    assert mark.id is not None
    new = display(entry.value, entry.improved_from)
    session.add(
        MarkEvent(
            mark_id=mark.id,
            sequence=sequence,
            old_value=old,
            new_value=new,
            at=desk.now,
            by_id=actor.person_id,
            as_role=as_role,
            reason=reason,
            address=actor.address,
            session_id=actor.session_id or None,
            after_lock=after_lock,
            revert_id=revert_id,
        )
    )
    permission = Permission.MARK_OVERRIDE if as_role == AS_SUPERUSER else Permission.MARK_WRITE
    audit.record(
        session,
        actor=actor,
        action=permission,
        entity="mark",
        entity_id=mark.id,
        pupil_id=pupil_id,
        before={"value": old},
        after={"value": new},
    )
