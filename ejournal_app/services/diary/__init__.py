"""The diary of a pupil, for parents and the pupil: a week with everything in it (decided 5)."""

from .pupils import children
from .views import Child, DiaryDay, DiaryLesson, DiaryMark, DiaryWeek
from .visits import begin_visit
from .week import diary_week

__all__ = [
    "Child",
    "DiaryDay",
    "DiaryLesson",
    "DiaryMark",
    "DiaryWeek",
    "begin_visit",
    "children",
    "diary_week",
]
