"""Somebody's time with a class or a journal, as a page shows it."""

from dataclasses import dataclass

from ejournal_app import clock
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.teaching.terms import PersonTerm


@dataclass(frozen=True)
class TermView:
    """Somebody's time as class teacher, or as teacher of a journal."""

    term_id: int
    person_id: int
    name: str
    period: str
    holds: bool
    is_open: bool
    """Has no end yet."""
    can_end: bool
    """Has not ended by today."""


def term_view(term: PersonTerm, language: str) -> TermView:
    """Return a term in the user's words."""
    last = short_date(term.ends_on, language) if term.ends_on else ""
    return TermView(
        term_id=term.term_id,
        person_id=term.person_id,
        name=term.name,
        period=f"{short_date(term.starts_on, language)} – {last}".strip(),
        holds=term.holds,
        is_open=term.ends_on is None,
        can_end=term.ends_on is None or term.ends_on >= clock.today(),
    )
