"""A member of staff in the reader's language."""

from dataclasses import dataclass
from datetime import date

from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services.staff.contract_form import CONTRACT_WORDS
from ejournal_app.services.staff.file import ContractCard, GrantCard, StaffFile
from ejournal_app.services.staff.listing import ROLE_WORDS
from ejournal_app.services.staff.standing import LOOKS, WORDS

from .person_form import ChoiceView


@dataclass(frozen=True)
class PersonView:
    """The person, the account and how access stands; dates of forms are ISO dates."""

    person_id: str = ""
    name: str = ""
    given_name: str = ""
    family_name: str = ""
    personal_code: str = ""
    birth_date: str = ""
    birth_date_shown: str = ""
    email: str = ""
    phone: str = ""
    state: str = ""
    state_look: str = ""
    username: str = ""
    proposed_username: str = ""
    locked: bool = False
    last_login: str = ""


@dataclass(frozen=True)
class ContractView:
    """A contract in words, and its terms for the form."""

    contract_id: str = ""
    title: str = ""
    period: str = ""
    entered: str = ""
    activated: str = ""
    """Empty while it waits for the superuser."""
    in_force: bool = False
    kind: str = "employment"
    number: str = ""
    position: str = ""
    starts_on: str = ""
    ends_on: str = ""


@dataclass(frozen=True)
class GrantView:
    """A granted role."""

    grant_id: str
    role: str
    period: str
    by: str
    in_force: bool
    is_over: bool


@dataclass(frozen=True)
class StaffViews:
    """Everything of the page."""

    person: PersonView
    contracts: list[ContractView]
    grants: list[GrantView]
    waiting: list[ChoiceView]
    running: list[ChoiceView]
    rights: list[str]


NEW_CONTRACT = ContractView()


def staff_views(file: StaffFile, language: str) -> StaffViews:
    """Return a member of staff as the page shows it."""
    contracts = [_contract(card, language) for card in file.contracts]
    grants = [_grant(card, language) for card in file.grants]
    rights = [translate(language, sentence) for sentence in file.rights.sentences]
    if file.rights.why_none is not None:
        rights = [translate(language, file.rights.why_none)]
    return StaffViews(
        person=_person(file, language),
        contracts=contracts,
        grants=grants,
        waiting=[
            ChoiceView(value=one.contract_id, label=f"{one.title}, {one.period}")
            for one in contracts
            if not one.activated
        ],
        running=[
            ChoiceView(value=one.grant_id, label=f"{one.role}, {one.period}")
            for one in grants
            if not one.is_over
        ],
        rights=rights,
    )


def period(first: date, last: date | None, language: str) -> str:
    """Return from when to when: `01.09.2026 – 31.05.2027`, or open."""
    if last is None:
        return gettext(language, N_("from {day}"), day=short_date(first, language))
    return f"{short_date(first, language)} – {short_date(last, language)}"


def _person(file: StaffFile, language: str) -> PersonView:
    born, seen = file.birth_date, file.last_login_at
    return PersonView(
        person_id=str(file.person_id),
        name=f"{file.given_name} {file.family_name}",
        given_name=file.given_name,
        family_name=file.family_name,
        personal_code=file.personal_code,
        birth_date=born.isoformat() if born else "",
        birth_date_shown=short_date(born, language) if born else "",
        email=file.email,
        phone=file.phone,
        state=gettext(
            language, N_("Access: {state}"), state=translate(language, WORDS[file.state])
        ),
        state_look=LOOKS[file.state],
        username=file.username,
        proposed_username=file.proposed_username,
        locked=file.is_locked,
        last_login=date_and_time(seen, language) if seen else "",
    )


def _contract(card: ContractCard, language: str) -> ContractView:
    kind = gettext(language, CONTRACT_WORDS[card.kind])
    number = gettext(language, N_("No. {number}"), number=card.number)
    title = f"{kind} {number}"
    return ContractView(
        contract_id=str(card.contract_id),
        title=f"{title}, {card.position}" if card.position else title,
        period=period(card.starts_on, card.ends_on, language),
        entered=gettext(
            language,
            N_("entered {at}, {by}"),
            at=date_and_time(card.entered_at, language),
            by=card.entered_by,
        )
        if card.entered_at is not None
        else "",
        activated=_activated(card, language),
        in_force=card.in_force,
        kind=card.kind,
        number=card.number,
        position=card.position,
        starts_on=card.starts_on.isoformat(),
        ends_on=card.ends_on.isoformat() if card.ends_on else "",
    )


def _activated(card: ContractCard, language: str) -> str:
    if card.activated_at is None:
        return ""
    at = date_and_time(card.activated_at, language)
    if not card.activated_by:
        return gettext(language, N_("activated {at}"), at=at)
    return gettext(language, N_("activated {at}, {by}"), at=at, by=card.activated_by)


def _grant(card: GrantCard, language: str) -> GrantView:
    return GrantView(
        grant_id=str(card.grant_id),
        role=gettext(language, ROLE_WORDS[card.role]),
        period=period(card.starts_on, card.ends_on, language),
        by=gettext(language, N_("granted by {name}"), name=card.granted_by)
        if card.granted_by
        else "",
        in_force=card.in_force,
        is_over=card.is_over,
    )
