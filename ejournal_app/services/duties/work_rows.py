"""The works of a year with who is marked and who was absent, read in a few questions (15)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import col

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.persistence.models import (
    Attendance,
    Journal,
    LateSubmission,
    Lesson,
    Work,
)
from ejournal_app.persistence.queries.at_events import away_at_events
from ejournal_app.persistence.queries.teaching import is_held, work_stands

from .ground import Ground
from .marked import read_marked
from .pupil_sets import ids_as_text, text_as_ids, texts
from .reach import earliest
from .work_kinds import Kinds


class WorkRow(NamedTuple):
    """A work, as far as its deadline needs it."""

    work_id: int
    journal_id: int
    lesson_id: int | None
    kind_id: int
    title: str
    day: date


class WorkRows:
    """What was read of the works asked for."""

    def __init__(
        self,
        works: list[WorkRow],
        kinds: Kinds,
        marked: Mapping[int, str],
        absent: Mapping[int, str],
        lessons: Mapping[tuple[int, date], list[int]],
        late: Mapping[int, Mapping[int, date]],
        last_at: Mapping[int, datetime],
    ) -> None:
        self.works = works
        self.kinds = kinds
        self.late = late
        """Days on which absent pupils did a work, by work and pupil."""
        self.last_at = last_at
        """When the last of a work's marks first had a value; not of what is still to be done."""
        self._marked = marked
        self._absent = absent
        self._lessons = lessons

    def marked(self, work: WorkRow) -> frozenset[int]:
        """Return the pupils with a value; nv is one."""
        return text_as_ids(self._marked.get(work.work_id))

    def absent(self, work: WorkRow) -> frozenset[int]:
        """Return who was absent on the day: in the work's lesson, else in all of that day."""
        if work.lesson_id is not None:
            return text_as_ids(self._absent.get(work.lesson_id))
        lessons = self._lessons.get((work.journal_id, work.day))
        if not lessons:
            return frozenset()
        return frozenset[int].intersection(*(text_as_ids(self._absent.get(one)) for one in lessons))


def read_works(ground: Ground) -> WorkRows:
    """Read the ordinary works asked for."""
    kinds = ground.work_kinds
    which = _which(ground, kinds)
    works = [
        WorkRow._make(found)
        for found in ground.session.execute(
            select(
                col(Work.id),
                col(Work.journal_id),
                col(Work.lesson_id),
                col(Work.kind_id),
                col(Work.title),
                col(Work.day),
            )
            # What was planned for a lesson that is not held is not owed. The questions below may
            # ask about more than these: what nobody looks up costs less than asking it four times.
            .where(*which, work_stands())
            .order_by(col(Work.day), col(Work.id))
        )
    ]
    of_works = select(col(Work.id)).where(*which)
    late: defaultdict[int, dict[int, date]] = defaultdict(dict)
    for work_id, pupil_id, done_on in ground.session.execute(
        select(
            col(LateSubmission.work_id), col(LateSubmission.pupil_id), col(LateSubmission.done_on)
        ).where(col(LateSubmission.work_id).in_(of_works))
    ):
        late[work_id][pupil_id] = done_on
    marked, last_at = read_marked(ground, of_works)
    return WorkRows(works, kinds, marked, *_absent(ground, works, which), late, last_at)


def _which(ground: Ground, kinds: Kinds) -> list[ColumnElement[bool]]:
    scope = ground.scope
    first = earliest(ground, kinds.most_days())
    last = min(scope.last or scope.today, ground.year.ends_on)
    if not scope.planned:
        last = min(last, scope.today)
    since: ColumnElement[bool] = col(Work.day) >= first
    if not scope.to_do:
        # One done later may have been set long before.
        since = or_(
            since,
            col(Work.id).in_(
                select(col(LateSubmission.work_id)).where(col(LateSubmission.done_on) >= first)
            ),
        )
    which = [
        since,
        col(Work.day) <= last,
        col(Work.kind_id).in_(kinds.ordinary()),
    ]
    if scope.person_ids is not None:
        return [col(Work.journal_id).in_(list(ground.journals)), *which]
    of_year = select(col(Journal.id)).where(
        col(Journal.year_id) == scope.year_id, col(Journal.attendance_only).is_(False)
    )
    return [col(Work.journal_id).in_(of_year), *which]


def _absent(
    ground: Ground, works: list[WorkRow], which: list[ColumnElement[bool]]
) -> tuple[dict[int, str], dict[tuple[int, date], list[int]]]:
    """Return the absent by lesson, and the lessons of days with works that hang on none."""
    free = {(work.journal_id, work.day) for work in works if work.lesson_id is None}
    lessons: defaultdict[tuple[int, date], list[int]] = defaultdict(list)
    of_works = [col(Attendance.lesson_id).in_(select(col(Work.lesson_id)).where(*which))]
    of_days = None
    if free:
        joined = and_(
            col(Work.journal_id) == col(Lesson.journal_id),
            col(Work.day) == col(Lesson.day),
            col(Work.lesson_id).is_(None),
            is_held(),
        )
        of_days = select(col(Lesson.id)).join(Work, joined).where(*which)
        for lesson_id, journal_id, day in ground.session.execute(
            select(col(Lesson.id), col(Lesson.journal_id), col(Lesson.day)).where(
                col(Lesson.id).in_(of_days)
            )
        ):
            assert lesson_id is not None
            lessons[journal_id, day].append(lesson_id)
        of_works.append(col(Attendance.lesson_id).in_(of_days))
    statement = (
        select(col(Attendance.lesson_id), ids_as_text(col(Attendance.pupil_id)))
        .where(col(Attendance.status) == AttendanceStatus.ABSENT, or_(*of_works))
        .group_by(col(Attendance.lesson_id))
    )
    absent = texts(ground.session, statement)
    of_lessons = (
        col(Lesson.journal_id).in_(list(ground.journals))
        if ground.scope.person_ids is not None
        else or_(
            col(Lesson.id).in_(select(col(Work.lesson_id)).where(*which)),
            *([col(Lesson.id).in_(of_days)] if of_days is not None else []),
        )
    )
    first = min((work.day for work in works), default=ground.scope.today)
    for lesson_id, pupils in away_at_events(ground.session, of_lessons, first).items():
        parts = (absent.get(lesson_id, ""), *map(str, pupils))
        absent[lesson_id] = ",".join(part for part in parts if part)
    return absent, lessons
