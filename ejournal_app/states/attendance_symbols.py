"""The words of the symbols of attendance, for pages: they know states only."""

from ejournal_app.services.absences.symbol_words import SYMBOL_WORDS

__all__ = ["SYMBOL_WORDS"]
