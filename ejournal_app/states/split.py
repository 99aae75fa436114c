"""Splitting classes into groups: what to split, the board, what saving would do, taking back."""

import asyncio
import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.grouping import SplitRule
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.taking_back import take_back_of_kind
from ejournal_app.services.changes.undoing import UndoBlocked
from ejournal_app.services.groups.board import (
    Board,
    SplitAsk,
    SplitChoices,
    open_board,
    split_choices,
)
from ejournal_app.services.groups.recent import SplitRun, recent_splits
from ejournal_app.services.groups.splitting import (
    MOST_NEW_GROUPS,
    SplitPlan,
    arrange,
    review_split,
    save_split,
)

from .guard import requires, say_done
from .parsing import UNREADABLE, as_day, as_id, as_number, as_text
from .split_input import as_ask, as_assignment, as_groups, ids_of

_MOST_OBSTACLES = 30


@dataclass(frozen=True)
class ChoiceView:
    """A class or subject of the form."""

    key: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class RunView:
    """A change of groups that can be taken back."""

    run_id: int
    title: str
    text: str


class Split(rx.State):
    """The page of splitting; the draft itself lives in the browser."""

    classes: list[ChoiceView] = []  # noqa: RUF012 - copied for each client
    coming: list[ChoiceView] = []  # noqa: RUF012
    """Classes of the year to come, which are split more rarely."""
    coming_chosen: bool = False
    subjects: list[ChoiceView] = []  # noqa: RUF012
    subject: str = ""
    on: str = ""
    new_count: str = "0"
    form_key: str = ""
    runs: list[RunView] = []  # noqa: RUF012
    obstacles: list[str] = []  # noqa: RUF012
    board: dict[str, Any] = {}  # noqa: RUF012
    board_title: str = ""
    has_board: bool = False
    has_pupils: bool = False
    has_groups: bool = False
    proposal: dict[str, Any] = {"seq": 0, "places": []}  # noqa: RUF012
    preview: dict[str, Any] = {"seq": 0, "fingerprint": "", "intro": "", "lines": []}  # noqa: RUF012

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def enter(self, actor: Actor) -> None:
        """Show the form, and the board when the address says what to split."""
        asked = dict(self.router.url.query_parameters)
        self.has_board = False
        self.obstacles = []
        classes, subjects = ids_of(asked.get("klases", "")), ids_of(asked.get("prieksmeti", ""))
        on = as_day(asked.get("no", ""))
        new = as_number(asked.get("jaunas", "0"), 0, MOST_NEW_GROUPS)
        choices = await asyncio.to_thread(split_choices, actor)
        runs = await asyncio.to_thread(recent_splits, actor)
        self.runs = [_run_view(run, actor.language) for run in runs]
        _offer(self, choices, classes, subjects)
        self.on, self.new_count = (on or choices.on).isoformat(), str(new)
        self.form_key = urlencode(asked)
        if classes or subjects:
            ask = SplitAsk(
                class_ids=tuple(classes), subject_ids=tuple(subjects), on=on or choices.on
            )
            _show_board(self, await asyncio.to_thread(open_board, actor, ask), new, actor.language)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def choose(self, actor: Actor, form: dict[str, Any]) -> Any:  # noqa: ARG002 - the guard's
        """Open the board of what was chosen; its address can be kept."""
        classes = [str(as_id(key[6:])) for key in form if key.startswith("class_")]
        subject = as_text(form.get("subject", ""), 16)
        also = [str(as_id(key[5:])) for key in form if key.startswith("also_")]
        on = as_day(form.get("on", ""))
        if not classes:
            raise Refused(Message(N_("Choose one class or several.")), field="classes")
        if not subject:
            raise Refused(Message(N_("Choose the subject.")), field="subject")
        if on is None:
            raise Refused(Message(N_("Choose the day from which it holds.")), field="on")
        subjects = [subject, *(one for one in also if one != subject)]
        asked = {
            "klases": ",".join(classes),
            "prieksmeti": ",".join(subjects),
            "no": on.isoformat(),
            "jaunas": str(as_number(form.get("new", "0"), 0, MOST_NEW_GROUPS)),
        }
        return rx.redirect(f"/grupas/dalit?{urlencode(asked, safe=',')}")

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def arrange(
        self, actor: Actor, ask: dict[str, Any], rule: str, groups: list[Any]
    ) -> None:
        """Let a rule propose who goes where; the browser shows it and nothing is saved."""
        try:
            chosen = SplitRule(as_text(rule, 20))
        except ValueError:
            raise Refused(UNREADABLE) from None
        places = await asyncio.to_thread(arrange, actor, as_ask(ask), chosen, as_groups(groups))
        if not places:
            raise Refused(
                Message(
                    N_(
                        "No pupil's second foreign language is the name of a group."
                        " Write the languages on the pupils' pages, and name the groups after them."
                    )
                )
            )
        self.proposal = {
            "seq": int(self.proposal["seq"]) + 1,
            "places": [[pupil, group] for pupil, group in places.items()],
        }

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def review(
        self, actor: Actor, ask: dict[str, Any], places: list[Any], groups: list[Any]
    ) -> None:
        """Show exactly what saving would do."""
        plan = await asyncio.to_thread(
            review_split, actor, as_ask(ask), as_assignment(places, groups)
        )
        self.preview = {
            "seq": int(self.preview["seq"]) + 1,
            "fingerprint": plan.fingerprint,
            **_plan_view(plan, actor.language),
        }

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def save(
        self,
        actor: Actor,
        ask: dict[str, Any],
        places: list[Any],
        groups: list[Any],
        fingerprint: str,
    ) -> None:
        """Carry out what was shown."""
        asked = as_ask(ask)
        await asyncio.to_thread(
            save_split, actor, asked, as_assignment(places, groups), as_text(fingerprint, 64)
        )
        board = await asyncio.to_thread(open_board, actor, asked)
        runs = await asyncio.to_thread(recent_splits, actor)
        await say_done(self, actor.language, Message(N_("The split is saved.")))
        self.obstacles = []
        self.runs = [_run_view(run, actor.language) for run in runs]
        _show_board(self, board, 0, actor.language)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def undo(self, actor: Actor, run_id: int, ask: dict[str, Any]) -> None:
        """Take a split back as a whole; what stands in the way is listed."""
        try:
            await asyncio.to_thread(take_back_of_kind, actor, RunKind.GROUPS, as_id(run_id))
        except UndoBlocked as blocked:
            self.obstacles = [
                translate(actor.language, one) for one in blocked.obstacles[:_MOST_OBSTACLES]
            ]
            raise
        runs = await asyncio.to_thread(recent_splits, actor)
        board = await asyncio.to_thread(open_board, actor, as_ask(ask)) if ask else None
        await say_done(self, actor.language, Message(N_("The split is taken back.")))
        self.obstacles = []
        self.runs = [_run_view(run, actor.language) for run in runs]
        if board is not None:
            _show_board(self, board, 0, actor.language)


