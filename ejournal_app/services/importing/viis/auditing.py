"""The audit trail of an import of pupils: one entry for every person it changed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import Message
from ejournal_app.services import audit
from ejournal_app.services.importing.masking import mask_code
from ejournal_app.services.importing.person_plan import PersonStep

from .plan_model import PlannedRow


def record_rows(
    session: Session,
    actor: Actor,
    rows: Iterable[PlannedRow],
    pupil_ids: Mapping[int, int],
    person_ids: Mapping[str, int],
) -> None:
    """Add the entries; personal codes are masked, everything else is as written.

    `pupil_ids` are by row of the file, `person_ids` by the key of an added person.
    """
    guardians: dict[int, PersonStep] = {}
    for row in rows:
        before = {_text(change.label): _text(change.old) for change in row.changes}
        after = {_text(change.label): _text(change.new) for change in row.changes}
        if row.moved_from:
            before["class"] = row.moved_from
        if row.from_day is not None:
            after |= {"class": row.class_name, "from": _text(row.from_day)}
        if row.person.person_id is None:
            after |= _values(row.person)
        pupil_id = pupil_ids[row.row]
        audit.record(
            session,
            actor=actor,
            action=Permission.IMPORT_APPLY,
            entity="pupil",
            entity_id=pupil_id,
            pupil_id=pupil_id,
            before=before or None,
            after=after,
        )
        for guardian in row.guardians:
            step = guardian.person
            if step.values:
                person_id = step.person_id or person_ids[step.key]
                guardians.setdefault(person_id, step)
    for person_id, step in guardians.items():
        audit.record(
            session,
            actor=actor,
            action=Permission.IMPORT_APPLY,
            entity="person",
            entity_id=person_id,
            after=_values(step),
        )


def _values(step: PersonStep) -> dict[str, str]:
    return {
        column: mask_code(value) if column == "personal_code" else _text(value)
        for column, value in step.values.items()
    }


def _text(value: Any) -> str:
    match value:
        case Message():
            params = {name: _text(param) for name, param in value.params.items()}
            return value.msgid.format(**params)
        case date():
            return value.isoformat()
        case _:
            return str(value)
