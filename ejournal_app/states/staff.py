"""One member of staff: contracts, account, roles, and what the person may do."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.accounts.roles import end_role, grant_role, revoke_role
from ejournal_app.services.staff.entering import (
    add_contract,
    change_contract,
    change_staff_person,
    remove_contract,
)
from ejournal_app.services.staff.file import staff_file
from ejournal_app.services.staff.opening import activate_contract, lock_account, unlock_account

from .guard import done_and_go, requires, say_done
from .parsing import address_id, as_day, as_id, as_text, typed_name
from .person_form import ChoiceView, person_form, shown_text
from .resuming import fresh_key, keeps
from .staff_entry import contract_form
from .staff_views import NEW_CONTRACT, ContractView, GrantView, PersonView, staff_views


class StaffMember(rx.State):
    """A member of staff; what the reader may change is told by `may_write` and `may_open`."""

    person: PersonView = PersonView()
    contracts: list[ContractView] = []  # noqa: RUF012 - copied for each client
    grants: list[GrantView] = []  # noqa: RUF012
    waiting: list[ChoiceView] = []  # noqa: RUF012
    """Contracts to activate."""
    running: list[ChoiceView] = []  # noqa: RUF012
    """Roles whose last day can be set."""
    rights: list[str] = []  # noqa: RUF012
    edited: ContractView = NEW_CONTRACT
    """The contract in the form."""
    editing: bool = False
    may_write: bool = False
    may_open: bool = False
    today: str = ""
    saved: str = ""
    """Changes with what was saved, so that forms begin anew."""

    @rx.event
    @requires(Permission.STAFF_LIST)
    @keeps("saved", "editing", "edited")
    async def enter(self, actor: Actor) -> None:
        """Show the person of the address."""
        self.person, self.editing = PersonView(), False
        self.contracts, self.grants, self.rights = [], [], []
        await _show(self, actor, address_id(self.router.url.path, Permission.STAFF_LIST))

    @rx.event
    @requires(Permission.STAFF_WRITE)
    async def edit_contract(self, actor: Actor, person_id: str, contract_id: str) -> None:
        """Put a contract into the form; without an id, a new one."""
        await _show(self, actor, as_id(person_id))
        wanted = as_text(contract_id, 16)
        chosen = [one for one in self.contracts if str(one.contract_id) == wanted]
        self.edited = chosen[0] if chosen else NEW_CONTRACT
        self.editing = True

    @rx.event
    @requires(Permission.STAFF_WRITE)
    async def close_form(self, _actor: Actor) -> None:
        """Put the form away."""
        self.editing = False

    @rx.event
    @requires(Permission.STAFF_WRITE)
    async def save_contract(
        self, actor: Actor, person_id: str, contract_id: str, form: dict[str, Any]
    ) -> None:
        """Save the contract in the form, or add it when it has no id."""
        person, terms = as_id(person_id), contract_form(form)
        if as_text(contract_id, 16):
            await asyncio.to_thread(change_contract, actor, as_id(contract_id), terms)
        else:
            await asyncio.to_thread(add_contract, actor, person, terms)
        self.editing = False
        await _done(self, actor, person, Message(N_("The contract is saved.")))

    @rx.event
    @requires(Permission.STAFF_WRITE)
    async def remove_contract(
        self, actor: Actor, person_id: str, contract_id: str, form: dict[str, Any]
    ) -> Any:
        """Remove a contract entered by mistake."""
        person = as_id(person_id)
        stays = await asyncio.to_thread(
            remove_contract, actor, as_id(contract_id), typed=typed_name(form)
        )
        if not stays:
            words = Message(N_("Deleted."))
            return await done_and_go(self, actor.language, words, "/personals")
        self.editing = False
        await _done(self, actor, person, Message(N_("The contract is removed.")))
        return None

    @rx.event
    @requires(Permission.STAFF_WRITE)
    async def save_person(self, actor: Actor, person_id: str, form: dict[str, Any]) -> None:
        """Save name, personal code and contacts."""
        person = as_id(person_id)
        warning = await asyncio.to_thread(change_staff_person, actor, person, person_form(form))
        await _done(self, actor, person, warning or Message(N_("The person's data are saved.")))

    @rx.event
    @requires(Permission.ROLE_GRANT)
    async def activate(self, actor: Actor, person_id: str, form: dict[str, Any]) -> None:
        """Open the access a contract stands for."""
        person = as_id(person_id)
        await asyncio.to_thread(
            activate_contract,
            actor,
            as_id(form.get("contract", "")),
            as_text(form.get("first_role", ""), 20),
            shown_text(form, "username"),
        )
        await _done(self, actor, person, Message(N_("The contract is activated.")))

    @rx.event
    @requires(Permission.ROLE_GRANT)
    async def grant(self, actor: Actor, person_id: str, form: dict[str, Any]) -> None:
        """Grant a role from a day, with or without a last one."""
        person = as_id(person_id)
        await asyncio.to_thread(
            grant_role,
            actor,
            person,
            as_text(form.get("role", ""), 20),
            as_day(form.get("role_from", "")) or clock.today(),
            as_day(form.get("role_until", "")),
        )
        await _done(self, actor, person, Message(N_("The role is granted.")))

    @rx.event
    @requires(Permission.ROLE_GRANT)
    async def end(self, actor: Actor, person_id: str, form: dict[str, Any]) -> None:
        """Set the last day of a role."""
        person, grant = as_id(person_id), as_id(form.get("grant", ""))
        last_day = as_day(form.get("role_last_day", ""))
        if last_day is None:
            raise Refused(Message(N_("This must be filled in.")), field="role_last_day")
        await asyncio.to_thread(end_role, actor, grant, last_day)
        done = Message(N_("The role holds until {day}."), {"day": last_day})
        await _done(self, actor, person, done)

    @rx.event
    @requires(Permission.ROLE_GRANT)
    async def revoke(self, actor: Actor, person_id: str, grant_id: str) -> None:
        """Take a role away at once."""
        person = as_id(person_id)
        await asyncio.to_thread(revoke_role, actor, as_id(grant_id))
        await _done(self, actor, person, Message(N_("The role is taken away.")))

    @rx.event
    @requires(Permission.ROLE_GRANT)
    async def lock(self, actor: Actor, person_id: str) -> None:
        """Close the account at once."""
        person = as_id(person_id)
        await asyncio.to_thread(lock_account, actor, person)
        await _done(self, actor, person, Message(N_("The account is locked.")))

    @rx.event
    @requires(Permission.ROLE_GRANT)
    async def unlock(self, actor: Actor, person_id: str) -> None:
        """Open the account again."""
        person = as_id(person_id)
        await asyncio.to_thread(unlock_account, actor, person)
        await _done(self, actor, person, Message(N_("The account is open again.")))


async def _done(state: StaffMember, actor: Actor, person_id: int, message: Message) -> None:
    await say_done(state, actor.language, message)
    await _show(state, actor, person_id)


async def _show(state: StaffMember, actor: Actor, person_id: int) -> None:
    file = await asyncio.to_thread(staff_file, actor, person_id)
    views = staff_views(file, actor.language)
    state.person, state.contracts, state.grants = views.person, views.contracts, views.grants
    state.waiting, state.running, state.rights = views.waiting, views.running, views.rights
    state.may_write, state.may_open = file.may_write, file.may_open
    state.today = clock.today().isoformat()
    state.saved = fresh_key()
