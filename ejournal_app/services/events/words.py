"""What people call the states of an event."""

from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.messages import N_, Message

STATES: dict[str, Message] = {
    EventState.PROPOSED: Message(N_("event waits for approval")),
    EventState.APPROVED: Message(N_("event approved")),
    EventState.DECLINED: Message(N_("event declined")),
    EventState.CALLED_OFF: Message(N_("event called off")),
}
