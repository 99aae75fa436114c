"""The tests of classes between two days; a group's test is one of every class its pupils are of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.collation import sort_key
from ejournal_app.persistence.models import (
    Enrolment,
    GroupMembership,
    Journal,
    StudyGroup,
    Subject,
    Work,
    WorkKind,
)
from ejournal_app.persistence.queries.members import Span, overlaps


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTest:
    """A test, done or planned."""

    work_id: int
    journal_id: int
    day: date
    subject: str
    title: str
    kind_lv: str
    kind_en: str
    group: str
    """The group that has it; empty: the whole class."""


@dataclass(frozen=True, slots=True)
class ClassTests:
    """The tests of one class between two days."""

    tests: tuple[ClassTest, ...]
    """By day; a group's test is one of every class its pupils are of."""
    of_pupils: Mapping[int, tuple[ClassTest, ...]]
    """What each pupil has: tests of the class and of the pupil's groups."""
    groups: Mapping[int, Mapping[int, tuple[Span, ...]]]
    """By group, when the pupils of the class were in it."""

    def courses(self) -> list[tuple[ClassTest, ...]]:
        """Return what pupils of the class have, each combination once."""
        return _distinct(self.of_pupils.values())

    def courses_in_group(self, group_id: int, day: date) -> list[tuple[ClassTest, ...]]:
        """Return what the pupils of the class have who are in a group on a day."""
        members = self.groups.get(group_id, {})
        return _distinct(
            own for pupil, own in self.of_pupils.items() if _covers(members.get(pupil, ()), day)
        )


def load_class_tests(
    session: Session,
    class_ids: Collection[int],
    first: date,
    last: date,
    *,
    but: int | None = None,
) -> dict[int, ClassTests]:
    """Return the tests of each class; `but` is a work to leave out.

    Asks the same number of questions whatever there is.
    """
    enrolled = _enrolled(session, class_ids, first, last)
    groups = _groups(session, {pupil for own in enrolled.values() for pupil in own}, first, last)
    rows = _tests(session, class_ids, groups, first, last, but)
    found: dict[int, ClassTests] = {}
    for class_id in class_ids:
        pupils = enrolled[class_id]
        members = {
            group: {
                pupil: tuple(overlaps(list(spans), list(pupils[pupil])))
                for pupil, spans in own.items()
                if pupil in pupils
            }
            for group, own in groups.items()
        }

        own = [(test, journal) for test, journal in rows if journal.class_id in (class_id, None)]
        of_pupils = {
            pupil: tuple(
                test
                for test, journal in own
                if _covers(
                    enrolled_spans
                    if journal.group_id is None
                    else members.get(journal.group_id, {}).get(pupil, ()),
                    test.day,
                )
            )
            for pupil, enrolled_spans in pupils.items()
        }
        taken = {test.work_id for tests in of_pupils.values() for test in tests}
        found[class_id] = ClassTests(
            tests=tuple(
                test
                for test, journal in own
                if journal.class_id == class_id or test.work_id in taken
            ),
            of_pupils=of_pupils,
            groups=members,
        )
    return found


def _tests(
    session: Session,
    class_ids: Collection[int],
    group_ids: Collection[int],
    first: date,
    last: date,
    but: int | None,
) -> list[tuple[ClassTest, Journal]]:
    rows = session.execute(
        select(Work, Journal, WorkKind, col(Subject.name), col(StudyGroup.name))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .outerjoin(StudyGroup, col(StudyGroup.id) == col(Journal.group_id))
        .where(
            col(WorkKind.is_test),
            col(WorkKind.entry_kind) == "",
            col(Work.day) >= first,
            col(Work.day) <= last,
            or_(col(Journal.class_id).in_(class_ids), col(Journal.group_id).in_(group_ids)),
        )
    )
    found = [
        (
            ClassTest(
                work_id=work.id,
                journal_id=work.journal_id,
                day=work.day,
                subject=subject,
                title=work.title,
                kind_lv=kind.name_lv,
                kind_en=kind.name_en,
                group=group or "",
            ),
            journal,
        )
        for work, journal, kind, subject, group in rows
        if work.id is not None and work.id != but
    ]
    return sorted(found, key=lambda pair: (pair[0].day, sort_key(pair[0].subject), pair[0].work_id))


def _enrolled(
    session: Session, class_ids: Collection[int], first: date, last: date
) -> dict[int, dict[int, tuple[Span, ...]]]:
    """Return when pupils were in the classes."""
    found: dict[int, dict[int, tuple[Span, ...]]] = {class_id: {} for class_id in class_ids}
    for class_id, pupil, begins, ends in session.execute(
        select(
            col(Enrolment.class_id),
            col(Enrolment.pupil_id),
            col(Enrolment.starts_on),
            col(Enrolment.ends_on),
        ).where(
            col(Enrolment.class_id).in_(class_ids),
            col(Enrolment.starts_on) <= last,
            or_(col(Enrolment.ends_on).is_(None), col(Enrolment.ends_on) >= first),
        )
    ):
        found[class_id][pupil] = (*found[class_id].get(pupil, ()), (begins, ends))
    return found


def _groups(
    session: Session, pupil_ids: Collection[int], first: date, last: date
) -> dict[int, dict[int, tuple[Span, ...]]]:
    """Return when the pupils were in groups, by group."""
    found: dict[int, dict[int, tuple[Span, ...]]] = defaultdict(dict)
    for group, pupil, begins, ends in session.execute(
        select(
            col(GroupMembership.group_id),
            col(GroupMembership.pupil_id),
            col(GroupMembership.starts_on),
            col(GroupMembership.ends_on),
        ).where(
            col(GroupMembership.pupil_id).in_(pupil_ids),
            col(GroupMembership.starts_on) <= last,
            or_(col(GroupMembership.ends_on).is_(None), col(GroupMembership.ends_on) >= first),
        )
    ):
        found[group][pupil] = (*found[group].get(pupil, ()), (begins, ends))
    return found


def _distinct(courses: Iterable[tuple[ClassTest, ...]]) -> list[tuple[ClassTest, ...]]:
    return list(dict.fromkeys(courses))


def _covers(spans: Collection[Span], day: date) -> bool:
    return any(begins <= day and (ends is None or day <= ends) for begins, ends in spans)
