"""What the list of messages calls channels, topics and states."""

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.reminders import Channel, Topic

CANTEEN_TOPIC = "canteen"
"""Of what is sent to addresses the school has set, not to one of its persons."""

CHANNEL_WORDS = {
    Channel.EMAIL: Message(N_("e-mail")),
    Channel.SMS: Message(N_("SMS")),
}
TOPIC_WORDS: dict[str, Message] = {
    "": Message(N_("access")),
    Topic.MARKS: Message(N_("news: marks")),
    Topic.ABSENCES: Message(N_("news: absences")),
    Topic.HOMEWORK: Message(N_("news: homework and tests")),
    Topic.DUE_TODAY: Message(N_("reminder: missing today")),
    Topic.DUE_AHEAD: Message(N_("reminder: falls due")),
    Topic.CLASS_DUTIES: Message(N_("reminder: class duties")),
    Topic.CHANGES: Message(N_("news: changes of lessons")),
    Topic.NOTICES: Message(N_("notices")),
    CANTEEN_TOPIC: Message(N_("report to the canteen")),
}
