"""A journal as lists, for keyboard and screen reader: its works and pupils, one of each."""

from .outline import journal_outline
from .pupil_page import pupil_in_journal
from .views import JournalOutline, PupilInJournal, WorkList
from .work_list import work_list

__all__ = [
    "JournalOutline",
    "PupilInJournal",
    "WorkList",
    "journal_outline",
    "pupil_in_journal",
    "work_list",
]
