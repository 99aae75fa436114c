"""Whom a movement is about, in the words of the history (Regulation 8)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import (
    Enrolment,
    ImportChange,
    ImportRun,
    LeavingKind,
    Person,
    Pupil,
    SchoolClass,
)

from .kinds import MovementKind

_CHUNK = 500
_SHOWN_CLASSES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """What a promotion of whole classes was for one pupil."""

    movement: MovementKind
    classes: tuple[str, ...]
    """The class left, then the new one if there is one."""


def own_parts(session: Session, pupil_id: int) -> dict[int, OwnPart]:
    """Return, by run, what runs did to a pupil's place; nothing of what was taken back."""
    rows = session.execute(
        select(col(ImportChange.run_id), Enrolment, SchoolClass)
        .join(ImportRun, col(ImportRun.id) == col(ImportChange.run_id))
        .join(Enrolment, col(Enrolment.id) == col(ImportChange.entity_id))
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .where(
            col(ImportChange.entity) == "enrolment",
            col(Enrolment.pupil_id) == pupil_id,
            col(ImportRun.undone_at).is_(None),
        )
        .order_by(col(Enrolment.starts_on))
    )
    places: dict[int, list[tuple[Enrolment, str]]] = defaultdict(list)
    for run_id, enrolment, school_class in rows:
        places[run_id].append((enrolment, school_class.name))
    return {
        run_id: OwnPart(
            movement=_decision([enrolment for enrolment, _ in own]),
            classes=tuple(name for _, name in own),
        )
        for run_id, own in places.items()
    }


def _decision(own: Sequence[Enrolment]) -> MovementKind:
    if len(own) > 1:
        return MovementKind.REPEATS if own[-1].is_repeating else MovementKind.PROMOTED
    left = own[0].end_kind
    return MovementKind.LEFT if left == LeavingKind.LEFT else MovementKind.GRADUATED


def names_of_single_pupils(
    session: Session, summaries: Mapping[int, Mapping[str, Any]]
) -> dict[int, str]:
    """Return, by run, the name of the pupil a movement of one pupil was about.

    Missing when the pupil went with the run when it was taken back.
    """
    single = [run_id for run_id, summary in summaries.items() if pupils_of(summary) == 1]
    names: dict[int, str] = {}
    for start in range(0, len(single), _CHUNK):
        rows = session.execute(
            select(col(ImportChange.run_id), col(Person.family_name), col(Person.given_name))
            .join(Enrolment, col(Enrolment.id) == col(ImportChange.entity_id))
            .join(Pupil, col(Pupil.id) == col(Enrolment.pupil_id))
            .join(Person, col(Person.id) == col(Pupil.person_id))
            .where(
                col(ImportChange.run_id).in_(single[start : start + _CHUNK]),
                col(ImportChange.entity) == "enrolment",
            )
        )
        names |= {run_id: f"{family} {given}" for run_id, family, given in rows}
    return names


def pupils_of(summary: Mapping[str, Any]) -> int:
    """Return how many pupils a movement was about."""
    return int(summary.get("counts", {}).get("pupils", 0))


def programmes_of(summary: Mapping[str, Any]) -> str:
    """Return what a correction of a programme code did: `21011111 → 21011121`."""
    return " → ".join(summary.get("programmes", ()))


def subject_of(summary: Mapping[str, Any], name: str) -> Message:
    """Return whom a movement was about, with the classes: `Ozols Kārlis · 5.a → 5.b`."""
    classes: Sequence[str] = summary.get("classes", ())
    moved = summary.get("movement") == MovementKind.MOVED
    more = ", …" if len(classes) > _SHOWN_CLASSES else ""
    where = (" → " if moved else ", ").join(classes[:_SHOWN_CLASSES]) + more
    details = " · ".join(part for part in (where, programmes_of(summary)) if part)
    who = name or Message(N_("pupils: {n}"), {"n": pupils_of(summary)})
    return Message("{who} · {details}" if details else "{who}", {"who": who, "details": details})
