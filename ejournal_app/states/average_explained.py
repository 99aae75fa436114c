"""The dialog that says why an average is what it is."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.average_explained import OMISSION_WORDS, Omission, formula
from ejournal_app.domain.averages import NO_AVERAGE, shown_average
from ejournal_app.domain.marks import display
from ejournal_app.i18n.catalogue import translate
from ejournal_app.services.averages import AverageStep, ExplainedAverage, explain_average

from .guard import requires
from .marks import dated_work
from .parsing import as_id, as_text
from .resuming import fresh_key

AVERAGE_COLUMN = "average"
"""The key of the grid's column of averages."""


@dataclass(frozen=True)
class StepView:
    """A value with its work; `why` says why it does not count."""

    key: str
    value: str
    work: str
    weight: str
    why: str


@dataclass(frozen=True)
class AverageView:
    """An average with all that led to it, in words."""

    key: str
    subject: str
    pupil: str
    average: str
    """The levels, never a number, where the grade has them."""
    in_levels: bool
    formula: str
    counted: list[StepView]
    left_out: list[StepView]


NOTHING = AverageView(
    key="", subject="", pupil="", average="", in_levels=False, formula="", counted=[], left_out=[]
)


class AverageExplained(rx.State):
    """One average at a time; nothing is kept of it but what the dialog shows."""

    own: AverageView = NOTHING
    shown: str = ""
    """A text that changes when the dialog is to open (`assets/shell.js`)."""

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def inspect(self, actor: Actor, journal_id: str, pupil_id: int) -> None:
        """Explain the average of a pupil in a journal."""
        await _explain(self, actor, as_id(journal_id), as_id(pupil_id))

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def inspect_cell(self, actor: Actor, journal_id: str, pupil_id: str, key: str) -> None:
        """Explain a cell of the grid when it is one of the column of averages."""
        if as_text(key, 30) == AVERAGE_COLUMN:
            await _explain(self, actor, as_id(journal_id), as_id(pupil_id))


async def _explain(state: AverageExplained, actor: Actor, journal_id: int, pupil_id: int) -> None:
    found = await asyncio.to_thread(explain_average, actor, journal_id, pupil_id)
    state.own = average_view(found, actor.language)
    state.shown = fresh_key()


def average_view(own: ExplainedAverage, language: str) -> AverageView:
    """Return an explained average in the reader's language."""
    comma = language != "en"
    # Where the grade has levels they stand in the place of what is counted.
    listed = [
        step
        for step in own.steps
        if step.omission is None or (own.in_levels and step.omission is Omission.LEVEL)
    ]
    left_out = [step for step in own.steps if step not in listed]
    average = shown_average(own.explained.average, decimal_comma=comma)
    return AverageView(
        key=str(own.journal_id),
        subject=own.subject,
        pupil=own.pupil,
        average=(" ".join(own.explained.levels) or NO_AVERAGE) if own.in_levels else average,
        in_levels=own.in_levels,
        formula=formula(own.explained, decimal_comma=comma),
        counted=[_step(step, "", language, n) for n, step in enumerate(listed)],
        left_out=[
            _step(step, _why(step, language), language, n) for n, step in enumerate(left_out)
        ],
    )


def _why(step: AverageStep, language: str) -> str:
    return translate(language, OMISSION_WORDS[step.omission]) if step.omission else ""


def _step(step: AverageStep, why: str, language: str, number: int) -> StepView:
    work = dated_work(step.day, step.kind_lv, step.kind_en, step.title, language)
    return StepView(
        key=str(number),
        value=display(step.value, decimal_comma=language != "en"),
        work=f"{work} · {step.journal}" if step.journal else work,
        weight=str(step.weight),
        why=why,
    )
