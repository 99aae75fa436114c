"""What a person may do, in words: asked of the policies, so that it is what really holds."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import (
    Account,
    ClassTeacher,
    Journal,
    JournalTeacher,
    Person,
    SchoolClass,
)
from ejournal_app.persistence.queries.facts import journal_facts
from ejournal_app.policies.facts import ClassFacts, JournalFacts, PupilFacts, Subject
from ejournal_app.policies.rules import allows
from ejournal_app.services.accounts.identity import standing_of

WORDS: dict[Permission, str] = {
    Permission.DAY_READ: N_("Sees the lessons of the own day."),
    Permission.JOURNAL_LIST: N_("Sees the list of journals."),
    Permission.NOTE_LIST: N_("Sees the register of absence notes."),
    Permission.ABSENT_TODAY_READ: N_("Sees who is absent today without news."),
    Permission.ABSENCE_REPORT_READ: N_("Sees the absences of pupils in numbers."),
    Permission.NOTE_READ: N_("Reads why pupils were absent."),
    Permission.NOTE_WRITE: N_("Registers absence notes of every pupil."),
    Permission.ABSENCE_FILE: N_("Applies for absences of the own children."),
    Permission.ABSENT_CONTACT_WRITE: N_("Writes down who was told of absences."),
    Permission.EVENT_LIST: N_("Sees the out-of-class events."),
    Permission.EVENT_WRITE: N_("Proposes out-of-class events and says who takes part."),
    Permission.EVENT_DECIDE: N_("Approves out-of-class events."),
    Permission.SUBSTITUTION_PLAN: N_("Plans and confirms substitutions."),
    Permission.SUBSTITUTION_ENTER: N_("Enters substitutions nobody planned."),
    Permission.SUBSTITUTION_HOURS: N_("Sees the hours of substitutions."),
    Permission.DAY_CHANGES_READ: N_("Sees what is different in the lessons of a day."),
    Permission.SCREEN_MANAGE: N_("Makes and ends addresses of the school's screens."),
    Permission.LESSON_READ: N_("Reads every lesson."),
    Permission.TEACHER_ABSENCE_ASK: N_("Asks to be away."),
    Permission.OVERVIEW_READ: N_("Sees how the entries of the whole school stand."),
    Permission.PUPIL_LIST: N_("Sees the list of pupils."),
    Permission.STAFF_LIST: N_("Sees the staff and their contracts."),
    Permission.STAFF_WRITE: N_("Enters staff and contracts."),
    Permission.ROLE_GRANT: N_("Activates contracts, grants and ends roles."),
    Permission.SETUP_WRITE: N_("Sets up the school, its years, bells, works and rules."),
    Permission.TEACHING_WRITE: N_("Makes classes, groups, journals and the timetable."),
    Permission.MOVEMENT_WRITE: N_("Enrols, moves and promotes pupils."),
    Permission.MOVEMENT_READ: N_("Sees how pupils were enrolled, moved and promoted."),
    Permission.ACHIEVEMENT_LIST: N_("Sees the register of achievements."),
    Permission.IMPORT_APPLY: N_("Imports pupils, timetables and journals."),
    Permission.ACCOUNT_MANAGE: N_("Invites people and resets passwords."),
    Permission.FILE_CHECK_READ: N_("Sees how complete the personal files are."),
    Permission.SCHOOL_EXPORT: N_("Takes the whole school out as files."),
    Permission.JOURNAL_READ: N_("Reads every journal."),
    Permission.MARK_OVERRIDE: N_("Enters marks for a teacher, with a reason."),
    Permission.DIARY_READ: N_("Reads the diary of every pupil."),
    Permission.PERSONAL_FILE_READ: N_("Reads the personal file of every pupil."),
    Permission.PERSONAL_FILE_WRITE: N_("Changes pupils' data and guardians."),
    Permission.ACHIEVEMENT_WRITE: N_("Registers achievements of every pupil."),
    Permission.FILE_CHECK_WRITE: N_("Confirms what the personal file of every pupil holds."),
    Permission.LESSON_WRITE: N_("Enters lessons in every journal."),
    Permission.ATTENDANCE_WRITE: N_("Registers attendance in every journal."),
    Permission.MARK_WRITE: N_("Enters marks in every journal."),
    Permission.WORK_WRITE: N_("Adds works in every journal."),
    Permission.CLASS_NOTICE_WRITE: N_("Writes to the parents of every class."),
    Permission.MARK_REVERT: N_("Puts back what one account wrote between two moments."),
    Permission.HELD_DECIDE: N_("Sees which entries are held back and may drop them."),
    Permission.PERIOD_WRITE: N_("Enters interim, year and final marks in every journal."),
    Permission.PERIOD_MANAGE: N_("Says when period marks are entered, and opens closed periods."),
    Permission.CLASS_MARKS_READ: N_("Reads the marks of every class, all subjects together."),
    Permission.RISK_LIST: N_("Sees which pupils may need help."),
    Permission.DUTY_OWN: N_("Sees what is due and by when."),
    Permission.CLASS_DUTY_WRITE: N_(
        "Confirms for every class that statements and report cards are sent."
    ),
    Permission.TIMELINESS_READ: N_("Sees how timely the entries of the school are."),
    Permission.EXTENSION_WRITE: N_("Puts deadlines off, with a reason."),
    Permission.TEACHER_ABSENCE_READ: N_("Sees teachers' absences and their reasons."),
    Permission.TEACHER_ABSENCE_WRITE: N_("Enters teachers' absences."),
    Permission.TEACHER_ABSENCE_OVERRIDE: N_(
        "Lets lessons during a teacher's incapacity be registered, with a reason."
    ),
    Permission.JOB_READ: N_("Sees scheduled work and what could not be delivered."),
}
"""What each permission lets a person do without having anything to do with the object."""

_SOMEBODY = PupilFacts(pupil_id=0)
_SOME_JOURNAL = JournalFacts(journal_id=0, teacher_ids=frozenset[int](), class_ids=frozenset[int]())
_SUBJECTS: tuple[Subject, ...] = (None, _SOME_JOURNAL, _SOMEBODY, ClassFacts.of(0))

TEACHES = N_("Enters lessons, attendance and marks in the journals: {names}.")
CLASS_TEACHER = N_(
    "Class teacher of {names}: reads its journals, diaries and personal files,"
    " confirms what the files hold and writes to its parents."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What a person may do today."""

    sentences: tuple[Message, ...] = ()
    why_none: Message | None = None
    """Why there is nothing to do today."""


