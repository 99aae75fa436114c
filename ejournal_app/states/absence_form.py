"""The form in which a family applies: its choices of days, and what was sent (11).

It needs no server until it is sent: everything chosen and typed stays in the browser.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import day_and_month, long_date
from ejournal_app.services.absence_applications.checking import ApplicationData
from ejournal_app.services.absence_applications.own import FilingPage

from .parsing import as_day, as_id, as_number, as_text

RANGE, PART = "range", "part"
"""Of the choice of days: several days, a part of one day; the others are days."""
_LONGEST = 2_000
_MOST_LESSONS = 20


@dataclass(frozen=True)
class DayChoice:
    """A day that is one tap."""

    value: str
    """The day itself, so that a page left open over night applies for what it shows."""
    label: str
    date: str


def day_choices(page: FilingPage, language: str) -> list[DayChoice]:
    """Return the next days with lessons, named as one says them."""
    return [
        DayChoice(
            value=day.isoformat(),
            label=_day_label(day, page.today, language),
            date=day_and_month(day, language),
        )
        for day in page.days
    ]


def _day_label(day: date, today: date, language: str) -> str:
    if day == today:
        return gettext(language, N_("Absent today"))
    if day == today + timedelta(days=1):
        return gettext(language, N_("Absent tomorrow"))
    name = long_date(day, language).partition(",")[0]
    return name[:1].upper() + name[1:]


def read_form(form: dict[str, Any]) -> ApplicationData:
    """Return what was sent; Refused at the field that cannot be read."""
    when = as_text(form.get("when", ""), 10)
    first_lesson = last_lesson = None
    if when == RANGE:
        starts_on = _day(form, "starts_on")
        ends_on = _day(form, "ends_on")
    elif when == PART:
        starts_on = ends_on = _day(form, "part_on")
        first_lesson, last_lesson = _lesson(form, "first_lesson"), _lesson(form, "last_lesson")
    else:
        chosen = as_day(when)
        if chosen is None:
            raise Refused(Message(N_("Choose the days of the absence.")), field="when")
        starts_on = ends_on = chosen
    try:
        reason = Justification(as_text(form.get("reason", ""), 20))
    except ValueError:
        raise Refused(Message(N_("Choose why the pupil is absent.")), field="reason") from None
    document = as_text(form.get("document", ""), 20)
    return ApplicationData(
        starts_on=starts_on,
        ends_on=ends_on,
        first_lesson=first_lesson,
        last_lesson=last_lesson,
        reason=reason,
        words=as_text(form.get("words", ""), _LONGEST),
        document_id=as_id(document) if document else None,
    )


@contextmanager
def told_of(form: dict[str, Any]) -> Iterator[None]:
    """Let a refusal about days stand beside the fields the form shows."""
    try:
        yield
    except Refused as refusal:
        field, when = refusal.field, form.get("when")
        if field in ("starts_on", "ends_on") and when != RANGE:
            field = "part_on" if when == PART else "when"
        raise Refused(refusal.message, field=field, leads_to=refusal.leads_to) from None


def _day(form: dict[str, Any], field: str) -> date:
    day = as_day(form.get(field, ""))
    if day is None:
        raise Refused(Message(N_("Choose a day.")), field=field)
    return day


def _lesson(form: dict[str, Any], field: str) -> int:
    raw = as_text(form.get(field, ""), 3)
    if not raw.isdecimal() or not raw.isascii():
        raise Refused(Message(N_("Write the number of the lesson.")), field=field)
    return as_number(raw, 0, _MOST_LESSONS)
