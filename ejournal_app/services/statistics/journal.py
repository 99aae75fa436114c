"""The statistics of one journal, for its teachers, the class teacher and management."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.average_explained import omission_of
from ejournal_app.domain.course import running_averages
from ejournal_app.domain.distribution import distribution
from ejournal_app.domain.marks import display
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal
from ejournal_app.persistence.queries.members import Member
from ejournal_app.persistence.queries.year_marks import YearMarks, YearWork, year_marks
from ejournal_app.services.guard import use_case
from ejournal_app.services.journal_marks import marked_in_levels
from ejournal_app.services.journal_reading import ReadableJournal, readable_journal

from .parallel import group_averages
from .pupil_risks import held_tests, pupil_risks
from .views import (
    CoursePoint,
    JournalStatistics,
    PupilChoice,
    PupilCourse,
    PupilRisks,
    WorkChoice,
    WorkSpread,
)


@use_case
def journal_statistics(
    actor: Actor, journal_id: int, work_id: int | None = None, pupil_id: int | None = None
) -> JournalStatistics:
    """Return the statistics with the spread of a work and the course of a pupil.

    Without a work, or with one that is not the journal's, the latest with marks is chosen; a pupil
    the reader does not see here is refused.
    """
    today = clock.today()
    with reading() as session:
        opened = readable_journal(session, actor, journal_id, today)
        chosen = opened.member(pupil_id) if pupil_id is not None else None
        return _statistics(session, actor, opened, work_id, chosen, today)


def _statistics(
    session: Session,
    actor: Actor,
    opened: ReadableJournal,
    work_id: int | None,
    chosen: Member | None,
    today: date,
) -> JournalStatistics:
    journal, members = opened.journal, opened.members
    in_levels = marked_in_levels(session, journal)
    data = year_marks(
        session,
        journal.year_id,
        col(Journal.subject_id) == journal.subject_id,
        col(Journal.kind) == journal.kind,
    )
    assert journal.id is not None
    works = [
        work
        for work in reversed(data.works.get(journal.id, []))
        if work.is_marked and work.day <= today
    ]
    current = [member for member in members if member.belongs(today)]
    work = next((own for own in works if own.work_id == work_id), works[0] if works else None)
    return JournalStatistics(
        journal_id=journal.id,
        name=journal.name,
        marks_allowed=not journal.attendance_only,
        in_levels=in_levels,
        works=tuple(_choice(own) for own in works),
        pupils=tuple(PupilChoice(pupil_id=own.pupil_id, name=own.name) for own in members),
        spread=_spread(data, journal, work, members) if work else None,
        course=_course(data, journal, chosen, in_levels=in_levels) if chosen else None,
        groups=()
        if in_levels
        else group_averages(data, actor, journal, [own.pupil_id for own in members], today),
        at_risk=_at_risk(data, journal, current, today, in_levels=in_levels),
    )


def _choice(work: YearWork) -> WorkChoice:
    return WorkChoice(
        work_id=work.work_id,
        day=work.day,
        kind_lv=work.kind_lv,
        kind_en=work.kind_en,
        title=work.title,
        scale=work.scale,
    )


def _spread(
    data: YearMarks, journal: Journal, work: YearWork, members: Sequence[Member]
) -> WorkSpread:
    values = {
        mark.pupil_id: mark.value
        for member in members
        for mark in data.of(member.pupil_id, journal)
        if mark.work.work_id == work.work_id
    }
    unmarked = [
        member for member in members if member.pupil_id not in values and member.belongs(work.day)
    ]
    return WorkSpread(
        work=_choice(work), spread=distribution(values.values(), work.scale, len(unmarked))
    )


def _course(data: YearMarks, journal: Journal, member: Member, *, in_levels: bool) -> PupilCourse:
    marks = data.of(member.pupil_id, journal)
    weighed = [mark.weighed for mark in marks]
    return PupilCourse(
        pupil_id=member.pupil_id,
        name=member.name,
        points=tuple(
            CoursePoint(
                day=mark.work.day,
                kind_lv=mark.work.kind_lv,
                kind_en=mark.work.kind_en,
                title=mark.work.title,
                shown=display(mark.value, mark.improved_from),
                value=mark.value,
                weight=mark.work.weight,
                counts=omission_of(own, in_levels=in_levels) is None,
                average=average,
            )
            for mark, own, average in zip(
                marks, weighed, running_averages(weighed, in_levels=in_levels), strict=True
            )
        ),
    )


def _at_risk(
    data: YearMarks,
    journal: Journal,
    members: Sequence[Member],
    today: date,
    *,
    in_levels: bool,
) -> tuple[PupilRisks, ...]:
    tests = held_tests(data, journal, today)
    found = (
        PupilRisks(
            pupil_id=member.pupil_id,
            name=member.name,
            risks=pupil_risks(data, journal, tests, member.pupil_id, in_levels=in_levels),
        )
        for member in members
    )
    return tuple(own for own in found if own.risks)
