"""Sharing pupils out into groups by a rule (Regulation 7.4).

Every rule gives each pupil one group at most; none of them knows more of a pupil than a name and
the second foreign language.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .collation import person_key


class SplitRule(StrEnum):
    """How pupils are shared out."""

    ALPHABET = "alphabet"
    """By the Latvian alphabet into parts of equal size: halves, thirds."""
    TURNS = "turns"
    """By the Latvian alphabet in turns: with two groups every second pupil."""
    LANGUAGE = "language"
    """By the second foreign language the pupil learns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A pupil to be put into a group."""

    pupil_id: int
    family_name: str
    given_name: str
    language: str = ""


def share_out(
    rule: SplitRule, pupils: Iterable[Candidate], groups: Mapping[int, str]
) -> dict[int, int]:
    """Return pupil id to group id; `groups` are ids with their names, in order.

    The alphabet and turns place everybody, and sizes differ by one at most. By language, only
    those are placed whose language some group is named after. Without groups nobody is placed.
    """
    ordered = sorted(pupils, key=lambda one: person_key(one.family_name, one.given_name))
    ids = [one.pupil_id for one in ordered]
    match rule:
        case SplitRule.ALPHABET:
            return _in_parts(ids, list(groups))
        case SplitRule.TURNS:
            return _in_turns(ids, list(groups))
        case SplitRule.LANGUAGE:
            return _by_language(ordered, groups)


def _in_parts(ids: Sequence[int], groups: Sequence[int]) -> dict[int, int]:
    if not groups:
        return {}
    size, larger = divmod(len(ids), len(groups))
    placed: dict[int, int] = {}
    start = 0
    for place, group in enumerate(groups):
        end = start + size + (place < larger)
        placed |= dict.fromkeys(ids[start:end], group)
        start = end
    return placed


def _in_turns(ids: Sequence[int], groups: Sequence[int]) -> dict[int, int]:
    if not groups:
        return {}
    return {pupil: groups[place % len(groups)] for place, pupil in enumerate(ids)}


def _by_language(ordered: Sequence[Candidate], groups: Mapping[int, str]) -> dict[int, int]:
    learners: dict[str, list[int]] = defaultdict(list)
    for one in ordered:
        words = one.language.casefold().split()
        if words:
            learners[words[0]].append(one.pupil_id)
    placed: dict[int, int] = {}
    for language, ids in learners.items():
        named = [group for group, name in groups.items() if language in name.casefold().split()]
        # Two groups of one language share its learners.
        placed |= _in_parts(ids, named)
    return placed
