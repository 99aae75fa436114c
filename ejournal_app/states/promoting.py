"""Promotion at the end of the year: class by class, or all by the proposals."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.promotion import Outcome
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services.changes.undoing import UndoBlocked
from ejournal_app.services.movements.history import RunLine, promotions_done, undo_movement
from ejournal_app.services.movements.orders import Order, about
from ejournal_app.services.promotion.applying import Promotion, preview_promotion, promote
from ejournal_app.services.promotion.proposing import (
    Candidate,
    EndingClass,
    Promotions,
    default_decision,
    promotion_of_class,
    promotions,
)

from .feedback import Feedback
from .guard import requires, say_done, tell
from .parsing import address_id, as_day, as_id, as_text
from .resuming import keeps

_PUPIL = "pupil_"
_OUTCOMES = {
    Outcome.PROMOTED: N_("promote: {count}"),
    Outcome.REPEATS: N_("repeat: {count}"),
    Outcome.GRADUATES: N_("graduate: {count}"),
}
_REASONS_SHOWN = 3


@dataclass(frozen=True)
class ClassView:
    """A class of the ending year."""

    class_id: str
    name: str
    target: str
    pupils: int
    proposals: str
    undecided: int
    decided: int


@dataclass(frozen=True)
class OptionView:
    """A decision to choose."""

    value: str
    label: str


@dataclass(frozen=True)
class CandidateView:
    """A pupil with the proposal and what can be decided."""

    field: str
    name: str
    proposal: str
    look: str
    reasons: str
    chosen: str


@dataclass(frozen=True)
class DoneView:
    """A promotion carried out."""

    run_id: str
    details: str
    by: str
    undone: bool
    may_undo: bool
    pupils: int


class Promoting(rx.State):
    """The classes of the ending year, or one of them."""

    class_id: str = ""
    """Empty: all classes."""
    loaded: bool = False
    name: str = ""
    year: str = ""
    next_year: str = ""
    effective: str = ""
    last_day: str = ""
    classes: list[ClassView] = []  # noqa: RUF012 - copied for each client
    candidates: list[CandidateView] = []  # noqa: RUF012
    options: list[OptionView] = []  # noqa: RUF012
    done: list[DoneView] = []  # noqa: RUF012
    draft: dict[str, str] = {}  # noqa: RUF012
    lines: list[str] = []  # noqa: RUF012
    warnings: list[str] = []  # noqa: RUF012
    obstacles: list[str] = []  # noqa: RUF012

    @rx.event
    @requires(Permission.MOVEMENT_WRITE)
    @keeps("draft", "lines", "warnings", "obstacles")
    async def enter(self, actor: Actor) -> None:
        """Show the classes, or the one of the address."""
        self.lines, self.warnings, self.draft, self.obstacles = [], [], {}, []
        self.candidates, self.classes, self.done = [], [], []
        self.loaded = False
        path = self.router.url.path.strip("/")
        if path == "parcelsana":
            await _show_all(self, actor)
            return
        class_id = address_id(path, Permission.MOVEMENT_WRITE)
        found, own = await asyncio.to_thread(promotion_of_class, actor, class_id)
        _show_year(self, found)
        self.class_id, self.name = str(class_id), own.name
        self.options = _options(own, actor.language)
        self.candidates = [_candidate(own, one, actor.language) for one in own.candidates]
        self.loaded = True

    @rx.event
    @requires(Permission.MOVEMENT_WRITE)
    async def preview(self, actor: Actor, class_id: str, form: dict[str, Any]) -> None:
        """Say what would happen."""
        draft = {as_text(name, 40): as_text(value, 200) for name, value in form.items()}
        self.lines, self.warnings = [], []
        asked = _asked(as_text(class_id, 20), draft)
        shown = await asyncio.to_thread(preview_promotion, actor, asked)
        feedback = await self.get_state(Feedback)
        feedback.text, feedback.field, feedback.done = "", "", ""
        self.draft = draft
        self.lines = [translate(actor.language, line) for line in shown.lines]
        self.warnings = [translate(actor.language, line) for line in shown.warnings]

    @rx.event
    @requires(Permission.MOVEMENT_WRITE)
    async def change(self, actor: Actor) -> None:  # noqa: ARG002
        """Go back to the decisions; what was chosen is still there."""
        self.lines, self.warnings = [], []

    @rx.event
    @requires(Permission.MOVEMENT_WRITE)
    async def apply(self, actor: Actor, class_id: str, draft: dict[str, Any]) -> Any:
        """Carry the promotion out."""
        typed = {as_text(name, 40): as_text(value, 200) for name, value in draft.items()}
        asked = _asked(as_text(class_id, 20), typed)
        result = await asyncio.to_thread(promote, actor, asked)
        self.lines, self.warnings, self.draft = [], [], {}
        if asked.class_id is not None:
            return rx.redirect("/parcelsana")
        await _show_all(self, actor)
        message = Message(N_("Decided about {count} pupils."), {"count": result.pupils})
        await say_done(self, actor.language, message)
        return None

    @rx.event
    @requires(Permission.MOVEMENT_WRITE)
    async def take_back(self, actor: Actor, run_id: str) -> None:
        """Take a promotion back as a whole, or list what was built on it since."""
        try:
            await asyncio.to_thread(undo_movement, actor, as_id(run_id))
        except UndoBlocked as blocked:
            self.obstacles = [translate(actor.language, one) for one in blocked.obstacles]
            await tell(self, actor.language, blocked.message)
            return
        self.obstacles = []
        await _show_all(self, actor)
        await say_done(self, actor.language, Message(N_("The movement is taken back.")))


async def _show_all(state: Promoting, actor: Actor) -> None:
    found = await asyncio.to_thread(promotions, actor)
    done = await asyncio.to_thread(promotions_done, actor)
    state.class_id = state.name = ""
    state.year = state.next_year = state.effective = state.last_day = ""
    if found is not None:
        _show_year(state, found)
        state.classes = [_class(own, actor.language) for own in found.classes]
    state.done = [_done(run, actor.language) for run in done]
    state.loaded = True


def _show_year(state: Promoting, found: Promotions) -> None:
    state.year, state.next_year = found.year, found.next_year
    state.effective = found.starts_on.isoformat()
    state.last_day = found.last_day.isoformat()


def _asked(class_id: str, draft: dict[str, str]) -> Promotion:
    with about("order_date"):
        order = Order(number=draft.get("order_number", ""), day=as_day(draft.get("order_date", "")))
    with about("effective"):
        effective = as_day(draft.get("effective", ""))
    with about("last_day"):
        last_day = as_day(draft.get("last_day", ""))
    return Promotion(
        order=order,
        effective=effective,
        last_day=last_day,
        class_id=as_id(class_id) if class_id else None,
        decisions={
            as_id(name.removeprefix(_PUPIL)): value
            for name, value in draft.items()
            if name.startswith(_PUPIL)
        }
        if class_id
        else None,
        undecided_too=bool(draft.get("undecided_too")),
    )


def _class(own: EndingClass, language: str) -> ClassView:
    proposed = own.proposed
    return ClassView(
        class_id=str(own.class_id),
        name=own.name,
        target=own.next_classes[0].name if own.next_classes else "",
        pupils=len(own.candidates),
        proposals=", ".join(
            gettext(language, words, count=proposed[outcome])
            for outcome, words in _OUTCOMES.items()
            if proposed.get(outcome)
        ),
        undecided=proposed.get(None, 0),
        decided=own.decided,
    )


def _options(own: EndingClass, language: str) -> list[OptionView]:
    options = [OptionView(value="", label=gettext(language, N_("Not decided yet")))]
    options += [
        OptionView(
            value=f"{Outcome.PROMOTED}:{place.class_id}",
            label=gettext(language, N_("Promote to {name}"), name=place.name),
        )
        for place in own.next_classes
    ]
    options += [
        OptionView(
            value=f"{Outcome.REPEATS}:{place.class_id}",
            label=gettext(language, N_("Repeats the grade in {name}"), name=place.name),
        )
        for place in own.same_grade
    ]
    if own.is_last:
        options.append(
            OptionView(value=Outcome.GRADUATES, label=gettext(language, N_("Graduates")))
        )
    options.append(
        OptionView(value=Outcome.LEAVES, label=gettext(language, N_("Leaves the school")))
    )
    return options


def _candidate(own: EndingClass, one: Candidate, language: str) -> CandidateView:
    outcome = one.proposal.outcome
    words = {
        Outcome.PROMOTED: N_("promote"),
        Outcome.REPEATS: N_("repeat the grade"),
        Outcome.GRADUATES: N_("graduate"),
        None: N_("no proposal"),
    }
    looks = {Outcome.PROMOTED: "ok", Outcome.GRADUATES: "ok", Outcome.REPEATS: "bad"}
    reasons = [translate(language, reason) for reason in one.proposal.reasons]
    shown = "; ".join(reasons[:_REASONS_SHOWN])
    if len(reasons) > _REASONS_SHOWN:
        more = gettext(language, "and {count} more", count=len(reasons) - _REASONS_SHOWN)
        shown = f"{shown} {more}"
    return CandidateView(
        field=f"{_PUPIL}{one.pupil_id}",
        name=one.name,
        proposal=gettext(language, words.get(outcome, N_("no proposal"))),
        look=looks.get(outcome, "warn") if outcome is not None else "warn",
        reasons=shown,
        chosen=default_decision(own, one, undecided_too=False),
    )


def _done(run: RunLine, language: str) -> DoneView:
    order = gettext(
        language,
        "No. {number}, {day}",
        number=run.order_number,
        day=short_date(run.order_date, language) if run.order_date else "",
    )
    return DoneView(
        run_id=str(run.run_id),
        details=f"{order} · {', '.join(run.classes)}",
        by=f"{run.applied_by}, {date_and_time(run.applied_at, language)}",
        undone=run.undone,
        may_undo=run.may_undo,
        pupils=run.pupils,
    )
