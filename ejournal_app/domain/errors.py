"""What can go wrong in a way a user can understand."""

from dataclasses import dataclass

from .messages import N_, Message


class DomainError(Exception):
    """A request the rules refuse, with the sentence the user reads."""

    field: str = ""
    """The field of a form the sentence is about, by the name it is sent under."""
    leads_to: str = ""
    """The page of this application where it can be put right."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid)
        self.message = message


class Refused(DomainError):
    """A rule of the school says no (bad value, wrong day, closed period)."""

    def __init__(self, message: Message, *, field: str = "", leads_to: str = "") -> None:
        super().__init__(message)
        self.field = field
        self.leads_to = leads_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What somebody tried without the right to, for the audit trail."""

    action: str
    entity: str = ""
    entity_id: int | None = None
    pupil_id: int | None = None


class Forbidden(DomainError):
    """The actor may not do or see this, or it does not exist: the caller cannot tell which."""

    def __init__(self, attempt: Attempt | None = None) -> None:
        super().__init__(Message(N_("You have no access to this, or it does not exist.")))
        self.attempt = attempt
