"""What people call the reasons for a substitution; its kinds are in `domain.substitution_words`."""

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_kinds import SubstitutionReason
from ejournal_app.domain.substitution_words import KINDS

__all__ = ["KINDS", "REASONS", "UNKNOWN_REASON", "reason_words"]

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
