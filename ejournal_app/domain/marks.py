"""Marks: the scales, what people type, what is stored and what is shown.

A stored value is canonical text: `1`…`10`, `i`, `ni`, `S`, `T`, `A`, `P`, `75%` or `75.5%`,
and `nv` (nav vērtējuma), which is not a mark but stands in the place of one.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .attendance import ABSENCE_SYMBOLS
from .errors import Refused
from .messages import N_, Message

NOT_MARKED = "nv"
"""Nav vērtējuma: allowed in every scale, counted in no average."""

IMPROVEMENT_SIGN = "|"
"""Between the old and the new value of an improved mark: `4|7`."""


class Scale(StrEnum):
    """In what a piece of work is marked (vērtēšanas skala)."""

    TEN_POINTS = "points10"
    PASS_FAIL = "pass_fail"  # noqa: S105 - not a password
    STAP = "stap"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """The content of a mark cell: the value that counts and the one it improved on, or ''."""

    value: str
    improved_from: str = ""


_WORDS = {
    "1": N_("very, very weak"),
    "2": N_("very weak"),
    "3": N_("weak"),
    "4": N_("almost satisfactory"),
    "5": N_("satisfactory"),
    "6": N_("almost good"),
    "7": N_("good"),
    "8": N_("very good"),
    "9": N_("excellent"),
    "10": N_("outstanding"),
    "i": N_("pass"),
    "ni": N_("fail"),
    "S": N_("has begun to learn"),
    "T": N_("continues to learn"),
    "A": N_("has learned"),
    "P": N_("has learned in depth"),
    NOT_MARKED: N_("not marked"),
    "": N_("no entry"),
}

_POINTS = tuple(str(points) for points in range(1, 11))
_VALUES: dict[Scale, tuple[str, ...]] = {
    Scale.TEN_POINTS: _POINTS,
    Scale.PASS_FAIL: ("i", "ni"),
    Scale.STAP: ("S", "T", "A", "P"),
    Scale.PERCENT: tuple(f"{tens}%" for tens in range(0, 101, 10)),
}

# A lone "-" is not read as "ni": many type a dash to mean "nothing here".
_TYPED: dict[Scale, dict[str, str]] = {
    Scale.TEN_POINTS: {},
    Scale.PASS_FAIL: {
        "+": "i",
        "ieskaitīts": "i",
        "ieskaitits": "i",
        "neieskaitīts": "ni",
        "neieskaitits": "ni",
    },
    Scale.STAP: {
        "sācis apgūt": "S",
        "turpina apgūt": "T",
        "apguvis": "A",
        "apguvis padziļināti": "P",
    },
    Scale.PERCENT: {},
}
for _scale, _values in _VALUES.items():
    _TYPED[_scale] |= {value.lower(): value for value in (*_values, NOT_MARKED)}
    _TYPED[_scale]["nav vērtējuma"] = NOT_MARKED

_ALLOWED = {
    Scale.TEN_POINTS: N_("Here you can enter whole points from 1 to 10 or nv."),
    Scale.PASS_FAIL: N_("Here you can enter i (pass), ni (fail) or nv."),
    Scale.STAP: N_("Here you can enter S, T, A, P or nv."),
    Scale.PERCENT: N_("Here you can enter per cent from 0 to 100, for example 75%, or nv."),
}

_SPACES = re.compile(r"\s+")
# ASCII digits only: str.isdigit also takes superscripts and other scripts.
_WHOLE = re.compile(r"[-−–]?[0-9]+")
_DECIMAL = re.compile(r"[-−–]?[0-9]+[.,][0-9]+")
_PERCENT = re.compile(r"([-−–]?)([0-9]+)(?:[.,]([0-9]+))? ?%?")
_PERCENT_DECIMALS = 2


def scale_for_grade(grade: int) -> Scale:
    """Return the scale of a grade: STAP levels in grades 1–3, ten points in 4–12."""
    if not 1 <= grade <= 12:
        raise ValueError("a grade is 1 to 12")
    return Scale.STAP if grade <= 3 else Scale.TEN_POINTS


def parse_mark(text: str, scale: Scale) -> str:
    """Return the canonical value of what was typed, '' for an empty cell; Refused otherwise.

    Nothing is ever rounded or cut: a doubtful entry is refused with the reason.
    """
    typed = _SPACES.sub(" ", text).strip().lower()
    if not typed:
        return ""
    value = _TYPED[scale].get(typed)
    if value is not None:
        return value
    if typed in ABSENCE_SYMBOLS:
        raise Refused(Message(N_("Absence is registered in attendance, not in a mark cell.")))
    if scale is Scale.TEN_POINTS:
        if _DECIMAL.fullmatch(typed):
            raise Refused(
                Message(N_("The ten-point scale has whole points only, no parts of a point."))
            )
        if _WHOLE.fullmatch(typed) and typed.lstrip("0") not in _POINTS:
            raise Refused(Message(N_("A mark on the ten-point scale is from 1 to 10.")))
    if scale is Scale.PERCENT:
        return _parse_percent(typed)
    raise Refused(Message(_ALLOWED[scale]))


def _parse_percent(typed: str) -> str:
    match = _PERCENT.fullmatch(typed)
    if match is None:
        raise Refused(Message(_ALLOWED[Scale.PERCENT]))
    sign, whole, decimals = match[1], match[2].lstrip("0") or "0", (match[3] or "").rstrip("0")
    # Compared as text: a thousand typed digits must be refused, not converted.
    hundred_or_less = len(whole) <= 2 or (whole == "100" and not decimals)
    if sign or not hundred_or_less:
        raise Refused(Message(N_("Per cent are from 0 to 100.")))
    if len(decimals) > _PERCENT_DECIMALS:
        raise Refused(Message(N_("Per cent have at most two decimals.")))
    return f"{whole}.{decimals}%" if decimals else f"{whole}%"


def parse_entry(text: str, scale: Scale) -> MarkEntry:
    """Read a mark cell, the improvement notation `4|7` included; '' means "no mark"."""
    if IMPROVEMENT_SIGN not in text:
        return MarkEntry(parse_mark(text, scale))
    old, _, new = text.partition(IMPROVEMENT_SIGN)
    if not old.strip() or not new.strip() or IMPROVEMENT_SIGN in new:
        raise Refused(
            Message(N_("Write an improved mark as the old and the new value, for example 4|7."))
        )
    entry = MarkEntry(parse_mark(new, scale), parse_mark(old, scale))
    if entry.value == NOT_MARKED:
        raise Refused(Message(N_("A mark cannot be improved to nv.")))
    return entry


def display(value: str, improved_from: str = "", *, decimal_comma: bool = True) -> str:
    """Return a stored value as people read it: `8`, `4|7`, `75,5%`."""
    shown = IMPROVEMENT_SIGN.join([improved_from, value] if improved_from else [value])
    return shown.replace(".", ",") if decimal_comma else shown


def describe(value: str) -> Message:
    """Return a stored value in words: 8 is "ļoti labi", S is "sācis apgūt"."""
    if value.endswith("%"):
        return Message(N_("{number} per cent"), {"number": Decimal(value.removesuffix("%"))})
    return Message(_WORDS[value])


def allowed_values(scale: Scale) -> list[str]:
    """Return the values a touch pad offers; per cent by tens, the rest of them is typed."""
    return [*_VALUES[scale], NOT_MARKED]


def is_numeric(value: str) -> bool:
    """Tell whether a stored value is a mark of 1–10, the only kind an average counts."""
    return value in _POINTS
