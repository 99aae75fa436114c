"""The checklist of personal files: pupils by items, and how far each class is (Regulation 9)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.class_tasks import Span, at_school_since, percent, personal_file_due
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Enrolment, FileCheck, Person, SchoolClass, SchoolYear
from ejournal_app.persistence.queries.pupils import PupilRow
from ejournal_app.policies.facts import PupilFacts
from ejournal_app.policies.rules import allows
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.guard import use_case
from ejournal_app.services.school_rules import class_tasks_due, newcomer_days

from .classes import pupils_by_class, readable_class
from .items import active_items


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """A heading of the checklist."""

    item_id: int
    name_lv: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Who confirmed an item of a file, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A pupil's file: what of it is confirmed, by item."""

    pupil_id: int
    name: str
    due: date
    newcomer: bool
    """Came after the year had begun: a deadline of their own."""
    complete: bool
    overdue: bool
    writable: bool
    confirmed: dict[int, Confirmation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the files of a class are; `done` and `total` count confirmations."""

    pupils: int = 0
    complete: int = 0
    """Pupils whose file holds everything."""
    overdue: int = 0
    """Pupils whose file should but does not."""
    done: int = 0
    total: int = 0
    due: date | None = None
    """The next day something is due; None when nothing is."""

    @property
    def percent(self) -> int:
        """Return the share of confirmations, 100 only when nothing is missing."""
        return percent(self.done, self.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassChecklist:
    """The files of one class."""

    class_id: int
    class_name: str
    items: tuple[ChecklistItem, ...]
    lines: tuple[FileLine, ...]
    progress: Progress
    due: date
    """By when the files of those are due who were here when the year began."""
    newcomer_days: int
    """Working days for the file of who comes now."""


@dataclass(slots=True)
class _Files:
    """What was read of some classes at once."""

    pupils: dict[int, list[PupilRow]]
    spans: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    checks: dict[tuple[int, int], dict[int, Confirmation]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """By pupil and year: item to confirmation."""


@use_case
def class_checklist(actor: Actor, class_id: int) -> ClassChecklist:
    """Return the files of a class the actor may see, by name of the pupil."""
    today = clock.today()
    with reading() as session:
        school_class = readable_class(session, actor, class_id)
        items, of_classes = file_lines(session, actor, [school_class], today)
        lines = of_classes[class_id]
        year = session.get_one(SchoolYear, school_class.year_id)
        return ClassChecklist(
            class_id=class_id,
            class_name=school_class.name,
            items=items,
            lines=lines,
            progress=_progress(lines, len(items), today),
            due=class_tasks_due(session, year.starting),
            newcomer_days=newcomer_days(session, today),
        )


def file_progress(
    session: Session, actor: Actor, classes: Collection[SchoolClass], today: date
) -> dict[int, Progress]:
    """Return how far the files of each class are."""
    items, lines = file_lines(session, actor, classes, today)
    return {class_id: _progress(own, len(items), today) for class_id, own in lines.items()}


def file_lines(
    session: Session, actor: Actor, classes: Collection[SchoolClass], today: date
) -> tuple[tuple[ChecklistItem, ...], dict[int, tuple[FileLine, ...]]]:
    """Return what a file must hold, and the files of each class by name of the pupil."""
    items = tuple(
        ChecklistItem(item_id=item.id, name_lv=item.name_lv, name_en=item.name_en)
        for item in active_items(session)
        if item.id is not None
    )
    return items, _lines(session, actor, classes, items, today)


def _lines(
    session: Session,
    actor: Actor,
    classes: Collection[SchoolClass],
    items: Collection[ChecklistItem],
    today: date,
) -> dict[int, tuple[FileLine, ...]]:
    files = _read(session, [own.id for own in classes if own.id is not None], today)
    asked = {item.item_id for item in items}
    found: dict[int, tuple[FileLine, ...]] = {}
    for school_class in classes:
        assert school_class.id is not None
        year = session.get_one(SchoolYear, school_class.year_id)
        calendar = load_calendar(session, school_class.year_id)
        autumn = class_tasks_due(session, year.starting)
        lines: list[FileLine] = []
        for pupil in files.pupils.get(school_class.id, []):
            since = at_school_since(files.spans[pupil.pupil_id], today) or today
            due = personal_file_due(
                since,
                year.starting,
                calendar,
                newcomer_days(session, since),
                (autumn.month, autumn.day),
            )
            checks = files.checks[pupil.pupil_id, school_class.year_id]
            confirmed = {item: own for item, own in checks.items() if item in asked}
            facts = PupilFacts(pupil_id=pupil.pupil_id, class_ids=frozenset({school_class.id}))
            complete = len(confirmed) == len(asked)
            lines.append(
                FileLine(
                    pupil_id=pupil.pupil_id,
                    name=f"{pupil.family_name} {pupil.given_name}",
                    due=due,
                    newcomer=since > year.starts_on,
                    complete=complete,
                    overdue=not complete and due < today,
                    writable=allows(actor, Permission.FILE_CHECK_WRITE, facts),
                    confirmed=confirmed,
                )
            )
        found[school_class.id] = tuple(lines)
    return found


def _read(session: Session, class_ids: Collection[int], today: date) -> _Files:
    files = _Files(pupils=pupils_by_class(session, class_ids, today))
    enrolled = (
        select(col(Enrolment.pupil_id)).where(col(Enrolment.class_id).in_(class_ids)).distinct()
    )
    for pupil_id, first, last in session.execute(
        select(col(Enrolment.pupil_id), col(Enrolment.starts_on), col(Enrolment.ends_on)).where(
            col(Enrolment.pupil_id).in_(enrolled)
        )
    ):
        files.spans[pupil_id].append((first, last))
    for check, person in session.execute(
        select(FileCheck, Person)
        .join(Person, col(Person.id) == col(FileCheck.confirmed_by_id))
        .where(col(FileCheck.pupil_id).in_(enrolled))
    ):
        files.checks[check.pupil_id, check.year_id][check.item_id] = Confirmation(
            by=f"{person.given_name} {person.family_name}", at=check.confirmed_at
        )
    return files


def _progress(lines: Collection[FileLine], items: int, today: date) -> Progress:
    open_lines = [line for line in lines if not line.complete]
    coming = [line.due for line in open_lines if line.due >= today]
    return Progress(
        pupils=len(lines),
        complete=len(lines) - len(open_lines),
        overdue=sum(line.overdue for line in lines),
        done=sum(len(line.confirmed) for line in lines),
        total=len(lines) * items,
        due=min(coming) if coming else None,
    )
