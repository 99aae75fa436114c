"""Every list there is, by key. Add a list's definition to `_DEFINITIONS`."""

from functools import cache
from typing import Any

from ejournal_app.services.absences.listing import NOTES
from ejournal_app.services.achievements.listing import ACHIEVEMENTS
from ejournal_app.services.changes.history import HISTORY
from ejournal_app.services.class_tasks.file_list import FILES
from ejournal_app.services.class_tasks.overview import CLASS_TASKS
from ejournal_app.services.class_tasks.reader_list import READERS
from ejournal_app.services.events.listing import EVENTS
from ejournal_app.services.groups.group_list import GROUPS
from ejournal_app.services.groups.member_list import MEMBERS
from ejournal_app.services.guardians.listing import GUARDIANS
from ejournal_app.services.invitations.account_list import ACCOUNTS
from ejournal_app.services.journal_list import OPEN_JOURNALS
from ejournal_app.services.movements.register import MOVEMENTS
from ejournal_app.services.outbox.outbox_list import OUTBOX
from ejournal_app.services.periods.completeness import PERIOD_MARKS
from ejournal_app.services.programmes.listing import PROGRAMMES
from ejournal_app.services.promotion.listing import PROPOSALS
from ejournal_app.services.pupil_list import PUPILS
from ejournal_app.services.scheduled.listing import JOB_RUNS
from ejournal_app.services.staff.listing import STAFF
from ejournal_app.services.statistics.risk_list import AT_RISK
from ejournal_app.services.substitutions.hours import HOUR_LINES, HOURS
from ejournal_app.services.teacher_absences.listing import TEACHER_ABSENCES
from ejournal_app.services.teaching.class_list import CLASSES
from ejournal_app.services.teaching.journal_list import JOURNALS
from ejournal_app.services.teaching.subject_list import SUBJECTS
from ejournal_app.services.validation.checking import CHECKS

from .definition import ListDefinition

_DEFINITIONS: tuple[ListDefinition[Any], ...] = (
    ACCOUNTS,
    OUTBOX,
    ACHIEVEMENTS,
    CHECKS,
    EVENTS,
    CLASSES,
    HISTORY,
    JOURNALS,
    OPEN_JOURNALS,
    CLASS_TASKS,
    FILES,
    READERS,
    GROUPS,
    MEMBERS,
    GUARDIANS,
    JOB_RUNS,
    PERIOD_MARKS,
    PROGRAMMES,
    MOVEMENTS,
    NOTES,
    PROPOSALS,
    PUPILS,
    SUBJECTS,
    STAFF,
    HOURS,
    HOUR_LINES,
    TEACHER_ABSENCES,
    AT_RISK,
)


@cache
def all_lists() -> dict[str, ListDefinition[Any]]:
    """Return the lists by key."""
    return {definition.key: definition for definition in _DEFINITIONS}
