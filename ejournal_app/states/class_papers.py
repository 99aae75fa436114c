"""Statements and report cards of the own classes, and saying that they are sent (16, 21)."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.clock import local
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.duties.class_done import confirm_class_duty, withdraw_class_duty
from ejournal_app.services.duties.papers import PAPERS, Paper, own_papers

from .guard import requires
from .parsing import UNREADABLE, as_id, as_text


@dataclass(frozen=True)
class PaperView:
    """Papers of a class, in words."""

    key: str
    class_id: int
    duty: str
    period: str
    title: str
    state: str
    look: str
    done: bool


class ClassPapers(rx.State):
    """What is sent and what is not, the latest first."""

    papers: list[PaperView] = []  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.DUTY_OWN)
    async def enter(self, actor: Actor) -> None:
        """Show the papers of the own classes."""
        await _show(self, actor)

    @rx.event
    @requires(Permission.DUTY_OWN)
    async def confirm(self, actor: Actor, class_id: int, duty: str, period: str) -> None:
        """Say that they are printed or sent."""
        await asyncio.to_thread(
            confirm_class_duty, actor, as_id(class_id), _duty(duty), as_text(period, 10)
        )
        await _show(self, actor)

    @rx.event
    @requires(Permission.DUTY_OWN)
    async def withdraw(self, actor: Actor, class_id: int, duty: str, period: str) -> None:
        """Take that back."""
        await asyncio.to_thread(
            withdraw_class_duty, actor, as_id(class_id), _duty(duty), as_text(period, 10)
        )
        await _show(self, actor)


async def _show(state: ClassPapers, actor: Actor) -> None:
    papers = await asyncio.to_thread(own_papers, actor)
    state.papers = [_view(paper, actor.language) for paper in papers]


def _duty(raw: str) -> DutyKind:
    text = as_text(raw, 20)
    if text not in PAPERS:
        raise Refused(UNREADABLE)
    return DutyKind(text)


def _view(paper: Paper, language: str) -> PaperView:
    if paper.done_at is not None:
        words, moment, look = N_("sent on {day}"), paper.done_at, "ok"
    else:
        words, look = N_("due on {day}"), "bad" if paper.overdue else "warn"
        moment = paper.due_at
    day = "" if moment is None else short_date(local(moment).date(), language)
    return PaperView(
        key=f"{paper.class_id}:{paper.duty}:{paper.period}",
        class_id=paper.class_id,
        duty=paper.duty,
        period=paper.period,
        title=translate(language, paper.title),
        state=gettext(language, words, day=day),
        look=look,
        done=paper.done_at is not None,
    )
