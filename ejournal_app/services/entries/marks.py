"""Writes one mark; every value it ever had stays as an event (Regulation 15; decided 3)."""

import contextlib
from dataclasses import replace
from datetime import date

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.marks import Scale, display, parse_entry
from ejournal_app.domain.periods import PERIOD_KINDS
from ejournal_app.domain.school_numbers import percent_as_marks
from ejournal_app.persistence.models import WorkKind
from ejournal_app.services.school_rules import percent_bounds

from .desk import Desk
from .locked_marks import write_or_ask
from .mark_ledger import conflicting, refuse_wrong_improvement, standing_mark
from .operations import Answer, AnswerStatus, Operation
from .period_marks import write_period_mark


def write_mark(desk: Desk, operation: Operation) -> Answer:
    """Set, change, improve or clear a pupil's mark in a work.

    A locked one only with a reason: without it nothing is written, and the answer asks for one.
    """
    work, journal = desk.work(operation.work_id, Permission.MARK_WRITE)
    # Held until the end: whether the mark is locked asks for the kind again.
    kind = desk.session.get_one(WorkKind, work.kind_id)
    if kind.entry_kind in PERIOD_KINDS:
        # The journal shows them as well: their windows hold wherever they are typed.
        return write_period_mark(
            desk, replace(operation, journal_id=work.journal_id, period=kind.entry_kind)
        )
    desk.not_in_future(work.day)
    desk.writable_member(journal, operation.pupil_id, work.day, Permission.MARK_WRITE)
    scale = Scale(work.scale)
    operation = _by_the_schools_table(desk, operation, scale, work.day)
    mark, standing = standing_mark(desk, operation.work_id, operation.pupil_id)
    if conflict := conflicting(desk, operation, mark, standing, scale):
        return conflict
    entry = parse_entry(operation.value, scale)
    written = display(entry.value, entry.improved_from)
    if written != standing:
        if written and not kind.entry_kind:  # what came from outside lessons has days of its own
            desk.open_day(journal, work.day)
        refuse_wrong_improvement(entry, mark)
        if asked := write_or_ask(desk, operation, journal, work, mark, standing, entry):
            return asked
    return Answer(id=operation.id, status=AnswerStatus.SAVED, value=written)


def _by_the_schools_table(desk: Desk, operation: Operation, scale: Scale, day: date) -> Operation:
    """Return the operation with per cent typed into a ten-point work as marks (Regulation 15).

    The base too: while an entry is under way the cell shows what was typed.
    """
    if scale is not Scale.TEN_POINTS or "%" not in operation.value + operation.base:
        return operation
    bounds = percent_bounds(desk.session, day)
    value, base = percent_as_marks(operation.value, bounds), operation.base
    with contextlib.suppress(Refused):  # a base that cannot be read equals nothing that stands
        base = percent_as_marks(base, bounds)
    return replace(operation, value=value, base=base)
