"""What a row would change about a pupil's time in classes (Regulation 4, 7.7, 8)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import LeavingKind
from ejournal_app.services.importing.person_plan import FieldChange

from .parsing import PupilRow
from .plan_model import EnrolmentStep, NewEnrolment
from .records import EnrolmentRecord
from .snapshot import Snapshot

HasFacts = Callable[[int, date], bool]
"""Tells whether anything is recorded of a pupil before a day."""

_LABELS = {
    "programme_code": N_("programme code"),
    "order_number": N_("order number"),
    "order_date": N_("order date"),
    "starts_on": N_("enrolled from"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentPlan:
    """The step, what it changes in words, and the class the pupil leaves by it."""

    step: EnrolmentStep
    changes: tuple[FieldChange, ...] = ()
    notes: tuple[Message, ...] = ()
    moved_from: str = ""


def plan_enrolment(
    row: PupilRow,
    pupil_id: int | None,
    class_id: int,
    snapshot: Snapshot,
    on: date,
    has_facts: HasFacts,
) -> EnrolmentPlan:
    """Return what happens to the pupil's enrolment; Refused when the row cannot be true."""
    if row.effective > snapshot.year_ends_on:
        raise Refused(
            Message(
                N_("The pupil is enrolled only from {day}, after the end of the school year."),
                {"day": row.effective},
            )
        )
    mine = snapshot.enrolments.get(pupil_id or 0, [])
    current = snapshot.current(pupil_id, on) if pupil_id is not None else None
    if current is None:
        return _open(row, class_id, snapshot, mine)
    if current.class_id != class_id:
        return _move(row, class_id, snapshot, current, on)
    return _correct(row, snapshot, mine, current, has_facts)


def _starts_on(row: PupilRow, snapshot: Snapshot) -> date:
    """The class exists for one year only, whenever the pupil came to the school."""
    return max(row.effective, snapshot.year_starts_on)


def _new(row: PupilRow, class_id: int, starts_on: date) -> NewEnrolment:
    return NewEnrolment(
        class_id=class_id,
        programme_code=row.programme_code,
        starts_on=starts_on,
        order_number=row.order_number,
        order_date=row.order_date,
    )


def _open(
    row: PupilRow, class_id: int, snapshot: Snapshot, mine: list[EnrolmentRecord]
) -> EnrolmentPlan:
    starts_on = _starts_on(row, snapshot)
    left = max((past.ends_on for past in mine if past.ends_on is not None), default=None)
    if left is not None and row.effective <= left:
        raise Refused(
            Message(
                N_("The pupil left the school on {left}; a return needs a later date and order."),
                {"left": left},
            )
        )
    return EnrolmentPlan(step=EnrolmentStep(opens=_new(row, class_id, starts_on)))


def _move(
    row: PupilRow, class_id: int, snapshot: Snapshot, current: EnrolmentRecord, on: date
) -> EnrolmentPlan:
    old, new = snapshot.classes[current.class_id], snapshot.classes[class_id]
    if current.ends_on is not None:
        raise Refused(
            Message(
                N_("The pupil's time in {name} already ends on {day}; the move is not clear."),
                {"name": old.name, "day": current.ends_on},
            )
        )
    # The file often still tells when the pupil came to the school: then the move is from now on.
    starts_on = _starts_on(row, snapshot)
    if starts_on <= current.starts_on:
        starts_on = max(on, snapshot.year_starts_on)
    if starts_on <= current.starts_on:
        raise Refused(
            Message(
                N_("The pupil is in {name} only from {day}; a move must be later."),
                {"name": old.name, "day": current.starts_on},
            )
        )
    kind = LeavingKind.MOVED if old.year_id == new.year_id else LeavingKind.PROMOTED
    return EnrolmentPlan(
        step=EnrolmentStep(
            opens=_new(row, class_id, starts_on), ends_id=current.enrolment_id, end_kind=kind
        ),
        moved_from=old.name,
    )


def _correct(
    row: PupilRow,
    snapshot: Snapshot,
    mine: list[EnrolmentRecord],
    current: EnrolmentRecord,
    has_facts: HasFacts,
) -> EnrolmentPlan:
    values: dict[str, Any] = {"programme_code": row.programme_code}
    notes: list[Message] = []
    if len(mine) == 1:
        # The only enrolment is the one the file's order speaks of.
        values |= {
            "order_number": row.order_number,
            "order_date": row.order_date,
            "starts_on": _starts_on(row, snapshot),
        }
    elif all((e.order_number, e.order_date) != (row.order_number, row.order_date) for e in mine):
        notes.append(
            Message(N_("The order is not that of any enrolment on record; left as it is."))
        )
    different = {key: value for key, value in values.items() if getattr(current, key) != value}
    later = different.get("starts_on")
    if later is not None and later > current.starts_on and has_facts(current.pupil_id, later):
        raise Refused(
            Message(N_("Something is recorded of this pupil before {day}."), {"day": later})
        )
    if later is not None and current.ends_on is not None and later > current.ends_on:
        raise Refused(
            Message(
                N_("The pupil left the school on {left}; a return needs a later date and order."),
                {"left": current.ends_on},
            )
        )
    step = EnrolmentStep(corrects_id=current.enrolment_id if different else None, values=different)
    return EnrolmentPlan(
        step=step,
        changes=tuple(
            FieldChange(Message(_LABELS[key]), getattr(current, key), value)
            for key, value in different.items()
        ),
        notes=tuple(notes),
    )
