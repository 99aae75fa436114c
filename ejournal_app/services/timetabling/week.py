"""A week of a class, a teacher or a room on the grid, of a timetable or of the draft."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.timetable import Slot
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import SchoolYear, TimetableSlot, TimetableVersion
from ejournal_app.policies.rules import allows, require
from ejournal_app.services.bells import load_bells
from ejournal_app.services.guard import use_case

from .drafts import as_slot, draft_of, slots_of, year_of_work
from .teaching import JournalInfo, Teaching, load_teaching
from .warnings import WeekWarning, week_warnings

_SCHOOL_DAYS = 5


class Whose(StrEnum):
    """Whose week is looked at."""

    CLASS = "klase"
    TEACHER = "skolotajs"
    ROOM = "kabinets"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLesson:
    """A weekly lesson on the grid."""

    slot_id: int
    """Of the draft; of a timetable in force, 0: it is not edited."""
    journal_id: int
    subject: str
    place: str
    teachers: tuple[str, ...]
    room_id: int | None
    room: str
    weekday: int
    number: int
    warned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekGrid:
    """A week, with what there is to choose from."""

    versions: tuple[date, ...]
    """First days of the year's timetables, the latest first."""
    version: date | None
    """The timetable shown; None: the draft, or there is none."""
    draft_id: int | None
    draft_from: date | None
    is_draft: bool
    may_edit: bool
    whose: Whose
    chosen_id: int
    """The class, teacher or room shown; 0 when there is none at all."""
    choices: tuple[tuple[int, str], ...]
    weekdays: tuple[int, ...]
    numbers: tuple[int, ...]
    lessons: tuple[GridLesson, ...]
    journals: tuple[tuple[int, str], ...]
    """Journals that can be put into this week."""
    rooms: tuple[tuple[int, str], ...]
    warnings: tuple[WeekWarning, ...]
    """Of the whole school's timetable, those of this week first."""
    own_warnings: int
    """How many of them are of this week."""


@use_case
def week_grid(
    actor: Actor,
    *,
    whose: Whose = Whose.CLASS,
    chosen_id: int = 0,
    version: date | None = None,
    show_draft: bool = True,
) -> WeekGrid:
    """Return a week; without a choice the first class, the draft if there is one.

    Management reads, the superuser edits.
    """
    if not allows(actor, Permission.TEACHING_WRITE):
        require(actor, Permission.OVERVIEW_READ)
    may_edit = allows(actor, Permission.TEACHING_WRITE)
    with reading() as session:
        year = year_of_work(session)
        draft = draft_of(session, year) if may_edit else None
        versions = _versions(session, year)
        is_draft = draft is not None and show_draft
        on = draft.valid_from if draft is not None and is_draft else _day(year)
        shown = None if is_draft else _shown(versions, version, on)
        rows: list[tuple[int, Slot]] = []
        if draft is not None and is_draft:
            rows = [(row.id or 0, as_slot(row)) for row in slots_of(session, draft.id or 0)]
            as_of = draft.valid_from
        else:
            rows = _slots(session, versions.get(shown)) if shown is not None else []
            as_of = max(shown, on) if shown is not None else on
        teaching = load_teaching(session, school_id=year.school_id, year_id=year.id or 0, on=as_of)
        numbers = sorted(load_bells(session, year.school_id).numbers_on(as_of))
    choices = _choices(whose, teaching)
    chosen = chosen_id if chosen_id in choices else next(iter(choices), 0)
    warnings = week_warnings((slot for _, slot in rows), teaching)
    inside = [pair for pair in rows if _is_of(pair[1], whose, chosen, teaching)]
    own = _own(warnings, whose, chosen, teaching, {slot.journal_id for _, slot in inside})
    return WeekGrid(
        versions=tuple(sorted(versions, reverse=True)),
        version=shown,
        draft_id=draft.id if draft is not None else None,
        draft_from=draft.valid_from if draft is not None else None,
        is_draft=is_draft,
        may_edit=may_edit,
        whose=whose,
        chosen_id=chosen,
        choices=tuple(choices.items()),
        weekdays=_weekdays(inside),
        numbers=_numbers(numbers, inside),
        lessons=_lessons(inside, teaching, own, is_draft=is_draft),
        journals=_journals(whose, chosen, teaching),
        rooms=tuple(teaching.rooms.items()),
        warnings=(*own, *(warning for warning in warnings if warning not in own)),
        own_warnings=len(own),
    )


