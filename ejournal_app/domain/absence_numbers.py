"""Numbers the school sets about absences: steps of unjustified lessons, the canteen's report."""

import re
from collections.abc import Iterable
from datetime import time
from itertools import pairwise

from .email_address import is_address
from .errors import Refused
from .kinds import JournalKind
from .messages import N_, Message

LAW_STEP = 21
"""More than 20 unjustified lessons in a semester are reported to the municipality (MK 89/2011)."""
UNJUSTIFIED_STEPS = (5, 10, 15)
"""Unjustified lessons of a semester at which the school does something (default)."""
STUDY_KINDS = tuple(
    kind for kind in JournalKind if kind not in (JournalKind.INTEREST, JournalKind.EXTENDED_DAY)
)
"""Journals whose lessons a pupil has to attend; a choir missed is no lesson missed (decided)."""

_MOST_STEPS = 6
_MOST_ADDRESSES = 5


def thresholds(steps: Iterable[int]) -> tuple[int, ...]:
    """Return all steps in rising order: the school's own and the law's."""
    return tuple(sorted({*steps, LAW_STEP}))


def reached(unjustified: int, steps: Iterable[int]) -> tuple[int, ...]:
    """Return the steps that so many unjustified lessons have reached."""
    return tuple(step for step in steps if step <= unjustified)


def checked_steps(value: str) -> str:
    """Return rising numbers of unjustified lessons as stored; Refused for anything else.

    They lie below the law's step, which is always there.
    """
    parts = [part.strip() for part in value.split(",")]
    known = all(part.isascii() and part.isdecimal() and len(part) <= 2 for part in parts)
    steps = [int(part) for part in parts] if known else []
    if (
        not 1 <= len(steps) <= _MOST_STEPS
        or not all(1 <= step < LAW_STEP for step in steps)
        or any(higher <= lower for lower, higher in pairwise(steps))
    ):
        raise Refused(
            Message(
                N_("Write up to {n} numbers from 1 to {most}, each higher than the one before."),
                {"n": _MOST_STEPS, "most": LAW_STEP - 1},
            ),
            field="value",
        )
    return ",".join(map(str, steps))


def checked_canteen(value: str) -> str:
    """Return when and to whom the canteen's report is sent as `HH:MM;address,…`; empty: not sent.

    Addresses may stand apart by commas, semicolons or spaces.
    """
    at, _, listed = value.partition(";")
    addresses = tuple(dict.fromkeys(filter(None, re.split(r"[\s,;]+", listed))))
    if not addresses:
        return ""
    if len(addresses) > _MOST_ADDRESSES or not all(map(is_address, addresses)):
        raise Refused(
            Message(N_("Write up to {n} e-mail addresses."), {"n": _MOST_ADDRESSES}),
            field="value_2",
        )
    try:
        moment = time.fromisoformat(at.strip())
    except ValueError:
        raise Refused(Message(N_("This is not a time of day.")), field="value_1") from None
    return f"{moment:%H:%M};{','.join(addresses)}"
