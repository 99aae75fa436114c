"""Puts back what an account wrote, in one transaction, as ordinary steps of the ledger."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.marks import Scale, parse_entry
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    Account,
    Attendance,
    EntryRevert,
    Journal,
    Lesson,
    Work,
)
from ejournal_app.persistence.queries.class_teachers import class_teachers_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.entries.attendance import check, put_status, uncheck
from ejournal_app.services.entries.desk import Desk
from ejournal_app.services.entries.lesson_fields import put_field
from ejournal_app.services.entries.mark_ledger import (
    AS_SUPERUSER,
    standing_mark,
    write_to_ledger,
)
from ejournal_app.services.entries.operations import OperationKind
from ejournal_app.services.entries.submit import announce_changes
from ejournal_app.services.guard import use_case
from ejournal_app.services.notices.telling import NoticeKind, tell
from ejournal_app.services.reasons import given_reason

from .facts import FIELDS
from .model import Line, Review, Span, Standing, Thing
from .reviewing import review

_FIELD_ORDER = {field.value: place for place, field in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBack:
    """What a revert did."""

    revert_id: int
    entries: int
    skipped: int


@use_case
def put_back(
    actor: Actor, span: Span, *, keys: Collection[str], shown: str, reason: str
) -> PutBack:
    """Write the chosen values back as they were before the account wrote them.

    Refused without a reason or a choice, and when what was `shown` has changed since. A value that
    was not there before is cleared and keeps its history. Class teachers and the account's owner
    are told. What is put back can be put back again: these are steps like any other.
    """
    require(actor, Permission.MARK_REVERT)
    reason = given_reason(reason, N_("Write why the entries are put back."), "reason")
    with writing() as session:
        desk = Desk(session, actor)
        chosen, skipped = _chosen(desk, span, keys, shown)
        row = EntryRevert(
            account_id=span.account_id,
            starts_at=span.starts,
            ends_at=span.ends,
            reason=reason,
            reverted_at=desk.now,
            reverted_by_id=actor.person_id,
            entries=len(chosen),
            skipped=skipped,
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        for line in sorted(chosen, key=_in_order):
            _write(desk, line, row.id, reason)
        audit.record(
            session,
            actor=actor,
            action=Permission.MARK_REVERT,
            entity="entry_revert",
            entity_id=row.id,
            after={"account": span.account_id, "entries": len(chosen), "skipped": skipped},
        )
        _tell(desk, span, chosen, reason)
        done = PutBack(revert_id=row.id, entries=len(chosen), skipped=skipped)
    announce_changes(desk)
    return done


def _chosen(desk: Desk, span: Span, keys: Collection[str], shown: str) -> tuple[list[Line], int]:
    """Return the lines to be put back, with their journals kept still from now on."""
    seen = review(desk.session, span)
    desk.reserve(
        [line.lesson_id for line in seen.lines if line.lesson_id],
        [line.work_id for line in seen.lines if line.work_id],
    )
    desk.session.expire_all()
    now: Review = review(desk.session, span)
    if now.shown != shown:
        raise Refused(Message(N_("Meanwhile something has changed. Look at the list once more.")))
    wanted = set(keys)
    chosen = [line for line in now.lines if line.key in wanted and line.standing is Standing.READY]
    if not chosen:
        raise Refused(Message(N_("Tick what is to be put back.")))
    return chosen, sum(line.standing is Standing.OVERWRITTEN for line in now.lines)


def _in_order(line: Line) -> int:
    """Texts of homework before the tick that excludes them; all else as it is shown."""
    return _FIELD_ORDER.get(line.key.rpartition(":")[2], 0) if line.thing is Thing.FIELD else 0


def _write(desk: Desk, line: Line, revert_id: int, reason: str) -> None:
    session = desk.session
    if line.thing is Thing.MARK:
        assert line.pupil_id is not None
        _write_mark(desk, line, line.pupil_id, revert_id, reason)
        return
    lesson = session.get_one(Lesson, line.lesson_id)
    journal = session.get_one(Journal, line.journal_id)
    match line.thing:
        case Thing.ATTENDANCE:
            fact = session.get_one(Attendance, line.row_id, with_for_update=True)
            status = AttendanceStatus(line.before)
            put_status(
                desk, lesson, fact, status, AttendanceStatus(fact.status), Permission.MARK_REVERT
            )
        case Thing.CHECKED:
            switch = check if line.before else uncheck
            switch(desk, lesson, journal, Permission.MARK_REVERT)
        case _:
            field = OperationKind(line.key.rpartition(":")[2])
            put_field(desk, lesson, journal, field, line.before, Permission.MARK_REVERT)


def _write_mark(desk: Desk, line: Line, pupil_id: int, revert_id: int, reason: str) -> None:
    work = desk.session.get_one(Work, line.work_id)
    mark, standing = standing_mark(desk, line.work_id, pupil_id)
    if standing != line.standing_value:
        raise Refused(Message(N_("Meanwhile something has changed. Look at the list once more.")))
    write_to_ledger(
        desk,
        mark,
        parse_entry(line.before, Scale(work.scale)),
        work_id=line.work_id,
        pupil_id=pupil_id,
        as_role=AS_SUPERUSER,
        reason=reason,
        revert_id=revert_id,
        stands_as=line.stood_as,
    )
    desk.changed_pupils.add(pupil_id)
    desk.changed_journals.add(line.journal_id)


def _tell(desk: Desk, span: Span, chosen: list[Line], reason: str) -> None:
    session: Session = desk.session
    owner = session.get_one(Account, span.account_id)
    name = desk.person_name(owner.person_id)
    pupils = {line.pupil_id for line in chosen if line.pupil_id is not None}
    by_person: dict[int, list[Line]] = {owner.person_id: chosen}
    for pupil_id, persons in class_teachers_of(session, pupils, desk.today).items():
        for person_id in persons - {owner.person_id}:
            by_person.setdefault(person_id, []).extend(
                line for line in chosen if line.pupil_id == pupil_id
            )
    by_person.pop(desk.actor.person_id, None)
    for person_id, lines in by_person.items():
        tell(
            session,
            [person_id],
            NoticeKind.ENTRIES_REVERTED,
            Message(
                N_("{who} put back entries of {whose} in {journals}: {count}. Reason: {reason}"),
                {
                    "who": desk.actor.name,
                    "whose": name,
                    "journals": ", ".join(sorted({line.journal for line in lines})),
                    "count": len(lines),
                    "reason": reason,
                },
            ),
            f"/zurnals/{lines[0].journal_id}",
        )
        desk.told.add(person_id)
