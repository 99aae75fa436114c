"""The Latvian personal code (personas kods): reading, checking, making sample codes.

Two kinds are in use. The old one, `DDMMYY-CNNNN`, tells the date of birth (C is the century:
0 = 18xx, 1 = 19xx, 2 = 20xx). The one issued since July 2017 begins with 32–39 and tells nothing.
A code is personal data: no refusal and no `repr` repeats it, and it is never a key.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import NewType

from stdnum.lv.pvn import calc_check_digit_pers

from .errors import Refused
from .messages import N_, Message

PersonalCode = NewType("PersonalCode", str)
"""A code in its canonical writing: six digits, a hyphen, five digits."""

_WRITTEN = re.compile(r"([0-9]{6})[-‐‑‒–—−]?([0-9]{5})")
_NEW = re.compile(r"3[2-9]")
_CENTURIES = {"0": 1800, "1": 1900, "2": 2000}


@dataclass(frozen=True, slots=True)
class ParsedCode:
    """A code that was read, with a warning when it is probably mistyped."""

    code: PersonalCode = field(repr=False)
    warning: Message | None = None


def parse(text: str) -> ParsedCode:
    """Read a code typed with or without hyphen and spaces; Refused when it cannot be one.

    The checksum is not officially published: on an old code a mismatch is only a warning,
    on a new code it is not looked at.
    """
    typed = "".join(text.split())
    written = _WRITTEN.fullmatch(typed)
    if written is None:
        raise Refused(_why_not_written(typed))
    code = PersonalCode(f"{written[1]}-{written[2]}")
    if _NEW.match(code):
        return ParsedCode(code)
    if written[2][0] not in _CENTURIES:
        raise Refused(Message(N_("The seventh digit of this personal code must be 0, 1 or 2.")))
    if birth_date(code) is None:
        raise Refused(
            Message(N_("The first six digits of this personal code are not a real date."))
        )
    if _check_digit(written[1] + written[2][:-1]) != written[2][-1]:
        return ParsedCode(
            code,
            Message(N_("The check digit of this personal code does not match; compare it again.")),
        )
    return ParsedCode(code)


def birth_date(code: str) -> date | None:
    """Return the date of birth a canonical old code tells, None for a new code."""
    if _NEW.match(code) or code[7] not in _CENTURIES:
        return None
    year = _CENTURIES[code[7]] + int(code[4:6])
    try:
        return date(year, int(code[2:4]), int(code[:2]))
    except ValueError:
        return None


def make_old_code(birth: date, serial: int) -> PersonalCode:
    """Return the old code of a birth date and a serial number 0–999, check digit included.

    For demo data and sample files. ValueError outside 1800–2099 or beyond the serials of a day.
    """
    if not 1800 <= birth.year <= 2099 or not 0 <= serial <= 999:
        raise ValueError("no old personal code for this year or serial number")
    start = f"{birth:%d%m%y}"
    rest = f"{birth.year // 100 - 18}{serial:03d}"
    return PersonalCode(f"{start}-{rest}{_check_digit(start + rest)}")


def _check_digit(ten_digits: str) -> str:
    return str(calc_check_digit_pers(ten_digits))


def _why_not_written(typed: str) -> Message:
    digits = re.sub(r"[-‐‑‒–—−]", "", typed)
    if re.fullmatch(r"[0-9]+", digits) and len(digits) != 11:
        # Spreadsheets drop a leading zero, so the count is the useful thing to say.
        return Message(
            N_("A personal code has 11 digits; this one has {count}."), {"count": len(digits)}
        )
    return Message(N_("A personal code is written as six digits, a hyphen and five digits."))
