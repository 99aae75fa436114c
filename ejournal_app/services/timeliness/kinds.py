"""Kinds of duties in words, and who owes them."""

from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.messages import N_, Message

KIND_NAMES = {
    DutyKind.LESSON_ENTRY: Message(N_("Entries of lessons")),
    DutyKind.MARKS: Message(N_("Marks of works")),
    DutyKind.PERIOD_MARKS: Message(N_("Marks of periods")),
    DutyKind.CLASS_NOTICE: Message(N_("Telling parents of the journal")),
    DutyKind.PERSONAL_FILES: Message(N_("Personal files of the class")),
    DutyKind.STATEMENTS: Message(N_("Statements of marks")),
    DutyKind.REPORT_CARDS: Message(N_("Report cards of the class")),
}

OF_JOURNALS = (DutyKind.LESSON_ENTRY, DutyKind.MARKS)
"""Owed by the teachers of a journal; other deadlines that can be put off by class teachers."""

PUT_OFF = tuple(kind for kind in DutyKind if kind is not DutyKind.PERIOD_MARKS)
"""Marks of periods cannot be entered after their window: it is opened again instead (17-19)."""
WINDOWS_PAGE = "/iestatijumi/periodi"
