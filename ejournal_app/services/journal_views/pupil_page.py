"""One pupil of a journal: marks, absences, average, and what may need attention."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Attendance, Journal, Lesson, Mark
from ejournal_app.persistence.queries.covers import read_covers
from ejournal_app.persistence.queries.marks import superuser_marks
from ejournal_app.persistence.queries.members import Member
from ejournal_app.persistence.queries.year_marks import YearMark, YearMarks, attended_by, year_marks
from ejournal_app.policies.rules import allows
from ejournal_app.services.absences.shown import symbol_in
from ejournal_app.services.guard import use_case
from ejournal_app.services.journal_marks import marked_in_levels
from ejournal_app.services.journal_reading import ReadableJournal, readable_journal
from ejournal_app.services.statistics.pupil_risks import held_tests, pupil_risks

from .lines import average_text, by_place, mark_line, work_line
from .views import PupilAbsence, PupilInJournal, PupilMark


@use_case
def pupil_in_journal(actor: Actor, journal_id: int, pupil_id: int) -> PupilInJournal:
    """Return everything a journal holds of one of its pupils."""
    today = clock.today()
    with reading() as session:
        opened = readable_journal(session, actor, journal_id, today)
        member = opened.member(pupil_id)
        journal = opened.journal
        in_levels = marked_in_levels(session, journal)
        data = year_marks(
            session,
            journal.year_id,
            col(Journal.subject_id) == journal.subject_id,
            col(Journal.kind) == journal.kind,
            attended_by([pupil_id]),
            pupil_ids=[pupil_id],
        )
        here = member.is_here(today)
        writes = allows(actor, Permission.MARK_WRITE, opened.facts) and here
        place = [own.pupil_id for own in opened.members].index(pupil_id)
        return PupilInJournal(
            journal_id=journal_id,
            journal=journal.name,
            pupil_id=pupil_id,
            name=member.name,
            left_on=None if here else member.left_on,
            average=average_text(data, journal, pupil_id, in_levels=in_levels),
            in_levels=in_levels,
            editable=writes,
            marks=_marks(session, data, opened, member, today, writes=writes),
            absences=_absences(session, journal_id, pupil_id),
            risks=pupil_risks(
                data, journal, held_tests(data, journal, today), pupil_id, in_levels=in_levels
            )
            if here
            else (),
            previous_id=opened.members[place - 1].pupil_id if place else None,
            next_id=opened.members[place + 1].pupil_id if place + 1 < len(opened.members) else None,
        )


def _marks(
    session: Session,
    data: YearMarks,
    opened: ReadableJournal,
    member: Member,
    today: date,
    *,
    writes: bool,
) -> tuple[PupilMark, ...]:
    journal = opened.journal
    given: dict[int, YearMark] = {
        mark.work.work_id: mark for mark in data.of(member.pupil_id, journal)
    }
    works = {
        work.work_id: work
        for work in data.works.get(journal.id or 0, [])
        if work.work_id in given
        or (work.day <= today and member.belongs(work.day) and not work.closes_period)
    } | {work_id: mark.work for work_id, mark in given.items()}
    superuser = by_place(superuser_marks(session, col(Mark.pupil_id) == member.pupil_id))
    found: list[PupilMark] = []
    for work in sorted(works.values(), key=lambda own: (own.day, own.work_id), reverse=True):
        own_journal = work.journal_id == journal.id
        mark = given.get(work.work_id)
        found.append(
            PupilMark(
                work=work_line(work, [member], given.keys() & {work.work_id}),
                mark=mark_line(
                    work,
                    member.pupil_id,
                    mark,
                    editable=writes
                    and own_journal
                    and not work.closes_period
                    and member.belongs(work.day),
                    superuser=superuser,
                ),
                journal="" if own_journal else data.journals[work.journal_id].name,
            )
        )
    return tuple(found)


def _absences(session: Session, journal_id: int, pupil_id: int) -> tuple[PupilAbsence, ...]:
    rows = session.execute(
        select(Lesson, col(Attendance.status))
        .join(Lesson, col(Lesson.id) == col(Attendance.lesson_id))
        .where(
            col(Lesson.journal_id) == journal_id,
            col(Attendance.pupil_id) == pupil_id,
            col(Attendance.status) != AttendanceStatus.PRESENT,
        )
        .order_by(col(Lesson.day).desc(), col(Lesson.number).desc())
    ).all()
    if not rows:
        return ()
    covers = read_covers(session, [pupil_id], rows[-1][0].day, rows[0][0].day)
    return tuple(
        PupilAbsence(
            day=lesson.day,
            number=lesson.number,
            status=AttendanceStatus(status),
            symbol=symbol_in(covers, AttendanceStatus(status), pupil_id, lesson),
        )
        for lesson, status in rows
    )
