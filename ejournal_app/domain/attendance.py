"""Presence of a pupil in a lesson as the teacher registers it (Regulation 11).

Justification (`ns`, `nc`, `nn`) is another fact, set by the class teacher's note register,
and never written here.
"""

from enum import StrEnum

from .errors import Refused
from .messages import N_, Message

JUSTIFICATION_SYMBOLS = frozenset({"ns", "nc", "nn"})
"""Symbols that follow the class teacher's note (kavējuma zīme)."""

LATE = "k"
"""The symbol of being late (kavē)."""

ABSENCE_SYMBOLS = JUSTIFICATION_SYMBOLS | {"n", LATE}
"""Every symbol that speaks of attendance, none of them a mark."""


class AttendanceStatus(StrEnum):
    """Whether a pupil was in the lesson."""

    PRESENT = "present"
    ABSENT = "absent"
    LATE = "late"


_SYMBOLS = {
    AttendanceStatus.PRESENT: "",
    AttendanceStatus.ABSENT: "n",
    AttendanceStatus.LATE: LATE,
}
_STATUSES = {symbol: status for status, symbol in _SYMBOLS.items()}
_NEXT = {
    AttendanceStatus.PRESENT: AttendanceStatus.ABSENT,
    AttendanceStatus.ABSENT: AttendanceStatus.LATE,
    AttendanceStatus.LATE: AttendanceStatus.PRESENT,
}


def next_status(status: AttendanceStatus) -> AttendanceStatus:
    """Return what one tap makes of a status: present → absent → late → present."""
    return _NEXT[status]


def symbol(status: AttendanceStatus) -> str:
    """Return the symbol shown in a journal cell: nothing, `n` (nav) or `k` (kavē)."""
    return _SYMBOLS[status]


def parse_attendance(text: str) -> AttendanceStatus:
    """Read what a teacher typed: nothing, `n` or `k`, in any case; Refused otherwise."""
    typed = text.strip().lower()
    status = _STATUSES.get(typed)
    if status is not None:
        return status
    if typed in JUSTIFICATION_SYMBOLS:
        raise Refused(
            Message(
                N_(
                    "Whether an absence is justified is registered by the class teacher; "
                    "enter n for absent."
                )
            )
        )
    raise Refused(Message(N_("Attendance is n (absent), k (late) or empty (present).")))
