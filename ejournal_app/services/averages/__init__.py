"""Averages with the marks they are made of, for teachers and for families (Regulation 16)."""

from .explaining import explain_average
from .of_pupil import subject_averages
from .views import AverageStep, ExplainedAverage

__all__ = ["AverageStep", "ExplainedAverage", "explain_average", "subject_averages"]
