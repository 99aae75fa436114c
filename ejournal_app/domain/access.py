"""Who acts, in which roles, and what there is to be allowed (matrix: who may see what)."""

from dataclasses import dataclass, field
from enum import StrEnum


class GrantedRole(StrEnum):
    """Roles the superuser grants with dates (Regulation 7.2)."""

    SUPERUSER = "superuser"
    """Virslietotājs."""
    MANAGEMENT = "management"
    """Skolas vadība."""
    CLERK = "clerk"
    """Lietvede."""
    TEACHER = "teacher"
    """Pedagogs."""


class Permission(StrEnum):
    """Every act the system knows, as scope:resource:action."""

    DAY_READ = "own:day:read"
    JOURNAL_LIST = "school:journal:list"
    JOURNAL_READ = "journal:entries:read"
    LESSON_WRITE = "journal:lesson:write"
    ATTENDANCE_WRITE = "journal:attendance:write"
    MARK_WRITE = "journal:mark:write"
    WORK_WRITE = "journal:work:write"
    DIARY_READ = "pupil:diary:read"
    PUPIL_LIST = "school:pupil:list"
    PERSONAL_FILE_READ = "pupil:file:read"
    OVERVIEW_READ = "school:overview:read"
    ACCOUNT_OWN = "own:account:use"
    IMPORT_APPLY = "school:import:apply"
    SETUP_WRITE = "school:setup:write"
    """School data, years, calendars, bells, scales, kinds of work, rules (Regulation 7.1)."""
    STAFF_LIST = "school:staff:list"
    STAFF_WRITE = "school:staff:write"
    """Persons who work here and their contracts (Regulation 5)."""
    ROLE_GRANT = "school:role:grant"
    """Opening the access of staff, granted roles (Regulation 5, 7.2)."""
    TEACHING_WRITE = "school:teaching:write"
    """Classes, subjects, groups, journals, their teachers, timetable (Regulation 7.3, 7.4, 7.6)."""
    MOVEMENT_WRITE = "school:movement:write"
    """Enrolling, leaving, moving, promoting, programme codes (Regulation 4, 7.7, 8)."""
    MOVEMENT_READ = "school:movement:read"
    """The register of orders about pupils."""
    PERSONAL_FILE_WRITE = "pupil:file:write"
    """A pupil's data and guardians."""
    ACCOUNT_MANAGE = "school:account:manage"
    """Invitations, resets, who has logged in (Regulation 4, 5)."""
    MARK_OVERRIDE = "journal:mark:override"
    """A superuser's marks, with a reason (Regulation 7.8)."""
    MARK_REVERT = "school:entries:revert"
    """Putting back what one account wrote between two moments."""
    HELD_DECIDE = "school:held:decide"
    """Seeing whose entries are held back, and dropping them."""
    PERIOD_WRITE = "journal:period:write"
    """Interim, semester, year, re-examination and final marks (Regulation 17-19)."""
    PERIOD_MANAGE = "school:period:manage"
    """When such marks may be entered; opening a closed period for somebody."""
    CLASS_MARKS_READ = "class:marks:read"
    """All subjects of a class, pupil by pupil."""
    RISK_LIST = "school:risk:list"
    """Pupils who may need help; a class teacher sees the own class."""
    ACHIEVEMENT_LIST = "school:achievement:list"
    """The register of achievements; a class teacher sees the own class (Regulation 7.8)."""
    ACHIEVEMENT_WRITE = "pupil:achievement:write"
    FILE_CHECK_READ = "school:filecheck:read"
    FILE_CHECK_WRITE = "pupil:filecheck:write"
    """Confirming what a personal file holds (Regulation 9)."""
    CLASS_NOTICE_WRITE = "class:notice:write"
    """Telling the parents of a class what the journal offers (Regulation 6)."""
    DUTY_OWN = "own:duty:read"
    """What the person owes and by when (Regulation 6, 9, 10, 15-21)."""
    CLASS_DUTY_WRITE = "class:duty:write"
    """Saying that statements or report cards of a class are sent (Regulation 16, 21)."""
    TIMELINESS_READ = "school:timeliness:read"
    """How timely the entries of teachers and classes are."""
    EXTENSION_WRITE = "school:extension:write"
    """Putting a deadline off for a person or a journal, with a reason (Regulation 15)."""
    TEACHER_ABSENCE_READ = "school:teacherabsence:read"
    """Teachers' absences with their reasons (Regulation 12, 14)."""
    TEACHER_ABSENCE_WRITE = "school:teacherabsence:write"
    TEACHER_ABSENCE_OVERRIDE = "school:teacherabsence:override"
    """Letting lessons inside an incapacity be registered, with a reason (Regulation 14)."""
    TEACHER_ABSENCE_ASK = "own:teacherabsence:ask"
    """Asking to be away (Regulation 14)."""
    LESSON_READ = "lesson:entry:read"
    """One lesson, also for whoever leads it instead of its teacher (Regulation 12)."""
    NOTE_LIST = "school:absencenote:list"
    """The register of absence notes; a class teacher sees the own class (Regulation 11)."""
    NOTE_READ = "pupil:absencenote:read"
    """Why a pupil was absent, with what was handed in."""
    NOTE_WRITE = "pupil:absencenote:write"
    """Registering notes and deciding about applications (Regulation 11)."""
    ABSENCE_FILE = "pupil:absence:file"
    """Applying for the absence of a pupil (Regulation 4, 11)."""
    ABSENT_TODAY_READ = "school:absenttoday:read"
    """Who is absent without news; a class teacher sees the own class (MK 89/2011)."""
    ABSENT_CONTACT_WRITE = "pupil:absentcontact:write"
    """Writing down who was told of an absence, and what was done about unjustified ones."""
    ABSENCE_REPORT_READ = "school:absencereport:read"
    """Absences in numbers; a class teacher sees the own class (Regulation 20)."""
    EVENT_LIST = "school:event:list"
    """Out-of-class events (Regulation 11)."""
    EVENT_WRITE = "own:event:write"
    """Proposing an event one is responsible for, and saying who takes part."""
    EVENT_DECIDE = "school:event:decide"
    SUBSTITUTION_PLAN = "school:substitution:plan"
    """Who leads the lessons of absent teachers; confirming what others entered (Regulation 12)."""
    SUBSTITUTION_ENTER = "own:substitution:enter"
    """Entering a substitution nobody planned, as the substitute."""
    SUBSTITUTION_HOURS = "school:substitution:hours"
    """Substituted lessons by teacher and reason (Regulation 20)."""
    DAY_CHANGES_READ = "school:daychanges:read"
    """What is different in the lessons of a day, without reasons."""
    SCREEN_MANAGE = "school:screen:write"
    """Secret addresses of the screens that show the changes of the day."""
    JOB_READ = "school:job:read"
    """Scheduled work, and messages that could not be delivered."""
    SCHOOL_EXPORT = "school:export:read"
    """The whole school as open files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who is asking: an account with the roles that hold today, or nobody."""

    account_id: int
    person_id: int
    session_id: int
    name: str
    language: str = "lv"
    theme: str = "auto"
    roles: frozenset[GrantedRole] = field(default_factory=frozenset[GrantedRole])
    """Granted roles in force today, only with a contract in force."""
    class_ids: frozenset[int] = field(default_factory=frozenset[int])
    """Classes this person is class teacher of today."""
    pupil_id: int | None = None
    """The pupil this person is, while enrolled."""
    child_ids: frozenset[int] = field(default_factory=frozenset[int])
    """Pupils this person may see as a guardian today."""
    address: str = ""
    """Network address, for the audit trail."""

    def has(self, role: GrantedRole) -> bool:
        """Return whether a granted role holds today."""
        return role in self.roles

    @property
    def is_staff(self) -> bool:
        """Return whether the person works at the school today."""
        return bool(self.roles)
