"""Every text of the board on which pupils are put into groups: key → English msgid."""

from ejournal_app.domain.messages import N_

SPLIT_LABELS: dict[str, str] = {
    "none": N_("In no group"),
    "count": N_("Pupils: {n}"),
    "from_elsewhere": N_("from other classes: {n}"),
    "in_two": N_("in several groups now"),
    "new": N_("New group"),
    "new_name": N_("Name of the new group"),
    "nobody": N_("Nobody yet"),
    "rules": N_("Share out by a rule"),
    "alphabet": N_("By the alphabet, in equal parts"),
    "turns": N_("In turns by the alphabet"),
    "language": N_("By the second foreign language"),
    "help": N_(
        "Drag pupils into a group, or tap one or several and then the group."
        " Nothing is saved until you save the split."
    ),
    "put_here": N_("Put here"),
    "put_into": N_("Put {n} into:"),
    "clear": N_("Clear the choice"),
    "moved": N_("{group}: {n} put there."),
    "changes": N_("Pupils changed: {n}"),
    "no_changes": N_("Nothing changed yet"),
    "back": N_("Undo the last step"),
    "start": N_("Begin again"),
    "save": N_("Save the split"),
    "review": N_("This will change"),
    "confirm": N_("Save"),
    "cancel": N_("Cancel"),
}
