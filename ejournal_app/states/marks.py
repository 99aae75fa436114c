"""Marks in words, as several pages show them."""

from datetime import date

from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import short_date


def superuser_words(reason: str, language: str) -> str:
    """Return that the superuser entered a mark, and why when that is known (Regulation 7.8)."""
    if not reason:
        return gettext(language, N_("Entered by the superuser"))
    return gettext(language, N_("Entered by the superuser: {reason}"), reason=reason)


def work_words(kind_lv: str, kind_en: str, title: str, language: str) -> str:
    """Return a kind of work with its title: `Tests: Daļas`; alone, a title that begins so."""
    kind = kind_en if language == "en" else kind_lv
    if not title or title.startswith(kind):
        return title or kind
    return f"{kind}: {title}"


def dated_work(day: date, kind_lv: str, kind_en: str, title: str, language: str) -> str:
    """Return a work as lists name it: the day, the kind, the title."""
    return f"{short_date(day, language)}, {work_words(kind_lv, kind_en, title, language)}"
