"""One personal file: who the pupil is, and the whole history at the school."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Forbidden
from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.policies.rules import allows
from ejournal_app.services.changes.undoing import UndoBlocked
from ejournal_app.services.movements.history import RunLine, runs_of_pupil, undo_movement
from ejournal_app.services.movements.kinds import WORDS
from ejournal_app.services.movements.places import year_name
from ejournal_app.services.pupils import EnrolmentLine, PersonalFile, personal_file

from .guard import done_and_go, requires, say_done, tell
from .parsing import address_id, as_id, typed_name
from .resuming import fresh_key, keeps

_GUARDIAN_WORDS = {
    GuardianKind.PARENT: N_("Parent"),
    GuardianKind.GUARDIAN: N_("Guardian"),
    GuardianKind.FOSTER_FAMILY: N_("Foster family"),
    GuardianKind.INSTITUTION: N_("Institution"),
}
_ENDS = {
    "left": N_("left the school"),
    "moved": N_("moved to another class"),
    "promoted": N_("promoted"),
    "graduated": N_("graduated"),
}
_RUNS = {
    "viis": N_("List of pupils from VIIS"),
    "groups": N_("Split into groups"),
}


@dataclass(frozen=True)
class EnrolmentView:
    """One enrolment with its orders."""

    class_name: str
    year: str
    period: str
    order: str
    programme: str
    end: str
    repeating: bool


@dataclass(frozen=True)
class GroupView:
    """A group with the time in it."""

    name: str
    period: str


@dataclass(frozen=True)
class GuardianView:
    """Who stands for the pupil."""

    name: str
    kind: str
    contact: str
    note: str


@dataclass(frozen=True)
class RunView:
    """A movement or an import that touched the pupil; `question` says what undoing means."""

    run_id: str
    what: str
    details: str
    by: str
    undone: bool
    may_undo: bool
    question: str
    to_type: str
    """What is typed before the person goes with it; empty when nobody does."""


class PupilFile(rx.State):
    """One personal file; opening it is recorded."""

    pupil_id: str = ""
    person_id: str = ""
    name: str = ""
    personal_code: str = ""
    former_codes: str = ""
    birth_date: str = ""
    second_language: str = ""
    is_enrolled: bool = False
    may_move: bool = False
    enrolments: list[EnrolmentView] = []  # noqa: RUF012 - copied for each client
    groups: list[GroupView] = []  # noqa: RUF012
    guardians: list[GuardianView] = []  # noqa: RUF012
    runs: list[RunView] = []  # noqa: RUF012
    obstacles: list[str] = []  # noqa: RUF012
    """What stands in the way of an undoing that was just tried."""
    answers: str = ""
    """Changes when an undoing is refused: its dialog closes, what stands in the way is listed."""

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    @keeps("obstacles")
    async def enter(self, actor: Actor) -> None:
        """Show the file of the address."""
        pupil_id = address_id(self.router.url.path, Permission.PERSONAL_FILE_READ)
        self.pupil_id = self.person_id = self.name = self.second_language = ""
        self.personal_code = self.former_codes = self.birth_date = ""
        self.is_enrolled = self.may_move = False
        self.enrolments, self.groups, self.guardians = [], [], []
        self.runs, self.obstacles = [], []
        await _load(self, actor, pupil_id)

    @rx.event
    @requires(Permission.MOVEMENT_WRITE)
    async def take_back(
        self, actor: Actor, run_id: str, pupil_id: str, form: dict[str, Any]
    ) -> Any:
        """Take a movement back, or list what was built on it since."""
        whose = as_id(pupil_id)
        try:
            await asyncio.to_thread(undo_movement, actor, as_id(run_id), typed=typed_name(form))
        except UndoBlocked as blocked:
            self.obstacles = [translate(actor.language, one) for one in blocked.obstacles]
            self.answers = fresh_key()
            await tell(self, actor.language, blocked.message)
            return None
        self.obstacles = []
        words = Message(N_("The movement is taken back."))
        try:
            await _load(self, actor, whose)
        except Forbidden:
            # The pupil came to the school by this very movement.
            return await done_and_go(self, actor.language, words, "/skoleni")
        await say_done(self, actor.language, words)
        return None


async def _load(state: PupilFile, actor: Actor, pupil_id: int) -> None:
    file = await asyncio.to_thread(personal_file, actor, pupil_id)
    runs = (
        await asyncio.to_thread(runs_of_pupil, actor, pupil_id)
        if allows(actor, Permission.MOVEMENT_READ)
        else ()
    )
    _show_file(state, file, actor.language)
    state.runs = [_run(run, file.name, actor.language) for run in runs]


def _show_file(state: PupilFile, file: PersonalFile, language: str) -> None:
    state.pupil_id = str(file.pupil_id)
    state.person_id = str(file.person_id or "")
    state.name = file.name
    state.personal_code = file.personal_code
    state.former_codes = ", ".join(file.former_codes)
    state.birth_date = short_date(file.birth_date, language) if file.birth_date else ""
    state.second_language = file.second_language
    state.is_enrolled, state.may_move = file.is_enrolled, file.may_move
    state.enrolments = [_enrolment(line, language) for line in file.enrolments]
    state.groups = [
        GroupView(name=line.name, period=_period(line.starts_on, line.ends_on, language))
        for line in file.groups
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


def _enrolment(line: EnrolmentLine, language: str) -> EnrolmentView:
    end = gettext(language, _ENDS[line.end_kind]) if line.end_kind in _ENDS else ""
    if end and line.end_order_number and line.end_order_date:
        end += ", " + _order(line.end_order_number, line.end_order_date, language)
    return EnrolmentView(
        class_name=line.class_name,
        year=year_name(line.year),
        period=_period(line.starts_on, line.ends_on, language),
        order=_order(line.order_number, line.order_date, language),
        programme=line.programme_code,
        end=end,
        repeating=line.is_repeating,
    )


def _run(run: RunLine, name: str, language: str) -> RunView:
    what = gettext(language, WORDS.get(run.movement) or _RUNS.get(run.kind, N_("Import")))
    order = (
        _order(run.order_number, run.order_date, language)
        if run.order_number and run.order_date
        else ""
    )
    goes_on = run.movement in {"moved", "promoted", "repeats"}
    details = [(" → " if goes_on else ", ").join(run.classes), run.programmes]
    details += [order, short_date(run.valid_from, language)]
    question = (
        gettext(
            language,
            N_("“{what}” is taken back for all {count} pupils, as if it had not been."),
            what=what,
            count=run.pupils,
        )
        if run.pupils > 1
        else gettext(
            language,
            N_("“{what}” of {name} is taken back, as if it had not been."),
            what=what,
            name=name,
        )
    )
    return RunView(
        run_id=str(run.run_id),
        what=what,
        details=" · ".join(part for part in details if part),
        by=f"{run.applied_by}, {date_and_time(run.applied_at, language)}".strip(", "),
        undone=run.undone,
        may_undo=run.may_undo,
        question=question,
        to_type=run.name_to_type,
    )


def _order(number: str, day: date, language: str) -> str:
    return gettext(language, "No. {number}, {day}", number=number, day=short_date(day, language))


def _period(first: date, last: date | None, language: str) -> str:
    return f"{short_date(first, language)} – " + (short_date(last, language) if last else "")


def _guardian_note(in_force: bool, sees_data: bool, language: str) -> str:
    if not in_force:
        return gettext(language, N_("Former"))
    return "" if sees_data else gettext(language, N_("Does not see the pupil's data"))
