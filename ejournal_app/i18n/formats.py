"""Dates, times and numbers the way people write them; times are Europe/Riga wall clock."""

from datetime import date, datetime, time
from decimal import Decimal

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from ejournal_app import clock

_LONG = {"lv": "EEEE, d. MMMM", "en": "EEEE, d MMMM"}
_WEEKDAY = {"lv": "EEE", "en": "EEE"}
_DAY_MONTH = {"lv": "dd.MM.", "en": "d MMM"}
_SHORT = {"lv": "dd.MM.yyyy", "en": "d MMM yyyy"}
_BRIEF = {"lv": "EEEEEE d.", "en": "EEEEEE d"}
_MONTH = {"lv": "y. 'gada' LLLL", "en": "LLLL y"}
_CLOCK = "HH:mm"


def long_date(day: date, language: str) -> str:
    """Return a day in words: `pirmdiena, 23. novembris`."""
    return format_date(day, _pattern(_LONG, language), locale=_locale(language))


def short_date(day: date, language: str) -> str:
    """Return a day in figures: `23.11.2026`."""
    return format_date(day, _pattern(_SHORT, language), locale=_locale(language))


def weekday(day: date, language: str) -> str:
    """Return the short name of the day of the week: `pirmd.`."""
    return format_date(day, _pattern(_WEEKDAY, language), locale=_locale(language))


def day_and_month(day: date, language: str) -> str:
    """Return a day of the year that is meant anyway: `23.11.`."""
    return format_date(day, _pattern(_DAY_MONTH, language), locale=_locale(language))


def brief_date(day: date, language: str) -> str:
    """Return a day of a known week, as short as it can be: `Pr 23.`."""
    return format_date(day, _pattern(_BRIEF, language), locale=_locale(language))


def month_and_year(day: date, language: str) -> str:
    """Return the month a day is in: `2026. gada novembris`."""
    return format_date(day, _pattern(_MONTH, language), locale=_locale(language))


def clock_time(moment: datetime | time, language: str) -> str:
    """Return hours and minutes: `08:30`; a moment is shown as the clock in Riga shows it."""
    shown = clock.local(moment).time() if isinstance(moment, datetime) else moment
    return format_time(shown, _CLOCK, locale=_locale(language))


def date_and_time(moment: datetime, language: str) -> str:
    """Return a moment as the calendar and the clock in Riga show it: `23.11.2026 08:30`."""
    return f"{short_date(clock.local(moment).date(), language)} {clock_time(moment, language)}"


def number(value: Decimal | int, language: str, places: int | None = None) -> str:
    """Return a number with the language's decimal sign: `7,5`; `places` fixes the decimals."""
    if places is not None:
        pattern = "0." + "0" * places if places else "0"
        return format_decimal(value, pattern, locale=_locale(language))
    return format_decimal(value, locale=_locale(language), decimal_quantization=False)


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else "lv"


def _pattern(patterns: dict[str, str], language: str) -> str:
    return patterns.get(language, patterns["lv"])
