"""What the office types of a person, read and checked field by field (domain: personas kods)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from ejournal_app import clock
from ejournal_app.domain import personal_code
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.personal_code import PersonalCode
from ejournal_app.services.importing.contacts import parse_email, parse_phone
from ejournal_app.services.importing.fields import parse_name

OLDEST = 120
"""Years; a person older than this is a slip of the pen."""

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm:
    """A person as typed."""

    given_name: str = ""
    family_name: str = ""
    personal_code: str = field(default="", repr=False)
    birth_date: date | None = None
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonData:
    """A person as it will be stored."""

    given_name: str
    family_name: str
    personal_code: PersonalCode | None = field(repr=False)
    birth_date: date | None
    email: str | None
    phone: str | None
    warning: Message | None = None
    """What to look at once more; it does not stand in the way."""


def read_person(form: PersonForm) -> PersonData:
    """Return what a form says of a person; Refused, naming the field, for what cannot be.

    A personal code of the old kind tells the date of birth, so that nobody has to type it.
    """
    code, warning = _code(form.personal_code)
    return PersonData(
        given_name=_checked("given_name", _name, form.given_name),
        family_name=_checked("family_name", _name, form.family_name),
        personal_code=code,
        birth_date=_birth_date(form.birth_date, code),
        email=_checked("email", _email, form.email),
        phone=_checked("phone", _phone, form.phone),
        warning=warning,
    )


def _checked(name: str, read: Callable[[str], Read], text: str) -> Read:
    try:
        return read(" ".join(text.split()))
    except Refused as refusal:
        raise Refused(refusal.message, field=name) from None


def _name(text: str) -> str:
    if not text:
        raise Refused(Message(N_("This must be filled in.")))
    return parse_name(text)


def _code(text: str) -> tuple[PersonalCode | None, Message | None]:
    if not text.strip():
        return None, None
    parsed = _checked("personal_code", personal_code.parse, text)
    return parsed.code, parsed.warning


def _birth_date(typed: date | None, code: PersonalCode | None) -> date | None:
    told = None if code is None else personal_code.birth_date(code)
    if typed is None:
        return told
    if told is not None and typed != told:
        raise Refused(
            Message(N_("The date of birth is not the one the personal code tells.")),
            field="birth_date",
        )
    today = clock.today()
    if not today.year - OLDEST <= typed.year or typed > today:
        raise Refused(Message(N_("This cannot be a date of birth.")), field="birth_date")
    return typed


def _email(text: str) -> str | None:
    return parse_email(text) if text else None


def _phone(text: str) -> str | None:
    return parse_phone(text) if text else None
