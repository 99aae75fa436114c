"""A pupil's averages in every subject, for the family (Regulation 16)."""

import asyncio

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.services.averages import subject_averages
from ejournal_app.services.diary import children

from .average_explained import AverageView, average_view
from .diary import ChildTab
from .guard import requires
from .parsing import address_id


class SubjectAverages(rx.State):
    """The averages of the pupil of the address."""

    pupil_id: str = ""
    name: str = ""
    tabs: list[ChildTab] = []  # noqa: RUF012 - copied for each client
    subjects: list[AverageView] = []  # noqa: RUF012

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def enter(self, actor: Actor) -> None:
        """Show the averages of the year with the marks they are made of."""
        pupil_id = address_id(self.router.url.path, Permission.DIARY_READ, part=-2)
        found = await asyncio.to_thread(subject_averages, actor, pupil_id)
        own = await asyncio.to_thread(children, actor)
        self.name = found[0].pupil if found else ""
        self.tabs = [
            ChildTab(
                href=f"/dienasgramata/{child.pupil_id}/videjas",
                name=child.given_name,
                class_name=child.class_name,
                current=child.pupil_id == pupil_id,
            )
            for child in own
            if len(own) > 1
        ]
        self.subjects = [average_view(one, actor.language) for one in found]
        self.pupil_id = str(pupil_id)
