"""Every text of the client-side entry components: key → English msgid.

The page translates the values and passes the whole dictionary as the `labels` prop. Keys that end
in `_one` and `_many` are the two forms of a count; the browser picks by the page's language.
"""

from ejournal_app.domain.messages import N_

ENTRY_LABELS: dict[str, str] = {
    # The badge of the page
    "status_saved": N_("All saved"),
    "status_saving": N_("Saving… ({n})"),
    "status_offline": N_("No connection"),
    "status_offline_one": N_("No connection — {n} entry is waiting"),
    "status_offline_many": N_("No connection — {n} entries are waiting"),
    "status_refused_one": N_("{n} entry refused"),
    "status_refused_many": N_("{n} entries refused"),
    "status_conflict_one": N_("{n} conflict"),
    "status_conflict_many": N_("{n} conflicts"),
    "storage_full": N_("This browser cannot keep unsaved entries; do not close the page."),
    # The state of one field or cell
    "state_saving": N_("Saving…"),
    "state_saved": N_("Saved"),
    "state_offline": N_("Waiting for a connection"),
    "state_refused": N_("Refused"),
    "state_conflict": N_("Conflict"),
    "refused_default": N_("The entry was not accepted."),
    "dismiss": N_("Undo my entry"),
    # Two people wrote the same value
    "conflict_title": N_("Somebody else changed this meanwhile"),
    "conflict_mine": N_("Yours"),
    "conflict_theirs": N_("Theirs"),
    "conflict_by": N_("{by}, {at}"),
    "conflict_keep_theirs": N_("Keep theirs"),
    "conflict_put_mine": N_("Put mine"),
    "empty_value": N_("(empty)"),
    # The pupil list of a lesson
    "pupils": N_("Pupils"),
    "attendance": N_("Attendance"),
    "present": N_("Present"),
    "absent": N_("Absent"),
    "late": N_("Late"),
    "count_present": N_("Present: {n}"),
    "count_absent": N_("Absent: {n}"),
    "count_late": N_("Late: {n}"),
    "prev_absent": N_("absent in the previous lesson"),
    "prev_late": N_("late in the previous lesson"),
    "carry_over": N_("Carry over from the previous lesson"),
    "check": N_("Attendance checked"),
    "not_checked": N_("Attendance is not confirmed yet"),
    "checked": N_("Attendance is confirmed"),
    "no_pupils": N_("There are no pupils in this lesson."),
    "mark": N_("Mark"),
    "mark_of": N_("Mark: {name}"),
    "attendance_of": N_("Attendance: {name}"),
    # The pad and the grid
    "delete": N_("Delete"),
    "done": N_("Done"),
    "close": N_("Close"),
    "previous_pupil": N_("Previous pupil"),
    "next_pupil": N_("Next pupil"),
    "pupil": N_("Pupil"),
    "journal": N_("Journal"),
    "not_member": N_("not in the group on this day"),
    "no_columns": N_("There are no lessons or works in this journal yet."),
    "cell_failed": N_("{name}, {column}: {message}"),
    "grid_help": N_("Arrows move, typing replaces, Enter goes down, Esc cancels."),
}
