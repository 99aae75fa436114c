"""The school's dictionary of education programmes (izglītības programmas, Regulation 7.7)."""

from .dictionary import ProgrammeChoice, active_programmes, known_programme

__all__ = ["ProgrammeChoice", "active_programmes", "known_programme"]
