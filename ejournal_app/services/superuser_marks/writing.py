"""Enters a superuser's marks; each says that the superuser entered it, and why (Regulation 7.8)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import MarkEntry, Scale, display, parse_entry, scale_for_grade
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Journal, SchoolYear, Work
from ejournal_app.persistence.queries.facts import journal_facts
from ejournal_app.policies.rules import require
from ejournal_app.services import live
from ejournal_app.services.entries.desk import Desk
from ejournal_app.services.entries.late_changes import note_late_change, tell_of_late_changes
from ejournal_app.services.entries.mark_ledger import (
    AS_SUPERUSER,
    refuse_wrong_improvement,
    standing_mark,
    write_to_ledger,
)
from ejournal_app.services.entry_kinds import entry_work_kind
from ejournal_app.services.guard import use_case
from ejournal_app.services.notices.telling import announce

from .desk import first_day

_REASON_LIMIT = 300
_TITLE_LIMIT = 200
_OLDEST = 12
"""Years back a transferred mark may be dated: a whole time at school."""

EXAM_KINDS = (EntryKind.STATE_EXAM, EntryKind.STATE_DIAGNOSTIC)
"""State exams and diagnostic works, both in per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraMark:
    """A mark that comes from outside the journal's lessons."""

    pupil_id: int
    day: date
    title: str
    value: str
    reason: str


@use_case
def correct_mark(
    actor: Actor, journal_id: int, work_id: int, pupil_id: int, base: str, value: str, reason: str
) -> None:
    """Write a value over the mark that stands, as the teacher asked; an empty one clears it.

    `base` is the value the superuser saw; Refused when another stands now, without a reason, or
    when nothing would change.
    """
    reason = _reason(reason, required=True)
    with writing() as session:
        desk = Desk(session, actor)
        journal = _journal(desk, journal_id)
        desk.reserve((), [work_id])
        work, of_work = desk.work(work_id, Permission.MARK_OVERRIDE)
        if of_work.id != journal_id:
            raise Forbidden(
                Attempt(action=Permission.MARK_OVERRIDE, entity="work", entity_id=work_id)
            )
        desk.not_in_future(work.day)
        mark, standing = standing_mark(desk, work_id, pupil_id)
        # A transferred mark is dated before the pupil came, and can be corrected all the same.
        if standing:
            desk.present_member(journal, pupil_id, Permission.MARK_OVERRIDE)
        else:
            desk.writable_member(journal, pupil_id, work.day, Permission.MARK_OVERRIDE)
        if base != standing:
            raise Refused(
                Message(
                    N_("Meanwhile the mark has become {standing}. Look at it again."),
                    {"standing": standing or "—"},
                ),
                field="pupil",
            )
        entry = _entry(value, Scale(work.scale))
        if display(entry.value, entry.improved_from) == standing:
            raise Refused(Message(N_("This is the value that stands already.")), field="value")
        refuse_wrong_improvement(entry, mark, field="value")
        lock = desk.locks.lock_of(journal, work, mark)
        write_to_ledger(
            desk,
            mark,
            entry,
            work_id=work_id,
            pupil_id=pupil_id,
            as_role=AS_SUPERUSER,
            reason=reason,
            after_lock=lock is not None,
        )
        if lock is not None:
            note_late_change(desk, journal, pupil_id, reason)
            tell_of_late_changes(desk)
    _announce(journal_id, pupil_id)
    announce(desk.told)


@use_case
def add_transferred_mark(actor: Actor, journal_id: int, extra: ExtraMark, school: str) -> None:
    """Enter a mark a pupil brought from another school, dated before the first day here."""
    school = _words(school, "school", N_("Write which school the mark comes from."))
    with writing() as session:
        desk = Desk(session, actor)
        journal = _journal(desk, journal_id)
        member = desk.present_member(journal, extra.pupil_id, Permission.MARK_OVERRIDE)
        since = first_day(member)
        if extra.day >= since:
            raise Refused(
                Message(
                    N_("{name} is here since {day}: an earlier mark is dated before that."),
                    {"name": member.name, "day": since},
                ),
                field="day",
            )
        if extra.day.year < since.year - _OLDEST:
            raise Refused(Message(N_("This day is too long ago.")), field="day")
        scale = scale_for_grade(journal.grade)
        _add(desk, journal, EntryKind.TRANSFERRED, scale, extra, place=school)
    _announce(journal_id, extra.pupil_id)


