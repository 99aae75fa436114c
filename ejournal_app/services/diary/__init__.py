"""The diary of a pupil, for parents and the pupil: a week with everything in it (decided 5)."""

from .other_marks import other_marks
from .pupils import children
from .views import (
    Child,
    DiaryDay,
    DiaryEvent,
    DiaryLesson,
    DiaryMark,
    DiaryWeek,
    OtherMark,
    PlannedTest,
)
from .visits import begin_visit
from .week import diary_week

__all__ = [
    "Child",
    "DiaryDay",
    "DiaryEvent",
    "DiaryLesson",
    "DiaryMark",
    "DiaryWeek",
    "OtherMark",
    "PlannedTest",
    "begin_visit",
    "children",
    "diary_week",
    "other_marks",
]
