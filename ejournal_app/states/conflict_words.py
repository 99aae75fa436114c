"""What is told of a pupil who was registered as there although a note says otherwise (11)."""

from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.services.absences.conflicts import Conflict
from ejournal_app.services.absences.shown import CellConflict


def conflict_words(conflict: Conflict | CellConflict, language: str) -> str:
    """Return who registered what; nothing of why the pupil should be away."""
    return gettext(
        language,
        N_(
            "Conflict: {teacher} registered the pupil as present, {recorder} recorded an absence"
            " note for this time."
        ),
        teacher=conflict.registered_by,
        recorder=conflict.note_by,
    )
