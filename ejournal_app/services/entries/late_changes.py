"""Tells class teachers that locked marks of their pupils were changed."""

from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import Journal
from ejournal_app.persistence.queries.class_teachers import class_teachers_of
from ejournal_app.services.notices.telling import NoticeKind, tell

from .desk import Desk, LateChange


def note_late_change(desk: Desk, journal: Journal, pupil_id: int, reason: str) -> None:
    """Remember the change until the batch is done."""
    member = desk.members(journal).get(pupil_id)
    desk.late_changes.append(
        LateChange(
            pupil_id=pupil_id,
            pupil=f"{member.given_name} {member.family_name}" if member else "",
            journal=journal,
            reason=reason,
        )
    )


def tell_of_late_changes(desk: Desk) -> None:
    """Tell the class teachers of today, once for each journal; nobody of what they did themselves.

    The notice names pupil, journal and reason, not the values.
    """
    changes = desk.late_changes
    if not changes:
        return
    teachers = class_teachers_of(desk.session, {change.pupil_id for change in changes}, desk.today)
    by_place: dict[tuple[int, int], list[LateChange]] = {}
    for change in changes:
        for person_id in teachers.get(change.pupil_id, frozenset()):
            if person_id != desk.actor.person_id:
                by_place.setdefault((person_id, change.journal.id or 0), []).append(change)
    for (person_id, journal_id), own in by_place.items():
        tell(
            desk.session,
            [person_id],
            NoticeKind.MARK_AFTER_LOCK,
            _words(desk.actor.name, own),
            f"/zurnals/{journal_id}",
        )
        desk.told.add(person_id)


def _words(who: str, changes: list[LateChange]) -> Message:
    first = changes[0]
    if len(changes) == 1:
        return Message(
            N_("{who} changed a locked mark of {pupil} in {journal}: {reason}"),
            {
                "who": who,
                "pupil": first.pupil,
                "journal": first.journal.name,
                "reason": first.reason,
            },
        )
    return Message(
        N_("{who} changed locked marks in {journal}: {count}. {reason}"),
        {
            "who": who,
            "journal": first.journal.name,
            "count": len(changes),
            "reason": first.reason,
        },
    )
