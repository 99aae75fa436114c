"""Which predicate allows which act: the access matrix as code. What has no rule is refused."""

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden

from . import predicates as p
from .facts import ClassFacts, JournalFacts, PupilFacts, Subject

_READS_EVERYTHING = p.any_of(p.is_management, p.is_superuser)
_TEACHES_OR_LEADS = p.any_of(p.teaches, p.leads)
_CLASS_OR_SCHOOL = p.any_of(p.is_some_class_teacher, _READS_EVERYTHING)

RULES: dict[Permission, p.Predicate] = {
    Permission.ACCOUNT_OWN: p.anyone,
    Permission.DAY_READ: p.is_teacher,
    Permission.JOURNAL_LIST: p.any_of(p.is_teacher, p.is_some_class_teacher, _READS_EVERYTHING),
    Permission.JOURNAL_READ: p.about(
        JournalFacts, p.any_of(p.teaches, p.is_class_teacher_of, _READS_EVERYTHING)
    ),
    Permission.LESSON_WRITE: _TEACHES_OR_LEADS,
    Permission.ATTENDANCE_WRITE: _TEACHES_OR_LEADS,
    Permission.MARK_WRITE: _TEACHES_OR_LEADS,
    Permission.WORK_WRITE: _TEACHES_OR_LEADS,
    Permission.DIARY_READ: p.about(
        PupilFacts,
        p.any_of(p.is_guardian_of, p.is_that_pupil, p.is_class_teacher_of, _READS_EVERYTHING),
    ),
    Permission.PUPIL_LIST: p.any_of(p.is_clerk, p.is_some_class_teacher, _READS_EVERYTHING),
    Permission.PERSONAL_FILE_READ: p.about(
        PupilFacts,
        p.any_of(
            p.is_clerk,
            p.is_class_teacher_of,
            p.is_guardian_of,
            p.is_that_pupil,
            _READS_EVERYTHING,
        ),
    ),
    Permission.OVERVIEW_READ: _READS_EVERYTHING,
    Permission.IMPORT_APPLY: p.is_superuser,
    Permission.SETUP_WRITE: p.is_superuser,
    Permission.STAFF_LIST: p.any_of(p.is_clerk, _READS_EVERYTHING),
    Permission.STAFF_WRITE: p.any_of(p.is_clerk, p.is_superuser),
    Permission.ROLE_GRANT: p.is_superuser,
    Permission.TEACHING_WRITE: p.is_superuser,
    Permission.MOVEMENT_WRITE: p.is_superuser,
    Permission.MOVEMENT_READ: p.any_of(p.is_clerk, _READS_EVERYTHING),
    Permission.PERSONAL_FILE_WRITE: p.about(PupilFacts, p.any_of(p.is_clerk, p.is_superuser)),
    Permission.ACCOUNT_MANAGE: p.is_superuser,
    Permission.MARK_OVERRIDE: p.about(JournalFacts, p.is_superuser),
    Permission.MARK_REVERT: p.is_superuser,
    Permission.HELD_DECIDE: _READS_EVERYTHING,
    Permission.PERIOD_WRITE: p.teaches,
    Permission.PERIOD_MANAGE: _READS_EVERYTHING,
    Permission.CLASS_MARKS_READ: p.about(
        ClassFacts, p.any_of(p.is_class_teacher_of, _READS_EVERYTHING)
    ),
    Permission.RISK_LIST: p.any_of(p.is_some_class_teacher, _READS_EVERYTHING),
    Permission.ACHIEVEMENT_LIST: p.any_of(p.is_some_class_teacher, _READS_EVERYTHING),
    Permission.ACHIEVEMENT_WRITE: p.about(
        PupilFacts, p.any_of(p.is_class_teacher_of, p.is_superuser)
    ),
    Permission.FILE_CHECK_READ: p.any_of(p.is_clerk, p.is_some_class_teacher, _READS_EVERYTHING),
    Permission.FILE_CHECK_WRITE: p.about(
        PupilFacts, p.any_of(p.is_class_teacher_of, p.is_superuser)
    ),
    Permission.CLASS_NOTICE_WRITE: p.about(ClassFacts, p.is_class_teacher_of),
    Permission.DUTY_OWN: p.is_staff,
    Permission.CLASS_DUTY_WRITE: p.about(ClassFacts, p.is_class_teacher_of),
    Permission.TIMELINESS_READ: _READS_EVERYTHING,
    Permission.EXTENSION_WRITE: _READS_EVERYTHING,
    Permission.TEACHER_ABSENCE_READ: p.any_of(p.is_clerk, _READS_EVERYTHING),
    Permission.TEACHER_ABSENCE_WRITE: p.any_of(p.is_clerk, p.is_management),
    Permission.TEACHER_ABSENCE_OVERRIDE: p.is_superuser,
    Permission.TEACHER_ABSENCE_ASK: p.is_staff,
    Permission.LESSON_READ: p.about(
        JournalFacts, p.any_of(_TEACHES_OR_LEADS, p.is_class_teacher_of, _READS_EVERYTHING)
    ),
    Permission.NOTE_LIST: _CLASS_OR_SCHOOL,
    # The superuser sees that there is a note, but no health text: the services leave it out.
    Permission.NOTE_READ: p.about(
        PupilFacts,
        p.any_of(p.is_class_teacher_of, p.is_management, p.is_guardian_of, p.is_that_pupil),
    ),
    Permission.NOTE_WRITE: p.about(PupilFacts, p.any_of(p.is_class_teacher_of, p.is_management)),
    Permission.ABSENCE_FILE: p.may_file_for,
    Permission.ABSENT_TODAY_READ: _CLASS_OR_SCHOOL,
    Permission.ABSENT_CONTACT_WRITE: p.about(
        PupilFacts, p.any_of(p.is_class_teacher_of, p.is_management)
    ),
    Permission.ABSENCE_REPORT_READ: _CLASS_OR_SCHOOL,
    Permission.EVENT_LIST: p.is_staff,
    Permission.EVENT_WRITE: p.any_of(p.is_teacher, p.is_management),
    Permission.EVENT_DECIDE: p.is_management,
    Permission.SUBSTITUTION_PLAN: p.is_management,
    Permission.SUBSTITUTION_ENTER: p.is_teacher,
    Permission.SUBSTITUTION_HOURS: p.any_of(p.is_clerk, _READS_EVERYTHING),
    Permission.DAY_CHANGES_READ: p.anyone,
    Permission.SCREEN_MANAGE: _READS_EVERYTHING,
    Permission.JOB_READ: p.is_superuser,
    Permission.SCHOOL_EXPORT: p.is_superuser,
}


def allows(actor: Actor | None, permission: Permission, subject: Subject = None) -> bool:
    """Tell whether the actor may do this to the object; nobody may do anything unnamed here."""
    rule = RULES.get(permission)
    return actor is not None and rule is not None and rule(actor, subject)


def sees_every_pupil(actor: Actor, journal: JournalFacts) -> bool:
    """Tell whether a reader of a journal may see all its pupils, or those of the own class only."""
    return p.any_of(_TEACHES_OR_LEADS, _READS_EVERYTHING)(actor, journal)


def require(actor: Actor | None, permission: Permission, subject: Subject = None) -> None:
    """Raise Forbidden, with what was tried, unless the actor may do this to the object."""
    if allows(actor, permission, subject):
        return
    match subject:
        case JournalFacts():
            attempt = Attempt(action=permission, entity="journal", entity_id=subject.journal_id)
        case PupilFacts():
            attempt = Attempt(
                action=permission,
                entity="pupil",
                entity_id=subject.pupil_id,
                pupil_id=subject.pupil_id,
            )
        case ClassFacts():
            attempt = Attempt(action=permission, entity="class", entity_id=subject.class_id)
        case None:
            attempt = Attempt(action=permission)
    raise Forbidden(attempt)