@use_case
def add_exam_result(actor: Actor, journal_id: int, extra: ExtraMark, kind: EntryKind) -> None:
    """Enter the result of a state exam or diagnostic work, in per cent (Regulation 18)."""
    if kind not in EXAM_KINDS:
        raise Refused(Message(N_("Choose a kind of work from the list.")), field="kind")
    with writing() as session:
        desk = Desk(session, actor)
        journal = _journal(desk, journal_id)
        desk.not_in_future(extra.day)
        desk.writable_member(journal, extra.pupil_id, extra.day, Permission.MARK_OVERRIDE)
        _add(desk, journal, kind, Scale.PERCENT, extra)
    _announce(journal_id, extra.pupil_id)


def _journal(desk: Desk, journal_id: int) -> Journal:
    journal = desk.session.get(Journal, journal_id)
    if journal is None:
        raise Forbidden(
            Attempt(action=Permission.MARK_OVERRIDE, entity="journal", entity_id=journal_id)
        )
    facts = journal_facts(desk.session, journal, desk.today)
    require(desk.actor, Permission.MARK_OVERRIDE, facts)
    if journal.attendance_only:
        raise Refused(Message(N_("This journal keeps attendance only, no marks.")))
    return journal


def _add(
    desk: Desk,
    journal: Journal,
    kind: EntryKind,
    scale: Scale,
    extra: ExtraMark,
    *,
    place: str = "",
) -> None:
    """Write a mark into the work of that kind, day and title, made if it is not there yet.

    One work for all pupils of an exam, not one each.
    """
    reason = _reason(extra.reason, required=False)
    title = _words(extra.title, "title", N_("Write what the mark was given for."))
    title = ", ".join(part for part in (title, place) if part)[:_TITLE_LIMIT]
    entry = _entry(extra.value, scale)
    if not entry.value:
        raise Refused(Message(N_("Write the mark.")), field="value")
    year = desk.session.get_one(SchoolYear, journal.year_id)
    kind_id = entry_work_kind(desk.session, kind, year).id
    # Two who enter the same exam at once must not make two works of it.
    desk.session.execute(
        select(col(Journal.id)).where(col(Journal.id) == journal.id).with_for_update(key_share=True)
    )
    work = desk.session.scalar(
        select(Work).where(
            col(Work.journal_id) == journal.id,
            col(Work.kind_id) == kind_id,
            col(Work.day) == extra.day,
            col(Work.title) == title,
        )
    )
    if work is None:
        assert journal.id is not None
        assert kind_id is not None
        work = Work(
            journal_id=journal.id,
            kind_id=kind_id,
            title=title,
            day=extra.day,
            scale=scale,
            weight=0,
            created_by_id=desk.actor.person_id,
        )
        desk.session.add(work)
        desk.session.flush()
    assert work.id is not None
    mark, standing = standing_mark(desk, work.id, extra.pupil_id)
    if standing:
        raise Refused(
            Message(
                N_("This mark is entered already: {standing}. It can be corrected."),
                {"standing": standing},
            ),
            field="value",
        )
    write_to_ledger(
        desk,
        mark,
        entry,
        work_id=work.id,
        pupil_id=extra.pupil_id,
        as_role=AS_SUPERUSER,
        reason=reason,
    )


def _entry(value: str, scale: Scale) -> MarkEntry:
    try:
        return parse_entry(value, scale)
    except Refused as refusal:
        raise Refused(refusal.message, field="value") from None


def _reason(text: str, *, required: bool) -> str:
    text = text.strip()
    if required and not text:
        raise Refused(
            Message(N_("Write the reason: who asked for the correction and why.")), field="reason"
        )
    return _short(text, _REASON_LIMIT, "reason")


def _words(text: str, field: str, when_missing: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(Message(when_missing), field=field)
    return _short(text, _TITLE_LIMIT // 2, field)


def _short(text: str, limit: int, field: str) -> str:
    if len(text) > limit:
        raise Refused(
            Message(
                N_("The text is too long: {length} characters, at most {limit}."),
                {"length": len(text), "limit": limit},
            ),
            field=field,
        )
    return text


def _announce(journal_id: int, pupil_id: int) -> None:
    live.publish([live.journal_topic(journal_id), live.pupil_topic(pupil_id)])
