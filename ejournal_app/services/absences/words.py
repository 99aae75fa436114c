"""What people call the reasons of absences, and when one was (Regulation 11)."""

from datetime import date

from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.messages import N_, Message

LAST_LESSON = 15
"""The highest number a lesson of a day may have: up to it means to the end of the day."""

REASONS: dict[str, Message] = {
    Justification.ILLNESS: Message(N_("Illness (ns)")),
    Justification.OTHER: Message(N_("Justified otherwise (nc)")),
    Justification.NONE: Message(N_("Unjustified (nn)")),
}
"""For whoever may know why."""
PLAIN_REASONS: dict[bool, Message] = {
    True: Message(N_("justified")),
    False: Message(N_("unjustified")),
}
"""For whoever may not: whether the absence is justified."""


def is_justified(reason: str) -> bool:
    """Tell whether a reason justifies."""
    return reason != Justification.NONE


def span_words(
    starts_on: date, ends_on: date, first_lesson: int | None, last_lesson: int | None
) -> Message:
    """Return when an absence was: days, or days and lessons."""
    params = {"first": starts_on, "last": ends_on, "from": first_lesson, "to": last_lesson}
    if first_lesson is None or last_lesson is None:
        if starts_on == ends_on:
            return Message("{first}", params)
        return Message("{first} – {last}", params)
    if starts_on != ends_on:
        return Message(N_("{first} from lesson {from} – {last} to lesson {to}"), params)
    if first_lesson == last_lesson:
        return Message(N_("{first}, lesson {from}"), params)
    if last_lesson >= LAST_LESSON:
        return Message(N_("{first} from lesson {from}"), params)
    if first_lesson == 0:
        return Message(N_("{first} to lesson {to}"), params)
    return Message(N_("{first}, lessons {from}–{to}"), params)