def rights_of(session: Session, person: Person, account: Account | None, today: date) -> Rights:
    """Return what a member of staff may do today, role by role, journal by journal."""
    if account is None or account.id is None:
        return Rights(why_none=Message(N_("May do nothing yet: no contract has been activated.")))
    if account.is_locked:
        return Rights(why_none=Message(N_("May do nothing: the account is locked.")))
    person_id = account.person_id
    standing = standing_of(session, account_id=account.id, person_id=person_id, on=today)
    if not standing.roles:
        return Rights(
            why_none=Message(
                N_("May do nothing today: no role holds, or no activated contract is in force.")
            )
        )
    actor = Actor(
        account_id=account.id,
        person_id=person_id,
        session_id=0,
        name=f"{person.given_name} {person.family_name}",
        roles=standing.roles,
        class_ids=standing.class_ids,
    )
    sentences = [
        Message(words)
        for permission, words in WORDS.items()
        if any(allows(actor, permission, subject) for subject in _SUBJECTS)
    ]
    journals = [
        journal.name
        for journal in _journals_taught(session, person_id, today)
        if allows(actor, Permission.LESSON_WRITE, journal_facts(session, journal, today))
    ]
    if journals:
        sentences.append(Message(TEACHES, {"names": ", ".join(sorted(journals, key=sort_key))}))
    classes = [
        school_class.name
        for school_class in _classes_led(session, person_id, today)
        if allows(actor, Permission.CLASS_NOTICE_WRITE, ClassFacts.of(school_class.id or 0))
    ]
    if classes:
        names = ", ".join(sorted(classes, key=sort_key))
        sentences.append(Message(CLASS_TEACHER, {"names": names}))
    return Rights(sentences=tuple(sentences))


def _journals_taught(session: Session, person_id: int, today: date) -> list[Journal]:
    return list(
        session.scalars(
            select(Journal)
            .join(JournalTeacher, col(JournalTeacher.journal_id) == col(Journal.id))
            .where(
                col(JournalTeacher.person_id) == person_id,
                col(JournalTeacher.starts_on) <= today,
                or_(col(JournalTeacher.ends_on).is_(None), col(JournalTeacher.ends_on) >= today),
            )
        ).unique()
    )


def _classes_led(session: Session, person_id: int, today: date) -> list[SchoolClass]:
    return list(
        session.scalars(
            select(SchoolClass)
            .join(ClassTeacher, col(ClassTeacher.class_id) == col(SchoolClass.id))
            .where(
                col(ClassTeacher.person_id) == person_id,
                col(ClassTeacher.starts_on) <= today,
                or_(col(ClassTeacher.ends_on).is_(None), col(ClassTeacher.ends_on) >= today),
            )
        ).unique()
    )
