"""All duties of a scope, each kind by its own rules."""

from collections.abc import Callable, Iterator

from sqlalchemy.orm import Session

from ejournal_app.domain.duties import Duty, DutyKind

from .classes import class_duties
from .ground import Ground, lay_ground
from .lessons import lesson_duties
from .period_marks import period_duties
from .scope import Scope
from .works import mark_duties

_COUNTED: tuple[tuple[frozenset[DutyKind], Callable[[Ground], Iterator[Duty]]], ...] = (
    (frozenset({DutyKind.LESSON_ENTRY}), lesson_duties),
    (frozenset({DutyKind.MARKS}), mark_duties),
    (frozenset({DutyKind.PERIOD_MARKS}), period_duties),
    (
        frozenset(
            {
                DutyKind.CLASS_NOTICE,
                DutyKind.PERSONAL_FILES,
                DutyKind.STATEMENTS,
                DutyKind.REPORT_CARDS,
            }
        ),
        class_duties,
    ),
)


def count_duties(session: Session, scope: Scope) -> list[Duty]:
    """Return the duties of a scope, in no order."""
    ground = lay_ground(session, scope)
    return [
        duty
        for kinds, counted in _COUNTED
        if kinds & scope.kinds
        for duty in counted(ground)
        if duty.kind in scope.kinds
    ]
