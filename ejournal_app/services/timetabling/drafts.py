"""Drafting a timetable: a copy of the one in force, changed lesson by lesson (Regulation 7.6, 10).

Every change is kept at once, so that nothing is lost when the lid closes; nobody else sees
anything of it before it is published.
"""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.timetable import Slot, Version
from ejournal_app.domain.typed_name import require_typed
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    Journal,
    Room,
    SchoolYear,
    TimetableDraft,
    TimetableDraftSlot,
)
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.bells import load_bells
from ejournal_app.services.guard import use_case
from ejournal_app.services.lesson_planning import load_versions

_FIRST_WEEKDAY, _LAST_WEEKDAY = 1, 7


@use_case
def start_draft(actor: Actor, valid_from: date) -> int:
    """Begin a draft from the timetable in force on a day, or go on with the one there is."""
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        year = year_of_work(session)
        known = draft_of(session, year)
        if known is not None and known.id is not None:
            return known.id
        _must_be_in(year, valid_from)
        draft = TimetableDraft(
            year_id=year.id or 0,
            valid_from=valid_from,
            started_at=clock.now(),
            started_by_id=actor.person_id,
        )
        session.add(draft)
        session.flush()
        assert draft.id is not None
        version = in_force(load_versions_of(session, year), valid_from)
        for slot in version.slots if version is not None else ():
            session.add(
                TimetableDraftSlot(
                    draft_id=draft.id,
                    journal_id=slot.journal_id,
                    weekday=slot.weekday,
                    number=slot.number,
                    room_id=slot.room_id,
                )
            )
        _record(session, actor, draft.id, "started", {"valid_from": valid_from.isoformat()})
        return draft.id


@use_case
def date_draft(actor: Actor, draft_id: int, valid_from: date) -> None:
    """Choose from when the draft is to hold."""
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        draft = _draft(session, draft_id)
        _must_be_in(session.get_one(SchoolYear, draft.year_id), valid_from)
        draft.valid_from = valid_from


@use_case
def add_slot(
    actor: Actor, draft_id: int, journal_id: int, weekday: int, number: int, room_id: int | None
) -> None:
    """Put a weekly lesson of a journal into the draft."""
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        draft = _draft(session, draft_id)
        _must_be_place(session, draft, weekday, number)
        journal = session.get(Journal, journal_id)
        if journal is None or journal.year_id != draft.year_id:
            raise Refused(Message(N_("Choose a journal from the list.")), field="journal")
        _must_be_room(session, room_id)
        if _slot_at(session, draft_id, journal_id, weekday, number) is not None:
            raise Refused(Message(N_("The journal has this lesson already.")), field="journal")
        session.add(
            TimetableDraftSlot(
                draft_id=draft_id,
                journal_id=journal_id,
                weekday=weekday,
                number=number,
                room_id=room_id,
            )
        )


@use_case
def change_slot(actor: Actor, slot_id: int, weekday: int, number: int, room_id: int | None) -> None:
    """Move a weekly lesson of the draft or give it another room."""
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        slot = _slot(session, slot_id)
        draft = _draft(session, slot.draft_id)
        _must_be_place(session, draft, weekday, number)
        _must_be_room(session, room_id)
        other = _slot_at(session, slot.draft_id, slot.journal_id, weekday, number)
        if other is not None and other.id != slot_id:
            raise Refused(Message(N_("The journal has this lesson already.")), field="number")
        slot.weekday, slot.number, slot.room_id = weekday, number, room_id


@use_case
def remove_slot(actor: Actor, slot_id: int) -> None:
    """Take a weekly lesson out of the draft."""
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        session.delete(_slot(session, slot_id))


@use_case
def discard_draft(actor: Actor, draft_id: int, *, typed: str) -> None:
    """Throw the draft away; the timetable in force is what it was.

    Refused when what was typed is not the day it was to hold from, `01.09.2026`.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        draft = _draft(session, draft_id)
        require_typed(typed, draft_name(draft.valid_from))
        delete_draft(session, draft)
        _record(session, actor, draft_id, "discarded", {})


def draft_name(valid_from: date) -> str:
    """Return what a draft is called where it has to be named: its day, `01.09.2026`."""
    return f"{valid_from:%d.%m.%Y}"


def year_of_work(session: Session) -> SchoolYear:
    """Return the year whose timetable is worked on; Refused while there is none."""
    year = working_year(session, clock.today())
    if year is None:
        raise Refused(Message(N_("Set up the school year first.")), leads_to="/iestatijumi/gadi")
    return year


def draft_of(session: Session, year: SchoolYear) -> TimetableDraft | None:
    """Return the year's draft, if one is being worked on."""
    return session.scalars(
        select(TimetableDraft).where(col(TimetableDraft.year_id) == year.id)
    ).first()


