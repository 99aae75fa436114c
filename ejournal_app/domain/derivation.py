"""How a deadline was counted, in sentences (Regulation 10, 15)."""

from collections.abc import Iterator
from datetime import date, timedelta

from .deadlines import END_OF_DAY, Deadline
from .messages import N_, Message
from .school_calendar import SchoolCalendar
from .working_days import Pause, Pauses

_DAY = timedelta(days=1)


def derivation(due: Deadline, calendar: SchoolCalendar, pauses: Pauses = ()) -> tuple[Message, ...]:
    """Return which days were passed over and why, where it was put off to, and the last day."""
    return tuple(_derivation(due, calendar, pauses))


def _derivation(due: Deadline, calendar: SchoolCalendar, pauses: Pauses) -> Iterator[Message]:
    if due.working_days:
        yield Message(N_("Day 0 is {day}."), {"day": due.day0})
    if due.counted is None:
        yield from _paused_from(due.day0, None, pauses)
        yield Message(N_("It rests until it is known when the teacher is back."))
        return
    yield from _passed_over(due, due.counted, calendar)
    yield from _paused_from(due.day0, due.counted, pauses)
    last = due.until or due.counted
    if due.until is not None:
        yield Message(
            N_("Counted, it was due on {day}; it is put off to {until}."),
            {"day": due.counted, "until": due.until},
        )
    if due.wall_clock == END_OF_DAY:
        yield Message(N_("It is due at the end of {day}."), {"day": last})
    else:
        yield Message(
            N_("It is due on {day} at {time}."),
            {"day": last, "time": f"{due.wall_clock:%H:%M}"},
        )


def _passed_over(due: Deadline, counted: date, calendar: SchoolCalendar) -> Iterator[Message]:
    # With no working days to count, day 0 itself may be the one that does not count.
    day = due.day0 if not due.working_days else due.day0 + _DAY
    while day <= counted:
        why = calendar.day_off(day)
        if why is not None:
            yield why
        elif calendar.is_working_weekend(day):
            yield Message(N_("{day} counts: it is a working Saturday."), {"day": day})
        day += _DAY


def _paused_from(first: date, last: date | None, pauses: Pauses) -> Iterator[Message]:
    for pause in pauses:
        if pause.ends_on is None:
            if last is None or pause.starts_on <= last:
                yield _open_pause(pause)
        elif pause.ends_on > first and (last is None or pause.starts_on <= last):
            yield Message(
                N_("{first}–{last} do not count: the teacher was unfit for work."),
                {"first": pause.starts_on, "last": pause.ends_on},
            )


def _open_pause(pause: Pause) -> Message:
    return Message(
        N_("From {first} days do not count: the teacher is unfit for work."),
        {"first": pause.starts_on},
    )
