"""One journal's settings: showing, changing, ending, deleting it (Regulation 7.3)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, exists, select
from sqlmodel import Session, SQLModel, col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.periods import FINAL_GRADES
from ejournal_app.domain.typed_name import require_typed
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Journal,
    JournalTeacher,
    Lesson,
    SchoolClass,
    SchoolYear,
    StudyGroup,
    Subject,
    SubstitutionPlan,
    TimetableSlot,
)
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case
from ejournal_app.services.lesson_planning import remove_untouched, replan
from ejournal_app.services.setup.year_rows import require_within

from .finding import find
from .journal_checks import check_name, check_period
from .journal_teachers import teacher_terms
from .journal_uses import uses_of_journal
from .staff import StaffOption, staff_options
from .terms import PersonTerm
from .years import year_label


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalSettings:
    """A journal with everything its page of settings shows."""

    journal_id: int
    name: str
    kind: JournalKind
    subject: str
    place: str
    class_id: int | None
    group_id: int | None
    year: str
    grade: int
    starts_on: date
    ends_on: date | None
    course_ends_on: date | None
    """The day the course of the subject ends in it: then there is a final mark (19)."""
    has_final: bool
    """Its grade is one of those with final marks."""
    year_starts_on: date
    year_ends_on: date
    attendance_only: bool
    runs_in_breaks: bool
    entries: int
    """Lessons with entries, and works; 0: it can be deleted."""
    what_goes: tuple[Message, ...]
    teachers: tuple[PersonTerm, ...]
    """The latest first."""
    staff: tuple[StaffOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalData:
    """What can be changed of a journal."""

    name: str
    kind: JournalKind
    starts_on: date
    ends_on: date | None
    attendance_only: bool
    runs_in_breaks: bool
    course_ends_on: date | None = None


@use_case
def journal_settings(actor: Actor, journal_id: int) -> JournalSettings:
    """Return a journal's settings."""
    require(actor, Permission.TEACHING_WRITE)
    today = clock.today()
    with reading() as session:
        journal = find(session, Journal, journal_id)
        year = find(session, SchoolYear, journal.year_id)
        uses = uses_of_journal(session, journal)
        return JournalSettings(
            journal_id=journal_id,
            name=journal.name,
            kind=JournalKind(journal.kind),
            subject=find(session, Subject, journal.subject_id).name,
            place=place_of(session, journal),
            class_id=journal.class_id,
            group_id=journal.group_id,
            year=year_label(year.starting),
            grade=journal.grade,
            starts_on=journal.starts_on,
            ends_on=journal.ends_on,
            course_ends_on=journal.course_ends_on,
            has_final=journal.grade in FINAL_GRADES,
            year_starts_on=year.starts_on,
            year_ends_on=year.ends_on,
            attendance_only=journal.attendance_only,
            runs_in_breaks=journal.runs_in_breaks,
            entries=uses.entries,
            what_goes=uses.what_goes,
            teachers=teacher_terms(session, journal_id, today),
            staff=staff_options(session, today),
        )


@use_case
def save_journal(actor: Actor, journal_id: int, data: JournalData) -> None:
    """Change a journal; lessons to come are planned again, entries are never touched.

    Refused when entries lie outside the new days, and for "attendance only" once there are works.
    """
    require(actor, Permission.TEACHING_WRITE)
    name = check_name(data.name)
    with writing() as session:
        journal = find(session, Journal, journal_id, lock=True)
        year = find(session, SchoolYear, journal.year_id)
        check_period(year, data.starts_on, data.ends_on)
        _check_course(year, journal, data)
        _check_entries(session, journal, data)
        before = _facts(journal)
        journal.name, journal.kind = name, data.kind
        journal.starts_on, journal.ends_on = data.starts_on, data.ends_on
        journal.course_ends_on = data.course_ends_on
        journal.attendance_only = data.attendance_only
        journal.runs_in_breaks = data.runs_in_breaks
        after = _facts(journal)
        if after == before:
            return
        changed = [key for key in after if after[key] != before[key]]
        audit.record(
            session,
            actor=actor,
            action=Permission.TEACHING_WRITE,
            entity="journal",
            entity_id=journal_id,
            before={key: before[key] for key in changed},
            after={key: after[key] for key in changed},
        )
        if {"starts_on", "ends_on", "runs_in_breaks"} & set(changed):
            session.flush()
            _plan_again(session, journal, year)


