"""The list of pupils and one personal file."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.pupils import PAGE_SIZE, PersonalFile, list_pupils, personal_file

from .guard import requires
from .parsing import address_id, as_number, as_text

_GUARDIAN_WORDS = {
    GuardianKind.PARENT: N_("Parent"),
    GuardianKind.GUARDIAN: N_("Guardian"),
    GuardianKind.FOSTER_FAMILY: N_("Foster family"),
    GuardianKind.INSTITUTION: N_("Institution"),
}


@dataclass(frozen=True)
class PupilCard:
    """One pupil in the list."""

    href: str
    name: str
    class_name: str


class Pupils(rx.State):
    """The pupils of the school, or of the class teacher's class."""

    cards: list[PupilCard] = []  # noqa: RUF012 - copied for each client
    search: str = ""
    page: int = 1
    pages: int = 1
    total: int = 0

    @rx.event
    @requires(Permission.PUPIL_LIST)
    async def enter(self, actor: Actor) -> None:
        """Show the first page of all."""
        await _show(self, actor, "", 1)

    @rx.event
    @requires(Permission.PUPIL_LIST)
    async def find(self, actor: Actor, search: str) -> None:
        """Show the pupils whose names or class begin with the words."""
        await _show(self, actor, as_text(search, 100), 1)

    @rx.event
    @requires(Permission.PUPIL_LIST)
    async def turn(self, actor: Actor, search: str, page: int) -> None:
        """Show another page of the same search."""
        await _show(self, actor, as_text(search, 100), as_number(page, 1, 10_000))


@dataclass(frozen=True)
class EnrolmentView:
    """One enrolment with its order."""

    class_name: str
    period: str
    order: str
    programme: str


@dataclass(frozen=True)
class GuardianView:
    """Who stands for the pupil."""

    name: str
    kind: str
    contact: str
    note: str


class PupilFile(rx.State):
    """One personal file; opening it is recorded."""

    name: str = ""
    personal_code: str = ""
    birth_date: str = ""
    enrolments: list[EnrolmentView] = []  # noqa: RUF012 - copied for each client
    guardians: list[GuardianView] = []  # noqa: RUF012

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def enter(self, actor: Actor) -> None:
        """Show the file of the address."""
        pupil_id = address_id(self.router.url.path, Permission.PERSONAL_FILE_READ)
        self.name = self.personal_code = self.birth_date = ""
        self.enrolments, self.guardians = [], []
        _show_file(self, await asyncio.to_thread(personal_file, actor, pupil_id), actor.language)


async def _show(state: Pupils, actor: Actor, search: str, page: int) -> None:
    found = await asyncio.to_thread(list_pupils, actor, search, page)
    state.search = search
    state.page = page
    state.total = found.total
    state.pages = max(1, -(-found.total // PAGE_SIZE))
    state.cards = [
        PupilCard(
            href=f"/skoleni/{line.pupil_id}",
            name=f"{line.family_name} {line.given_name}",
            class_name=line.class_name,
        )
        for line in found.lines
    ]


def _show_file(state: PupilFile, file: PersonalFile, language: str) -> None:
    state.name = file.name
    state.personal_code = file.personal_code
    state.birth_date = short_date(file.birth_date, language) if file.birth_date else ""
    state.enrolments = [
        EnrolmentView(
            class_name=line.class_name,
            period=f"{short_date(line.starts_on, language)} – "
            + (short_date(line.ends_on, language) if line.ends_on else ""),
            order=gettext(
                language,
                "No. {number}, {day}",
                number=line.order_number,
                day=short_date(line.order_date, language),
            ),
            programme=line.programme_code,
        )
        for line in file.enrolments
    ]
    state.guardians = [
        GuardianView(
            name=line.name,
            kind=gettext(language, _GUARDIAN_WORDS[GuardianKind(line.kind)]),
            contact=", ".join(part for part in (line.phone, line.email) if part),
            note=_guardian_note(line.in_force, line.sees_data, language),
        )
        for line in file.guardians
    ]


def _guardian_note(in_force: bool, sees_data: bool, language: str) -> str:
    if not in_force:
        return gettext(language, N_("Former"))
    return "" if sees_data else gettext(language, N_("Does not see the pupil's data"))
