"""Adds, changes and removes achievements (Regulation 7.8)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.kinds import AchievementKind, AchievementLevel
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.typed_name import require_typed
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Achievement, Pupil
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.persistence.queries.pupils import pupils_enrolled
from ejournal_app.policies.facts import PupilFacts
from ejournal_app.policies.rules import allows, require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .rows import AchievementRow, achievement_rows, seen_by

_LIMIT = 200
_OLDEST_YEARS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementData:
    """What is written about an achievement."""

    day: date
    kind: AchievementKind
    level: AchievementLevel
    title: str
    result: str
    teacher_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A class or a pupil to choose."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Whose achievement can be added: classes, and the pupils of the chosen one."""

    classes: tuple[Choice, ...]
    class_id: int | None
    pupils: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAchievement:
    """An achievement with the right of the reader to change it."""

    row: AchievementRow
    writable: bool


@use_case
def achievement_choices(actor: Actor, class_id: int | None = None) -> Choices:
    """Return whose achievements the actor may add; a foreign class is not chosen."""
    require(actor, Permission.ACHIEVEMENT_LIST)
    today = clock.today()
    with reading() as session:
        pupils = [
            row
            for row in pupils_enrolled(session, today)
            if actor.has(GrantedRole.SUPERUSER) or row.class_id in actor.class_ids
        ]
    classes = {row.class_id: (row.grade, row.class_name) for row in pupils}
    chosen = class_id if class_id in classes else None
    if chosen is None and len(classes) == 1:
        chosen = next(iter(classes))
    of_class = [row for row in pupils if row.class_id == chosen]
    of_class.sort(key=lambda row: person_key(row.family_name, row.given_name))
    return Choices(
        classes=tuple(
            Choice(id=own, name=classes[own][1])
            for own in sorted(classes, key=lambda c: classes[c])
        ),
        class_id=chosen,
        pupils=tuple(
            Choice(id=row.pupil_id, name=f"{row.family_name} {row.given_name}") for row in of_class
        ),
    )


@use_case
def open_achievement(actor: Actor, achievement_id: int) -> OpenAchievement:
    """Return an achievement of the register the actor may see."""
    require(actor, Permission.ACHIEVEMENT_LIST)
    today = clock.today()
    with reading() as session:
        rows = achievement_rows(
            session, col(Achievement.id) == achievement_id, *seen_by(actor, today)
        )
        if not rows:
            raise _not_there(Permission.ACHIEVEMENT_LIST, achievement_id)
        facts = pupil_facts(session, rows[0].pupil_id, today)
        return OpenAchievement(
            row=rows[0], writable=allows(actor, Permission.ACHIEVEMENT_WRITE, facts)
        )


@use_case
def add_achievement(actor: Actor, pupil_id: int, data: AchievementData) -> int:
    """Add an achievement of a pupil and return its id."""
    with writing() as session:
        facts = pupil_facts(session, pupil_id, clock.today())
        require(actor, Permission.ACHIEVEMENT_WRITE, facts)
        if session.get(Pupil, pupil_id) is None:
            raise Forbidden(
                Attempt(
                    action=Permission.ACHIEVEMENT_WRITE,
                    entity="pupil",
                    entity_id=pupil_id,
                    pupil_id=pupil_id,
                )
            )
        row = Achievement(
            pupil_id=pupil_id,
            day=data.day,
            kind=data.kind,
            level=data.level,
            title="",
            recorded_at=clock.now(),
            recorded_by_id=actor.person_id,
        )
        _write(row, data)
        session.add(row)
        session.flush()
        assert row.id is not None
        _record(session, actor, row, before=None, after=_told(row))
        return row.id


@use_case
def change_achievement(actor: Actor, achievement_id: int, data: AchievementData) -> None:
    """Change what is written about an achievement."""
    with writing() as session:
        row = _writable(session, actor, achievement_id)
        before = _told(row)
        _write(row, data)
        if _told(row) == before:
            return
        row.recorded_at, row.recorded_by_id = clock.now(), actor.person_id
        _record(session, actor, row, before=before, after=_told(row))


@use_case
def delete_achievement(actor: Actor, achievement_id: int, *, typed: str) -> None:
    """Remove an achievement entered by mistake; the trail keeps what it said.

    Refused when what was typed is not the name of the event.
    """
    with writing() as session:
        row = _writable(session, actor, achievement_id)
        require_typed(typed, row.title)
        _record(session, actor, row, before=_told(row), after=None)
        session.delete(row)


def _writable(session: Session, actor: Actor, achievement_id: int) -> Achievement:
    row = session.scalar(
        select(Achievement).where(col(Achievement.id) == achievement_id).with_for_update()
    )
    # One that is not there is refused like a foreign one, and before anything is said about it.
    facts = (
        pupil_facts(session, row.pupil_id, clock.today())
        if row is not None
        else PupilFacts(pupil_id=0)
    )
    if row is None or not allows(actor, Permission.ACHIEVEMENT_WRITE, facts):
        raise _not_there(Permission.ACHIEVEMENT_WRITE, achievement_id)
    return row


def _not_there(action: Permission, achievement_id: int) -> Forbidden:
    return Forbidden(Attempt(action=action, entity="achievement", entity_id=achievement_id))


def _write(row: Achievement, data: AchievementData) -> None:
    """Set what is written about an achievement; Refused, at its field, for what makes no sense."""
    today = clock.today()
    if data.day > today:
        raise Refused(Message(N_("This day has not come yet.")), field="day")
    if data.day.year < today.year - _OLDEST_YEARS:
        raise Refused(Message(N_("This day is too long ago.")), field="day")
    texts = {
        "title": data.title.strip(),
        "result": data.result.strip(),
        "teacher_name": data.teacher_name.strip(),
    }
    if not texts["title"]:
        raise Refused(Message(N_("Write the name of the event.")), field="title")
    for name, text in texts.items():
        if len(text) > _LIMIT:
            raise Refused(
                Message(
                    N_("The text is too long: {length} characters, at most {limit}."),
                    {"length": len(text), "limit": _LIMIT},
                ),
                field=name,
            )
    row.day, row.kind, row.level = data.day, data.kind.value, data.level.value
    row.title, row.result = texts["title"], texts["result"]
    row.teacher_name = texts["teacher_name"]


def _told(row: Achievement) -> dict[str, str]:
    return {
        "day": row.day.isoformat(),
        "kind": row.kind,
        "level": row.level,
        "title": row.title,
        "result": row.result,
        "teacher": row.teacher_name,
    }


def _record(
    session: Session,
    actor: Actor,
    row: Achievement,
    *,
    before: dict[str, str] | None,
    after: dict[str, str] | None,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=Permission.ACHIEVEMENT_WRITE,
        entity="achievement",
        entity_id=row.id,
        pupil_id=row.pupil_id,
        before=before,
        after=after,
    )
