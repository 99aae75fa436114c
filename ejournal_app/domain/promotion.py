"""What becomes of a pupil at the end of the year: a proposal; the order decides (Regulation 8, 21).

Rules of MK 11/2022, 25: grades 4–8 every subject at least 4, or not more than one re-examination
below 4; grades 10–11 every subject at least 4; grades 1–3 by levels; exempt subjects left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .marks import is_numeric
from .messages import N_, Message

LAST_GRADES = (9, 12)
"""Grades after which a pupil has completed a stage of education."""

_SUFFICIENT = 4
_LEVELS = ("S", "T", "A", "P")
_LOWEST_LEVEL = "S"
_ONE_MAY_FAIL = range(4, 9)
_LEVEL_GRADES = range(1, 4)


class Outcome(StrEnum):
    """What the order says of a pupil."""

    PROMOTED = "promoted"
    """Pārcelts nākamajā klasē."""
    REPEATS = "repeats"
    """Atstāts uz otru gadu tajā pašā klasē."""
    LEAVES = "leaves"
    """Izslēgts no skolas."""
    GRADUATES = "graduates"
    """Absolvējis skolas pakāpi."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectResult:
    """How a pupil ended the year in a subject; values as stored, empty when there is none."""

    subject: str
    year: str = ""
    """Gada vērtējums."""
    re_exam: str = ""
    """Pēcpārbaudījums; never replaces the year mark on record, but decides here."""
    exempt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the rules propose, or None when they cannot say, and why."""

    outcome: Outcome | None
    reasons: tuple[Message, ...] = ()


def propose(grade: int, results: Iterable[SubjectResult]) -> Proposal:
    """Return the proposal for a pupil of a grade; ValueError for a grade outside 1–12."""
    if not 1 <= grade <= 12:
        raise ValueError("a grade is 1 to 12")
    counted = [result for result in results if not result.exempt]
    if not counted:
        return _nothing(Message(N_("no year mark")))
    if grade in _LEVEL_GRADES:
        return _by_levels(counted)
    return _by_points(grade, counted)


def _by_levels(results: list[SubjectResult]) -> Proposal:
    missing = [result for result in results if result.year not in _LEVELS]
    if missing:
        return _nothing(*(_about(N_("no year mark: {subject}"), result) for result in missing))
    lowest = [result for result in results if result.year == _LOWEST_LEVEL]
    if lowest:
        # Young pupils repeat a grade only by agreement with the parents: people decide.
        return _nothing(
            *(_about(N_("has only begun to learn: {subject}"), result) for result in lowest)
        )
    return Proposal(outcome=Outcome.PROMOTED)


def _by_points(grade: int, results: list[SubjectResult]) -> Proposal:
    passed = Outcome.GRADUATES if grade in LAST_GRADES else Outcome.PROMOTED
    open_ones: list[Message] = []
    failed: list[SubjectResult] = []
    for result in results:
        if _is_sufficient(result.year):
            continue
        if not result.year and not result.re_exam:
            open_ones.append(_about(N_("no year mark: {subject}"), result))
        elif not result.re_exam:
            open_ones.append(_about(N_("no re-examination: {subject}"), result))
        elif not _is_sufficient(result.re_exam):
            failed.append(result)
    if open_ones:
        return _nothing(*open_ones)
    reasons = tuple(_about(N_("insufficient: {subject}"), result) for result in failed)
    if len(failed) <= (1 if grade in _ONE_MAY_FAIL else 0):
        return Proposal(outcome=passed, reasons=reasons)
    if grade in LAST_GRADES:
        # Leaving with a statement instead of a certificate, or repeating: people decide.
        return Proposal(outcome=None, reasons=reasons)
    return Proposal(outcome=Outcome.REPEATS, reasons=reasons)


def _is_sufficient(value: str) -> bool:
    return is_numeric(value) and int(value) >= _SUFFICIENT


def _about(msgid: str, result: SubjectResult) -> Message:
    return Message(msgid, {"subject": result.subject})


def _nothing(*reasons: Message) -> Proposal:
    return Proposal(outcome=None, reasons=reasons)
