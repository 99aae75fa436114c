"""What marks of periods are called, in full and on the heading of a narrow column."""

from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import N_, Message

KIND_WORDS: dict[EntryKind, Message] = {
    EntryKind.INTERIM_1: Message(N_("Interim mark, semester I")),
    EntryKind.INTERIM_2: Message(N_("Interim mark, semester II")),
    EntryKind.SEMESTER_1: Message(N_("Mark of semester I")),
    EntryKind.SEMESTER_2: Message(N_("Mark of semester II")),
    EntryKind.PREDICTED: Message(N_("Predicted mark")),
    EntryKind.COMBINED: Message(N_("Combined work")),
    EntryKind.YEAR: Message(N_("Year mark")),
    EntryKind.RE_EXAM: Message(N_("Re-examination")),
    EntryKind.FINAL: Message(N_("Final mark in the subject")),
    EntryKind.STATE_DIAGNOSTIC: Message(N_("State diagnostic or monitoring work")),
    EntryKind.STATE_EXAM: Message(N_("State exam")),
    EntryKind.SESSION_EXAM: Message(N_("Session exam")),
    EntryKind.TRANSFERRED: Message(N_("Transferred mark")),
}

KIND_HEADINGS: dict[EntryKind, str] = {
    EntryKind.INTERIM_1: N_("Interim I"),
    EntryKind.INTERIM_2: N_("Interim II"),
    EntryKind.SEMESTER_1: N_("Sem. I"),
    EntryKind.SEMESTER_2: N_("Sem. II"),
    EntryKind.PREDICTED: N_("Predicted"),
    EntryKind.COMBINED: N_("Comb. work"),
    EntryKind.YEAR: N_("Year"),
    EntryKind.RE_EXAM: N_("Re-exam"),
    EntryKind.FINAL: N_("Final"),
    EntryKind.STATE_DIAGNOSTIC: N_("State test"),
    EntryKind.STATE_EXAM: N_("State exam"),
    EntryKind.SESSION_EXAM: N_("Session exam"),
}
"""Msgids of headings."""
