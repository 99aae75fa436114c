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
