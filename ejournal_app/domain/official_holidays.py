"""Official holidays of Latvia and the working days the Cabinet moves to Saturdays."""

import re
from dataclasses import dataclass
from datetime import date

from holidays.countries.latvia import Latvia

# The library tells which Saturday a day off is worked on only in the name of the day off.
_MOVED_FROM = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})\)$")


@dataclass(frozen=True, slots=True)
class MovedWorkingDay:
    """A day, nearly always a Saturday, worked instead of another (pārcelta darba diena)."""

    day: date
    replaces: date


def official_holidays(first: date, last: date) -> dict[date, str]:
    """Return the official holidays of Latvia from first to last with their Latvian names.

    Days off given by moving a working day to a Saturday are not among them: they come from
    `moved_working_days`. 4 May and 18 November on a weekend bring the next working day with them.
    """
    law = _law(first, last)
    return {
        day: ", ".join(law.get_list(day))
        for day in sorted(law)
        if first <= day <= last and _moved_from(law, day) is None
    }


def moved_working_days(first: date, last: date) -> tuple[MovedWorkingDay, ...]:
    """Return the working days the Cabinet moved to Saturdays, as far as they are published."""
    law = _law(first, last)
    moves = ((day, _moved_from(law, day)) for day in sorted(law))
    return tuple(
        MovedWorkingDay(works, off)
        for off, works in moves
        if works is not None and (first <= off <= last or first <= works <= last)
    )


def _law(first: date, last: date) -> Latvia:
    # A day off may belong to a Saturday of the year before or after.
    return Latvia(years=range(first.year - 1, last.year + 2), language="lv")


def _moved_from(law: Latvia, day: date) -> date | None:
    match = _MOVED_FROM.search(law[day])
    if match is None:
        return None
    works = date(int(match[3]), int(match[2]), int(match[1]))
    return works if works in law.weekend_workdays else None