@use_case
def delete_journal(actor: Actor, journal_id: int, *, typed: str) -> str:
    """Remove a journal in which nothing is recorded, and return its name; Refused otherwise.

    Its planned lessons, places in the timetable and teachers go with it; a group nobody was ever
    in and no other journal uses goes too.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        journal = find(session, Journal, journal_id, lock=True)
        lessons = session.connection().scalars(
            select(col(Lesson.id)).where(col(Lesson.journal_id) == journal_id)
        )
        # Whoever records at this moment is waited for; then the question is asked.
        remove_untouched(session, [one for one in lessons if one is not None])
        uses = uses_of_journal(session, journal)
        if uses.entries:
            raise Refused(
                Message(
                    N_("{name} has entries ({n}): it can be ended, never deleted."),
                    {"name": journal.name, "n": uses.entries},
                )
            )
        if session.connection().scalar(
            select(exists().where(col(SubstitutionPlan.journal_id) == journal_id))
        ):
            raise Refused(
                Message(
                    N_("A substitution is planned in {name}: plan another one first."),
                    {"name": journal.name},
                )
            )
        require_typed(typed, journal.name)
        for model in (TimetableSlot, JournalTeacher):
            table = SQLModel.metadata.tables[str(model.__tablename__)]
            session.connection().execute(delete(table).where(table.c.journal_id == journal_id))
        name, facts, group_id = journal.name, _facts(journal), journal.group_id
        session.delete(journal)
        session.flush()
        if group_id is not None and not uses.members and not uses.shares_group:
            session.delete(find(session, StudyGroup, group_id))
        audit.record(
            session,
            actor=actor,
            action=Permission.TEACHING_WRITE,
            entity="journal",
            entity_id=journal_id,
            before={
                **facts,
                "deleted": [message.english() for message in uses.what_goes],
            },
        )
        return name


def place_of(session: Session, journal: Journal) -> str:
    """Return the class or group of a journal."""
    if journal.class_id is not None:
        return find(session, SchoolClass, journal.class_id).name
    assert journal.group_id is not None
    return find(session, StudyGroup, journal.group_id).name


def _check_course(year: SchoolYear, journal: Journal, data: JournalData) -> None:
    """Refuse the end of a course outside the year, or in a grade without final marks (19)."""
    if data.course_ends_on is None:
        return
    if journal.grade not in FINAL_GRADES:
        raise Refused(
            Message(N_("A course with a final mark ends in grades 10–12 only.")),
            field="course_ends_on",
        )
    require_within(year, data.course_ends_on, field="course_ends_on")


def _check_entries(session: Session, journal: Journal, data: JournalData) -> None:
    uses = uses_of_journal(session, journal)
    if data.attendance_only and not journal.attendance_only and uses.works:
        raise Refused(
            Message(
                N_("The journal has works ({n}): it cannot be kept for attendance only."),
                {"n": uses.works},
            ),
            field="attendance_only",
        )
    if uses.first_entry is not None and uses.first_entry < data.starts_on:
        raise Refused(
            Message(
                N_("There are entries on {day}: the journal cannot begin later."),
                {"day": uses.first_entry},
            ),
            field="starts_on",
        )
    if uses.last_entry is not None and data.ends_on is not None and uses.last_entry > data.ends_on:
        raise Refused(
            Message(
                N_("There are entries on {day}: the journal cannot end earlier."),
                {"day": uses.last_entry},
            ),
            field="ends_on",
        )


def _plan_again(session: Session, journal: Journal, year: SchoolYear) -> None:
    """Take away untouched lessons outside the journal's days, past ones too, and plan anew."""
    assert journal.id is not None
    assert year.id is not None
    outside = col(Lesson.day) < journal.starts_on
    if journal.ends_on is not None:
        outside |= col(Lesson.day) > journal.ends_on
    lessons = session.connection().scalars(
        select(col(Lesson.id)).where(col(Lesson.journal_id) == journal.id, outside)
    )
    remove_untouched(session, [one for one in lessons if one is not None])
    replan(session, year.id, max(year.starts_on, min(clock.today(), journal.starts_on)))


def _facts(journal: Journal) -> dict[str, str | bool | None]:
    return {
        "name": journal.name,
        "kind": str(journal.kind),
        "starts_on": journal.starts_on.isoformat(),
        "ends_on": journal.ends_on.isoformat() if journal.ends_on else None,
        "course_ends_on": journal.course_ends_on.isoformat() if journal.course_ends_on else None,
        "attendance_only": journal.attendance_only,
        "runs_in_breaks": journal.runs_in_breaks,
    }
