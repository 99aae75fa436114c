"""Unjustified totals: which step a pupil has reached, what was done, what is next."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, ngettext
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.services.attendance.municipality import KeptReport, kept_reports, make_report
from ejournal_app.services.attendance.steps import record_step
from ejournal_app.services.attendance.unjustified import (
    Step,
    UnjustifiedLine,
    unjustified_page,
)

from .guard import requires, say_done
from .parsing import as_id, as_number, as_text
from .resuming import fresh_key, keeps

_MOST = 1_000


@dataclass(frozen=True)
class StepView:
    """A step that is reached."""

    threshold: int
    words: str
    """What the step is."""
    done: str
    """What was done at it; empty: nothing yet."""


@dataclass(frozen=True)
class ReportView:
    """A kept file."""

    href: str
    label: str
    sha256: str


@dataclass(frozen=True)
class UnjustifiedView:
    """A pupil."""

    pupil_id: int
    name: str
    class_name: str
    unjustified: str
    undecided: str
    """Empty: none."""
    steps: list[StepView]
    due: int
    """The first step at which nothing was done; 0: none."""
    due_words: str
    coming: str
    """What is next."""
    writable: bool
    reportable: bool
    reports: list[ReportView]


class Unjustified(rx.State):
    """The page."""

    semester: str = ""
    """Empty while nothing is loaded."""
    year: str = ""
    undecided_only: int = 0
    pupils: list[UnjustifiedView] = []  # noqa: RUF012 - copied for each client
    key: str = ""

    @rx.event
    @requires(Permission.ABSENCE_REPORT_READ)
    @keeps("key")
    async def enter(self, actor: Actor) -> None:
        """Show the semester of the address, or the running one."""
        asked = as_text(self.router.url.query_parameters.get("semestris", ""))
        await _show(self, actor, int(asked) if asked in ("1", "2") else None)
        self.key = fresh_key()

    @rx.event
    @requires(Permission.ABSENCE_REPORT_READ)
    async def record(
        self, actor: Actor, pupil_id: int, threshold: int, form: dict[str, Any]
    ) -> None:
        """Write down what was done at a step."""
        semester = as_number(form.get("semester", ""), 1, 2)
        words = as_text(form.get("words", ""), _MOST)
        pupil, step = as_id(pupil_id), as_number(threshold, 1, _MOST)
        await asyncio.to_thread(record_step, actor, pupil, semester, step, words)
        await _show(self, actor, semester)
        self.key = fresh_key()
        await say_done(self, actor.language, Message(N_("Saved.")))

    @rx.event
    @requires(Permission.ABSENCE_REPORT_READ)
    async def report(self, actor: Actor, pupil_id: int, semester: str) -> None:
        """Make the report to the municipality."""
        chosen = as_number(semester, 1, 2)
        await asyncio.to_thread(make_report, actor, as_id(pupil_id), chosen)
        await _show(self, actor, chosen)
        await say_done(
            self, actor.language, Message(N_("The report is made and kept; it is below the pupil."))
        )


async def _show(state: Unjustified, actor: Actor, semester: int | None) -> None:
    page = await asyncio.to_thread(unjustified_page, actor, semester)
    kept = await asyncio.to_thread(kept_reports, actor)
    language = actor.language
    state.year, state.semester = page.year, str(page.semester)
    state.undecided_only = page.undecided_only
    state.pupils = [_pupil(line, kept, language) for line in page.lines]


def _pupil(line: UnjustifiedLine, kept: tuple[KeptReport, ...], language: str) -> UnjustifiedView:
    due = line.open_steps[0] if line.open_steps else None
    return UnjustifiedView(
        pupil_id=line.pupil_id,
        name=line.name,
        class_name=line.class_name,
        unjustified=ngettext(
            language, "{n} unjustified lesson", "{n} unjustified lessons", line.unjustified
        ),
        undecided=ngettext(language, "{n} not decided yet", "{n} not decided yet", line.undecided)
        if line.undecided
        else "",
        steps=[_step(step, language) for step in line.steps],
        due=due.threshold if due else 0,
        due_words=_step_words(due, language) if due else "",
        coming=_coming(line, language),
        writable=line.writable,
        reportable=line.writable and any(step.is_laws for step in line.steps),
        reports=[
            ReportView(
                href=f"/lejupielade/kavejumi/pasvaldibai/{one.file_id}",
                label=f"{one.name.rpartition('.')[2].upper()}, {date_and_time(one.at, language)}",
                sha256=one.sha256[:12],
            )
            for one in kept
            if one.pupil_id == line.pupil_id
        ],
    )


def _step(step: Step, language: str) -> StepView:
    done = step.done
    return StepView(
        threshold=step.threshold,
        words=_step_words(step, language),
        done=f"{done.words} ({date_and_time(done.at, language)}, {done.by})" if done else "",
    )


def _step_words(step: Step, language: str) -> str:
    if step.is_laws:
        return gettext(language, N_("More than 20: report to the municipality"))
    return ngettext(language, "Step of {n} lesson", "Step of {n} lessons", step.threshold)


def _coming(line: UnjustifiedLine, language: str) -> str:
    if line.next_step is None:
        return ""
    return gettext(
        language,
        N_("Next step at {step}, in {left} more"),
        step=line.next_step,
        left=line.next_step - line.unjustified,
    )
