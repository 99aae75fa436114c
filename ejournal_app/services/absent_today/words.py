"""How people read by what a guardian was told."""

from ejournal_app.domain.absence_states import ContactChannel
from ejournal_app.domain.messages import N_, Message

CHANNELS: dict[ContactChannel, Message] = {
    ContactChannel.CALL: Message(N_("by telephone")),
    ContactChannel.SMS: Message(N_("by SMS")),
    ContactChannel.EMAIL: Message(N_("by e-mail")),
    ContactChannel.APP: Message(N_("in the journal")),
    ContactChannel.MEETING: Message(N_("in person")),
}
"""By what somebody was told."""
NOT_REACHED = Message(N_("called, no answer"))
"""A call nobody answered."""
