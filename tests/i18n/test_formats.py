"""Dates, times and numbers as people at school write them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from ejournal_app.i18n.formats import clock_time, date_and_time, long_date, number, short_date

MONDAY = date(2026, 11, 23)


def test_a_day_in_words() -> None:
    assert long_date(MONDAY, "lv") == "pirmdiena, 23. novembris"
    assert long_date(MONDAY, "en") == "Monday, 23 November"


def test_a_day_in_figures() -> None:
    assert short_date(date(2026, 9, 1), "lv") == "01.09.2026"
    assert short_date(date(2026, 9, 1), "en") == "1 Sept 2026"


def test_moments_are_shown_by_the_clock_in_riga() -> None:
    assert clock_time(datetime(2026, 1, 15, 6, 5, tzinfo=UTC), "lv") == "08:05"
    assert clock_time(datetime(2026, 7, 15, 6, 5, tzinfo=UTC), "lv") == "09:05"
    assert clock_time(time(8, 30), "en") == "08:30"
    assert date_and_time(datetime(2026, 1, 15, 23, 5, tzinfo=UTC), "lv") == "16.01.2026 01:05"


@pytest.mark.parametrize(
    ("value", "places", "lv", "en"),
    [
        (Decimal("7.5"), None, "7,5", "7.5"),
        (Decimal("7.5"), 2, "7,50", "7.50"),
        (Decimal(7), 0, "7", "7"),
        (7, None, "7", "7"),
        (Decimal("7.123456"), None, "7,123456", "7.123456"),
    ],
)
def test_numbers_have_the_decimal_sign_of_the_language(
    value: Decimal | int, places: int | None, lv: str, en: str
) -> None:
    assert number(value, "lv", places) == lv
    assert number(value, "en", places) == en
