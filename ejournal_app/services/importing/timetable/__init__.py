"""The timetable (stundu saraksts) from aSc Timetables XML or CSV (Regulation 7.4, 7.6, 10)."""

from .applying import apply
from .entries import TimetableFile, read
from .plan_model import TimetablePlan
from .planning import plan
from .snapshot import default_valid_from

__all__ = ["TimetableFile", "TimetablePlan", "apply", "default_valid_from", "plan", "read"]
