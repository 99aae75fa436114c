"""The register of absence notes: the list with its conflicts, one note, a new one (11)."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.absences.choosing import PupilChoice, find_pupils, named_pupils
from ejournal_app.services.absences.conflicts import Conflict, recent_conflicts
from ejournal_app.services.absences.note_page import NotePage, open_note
from ejournal_app.services.absences.overlaps import look_for_overlaps
from ejournal_app.services.absences.words import REASONS
from ejournal_app.services.absences.writing import change_note, record_notes, withdraw_note

from .conflict_words import conflict_words
from .guard import done_and_go, requires, say_done
from .note_form import MOST_VERSIONS, as_pupils, ids_text, note_data
from .note_views import (
    ConflictView,
    LessonLine,
    OverlapView,
    PupilView,
    StepView,
    lesson_line,
    overlap_view,
    reason_words,
    recorded_words,
    span_text,
    step_view,
    withdrawn_words,
)
from .parsing import address_id, as_day, as_id, as_number, as_text
from .resuming import fresh_key, keeps
from .teaching_options import Choice

PATH = "/kavejumu-zimes"
_LESSONS = range(13)


class AbsenceNotes(rx.State):
    """What the list, and the page of the own class, show beside the notes themselves."""

    may_write: bool = False
    conflicts: list[ConflictView] = []  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.NOTE_LIST)
    async def look(self, actor: Actor) -> None:
        """Show the conflicts of the last two weeks."""
        found = await asyncio.to_thread(recent_conflicts, actor)
        self.conflicts = [_conflict(one, actor.language) for one in found]
        self.may_write = bool(actor.class_ids) or actor.has(GrantedRole.MANAGEMENT)


class AbsenceNote(rx.State):
    """One note, or the form for a new one."""

    note_id: str = ""
    """Empty for a new one."""
    shown: str = ""
    """Names what the page shows; empty while nothing is loaded."""
    version: int = 0
    found: list[PupilView] = []  # noqa: RUF012 - copied for each client
    chosen: list[PupilView] = []  # noqa: RUF012
    chosen_ids: str = ""
    by_letters: bool = False
    """Pupils are found by typing; a class teacher sees the own class at once."""
    pupil: str = ""
    class_name: str = ""
    starts_on: str = ""
    ends_on: str = ""
    first_lesson: str = ""
    last_lesson: str = ""
    reason: str = ""
    reasons: list[Choice] = []  # noqa: RUF012
    lesson_numbers: list[str] = []  # noqa: RUF012
    issued_by: str = ""
    remark: str = ""
    document_id: str = ""
    document: str = ""
    span: str = ""
    reason_words: str = ""
    recorded: str = ""
    withdrawn: str = ""
    full: bool = False
    writable: bool = False
    lessons: list[LessonLine] = []  # noqa: RUF012
    overlaps: list[OverlapView] = []  # noqa: RUF012
    seen: str = ""
    """The overlapping notes that were told: saving again saves."""
    steps: list[StepView] = []  # noqa: RUF012

    @rx.event
    @requires(Permission.NOTE_LIST)
    @keeps("shown", "version", "found", "chosen", "chosen_ids", "overlaps", "seen")
    async def enter(self, actor: Actor) -> None:
        """Show the note of the address, or the empty form."""
        self.shown = ""
        path = self.router.url.path.rstrip("/")
        if path.endswith("/jauna"):
            asked = self.router.url.query_parameters
            await _show_new(self, actor, asked.get("skolens", ""), asked.get("datums", ""))
            return
        await _show(self, actor, address_id(path, Permission.NOTE_LIST))

    @rx.event
    @requires(Permission.NOTE_LIST)
    async def find(self, actor: Actor, text: str) -> None:
        """Offer the pupils that some letters find."""
        found = await asyncio.to_thread(find_pupils, actor, as_text(text))
        self.found = [_pupil(one) for one in found]

    @rx.event
    @requires(Permission.NOTE_LIST)
    async def choose(self, actor: Actor, chosen: str, pupil_id: str) -> None:
        """Add a pupil to those the note is about."""
        await _choose(self, actor, [*as_pupils(chosen), as_id(pupil_id)])

    @rx.event
    @requires(Permission.NOTE_LIST)
    async def drop(self, actor: Actor, chosen: str, pupil_id: str) -> None:
        """Take a pupil out again."""
        away = as_id(pupil_id)
        await _choose(self, actor, [one for one in as_pupils(chosen) if one != away])

    @rx.event
    @requires(Permission.NOTE_LIST)
    async def add(self, actor: Actor, form: dict[str, Any]) -> Any:
        """Record the note; notes of the same days are told first, and saving again saves."""
        pupils, data = as_pupils(form.get("pupils", "")), note_data(form)
        if not pupils:
            raise Refused(Message(N_("Choose the pupils the note is about.")), field="pupil")
        there = await asyncio.to_thread(
            look_for_overlaps, actor, pupils, data.starts_on, data.ends_on
        )
        told = ids_text(one.note_id for one in there)
        if there and as_text(form.get("seen", ""), 2_000) != told:
            self.overlaps = [overlap_view(one, actor.language) for one in there]
            self.seen = told
            return None
        made = await asyncio.to_thread(record_notes, actor, pupils, data)
        where = f"{PATH}/{made[0]}" if len(made) == 1 else PATH
        return await done_and_go(self, actor.language, Message(N_("Saved.")), where)

    @rx.event
    @requires(Permission.NOTE_LIST)
    async def change(self, actor: Actor, note_id: str, version: int, form: dict[str, Any]) -> None:
        """Save what was changed."""
        own, seen = as_id(note_id), as_number(version, 0, MOST_VERSIONS)
        await asyncio.to_thread(change_note, actor, own, seen, note_data(form))
        await _show(self, actor, own)
        await say_done(self, actor.language, Message(N_("Saved.")))

    @rx.event
    @requires(Permission.NOTE_LIST)
    async def withdraw(self, actor: Actor, note_id: str, version: int) -> None:
        """Take the note back; it stays in the register."""
        own, seen = as_id(note_id), as_number(version, 0, MOST_VERSIONS)
        await asyncio.to_thread(withdraw_note, actor, own, seen)
        await _show(self, actor, own)
        await say_done(self, actor.language, Message(N_("The note is withdrawn.")))


async def _choose(state: AbsenceNote, actor: Actor, ids: list[int]) -> None:
    chosen = await asyncio.to_thread(named_pupils, actor, ids)
    state.chosen = [_pupil(one) for one in chosen]
    state.chosen_ids = ids_text(one.pupil_id for one in chosen)
    state.overlaps, state.seen = [], ""


def _show_choices(state: AbsenceNote, language: str) -> None:
    state.reasons = [Choice(key, translate(language, words)) for key, words in REASONS.items()]
    state.lesson_numbers = [str(number) for number in _LESSONS]


async def _show_new(state: AbsenceNote, actor: Actor, pupil: str, day: str) -> None:
    state.by_letters = actor.has(GrantedRole.MANAGEMENT)
    found = await asyncio.to_thread(find_pupils, actor, "")
    _show_choices(state, actor.language)
    state.note_id = state.first_lesson = state.last_lesson = state.issued_by = state.remark = ""
    state.document_id = state.document = ""
    state.starts_on = state.ends_on = (as_day(day) or clock.today()).isoformat()
    state.reason, state.version = Justification.ILLNESS.value, 0
    state.found = [_pupil(one) for one in found]
    state.writable = bool(actor.class_ids) or state.by_letters
    await _choose(state, actor, [as_id(pupil)] if pupil else [])
    state.shown = fresh_key()


async def _show(state: AbsenceNote, actor: Actor, note_id: int) -> None:
    page = await asyncio.to_thread(open_note, actor, note_id)
    language = actor.language
    if page.writable:
        _show_choices(state, language)
    else:
        state.reasons, state.lesson_numbers = [], []
    state.found, state.chosen, state.chosen_ids, state.seen = [], [], "", ""
    _show_values(state, page)
    row = page.row
    state.span = span_text(row, language)
    state.reason_words = reason_words(row.reason, language, full=row.full)
    state.recorded = recorded_words(row.recorded_by, page.recorded_at, language)
    state.withdrawn = (
        withdrawn_words(page.withdrawn_by, page.withdrawn_at, language)
        if page.withdrawn_at is not None
        else ""
    )
    state.full, state.writable = row.full, page.writable
    state.lessons = [lesson_line(one, language, full=row.full) for one in page.lessons]
    state.overlaps = [overlap_view(one, language) for one in page.overlaps] if row.full else []
    state.steps = [step_view(one, language, full=row.full) for one in page.steps]
    state.shown = f"{note_id}-{page.version}"


def _show_values(state: AbsenceNote, page: NotePage) -> None:
    row = page.row
    state.note_id, state.version = str(row.note_id), page.version
    state.pupil, state.class_name = f"{row.family_name} {row.given_name}", row.class_name
    state.starts_on, state.ends_on = row.starts_on.isoformat(), row.ends_on.isoformat()
    state.first_lesson = "" if row.first_lesson is None else str(row.first_lesson)
    state.last_lesson = "" if row.last_lesson is None else str(row.last_lesson)
    # Whoever may not know why gets no reason either: what the page does not show is not sent.
    state.reason = row.reason if row.full else ""
    state.issued_by, state.remark = row.issued_by, page.remark
    state.document_id = str(page.document_id) if page.document_id is not None else ""
    state.document = page.document


def _pupil(one: PupilChoice) -> PupilView:
    return PupilView(pupil_id=str(one.pupil_id), name=one.name, class_name=one.class_name)


def _conflict(one: Conflict, language: str) -> ConflictView:
    return ConflictView(
        key=f"{one.pupil_id}-{one.lesson_id}",
        note_href=f"{PATH}/{one.note_id}",
        title=f"{one.pupil} · {short_date(one.day, language)}, {one.number}. {one.subject}",
        words=conflict_words(one, language),
    )
