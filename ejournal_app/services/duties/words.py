"""What is owed, and how its deadline was counted, in words (Regulation 6-21)."""

from collections.abc import Iterable
from datetime import date

from ejournal_app.domain.deadlines import Deadline
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import WorkKind

from .ground import Ground


def lesson_title(journal: str, day: date, number: int) -> Message:
    """Return what the entry of a lesson is called."""
    return Message(
        N_("{journal}: entry of lesson {number} on {day}"),
        {"journal": journal, "number": number, "day": day},
    )


def mark_title(journal: str, work: str, day: date) -> Message:
    """Return what the marks of a work are called."""
    return Message(
        N_("{journal}: marks of “{work}”, {day}"), {"journal": journal, "work": work, "day": day}
    )


def lesson_reason(
    ground: Ground, due: Deadline, entry_days: int, persons: Iterable[int]
) -> tuple[Message, ...]:
    """Return the clause of a lesson's entry and how its deadline was counted."""
    time = f"{due.wall_clock:%H:%M}"
    if entry_days:
        rule = Message(
            N_("Clauses 7.3 and 10: entries are due by {time}; working days in this journal: {n}."),
            {"time": time, "n": entry_days},
        )
    elif due.working_days:
        rule = Message(
            N_(
                "Clause 10: a lesson that ends after {time} is entered by {time} of the next"
                " working day."
            ),
            {"time": time},
        )
    else:
        rule = Message(
            N_("Clause 10: a lesson is entered by {time} of its working day."), {"time": time}
        )
    return (rule, *ground.counted(due, persons))


def mark_reason(
    ground: Ground,
    due: Deadline,
    kind: WorkKind,
    persons: Iterable[int],
    absent: int,
    later: int,
) -> tuple[Message, ...]:
    """Return the clause of a work's marks and how their deadline was counted."""
    rule = Message(
        N_("Clause 15: working days for marks of this kind ({kind}): {n}."),
        {"kind": kind.name_lv, "n": due.working_days},
    )
    more: list[Message] = []
    if absent:
        more.append(
            Message(N_("Pupils absent on the day, for whom nothing is owed: {n}."), {"n": absent})
        )
    if later:
        more.append(
            Message(
                N_("Pupils who did it later, counted from the day they did it: {n}."), {"n": later}
            )
        )
    return (rule, *ground.counted(due, persons), *more)