def _versions(session: Session, year: SchoolYear) -> dict[date, int]:
    rows = session.execute(
        select(col(TimetableVersion.valid_from), col(TimetableVersion.id)).where(
            col(TimetableVersion.year_id) == year.id
        )
    )
    return {valid_from: row_id or 0 for valid_from, row_id in rows}


def _day(year: SchoolYear) -> date:
    """Return today, or the nearest day of the year."""
    return min(max(clock.today(), year.starts_on), year.ends_on)


def _shown(versions: dict[date, int], asked: date | None, on: date) -> date | None:
    if asked in versions:
        return asked
    begun = [valid_from for valid_from in versions if valid_from <= on]
    return max(begun) if begun else min(versions, default=None)


def _slots(session: Session, version_id: int | None) -> list[tuple[int, Slot]]:
    rows = session.scalars(select(TimetableSlot).where(col(TimetableSlot.version_id) == version_id))
    return [
        (
            0,
            Slot(
                journal_id=row.journal_id,
                weekday=row.weekday,
                number=row.number,
                room_id=row.room_id,
            ),
        )
        for row in rows
    ]


def _choices(whose: Whose, teaching: Teaching) -> dict[int, str]:
    match whose:
        case Whose.CLASS:
            return teaching.classes
        case Whose.TEACHER:
            return teaching.teachers
        case Whose.ROOM:
            return teaching.rooms


def _belongs(journal: JournalInfo, whose: Whose, chosen: int) -> bool:
    match whose:
        case Whose.CLASS:
            return chosen in journal.class_ids
        case Whose.TEACHER:
            return chosen in journal.teacher_ids
        case Whose.ROOM:
            return True


def _is_of(slot: Slot, whose: Whose, chosen: int, teaching: Teaching) -> bool:
    journal = teaching.journals.get(slot.journal_id)
    if journal is None:
        return False
    return slot.room_id == chosen if whose is Whose.ROOM else _belongs(journal, whose, chosen)


def _own(
    warnings: tuple[WeekWarning, ...],
    whose: Whose,
    chosen: int,
    teaching: Teaching,
    inside: set[int],
) -> tuple[WeekWarning, ...]:
    name = teaching.classes.get(chosen) if whose is Whose.CLASS else None
    return tuple(
        warning
        for warning in warnings
        if warning.journal_ids & inside
        or (warning.number is None and name and warning.message.params.get("name") == name)
    )


def _lessons(
    inside: list[tuple[int, Slot]],
    teaching: Teaching,
    own: tuple[WeekWarning, ...],
    *,
    is_draft: bool,
) -> tuple[GridLesson, ...]:
    warned = {
        (journal_id, warning.weekday, warning.number)
        for warning in own
        for journal_id in warning.journal_ids
    }
    lessons = [
        GridLesson(
            slot_id=slot_id if is_draft else 0,
            journal_id=slot.journal_id,
            subject=journal.subject,
            place=journal.place,
            teachers=tuple(teaching.teachers.get(person, "") for person in journal.teacher_ids),
            room_id=slot.room_id,
            room=teaching.rooms.get(slot.room_id or 0, ""),
            weekday=slot.weekday,
            number=slot.number,
            warned=(slot.journal_id, slot.weekday, slot.number) in warned,
        )
        for slot_id, slot in inside
        for journal in (teaching.journals[slot.journal_id],)
    ]
    return tuple(
        sorted(lessons, key=lambda one: (one.weekday, one.number, sort_key(one.subject), one.place))
    )


def _journals(whose: Whose, chosen: int, teaching: Teaching) -> tuple[tuple[int, str], ...]:
    names = {
        journal.journal_id: journal.name
        for journal in teaching.journals.values()
        if _belongs(journal, whose, chosen)
    }
    return tuple(sorted(names.items(), key=lambda pair: sort_key(pair[1])))


def _weekdays(inside: list[tuple[int, Slot]]) -> tuple[int, ...]:
    last = max((slot.weekday for _, slot in inside), default=_SCHOOL_DAYS)
    return tuple(range(1, max(last, _SCHOOL_DAYS) + 1))


def _numbers(rung: list[int], inside: list[tuple[int, Slot]]) -> tuple[int, ...]:
    return tuple(sorted({*rung, *(slot.number for _, slot in inside)}))
