"""What can go wrong in a way a user can understand."""

from .messages import Message


class DomainError(Exception):
    """A request the rules refuse, with the sentence the user reads."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid)
        self.message = message


class Refused(DomainError):
    """A rule of the school says no (bad value, wrong day, closed period)."""


class Forbidden(DomainError):
    """The actor may not do or see this; the caller learns nothing about the object."""


class NotFound(DomainError):
    """The object does not exist; shown to users exactly like Forbidden."""
