"""Acts of the audit trail in words."""

from ejournal_app.domain.access import Permission
from ejournal_app.domain.messages import N_

ACTION_WORDS: dict[str, str] = {
    "login": N_("Logged in"),
    "logout": N_("Logged out"),
    "logout.everywhere": N_("Logged out everywhere"),
    "account.password": N_("Password changed"),
    "account.preferences": N_("Language or theme changed"),
    "session.revoke": N_("Session ended"),
    "feed.create": N_("Calendar address made"),
    "feed.revoke": N_("Calendar address revoked"),
    Permission.MARK_WRITE: N_("Mark entered"),
    Permission.ATTENDANCE_WRITE: N_("Attendance entered"),
    Permission.LESSON_WRITE: N_("Lesson entered"),
    Permission.WORK_WRITE: N_("Work added"),
    Permission.PERSONAL_FILE_READ: N_("Personal file read"),
    Permission.DIARY_READ: N_("Diary"),
    Permission.JOURNAL_READ: N_("Journal"),
    Permission.DAY_READ: N_("Day"),
    Permission.JOURNAL_LIST: N_("Journals"),
    Permission.PUPIL_LIST: N_("Pupils"),
    Permission.OVERVIEW_READ: N_("School"),
    Permission.IMPORT_APPLY: N_("Import"),
    Permission.TEACHING_WRITE: N_("Classes, subjects or journals changed"),
    "staff.contract.add": N_("Contract entered"),
    "staff.contract.change": N_("Contract changed"),
    "staff.contract.remove": N_("Contract removed"),
    "staff.contract.activate": N_("Contract activated"),
    "account.create": N_("Account made"),
    "account.lock": N_("Account locked"),
    "account.unlock": N_("Account unlocked"),
    "role.grant": N_("Role granted"),
    "role.end": N_("Last day of a role set"),
    "role.revoke": N_("Role taken away"),
    "person.add": N_("Person added"),
    "person.change": N_("Person's data changed"),
    "person.remove": N_("Person removed"),
    "guardian.add": N_("Guardian added"),
    "guardian.change": N_("Guardian changed"),
    "guardian.end": N_("Guardian ended"),
    "pupil.parents": N_("Parents' access switched"),
    "pupil.language": N_("Second language changed"),
    "programme.add": N_("Programme added"),
    "programme.change": N_("Programme changed"),
    "programme.retire": N_("Programme retired"),
    "programme.restore": N_("Programme taken into use again"),
    Permission.STAFF_LIST: N_("Member of staff read"),
    Permission.MARK_OVERRIDE: N_("Mark entered as superuser"),
    Permission.MARK_REVERT: N_("Entries put back"),
    "held.confirmed": N_("Held entries confirmed"),
    "held.dropped": N_("Held entries dropped"),
}
"""By the action of an entry."""

OTHER_ACT = N_("Something else")
"""For acts that have no words of their own."""
