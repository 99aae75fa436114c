"""Which pupils are absent on a day, and which of their lessons nobody has said anything about."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.persistence.queries.covers import Pupils, read_covers
from ejournal_app.services.attendance.counting import event_moments, missed_lessons


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A pupil registered as absent."""

    missed: tuple[int, ...]
    """Numbers of the lessons, rising."""
    without_news: tuple[int, ...]
    """Those no note, no open application and no event covers."""


def absent_on(session: Session, pupils: Pupils, day: date) -> Mapping[int, Absent]:
    """Return who was registered as absent in a lesson of a day, by pupil."""
    missed = [
        one
        for one in missed_lessons(session, pupils, day, day)
        if one.status is AttendanceStatus.ABSENT
    ]
    absent = {one.pupil_id for one in missed}
    covers = read_covers(session, sorted(absent), day, day, applications=True)
    moments = event_moments(session, covers, day, day)
    all_of: defaultdict[int, set[int]] = defaultdict(set)
    open_of: defaultdict[int, set[int]] = defaultdict(set)
    for one in missed:
        all_of[one.pupil_id].add(one.number)
        at = moments.get(one.lesson_id)
        if (
            covers.note(one.pupil_id, day, one.number) is None
            and not covers.has_applied(one.pupil_id, day, one.number)
            and (at is None or covers.event(one.pupil_id, *at) is None)
        ):
            open_of[one.pupil_id].add(one.number)
    return {
        pupil_id: Absent(
            missed=tuple(sorted(numbers)), without_news=tuple(sorted(open_of[pupil_id]))
        )
        for pupil_id, numbers in all_of.items()
    }
