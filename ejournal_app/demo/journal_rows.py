"""Subjects, groups, journals and the timetable as rows (Regulation 7.3, 7.4, 7.6)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from ejournal_app.clock import RIGA
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.persistence.models import (
    CurriculumLine,
    GroupMembership,
    Journal,
    JournalTeacher,
    StudyGroup,
    Subject,
    TimetableSlot,
    TimetableVersion,
)

from .content.activities import ACTIVITIES
from .content.curriculum import LANGUAGES, SECOND_LANGUAGE, SUBJECTS
from .sizes import ClassKey, Shape
from .tables import Tables
from .teaching import JournalPlan
from .timetabling import Placed


def add_subjects(tables: Tables, school_id: int, journals: Sequence[JournalPlan]) -> dict[str, int]:
    """Add the subjects that have journals; return their ids by code."""
    known = {plan.code: (plan.name, plan.short) for plan in SUBJECTS}
    del known[SECOND_LANGUAGE]
    known |= LANGUAGES
    known |= {plan.name: (plan.name, plan.short) for plan in ACTIVITIES}
    used = {journal.subject for journal in journals}
    return {
        code: tables.add(Subject, school_id=school_id, name=name, short_name=short)
        for code, (name, short) in known.items()
        if code in used
    }


def add_curriculum(tables: Tables, year_id: int, shape: Shape, subjects: dict[str, int]) -> None:
    """Add the curriculum table; what neighbouring classes learn together has no line in it."""
    grades = {grade for (grade, _), _ in shape.classes}
    for plan in SUBJECTS:
        weekly = plan.small if shape.size == "small" else plan.weekly
        for grade, lessons in weekly.items():
            split = plan.split.get(grade)
            if grade not in grades or split == "pairs" or plan.code not in subjects:
                continue
            tables.add(
                CurriculumLine,
                year_id=year_id,
                grade=grade,
                subject_id=subjects[plan.code],
                kind=str(JournalKind.SUBJECT),
                lessons_per_week=lessons,
                group_count=2 if split == "halves" else 0,
            )


def add_journals(
    tables: Tables,
    year_id: int,
    journals: Sequence[JournalPlan],
    subjects: dict[str, int],
    classes: dict[ClassKey, int],
    year_starts: date,
) -> None:
    """Add the journals with their groups, members and teachers."""
    for journal in journals:
        group = _group(tables, year_id, journal, subjects) if journal.is_group else None
        journal.journal_id = tables.add(
            Journal,
            year_id=year_id,
            kind=str(journal.kind),
            subject_id=subjects[journal.subject],
            class_id=None if group is not None else classes[journal.classes[0]],
            group_id=group,
            name=journal.name,
            grade=journal.grade,
            starts_on=year_starts,
            attendance_only=journal.kind is not JournalKind.SUBJECT,
            runs_in_breaks=journal.runs_in_breaks,
        )
        for post in journal.posts:
            tables.add(
                JournalTeacher,
                journal_id=journal.journal_id,
                person_id=post.staff.person_id,
                starts_on=post.starts_on,
                ends_on=post.ends_on,
            )


def _group(tables: Tables, year_id: int, journal: JournalPlan, subjects: dict[str, int]) -> int:
    group = tables.add(
        StudyGroup, year_id=year_id, subject_id=subjects[journal.subject], name=journal.name
    )
    for one in journal.members:
        tables.add(
            GroupMembership,
            group_id=group,
            pupil_id=one.pupil.pupil_id,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
    return group


def add_timetable(
    tables: Tables,
    year_id: int,
    placed: Sequence[Placed],
    rooms: dict[tuple[int, int, int], int],
    year_starts: date,
) -> None:
    """Add the timetable of the year."""
    version = tables.add(
        TimetableVersion,
        year_id=year_id,
        valid_from=year_starts,
        source="Paraugskolas stundu saraksts",
        imported_at=datetime.combine(year_starts, time(12), RIGA) - timedelta(days=6),
    )
    for one in placed:
        tables.add(
            TimetableSlot,
            version_id=version,
            journal_id=one.journal.journal_id,
            weekday=one.weekday,
            number=one.number,
            room_id=rooms[one.journal.number, one.weekday, one.number],
        )
