"""A pupil's time in classes: what may begin, end or move when, and what goes along (Regulation 8).

A stay is a pair of days, both included; an open end is None.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from .errors import Refused
from .messages import N_, Message

Stay = tuple[date, date | None]

_DAY = timedelta(days=1)


def lasts_on(stay: Stay, day: date) -> bool:
    """Tell whether a stay covers a day."""
    first, last = stay
    return first <= day and (last is None or day <= last)


def check_new_stay(stays: Iterable[Stay], starts_on: date) -> None:
    """Refuse an enrolment that would begin before everything on record has ended."""
    for first, last in sorted(stays, key=lambda stay: stay[0]):
        if last is None or last >= starts_on:
            raise Refused(
                Message(N_("The pupil is already enrolled from {day}."), {"day": first})
                if last is None
                else Message(
                    N_("The pupil was enrolled until {day}; a new enrolment must begin later."),
                    {"day": last},
                ),
                field="starts_on",
            )


def check_in_year(day: date, starts_on: date, ends_on: date, *, field: str) -> None:
    """Refuse a day outside the school year a class belongs to."""
    if not starts_on <= day <= ends_on:
        raise Refused(
            Message(
                N_("The day must be within the school year of the class: {first} – {last}."),
                {"first": starts_on, "last": ends_on},
            ),
            field=field,
        )


def check_last_day(stay: Stay, last_day: date) -> None:
    """Refuse a last day before the pupil came."""
    if last_day < stay[0]:
        raise Refused(
            Message(
                N_("The pupil is in the class only from {day}; the last day cannot be earlier."),
                {"day": stay[0]},
            ),
            field="last_day",
        )


def check_move(stay: Stay, effective: date) -> None:
    """Refuse a move on or before the day the pupil came to the present class."""
    if effective <= stay[0]:
        raise Refused(
            Message(
                N_("The pupil is in the class only from {day}; a move must be later."),
                {"day": stay[0]},
            ),
            field="effective",
        )


def day_before(day: date) -> date:
    """Return the last day of what ends when something new begins."""
    return day - _DAY


def is_carried(day: date, elsewhere: Sequence[Stay], own: Sequence[Stay]) -> bool:
    """Tell whether a mark of a day goes along from one journal of a subject to another.

    `elsewhere` is the pupil's time in the journal that holds the mark, `own` in the one that is
    looked at. It goes along when that time, the one the mark belongs to, was over before the
    pupil last came to the own journal. A mark stays in its journal: it is shown in both, and
    no two journals a pupil attends side by side show each other's marks.
    """
    if not own:
        return False
    came_last = max(first for first, _ in own)
    begun = [stay for stay in elsewhere if stay[0] <= day]
    if not begun:
        return False
    last = max(begun, key=lambda stay: stay[0])[1]
    return last is not None and last < came_last
