"""The checklist of the year on top of the hub."""

import asyncio
from dataclasses import dataclass

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.policies.rules import allows
from ejournal_app.services.setup.checklist import checklist
from ejournal_app.services.setup.checklist_model import StepState

from .setup_years import year_name

_LOOKS = {StepState.DONE: "ok", StepState.MISSING: "warn", StepState.BLOCKS: "bad"}


@dataclass(frozen=True)
class StepView:
    """A step; `look` is ok, warn or bad."""

    key: str
    label: str
    detail: str
    look: str
    href: str


@dataclass(frozen=True)
class ChecklistView:
    """The steps and how many of them are done; without steps there is nothing to show."""

    year: str = ""
    done: int = 0
    blocks: int = 0
    steps: tuple[StepView, ...] = ()


async def checklist_for(actor: Actor) -> ChecklistView:
    """Return the checklist for those who set the school up, an empty one for others."""
    if not allows(actor, Permission.SETUP_WRITE):
        return ChecklistView()
    found = await asyncio.to_thread(checklist, actor)
    states = [step.state for step in found.steps]
    return ChecklistView(
        year="" if found.starting is None else year_name(found.starting),
        done=states.count(StepState.DONE),
        blocks=states.count(StepState.BLOCKS),
        steps=tuple(
            StepView(
                key=step.key,
                label=gettext(actor.language, step.label),
                detail=translate(actor.language, step.detail),
                look=_LOOKS[step.state],
                href=step.href,
            )
            for step in found.steps
        ),
    )
