"""How far the class teachers' tasks are: the own classes, and the list of all (Regulation 6, 9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.clock import local
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import ClassTeacher, Person
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition, Look

from .classes import readable_classes
from .files import Progress, file_progress
from .notices import NoticeProgress, notice_progress


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTasks:
    """The tasks of one class."""

    class_id: int
    class_name: str
    grade: int
    letter: str
    teacher: str
    files: Progress
    notice: NoticeProgress


@use_case
def own_class_tasks(actor: Actor) -> tuple[ClassTasks, ...]:
    """Return the tasks of the actor's own classes of this year; none for whoever has no class."""
    require(actor, Permission.FILE_CHECK_READ)
    return tuple(own for own in _tasks(actor) if own.class_id in actor.class_ids)


def _tasks(actor: Actor) -> list[ClassTasks]:
    today = clock.today()
    with reading() as session:
        year = working_year(session, today)
        if year is None or year.id is None:
            return []
        classes = readable_classes(session, actor, year.id)
        files = file_progress(session, actor, classes, today)
        notices = notice_progress(session, classes, today)
        teachers = _teachers(session, today)
        return [
            ClassTasks(
                class_id=own.id,
                class_name=own.name,
                grade=own.grade,
                letter=own.letter,
                teacher=teachers.get(own.id, ""),
                files=files[own.id],
                notice=notices[own.id],
            )
            for own in classes
            if own.id is not None
        ]


def _teachers(session: Session, today: date) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for class_id, person in session.execute(
        select(col(ClassTeacher.class_id), Person)
        .join(Person, col(Person.id) == col(ClassTeacher.person_id))
        .where(
            col(ClassTeacher.starts_on) <= today,
            or_(col(ClassTeacher.ends_on).is_(None), col(ClassTeacher.ends_on) >= today),
        )
        .order_by(col(ClassTeacher.starts_on), col(ClassTeacher.id))
    ):
        found.setdefault(class_id, []).append(f"{person.family_name} {person.given_name}")
    return {class_id: ", ".join(names) for class_id, names in found.items()}


def _load(actor: Actor) -> Sequence[ClassTasks]:
    return _tasks(actor)


def _state(row: ClassTasks) -> str:
    if row.files.overdue or row.notice.overdue:
        return "late"
    done = row.files.complete == row.files.pupils and row.notice.published_at is not None
    return "done" if done else "open"


_STATES = {
    "late": Message(N_("Overdue")),
    "open": Message(N_("To be done")),
    "done": Message(N_("Done")),
}
_LOOKS: dict[str, Look] = {"late": "bad", "open": "warn", "done": "ok"}

CLASS_TASKS = ListDefinition[ClassTasks](
    key="personas-lietas",
    title=N_("Tasks of class teachers"),
    permission=Permission.FILE_CHECK_READ,
    load=_load,
    columns=(
        Column(
            key="class",
            title=N_("Class"),
            cell=lambda row: row.class_name,
            order=lambda row: (row.grade, row.letter),
        ),
        Column(key="teacher", title=N_("Class teacher"), cell=lambda row: row.teacher),
        Column(
            key="files",
            title=N_("Personal files"),
            cell=lambda row: f"{row.files.percent}%",
            order=lambda row: row.files.percent,
        ),
        Column(
            key="incomplete",
            title=N_("Files not complete"),
            cell=lambda row: row.files.pupils - row.files.complete,
        ),
        Column(key="overdue", title=N_("Files overdue"), cell=lambda row: row.files.overdue),
        Column(
            key="published",
            title=N_("Parents told on"),
            cell=lambda row: (
                local(row.notice.published_at).date()
                if row.notice.published_at
                else Message(N_("not yet"))
            ),
            order=lambda row: (
                row.notice.published_at is None,
                row.notice.published_at.timestamp() if row.notice.published_at else 0,
            ),
        ),
        Column(
            key="informed",
            title=N_("Parents who know"),
            cell=lambda row: f"{row.notice.informed}/{row.notice.guardians}",
            order=lambda row: row.notice.percent,
        ),
        Column(
            key="state",
            title=N_("State"),
            cell=lambda row: _STATES[_state(row)],
            order=lambda row: list(_STATES).index(_state(row)),
            look=lambda row: _LOOKS[_state(row)],
        ),
    ),
    filters=(
        Filter(
            key="state",
            title=N_("State"),
            values_of=lambda row: (_state(row),),
            labels=_STATES,
        ),
    ),
    href=lambda row: f"/personas-lietas/{row.class_id}",
    found_by=lambda row: f"{row.class_name} {row.teacher}",
)
