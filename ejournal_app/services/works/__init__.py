"""Works to be marked, planned and done, and lessons outside the timetable (Regulation 10, 15)."""

from .creating import create_work, plan_work
from .kinds import WorkKindChoice, work_kinds
from .lessons import add_lesson

__all__ = ["WorkKindChoice", "add_lesson", "create_work", "plan_work", "work_kinds"]
