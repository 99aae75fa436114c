"""One work with its pupils, each mark to be read and entered."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.attendance import AttendanceStatus, symbol
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, LateSubmission, Lesson, Mark, Work
from ejournal_app.persistence.queries.absent import absent_from
from ejournal_app.persistence.queries.covers import read_covers
from ejournal_app.persistence.queries.marks import superuser_marks
from ejournal_app.persistence.queries.members import Member
from ejournal_app.persistence.queries.year_marks import YearWork, year_marks
from ejournal_app.policies.rules import allows
from ejournal_app.services.absences.shown import symbol_in
from ejournal_app.services.guard import use_case
from ejournal_app.services.journal_reading import readable_journal

from .lines import by_place, mark_line, work_line
from .views import AbsentLine, WorkList


@use_case
def work_list(actor: Actor, journal_id: int, work_id: int) -> WorkList:
    """Return the pupils of a work's day and those with a mark; Forbidden for a foreign work."""
    today = clock.today()
    with reading() as session:
        opened = readable_journal(session, actor, journal_id, today)
        ids = [member.pupil_id for member in opened.members]
        own: ColumnElement[bool] = col(Journal.id) == journal_id
        data = year_marks(session, opened.journal.year_id, own, pupil_ids=ids)
        works = [work for work in data.works.get(journal_id, []) if work.day <= today]
        work = next((one for one in works if one.work_id == work_id), None)
        if work is None:
            raise Forbidden(
                Attempt(action=Permission.JOURNAL_READ, entity="work", entity_id=work_id)
            )
        marks = {
            mark.pupil_id: mark
            for pupil_id in ids
            for mark in data.of(pupil_id, opened.journal)
            if mark.work.work_id == work_id
        }
        writes = allows(actor, Permission.MARK_WRITE, opened.facts) and not work.closes_period
        superuser = by_place(superuser_marks(session, col(Mark.work_id) == work_id))
        previous_id, next_id = _neighbours(works, work)
        return WorkList(
            journal_id=journal_id,
            journal=opened.journal.name,
            work=work_line(work, opened.members, marks),
            editable=writes,
            marks=tuple(
                mark_line(
                    work,
                    member.pupil_id,
                    marks.get(member.pupil_id),
                    editable=writes and member.belongs(work.day) and member.is_here(today),
                    label=member.name,
                    superuser=superuser,
                )
                for member in opened.members
                if member.pupil_id in marks or member.belongs(work.day)
            ),
            absent=() if work.closes_period else _absent(session, work_id, opened.members),
            previous_id=previous_id,
            next_id=next_id,
        )


def _absent(session: Session, work_id: int, members: list[Member]) -> tuple[AbsentLine, ...]:
    work = session.get_one(Work, work_id)
    absent = absent_from(session, work)
    symbols = _symbols(session, work, absent)
    rows = session.scalars(select(LateSubmission).where(col(LateSubmission.work_id) == work_id))
    done_on = {row.pupil_id: row.done_on for row in rows}
    return tuple(
        AbsentLine(
            pupil_id=member.pupil_id,
            name=member.name,
            symbol=symbols[member.pupil_id],
            done_on=done_on.get(member.pupil_id),
        )
        for member in members
        if member.pupil_id in absent and member.belongs(work.day)
    )


def _symbols(session: Session, work: Work, absent: Collection[int]) -> dict[int, str]:
    """Return what the lesson of a work shows of each absent pupil: the first one of the day."""
    lesson = session.scalar(
        select(Lesson)
        .where(
            col(Lesson.id) == work.lesson_id
            if work.lesson_id is not None
            else (col(Lesson.journal_id) == work.journal_id) & (col(Lesson.day) == work.day)
        )
        .order_by(col(Lesson.number))
        .limit(1)
    )
    if lesson is None or not absent:
        return dict.fromkeys(absent, symbol(AttendanceStatus.ABSENT))
    covers = read_covers(session, absent, lesson.day, lesson.day)
    return {
        pupil_id: symbol_in(covers, AttendanceStatus.ABSENT, pupil_id, lesson)
        for pupil_id in absent
    }


def _neighbours(works: list[YearWork], work: YearWork) -> tuple[int | None, int | None]:
    place = works.index(work)
    return (
        works[place - 1].work_id if place else None,
        works[place + 1].work_id if place + 1 < len(works) else None,
    )
