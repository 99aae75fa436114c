"""Cells of lists as people read them."""

from datetime import date, datetime
from decimal import Decimal

from ejournal_app.domain.messages import Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.i18n.formats import date_and_time, number, short_date


def cell_text(value: str | int | Decimal | date | datetime | Message | None, language: str) -> str:
    """Return a cell's text in a language; an empty one for nothing."""
    match value:
        case None:
            return ""
        case Message():
            return translate(language, value)
        case datetime():
            return date_and_time(value, language)
        case date():
            return short_date(value, language)
        case Decimal():
            return number(value, language)
        case _:
            return str(value)
