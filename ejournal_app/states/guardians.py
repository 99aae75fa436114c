"""A pupil's guardians: adding them, changing what they may do, ending the relation."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.policies.facts import PupilFacts
from ejournal_app.policies.rules import allows
from ejournal_app.services.guardians.entering import add_guardian, change_guardian, end_guardian
from ejournal_app.services.guardians.file import GuardianCard, guardians_of
from ejournal_app.services.guardians.relation_form import KIND_WORDS, RelationForm

from .guard import requires, say_done, tell
from .parsing import address_id, as_day, as_id, as_text
from .person_form import ChoiceView, likeness_choices, person_form, shown_text
from .resuming import fresh_key, keeps
from .staff_views import period


@dataclass(frozen=True)
class GuardianView:
    """A guardian in words, and the values of the form; dates of forms are ISO dates."""

    guardianship_id: str = ""
    name: str = ""
    kind_shown: str = ""
    contact: str = ""
    period: str = ""
    rights: str = ""
    uses: str = ""
    is_over: bool = False
    given_name: str = ""
    family_name: str = ""
    personal_code: str = ""
    birth_date: str = ""
    email: str = ""
    phone: str = ""
    kind: str = "parent"
    sees_data: bool = True
    is_notified: bool = True
    may_file_absences: bool = True
    court_restricted: bool = False
    note: str = ""
    starts_on: str = ""
    ends_on: str = ""


NOBODY = GuardianView()


class PupilOffice(rx.State):
    """What the office may change of the personal file that is open."""

    pupil_id: str = ""
    """Empty for those who only read the file."""

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def look(self, actor: Actor) -> None:
        """Tell the page whether to offer the changes."""
        self.pupil_id = ""
        pupil_id = address_id(self.router.url.path, Permission.PERSONAL_FILE_READ)
        if allows(actor, Permission.PERSONAL_FILE_WRITE, PupilFacts(pupil_id=pupil_id)):
            self.pupil_id = str(pupil_id)


class PupilGuardians(rx.State):
    """The guardians of one pupil, for those who may change them."""

    pupil_id: str = ""
    pupil: str = ""
    switched_off: bool = False
    guardians: list[GuardianView] = []  # noqa: RUF012 - copied for each client
    editing: bool = False
    edited: GuardianView = NOBODY
    choices: list[ChoiceView] = []  # noqa: RUF012
    """Who a new guardian may be; asked once somebody like that was found."""
    saved: str = ""
    """Changes with what was saved, so that forms begin anew."""

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    @keeps("saved", "editing", "edited", "choices")
    async def enter(self, actor: Actor) -> None:
        """Show the guardians of the pupil of the address."""
        self.pupil_id = self.pupil = ""
        self.guardians, self.choices, self.editing = [], [], False
        pupil_id = address_id(self.router.url.path, Permission.PERSONAL_FILE_WRITE, part=-2)
        await _show(self, actor, pupil_id)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def edit(self, actor: Actor, pupil_id: str, guardianship_id: str) -> None:
        """Put a guardian into the form; without an id, a new one."""
        await _show(self, actor, as_id(pupil_id))
        wanted = as_text(guardianship_id, 16)
        chosen = [one for one in self.guardians if one.guardianship_id == wanted]
        fresh = GuardianView(starts_on=clock.today().isoformat())
        self.edited = chosen[0] if chosen else fresh
        self.choices, self.editing = [], True

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def close_form(self, _actor: Actor) -> None:
        """Put the form away."""
        self.choices, self.editing = [], False

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def save(
        self, actor: Actor, pupil_id: str, guardianship_id: str, form: dict[str, Any]
    ) -> None:
        """Save the guardian in the form, or add a new one when there is no id."""
        pupil, relation = as_id(pupil_id), _relation_form(form)
        if as_text(guardianship_id, 16):
            warning = await asyncio.to_thread(
                change_guardian, actor, as_id(guardianship_id), person_form(form), relation
            )
        else:
            try:
                added = await asyncio.to_thread(
                    add_guardian,
                    actor,
                    pupil,
                    person_form(form),
                    relation,
                    shown_text(form, "same_as", 16),
                )
            except Refused:
                self.choices = []
                raise
            warning = added.warning
            if added.guardianship_id is None:
                message = Message(N_("Nothing is saved yet: is it the same person?"))
                await tell(self, actor.language, message, field="same_as")
                self.choices = likeness_choices(added.likenesses, actor.language)
                return
        await say_done(self, actor.language, warning or Message(N_("The guardian is saved.")))
        self.choices, self.editing = [], False
        await _show(self, actor, pupil)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def end(self, actor: Actor, pupil_id: str, guardianship_id: str) -> None:
        """End a relation at once."""
        pupil = as_id(pupil_id)
        await asyncio.to_thread(end_guardian, actor, as_id(guardianship_id))
        await say_done(
            self, actor.language, Message(N_("The person does not stand for the pupil any more."))
        )
        self.choices, self.editing = [], False
        await _show(self, actor, pupil)


def _relation_form(form: dict[str, Any]) -> RelationForm:
    return RelationForm(
        kind=as_text(form.get("kind", ""), 20),
        sees_data=bool(form.get("sees_data")),
        is_notified=bool(form.get("is_notified")),
        may_file_absences=bool(form.get("may_file_absences")),
        court_restricted=bool(form.get("court_restricted")),
        note=as_text(form.get("note", ""), 1000),
        starts_on=as_day(form.get("starts_on", "")),
        ends_on=as_day(form.get("ends_on", "")),
    )


async def _show(state: PupilGuardians, actor: Actor, pupil_id: int) -> None:
    page = await asyncio.to_thread(guardians_of, actor, pupil_id)
    state.pupil_id, state.pupil = str(page.pupil_id), page.name
    state.switched_off = page.switched_off
    state.guardians = [_view(card, actor.language) for card in page.guardians]
    state.saved = fresh_key()


def _view(card: GuardianCard, language: str) -> GuardianView:
    relation = card.relation
    started, ended = relation.starts_on, relation.ends_on
    return GuardianView(
        guardianship_id=str(card.guardianship_id),
        name=f"{card.given_name} {card.family_name}",
        kind_shown=gettext(language, KIND_WORDS[relation.kind]),
        contact=", ".join(part for part in (card.phone, card.email) if part),
        period=period(started, ended, language) if started else "",
        rights=_rights(relation, language),
        uses=gettext(language, _uses(card)),
        is_over=card.is_over,
        given_name=card.given_name,
        family_name=card.family_name,
        personal_code=card.personal_code,
        birth_date=card.birth_date.isoformat() if card.birth_date else "",
        email=card.email,
        phone=card.phone,
        kind=relation.kind,
        sees_data=relation.sees_data,
        is_notified=relation.is_notified,
        may_file_absences=relation.may_file_absences,
        court_restricted=relation.court_restricted,
        note=relation.note,
        starts_on=started.isoformat() if started else "",
        ends_on=ended.isoformat() if ended else "",
    )


def _rights(relation: RelationForm, language: str) -> str:
    """Return what the guardian may do, in one sentence."""
    if relation.court_restricted:
        return gettext(language, N_("By decision of a court sees nothing and is told nothing."))
    rights = [
        words
        for holds, words in (
            (relation.sees_data, N_("sees the data")),
            (relation.is_notified, N_("is notified")),
            (relation.may_file_absences, N_("may report absences")),
        )
        if holds
    ]
    if not rights:
        return gettext(language, N_("has no rights in the journal"))
    return ", ".join(gettext(language, words) for words in rights)


def _uses(card: GuardianCard) -> str:
    if not card.has_account:
        return N_("no account")
    return N_("has logged in") if card.has_logged_in else N_("never logged in")
