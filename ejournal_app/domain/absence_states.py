"""How far an application or a request about an absence, or an event, has come (11, 12, 14)."""

from enum import StrEnum


class ApplicationState(StrEnum):
    """A parent's application (pieteikums): a claim until the class teacher decides (11)."""

    PENDING = "pending"
    ASKED = "asked"
    """The class teacher has asked back and waits for an answer."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """By whoever filed it, before it was decided."""

    @property
    def is_open(self) -> bool:
        """Return whether the class teacher has still to decide."""
        return self in (ApplicationState.PENDING, ApplicationState.ASKED)


class RequestState(StrEnum):
    """A teacher's request to be away (prombūtnes pieteikums)."""

    PENDING = "pending"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class EventState(StrEnum):
    """An out-of-class event (ārpusklases pasākums, Regulation 11)."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    CALLED_OFF = "called_off"


class ContactChannel(StrEnum):
    """How somebody was told that a pupil is not at school."""

    CALL = "call"
    SMS = "sms"
    EMAIL = "email"
    APP = "app"
    MEETING = "meeting"