def _offer(state: Split, choices: SplitChoices, classes: list[int], subjects: list[int]) -> None:
    present = choices.classes[0].year if choices.classes else ""
    offered = [
        ChoiceView(
            key=str(one.class_id),
            name=one.name if one.year == present else f"{one.name} ({one.year})",
            chosen=one.class_id in classes,
        )
        for one in choices.classes
    ]
    now = sum(one.year == present for one in choices.classes)
    state.classes, state.coming = offered[:now], offered[now:]
    state.coming_chosen = any(one.chosen for one in state.coming)
    state.subjects = [
        ChoiceView(key=str(one.subject_id), name=one.name, chosen=one.subject_id in subjects[1:])
        for one in choices.subjects
    ]
    state.subject = str(subjects[0]) if subjects else ""


def _show_board(state: Split, board: Board, new: int, language: str) -> None:
    offered = (*state.classes, *state.coming)
    classes = [one.name for one in offered if int(one.key) in board.ask.class_ids]
    named = " ".join((board.subject, ", ".join(classes)))
    existing = len(board.groups)
    shown: dict[str, Any] = {
        "ask": {
            "classes": list(board.ask.class_ids),
            "subjects": list(board.ask.subject_ids),
            "on": board.ask.on.isoformat(),
        },
        "pupils": [
            {
                "id": pupil.candidate.pupil_id,
                "name": pupil.name,
                "sub": " · ".join(
                    part for part in (pupil.class_name, pupil.candidate.language) if part
                ),
                "group": pupil.group_ids[0] if pupil.group_ids else 0,
                "double": len(pupil.group_ids) > 1,
            }
            for pupil in board.pupils
        ],
        "groups": [
            *(
                {
                    "id": group.group_id,
                    "name": group.name,
                    "note": " · ".join(
                        _group_notes(group.teachers, group.from_elsewhere, language)
                    ),
                    "is_new": False,
                }
                for group in board.groups
            ),
            *(
                {
                    "id": -number,
                    "name": gettext(
                        language,
                        N_("{what}, group {n}"),
                        what=named[:60],
                        n=existing + number,
                    ),
                    "note": "",
                    "is_new": True,
                }
                for number in range(1, new + 1)
            ),
        ],
    }
    # Only what differs begins anew: a page that connects again keeps its draft.
    shown["key"] = hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
    state.board = shown
    state.board_title = board.title
    state.has_board = True
    state.has_pupils = bool(shown["pupils"])
    state.has_groups = bool(shown["groups"])


def _group_notes(teachers: str, from_elsewhere: int, language: str) -> list[str]:
    notes = [teachers] if teachers else []
    if from_elsewhere:
        notes.append(gettext(language, N_("from other classes: {n}"), n=from_elsewhere))
    return notes


def _plan_view(plan: SplitPlan, language: str) -> dict[str, Any]:
    day = short_date(plan.on, language)
    lines = [
        {
            "name": f"{move.name}, {move.class_name}",
            "text": _move_words(", ".join(move.leaves), move.joins, language),
            "warning": gettext(
                language, N_("has entries in the old group; they stay in its journal")
            )
            if move.has_entries
            else "",
        }
        for move in plan.moves
    ]
    made = [
        {"name": name, "text": gettext(language, N_("a new group")), "warning": ""}
        for name in plan.new_groups
    ]
    intro = gettext(language, N_("From {day}. Pupils changed: {n}."), day=day, n=len(plan.moves))
    return {"intro": intro, "lines": made + lines}


def _move_words(leaves: str, joins: str, language: str) -> str:
    if leaves and joins:
        return f"{leaves} → {joins}"
    if joins:
        return f"→ {joins}"
    return gettext(language, N_("leaves {group}"), group=leaves)


def _run_view(run: SplitRun, language: str) -> RunView:
    return RunView(
        run_id=run.run_id,
        title=run.title,
        text=gettext(
            language,
            N_("{at}, {by}: pupils changed {n}, from {day}"),
            at=date_and_time(run.at, language),
            by=run.by,
            n=run.moved,
            day=short_date(run.valid_from, language),
        ),
    )
