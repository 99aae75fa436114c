"""One group of pupils."""

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.groups.group_page import (
    GroupPage,
    MemberLine,
    delete_group,
    move_member,
    open_group,
    rename_group,
)
from ejournal_app.services.lists.addresses import FILTER_PREFIX

from .guard import done_and_go, requires, say_done
from .parsing import address_id, as_day, as_id, as_text, typed_name
from .resuming import fresh_key, keeps


@dataclass(frozen=True)
class MemberView:
    """A pupil's time in the group."""

    pupil_id: str
    name: str
    class_name: str
    since: str
    until: str
    note: str
    in_force: bool


@dataclass(frozen=True)
class JournalView:
    """A journal of the group."""

    href: str
    name: str
    teachers: str


@dataclass(frozen=True)
class OtherView:
    """A group a pupil may be moved to."""

    key: str
    name: str


class Group(rx.State):
    """One group."""

    group_id: int = 0
    name: str = ""
    about: str = ""
    on: str = ""
    form_key: str = ""
    members: list[MemberView] = []  # noqa: RUF012 - copied for each client
    present: list[MemberView] = []  # noqa: RUF012
    journals: list[JournalView] = []  # noqa: RUF012
    others: list[OtherView] = []  # noqa: RUF012
    deletable: bool = False
    member_list: str = ""
    """Where its pupils are a list that can be searched and downloaded."""

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    @keeps("form_key")
    async def enter(self, actor: Actor) -> None:
        """Show the group of the address."""
        group_id = address_id(self.router.url.path, Permission.TEACHING_WRITE)
        self.name, self.members, self.present = "", [], []
        _show(self, await asyncio.to_thread(open_group, actor, group_id), actor.language)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def rename(self, actor: Actor, group_id: int, form: dict[str, Any]) -> None:
        """Give the group another name."""
        wanted = as_text(form.get("name", ""), 200)
        await asyncio.to_thread(rename_group, actor, as_id(group_id), wanted)
        await say_done(self, actor.language, Message(N_("The group is renamed.")))
        await _again(self, actor, group_id)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def move(self, actor: Actor, group_id: int, form: dict[str, Any]) -> None:
        """Move a pupil to another group, or out of this one."""
        pupil, target = as_text(form.get("pupil", ""), 16), as_text(form.get("target", ""), 16)
        on = as_day(form.get("on", ""))
        if not pupil:
            raise Refused(Message(N_("Choose the pupil.")), field="pupil")
        if not target:
            raise Refused(Message(N_("Choose the group.")), field="target")
        if on is None:
            raise Refused(Message(N_("Choose the day from which it holds.")), field="on")
        await asyncio.to_thread(
            move_member,
            actor,
            as_id(group_id),
            as_id(pupil),
            None if target == "none" else as_id(target),
            on,
        )
        await say_done(
            self,
            actor.language,
            Message(N_("The pupil is moved. It can be taken back on the page of splitting.")),
        )
        await _again(self, actor, group_id)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def delete(self, actor: Actor, group_id: int, form: dict[str, Any]) -> Any:
        """Delete an unused group."""
        await asyncio.to_thread(delete_group, actor, as_id(group_id), typed=typed_name(form))
        words = Message(N_("Deleted."))
        return await done_and_go(self, actor.language, words, "/grupas")


async def _again(state: Group, actor: Actor, group_id: int) -> None:
    _show(state, await asyncio.to_thread(open_group, actor, as_id(group_id)), actor.language)


def _show(state: Group, page: GroupPage, language: str) -> None:
    members = [_member(line, language) for line in page.members]
    state.group_id = page.group_id
    state.name = page.name
    state.about = " · ".join(part for part in (page.subject, page.year) if part)
    state.on = page.on.isoformat()
    state.members = members
    state.present = [one for one in members if one.in_force]
    state.journals = [
        JournalView(href=f"/zurnals/{one.journal_id}", name=one.name, teachers=one.teachers)
        for one in page.journals
    ]
    state.others = [OtherView(key=str(one.group_id), name=one.name) for one in page.others]
    state.deletable = page.deletable
    asked = {FILTER_PREFIX + "group": page.name, FILTER_PREFIX + "year": page.year}
    state.member_list = f"/grupas/sastavs?{urlencode(asked)}"
    # What was typed goes once it is saved.
    state.form_key = fresh_key()


def _member(line: MemberLine, language: str) -> MemberView:
    return MemberView(
        pupil_id=str(line.pupil_id),
        name=line.name,
        class_name=line.class_name,
        since=short_date(line.starts_on, language),
        until=short_date(line.ends_on, language) if line.ends_on else "",
        note="" if line.in_force else gettext(language, N_("not in the group now")),
        in_force=line.in_force,
    )
