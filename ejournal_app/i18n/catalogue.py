"""Sentences in the user's language, from gettext catalogues. English is the msgid itself."""

import gettext as stdlib_gettext
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ejournal_app.domain.messages import Message

from .formats import date_and_time, number, short_date

SOURCE_LANGUAGE = "en"
DEFAULT_LANGUAGE = "lv"
LANGUAGES = (DEFAULT_LANGUAGE, SOURCE_LANGUAGE)

_FOLDER = Path(__file__).parent


def catalogue_paths(language: str) -> list[Path]:
    """Return the catalogues of a language: one for each part of the product."""
    return sorted((_FOLDER / language / "LC_MESSAGES").glob("*.po"))


def translate(language: str, message: Message) -> str:
    """Return a message of the rules or the services as the user reads it.

    A parameter may itself be a message, a moment, a date or a decimal number.
    """
    params = {name: _shown(language, value) for name, value in message.params.items()}
    return gettext(language, message.msgid, **params)


def gettext(language: str, msgid: str, /, **params: Any) -> str:
    """Return a text in a language; without parameters its `{placeholders}` stay as they are."""
    # The empty msgid is the catalogue's own header.
    text = _catalogue(language).gettext(msgid) if msgid else ""
    return text.format(**params) if params else text


def ngettext(language: str, one: str, many: str, n: int, /, **params: Any) -> str:
    """Return the form of a text that belongs to a number, which is also the parameter `n`."""
    return _catalogue(language).ngettext(one, many, n).format(n=n, **params)


def plural_forms(language: str, one: str, many: str) -> tuple[str, ...]:
    """Return every plural form of a text, unformatted, in the order of the catalogue's rule.

    Latvian: 1 and 21 (not 11); the rest; 0. English: one, many.
    """
    if language not in LANGUAGES or language == SOURCE_LANGUAGE:
        return (one, many)
    catalogue = _catalogue(language)
    return tuple(catalogue.ngettext(one, many, n) for n in (1, 2, 0))


def _shown(language: str, value: Any) -> Any:
    match value:
        case Message():
            return translate(language, value)
        case Decimal():
            return number(value, language)
        case datetime():
            return date_and_time(value, language)
        case date():
            return short_date(value, language)
        case _:
            return value


def read_catalogue(language: str) -> Catalog:
    """Return the texts of all catalogues of a language."""
    texts = Catalog(locale=language)
    for path in catalogue_paths(language):
        with path.open("rb") as source:
            for message in read_po(source, locale=language):
                if message.id:
                    texts[message.id] = message
    return texts


@lru_cache(maxsize=len(LANGUAGES) + 1)
def _catalogue(language: str) -> stdlib_gettext.NullTranslations:
    if language not in LANGUAGES or language == SOURCE_LANGUAGE:
        return stdlib_gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return stdlib_gettext.GNUTranslations(compiled)
