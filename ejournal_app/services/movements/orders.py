"""The director's order (rīkojums) every movement rests on, and what is shown before one."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message

_LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Number and date of an order, as typed."""

    number: str
    day: date | None

    def checked(self) -> tuple[str, date]:
        """Return number and date; Refused when one is missing."""
        number = " ".join(self.number.split())
        if not number:
            raise Refused(Message(N_("Write the number of the order.")), field="order_number")
        if len(number) > _LONGEST_NUMBER:
            raise Refused(
                Message(
                    N_("An order number has at most {length} characters."),
                    {"length": _LONGEST_NUMBER},
                ),
                field="order_number",
            )
        if self.day is None:
            raise Refused(Message(N_("Choose the date of the order.")), field="order_date")
        return number, self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChoice:
    """The groups a pupil can join in a subject that the class learns in groups."""

    subject_id: int
    subject: str
    groups: tuple[tuple[int, str], ...]
    """Id and name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementPreview:
    """What a movement would do, in sentences; nothing is written yet."""

    lines: tuple[Message, ...]
    warnings: tuple[Message, ...] = ()
    groups: tuple[GroupChoice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A movement that was carried out."""

    run_id: int
    pupil_id: int


def order_warnings(order_day: date, effective: date) -> tuple[Message, ...]:
    """Return what is unusual about the dates; backdating happens and is allowed."""
    if order_day > effective:
        return (
            Message(
                N_("The order ({order}) is later than the day it takes effect ({effective})."),
                {"order": order_day, "effective": effective},
            ),
        )
    return ()


@contextmanager
def about(field: str) -> Generator[None]:
    """Let a refusal stand beside a field of the form."""
    try:
        yield
    except Refused as refusal:
        raise Refused(refusal.message, field=refusal.field or field) from None
