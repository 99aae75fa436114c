"""What holds of every journal, new or changed."""

from datetime import date

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import SchoolYear

LONGEST_NAME = 160


def check_name(text: str) -> str:
    """Return the name with single spaces; Refused when it is empty or too long."""
    name = " ".join(text.split())
    if not name:
        raise Refused(Message(N_("Write the name of the journal.")), field="name")
    if len(name) > LONGEST_NAME:
        raise Refused(
            Message(
                N_("The text is too long: {length} characters, at most {limit}."),
                {"length": len(name), "limit": LONGEST_NAME},
            ),
            field="name",
        )
    return name


def check_period(year: SchoolYear, starts_on: date, ends_on: date | None) -> None:
    """Refuse days outside the school year, and an end before the beginning."""
    for day, field in ((starts_on, "starts_on"), (ends_on, "ends_on")):
        if day is not None and not year.starts_on <= day <= year.ends_on:
            raise Refused(
                Message(
                    N_("Choose a day of the school year, {first} to {last}."),
                    {"first": year.starts_on, "last": year.ends_on},
                ),
                field=field,
            )
    if ends_on is not None and ends_on < starts_on:
        raise Refused(
            Message(N_("The last day cannot be before the first, {day}."), {"day": starts_on}),
            field="ends_on",
        )
