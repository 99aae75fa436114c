"""Telephone numbers as gateways want them: E.164, Latvian unless the number says otherwise."""

from functools import lru_cache

import phonenumbers

_HOME = "LV"


@lru_cache(maxsize=20_000)
def e164(text: str | None) -> str | None:
    """Return a number as +37126123456; None when it is none that can exist."""
    if not text or len(text) > 40:
        return None
    try:
        number = phonenumbers.parse(text.strip(), _HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
