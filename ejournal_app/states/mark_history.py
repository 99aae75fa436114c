"""The life of one mark in words: for staff in the journal, for families in the diary."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.mark_steps import Step, counting
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services.mark_history import HistoryStep, mark_history
from ejournal_app.services.mark_history import MarkHistory as History

from .guard import requires
from .parsing import as_id, as_text
from .resuming import fresh_key
from .work_words import work_words

_WORK = "w"
"""What the key of a work's column in the grid begins with; its id follows."""

_SENTENCES = {
    Step.ENTERED: N_("{who} entered {new}."),
    Step.IMPROVED: N_("{who} entered an improved mark: {old} → {new}."),
    Step.CORRECTED: N_("{who} corrected {old} to {new}."),
    Step.CLEARED: N_("{who} cleared the mark {old}."),
}
_KINDS = {
    Step.ENTERED: N_("entered"),
    Step.IMPROVED: N_("improved"),
    Step.CORRECTED: N_("corrected"),
    Step.CLEARED: N_("cleared"),
}


@dataclass(frozen=True)
class HistoryLine:
    """One step in words."""

    key: str
    at: str
    value: str
    """What stood afterwards."""
    kind: str
    late: bool
    """After the mark was locked."""
    text: str
    reason: str
    origin: str
    """From where, for those who may see it."""


class MarkHistory(rx.State):
    """The history that was asked for last."""

    of: str = ""
    """Whose it is: work and pupil (`name_of`)."""
    shown: str = ""
    """Another text each time the dialog of the journal is to open."""
    pupil: str = ""
    work: str = ""
    lines: list[HistoryLine] = []  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def inspect(self, actor: Actor, journal_id: str, pupil_id: str, key: str) -> None:
        """Open the history of a cell of the journal's grid; other columns than works have none."""
        as_id(journal_id)
        pupil, column = as_id(pupil_id), as_text(key, 40)
        if not column.startswith(_WORK):
            return
        await _show(self, actor, as_id(column.removeprefix(_WORK)), pupil)
        self.shown = fresh_key()

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def look(self, actor: Actor, work_id: int, pupil_id: int) -> None:
        """Fill the history of a mark in the diary."""
        work, pupil = as_id(work_id), as_id(pupil_id)
        if self.of != name_of(work, pupil):
            self.of, self.lines = "", []
        await _show(self, actor, work, pupil)


def name_of(work_id: int, pupil_id: int) -> str:
    """Return the name of a mark's history."""
    return f"{work_id}-{pupil_id}"


async def _show(state: MarkHistory, actor: Actor, work_id: int, pupil_id: int) -> None:
    history = await asyncio.to_thread(mark_history, actor, work_id, pupil_id)
    language = actor.language
    state.pupil = history.pupil
    state.work = _work(history, language)
    state.lines = [
        _line(number, step, language) for number, step in enumerate(history.steps, start=1)
    ]
    state.of = name_of(work_id, pupil_id)


def _work(history: History, language: str) -> str:
    kind = history.kind_en if language == "en" else history.kind_lv
    work = work_words(kind, history.title)
    parts = (history.journal, short_date(history.day, language), work)
    return " · ".join(part for part in parts if part)


def _line(number: int, step: HistoryStep, language: str) -> HistoryLine:
    return HistoryLine(
        key=str(number),
        at=date_and_time(step.at, language),
        value=step.new or "—",
        kind=gettext(language, _kind(step)),
        late=step.after_lock,
        text=gettext(
            language, _sentence(step), who=step.by, old=counting(step.old), new=counting(step.new)
        ),
        reason=step.reason,
        origin=" · ".join(part for part in (step.address, step.device) if part),
    )


def _kind(step: HistoryStep) -> str:
    if step.put_back:
        return N_("put back by the superuser")
    if step.imported:
        return N_("carried over")
    return _KINDS[step.step]


def _sentence(step: HistoryStep) -> str:
    if step.put_back:
        return (
            N_("The superuser {who} put back the earlier mark {new}.")
            if step.new
            else N_("The superuser {who} took back the mark {old}.")
        )
    if step.imported:
        return N_("{who}: {new}, carried over from the earlier system.")
    if step.as_superuser and step.step is Step.ENTERED:
        return N_("The superuser {who} entered {new}.")
    if step.as_superuser and step.step is Step.CORRECTED:
        return N_("The superuser {who} corrected {old} to {new}.")
    return _SENTENCES[step.step]