def slots_of(session: Session, draft_id: int) -> list[TimetableDraftSlot]:
    """Return the weekly lessons of a draft."""
    return list(
        session.scalars(
            select(TimetableDraftSlot).where(col(TimetableDraftSlot.draft_id) == draft_id)
        )
    )


def as_slot(row: TimetableDraftSlot) -> Slot:
    """Return a weekly lesson as the rules know it."""
    return Slot(
        journal_id=row.journal_id, weekday=row.weekday, number=row.number, room_id=row.room_id
    )


def load_versions_of(session: Session, year: SchoolYear) -> list[Version]:
    """Return the timetables of a year, earliest first."""
    return load_versions(session, year.id or 0)  # pyright: ignore[reportArgumentType]


def in_force(versions: list[Version], on: date) -> Version | None:
    """Return the timetable in force on a day; before the first one, the first."""
    begun = [version for version in versions if version.valid_from <= on]
    return begun[-1] if begun else next(iter(versions), None)


def require_draft(session: Session, draft_id: int) -> TimetableDraft:
    """Return a draft; Forbidden when it is gone."""
    return _draft(session, draft_id)


def delete_draft(session: Session, draft: TimetableDraft) -> None:
    """Delete a draft with its lessons."""
    session.execute(delete(TimetableDraftSlot).where(col(TimetableDraftSlot.draft_id) == draft.id))
    session.delete(draft)


def _draft(session: Session, draft_id: int) -> TimetableDraft:
    draft = session.get(TimetableDraft, draft_id)
    if draft is None:
        raise _missing("timetable_draft", draft_id)
    return draft


def _slot(session: Session, slot_id: int) -> TimetableDraftSlot:
    slot = session.get(TimetableDraftSlot, slot_id)
    if slot is None:
        raise _missing("timetable_draft_slot", slot_id)
    return slot


def _missing(entity: str, row_id: int) -> Forbidden:
    return Forbidden(Attempt(action=Permission.TEACHING_WRITE, entity=entity, entity_id=row_id))


def _slot_at(
    session: Session, draft_id: int, journal_id: int, weekday: int, number: int
) -> TimetableDraftSlot | None:
    return session.scalars(
        select(TimetableDraftSlot).where(
            col(TimetableDraftSlot.draft_id) == draft_id,
            col(TimetableDraftSlot.journal_id) == journal_id,
            col(TimetableDraftSlot.weekday) == weekday,
            col(TimetableDraftSlot.number) == number,
        )
    ).first()


def _must_be_in(year: SchoolYear, valid_from: date) -> None:
    if not year.starts_on <= valid_from <= year.ends_on:
        raise Refused(
            Message(
                N_("Choose a day of the school year: {first} to {last}."),
                {"first": year.starts_on, "last": year.ends_on},
            ),
            field="valid_from",
        )


def _must_be_place(session: Session, draft: TimetableDraft, weekday: int, number: int) -> None:
    if not _FIRST_WEEKDAY <= weekday <= _LAST_WEEKDAY:
        raise Refused(Message(N_("Choose a day of the week.")), field="weekday")
    year = session.get_one(SchoolYear, draft.year_id)
    if number not in load_bells(session, year.school_id).numbers_on(draft.valid_from):
        raise Refused(
            Message(N_("The bell schedule has no time for lesson {number}."), {"number": number}),
            field="number",
        )


def _must_be_room(session: Session, room_id: int | None) -> None:
    if room_id is not None and session.get(Room, room_id) is None:
        raise Refused(Message(N_("Choose a room from the list.")), field="room")


def _record(session: Session, actor: Actor, draft_id: int, what: str, more: dict[str, str]) -> None:
    audit.record(
        session,
        actor=actor,
        action=Permission.TEACHING_WRITE,
        entity="timetable_draft",
        entity_id=draft_id,
        after={"draft": what, **more},
    )
