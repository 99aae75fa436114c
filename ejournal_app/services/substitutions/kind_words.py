"""What people call the kinds of substitution and the reasons for one."""

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_kinds import SubstitutionKind, SubstitutionReason

KINDS: dict[str, Message] = {
    SubstitutionKind.SAME_SUBJECT: Message(N_("Same subject")),
    SubstitutionKind.OTHER_SUBJECT: Message(N_("Another subject")),
    SubstitutionKind.JOINED: Message(N_("Groups joined")),
    SubstitutionKind.MOVED: Message(N_("Moved lesson")),
    SubstitutionKind.SUPERVISED: Message(N_("Supervised")),
    SubstitutionKind.CANCELLED: Message(N_("Not held")),
}

REASONS: dict[str, Message] = {
    SubstitutionReason.ILLNESS: Message(N_("Illness")),
    SubstitutionReason.BUSINESS_TRIP: Message(N_("Business trip")),
    SubstitutionReason.COURSES: Message(N_("Courses")),
    SubstitutionReason.LEAVE: Message(N_("Leave")),
    SubstitutionReason.OTHER: Message(N_("Another reason")),
}
UNKNOWN_REASON = Message(N_("No reason given"))


def reason_words(reason: str) -> Message:
    """Return a reason in words; a file need not have said one."""
    return REASONS.get(reason, UNKNOWN_REASON)
