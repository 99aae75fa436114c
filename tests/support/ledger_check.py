"""Compares the ledger of marks with what those who wrote were told.

Every write has a value nobody else ever writes into its cell, so that its step can be found.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count, pairwise
from threading import Lock

from sqlmodel import Session, col, select

from ejournal_app.domain.marks import display
from ejournal_app.persistence.models import Mark, MarkEvent

Cell = tuple[int, int]
"""A work and a pupil."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One write, and the answer its client was given; '' when it never was."""

    operation: str
    cell: Cell
    base: str
    value: str
    """As it is shown."""
    status: str
    again: tuple[str, ...] = ()
    """The answers to sending it again."""


class Values:
    """Per cents with two decimals, each given once for a cell."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._next: dict[Cell, count[int]] = defaultdict(lambda: count(1))

    def take(self, cell: Cell) -> str:
        with self._lock:
            number = next(self._next[cell])
        whole, part = divmod(number * 37 % 9_900 + 100, 100)
        decimals = f",{part:02}".rstrip("0").rstrip(",")
        return f"{whole}{decimals}%"


def faults(session: Session, claims: Iterable[Claim], works: Iterable[int]) -> list[str]:
    """Everything in which the ledger of these works differs from the claims; empty when right."""
    found: list[str] = []
    lives: dict[Cell, list[MarkEvent]] = defaultdict(list)
    marks = {
        (mark.work_id, mark.pupil_id): mark
        for mark in session.exec(select(Mark).where(col(Mark.work_id).in_(works))).all()
    }
    cells = {mark.id: cell for cell, mark in marks.items()}
    for event in session.exec(
        select(MarkEvent)
        .where(col(MarkEvent.mark_id).in_(cells))
        .order_by(col(MarkEvent.mark_id), col(MarkEvent.sequence))
    ).all():
        lives[cells[event.mark_id]].append(event)
    for cell, mark in marks.items():
        found += _replay(cell, lives[cell], display(mark.value, mark.improved_from))
    steps = {cell: Counter(event.new_value for event in life) for cell, life in lives.items()}
    before = {
        (cell, event.new_value): event.old_value for cell, life in lives.items() for event in life
    }
    claimed = 0
    for claim in claims:
        written = steps.get(claim.cell, Counter[str]())[claim.value]
        if not claim.status:
            found.append(f"{claim.operation} was never answered")
        elif written != (claim.status == "saved"):
            found.append(f"{claim.operation} was {claim.status} and has {written} steps")
        elif written and before[claim.cell, claim.value] != claim.base:
            found.append(f"{claim.operation} was written over a value its writer had not seen")
        if any(status != claim.status for status in claim.again):
            found.append(f"{claim.operation} was answered {claim.status}, then {claim.again}")
        claimed += written
    if claimed != sum(len(life) for life in lives.values()):
        found.append("there are steps nobody asked for")
    return found


def _replay(cell: Cell, life: list[MarkEvent], standing: str) -> list[str]:
    found: list[str] = []
    if [event.sequence for event in life] != list(range(1, len(life) + 1)):
        found.append(f"{cell}: the steps are not numbered without gaps")
    if life and life[0].old_value:
        found.append(f"{cell}: the first step replaces something")
    if any(earlier.new_value != later.old_value for earlier, later in pairwise(life)):
        found.append(f"{cell}: a step does not follow from the one before")
    if (life[-1].new_value if life else "") != standing:
        found.append(f"{cell}: replaying gives another value than stands")
    return found
