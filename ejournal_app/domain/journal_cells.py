"""Cells of a journal workbook from another system: what one pupil has in one lesson.

A cell may hold an absence and marks at once: `ns nv`, `k 8`, `4|7`, `75%`, `8(p.d.)`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from .attendance import AttendanceStatus
from .errors import Refused
from .marks import IMPROVEMENT_SIGN, NOT_MARKED, MarkEntry, Scale, parse_entry
from .messages import N_, Message


class Justification(StrEnum):
    """How an absence is justified (attaisnojums, Regulation 11)."""

    ILLNESS = "illness"
    """Slimība: `ns`."""
    OTHER = "other"
    """Citi attaisnojoši iemesli: `nc`."""
    NONE = "none"
    """Neattaisnots: `nn`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMark:
    """A mark with the scale its writing shows; `nv` alone shows none."""

    entry: MarkEntry
    scale: Scale | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalCell:
    """Everything one cell says."""

    status: AttendanceStatus | None = None
    """Absent or late; None: the cell says nothing of attendance."""
    justification: Justification | None = None
    marks: tuple[CellMark, ...] = ()


_ABSENCES: dict[str, tuple[AttendanceStatus, Justification | None]] = {
    "n": (AttendanceStatus.ABSENT, None),
    "k": (AttendanceStatus.LATE, None),
    "ns": (AttendanceStatus.ABSENT, Justification.ILLNESS),
    "nc": (AttendanceStatus.ABSENT, Justification.OTHER),
    "nn": (AttendanceStatus.ABSENT, Justification.NONE),
}
# "8 (p.d.)": the sign of a test in statements; the row itself says that it is a test.
_TEST_SIGN = re.compile(r"\s*\(\s*p\.?\s*d\.?\s*\)", re.IGNORECASE)
_AROUND_SIGN = re.compile(r"\s*\|\s*")
_BEFORE_PERCENT = re.compile(r"\s+%")
_BETWEEN = re.compile(r"[\s;]+")
_PASS = frozenset({"i", "ni"})
_LEVELS = frozenset({"s", "t", "a", "p"})
_LONGEST = 100


def parse_cell(text: str) -> JournalCell:
    """Read a cell; Refused, with the part that cannot be read named, rather than guessed at.

    A part of a point such as 7,5 is never cut to a whole one.
    """
    if len(text) > _LONGEST:
        raise Refused(Message(N_("The cell holds more than marks and absences.")))
    plain = _TEST_SIGN.sub("", text)
    plain = _BEFORE_PERCENT.sub("%", _AROUND_SIGN.sub(IMPROVEMENT_SIGN, plain))
    status: AttendanceStatus | None = None
    justification: Justification | None = None
    marks: list[CellMark] = []
    for part in _BETWEEN.split(plain.strip()):
        if not part:
            continue
        absence = _ABSENCES.get(part.lower())
        if absence is None:
            marks.append(_mark(part))
        elif status is not None:
            raise Refused(
                Message(N_("There are two absences in one cell: «{text}»."), {"text": text})
            )
        else:
            status, justification = absence
    return JournalCell(status=status, justification=justification, marks=tuple(marks))


def _mark(part: str) -> CellMark:
    scale = _scale_of(part.rpartition(IMPROVEMENT_SIGN)[2].lower())
    try:
        return CellMark(
            entry=parse_entry(part, scale or Scale.TEN_POINTS),
            scale=scale,
        )
    except Refused as refusal:
        raise Refused(
            Message(N_("«{part}»: {problem}"), {"part": part, "problem": refusal.message})
        ) from None


def _scale_of(value: str) -> Scale | None:
    """Return the scale a value can only be of; None for `nv`, which stands in every scale."""
    if value == NOT_MARKED:
        return None
    if value in _PASS:
        return Scale.PASS_FAIL
    if value in _LEVELS:
        return Scale.STAP
    return Scale.PERCENT if value.endswith("%") else Scale.TEN_POINTS


def usual_scale(cells: list[JournalCell], otherwise: Scale) -> Scale:
    """Return the scale of a column in which somebody has only `nv`: that of most others."""
    seen = [mark.scale for cell in cells for mark in cell.marks if mark.scale is not None]
    return max(sorted(set(seen)), key=seen.count) if seen else otherwise
