"""What a row would change about people: the pupil and the guardians."""

from collections.abc import Iterator
from typing import Any

from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.personal_code import PersonalCode
from ejournal_app.services.importing.masking import mask_code
from ejournal_app.services.importing.person_plan import (
    FieldChange,
    PersonRecord,
    PersonStep,
    plan_person,
)

from .parsing import GuardianRow, PupilRow
from .plan_model import GuardianStep
from .records import GuardianshipRecord
from .snapshot import Snapshot

_KINDS = {
    GuardianKind.PARENT: N_("parent"),
    GuardianKind.GUARDIAN: N_("legal guardian"),
    GuardianKind.FOSTER_FAMILY: N_("foster family"),
    GuardianKind.INSTITUTION: N_("institution"),
}


def plan_pupil(
    row: PupilRow, record: PersonRecord | None, snapshot: Snapshot
) -> tuple[PersonStep, list[FieldChange]]:
    """Return what the row does to the pupil's own data."""
    values: dict[str, Any] = {
        "family_name": row.family_name,
        "given_name": row.given_name,
        "birth_date": row.birth_date,
    }
    # A code on record is newer than one the record calls former, and is never erased.
    if row.code is not None and row.code not in snapshot.former_codes:
        values["personal_code"] = row.code
    step, changes = plan_person(values, record, key=row.code or f"row {row.row}")
    present = step.values.get("personal_code", record.personal_code if record else None)
    former: set[PersonalCode] = set()
    if row.previous_code is not None:
        former.add(row.previous_code)
    if record is not None and record.personal_code is not None:
        former.add(PersonalCode(record.personal_code))
    unknown = tuple(sorted(former - {present} - snapshot.former_codes.keys()))
    if row.previous_code in unknown and "personal_code" not in step.values:
        label = Message(N_("former personal code"))
        changes.append(FieldChange(label, "", mask_code(row.previous_code)))
    step = PersonStep(
        person_id=step.person_id, values=step.values, former_codes=unknown, key=step.key
    )
    return step, changes


def plan_guardians(
    row: PupilRow, pupil_id: int | None, snapshot: Snapshot
) -> Iterator[tuple[GuardianStep, list[FieldChange], list[Message]]]:
    """Yield what the row does to each guardian; a relation is never ended by a file."""
    for number, guardian in enumerate(row.guardians, start=1):
        record = guardian_on_record(guardian, pupil_id, snapshot)
        values: dict[str, Any] = {
            "family_name": guardian.family_name,
            "given_name": guardian.given_name,
        }
        values |= {
            key: value
            for key, value in (("email", guardian.email), ("phone", guardian.phone))
            if value
        }
        if guardian.code is not None and guardian.code not in snapshot.former_codes:
            values["personal_code"] = guardian.code
        key = guardian.code or f"row {row.row} guardian {number}"
        person, changes = plan_person(values, record, key=key)
        name = f"{guardian.family_name} {guardian.given_name}".strip()
        relation = _relation(pupil_id, record, snapshot)
        if relation is not None and relation.ends_on is not None:
            note = Message(
                N_("Guardian {name}: the relation ended on {day}, and stays so."),
                {"name": name, "day": relation.ends_on},
            )
            yield (
                GuardianStep(
                    person=PersonStep(person_id=relation.person_id),
                    kind=relation.kind,
                    guardianship_id=relation.guardianship_id,
                ),
                [],
                [note],
            )
            continue
        step = GuardianStep(
            person=person,
            kind=guardian.kind,
            guardianship_id=relation.guardianship_id if relation else None,
            changes_kind=relation is not None and relation.kind != guardian.kind,
        )
        yield step, _guardian_changes(step, relation and relation.kind, name, changes), []


def _guardian_changes(
    step: GuardianStep, old_kind: str | None, name: str, changes: list[FieldChange]
) -> list[FieldChange]:
    kind = Message(_KINDS[GuardianKind(step.kind)])
    if step.guardianship_id is None:
        added = [FieldChange(Message(N_("guardian")), "", _named(name, kind))]
    elif step.changes_kind and old_kind is not None:
        label = Message(N_("guardian {name}"), {"name": name})
        added = [FieldChange(label, Message(_KINDS[GuardianKind(old_kind)]), kind)]
    else:
        added = []
    about = [
        FieldChange(
            Message(N_("guardian {name}, {field}"), {"name": name, "field": change.label}),
            change.old,
            change.new,
        )
        for change in changes
    ]
    return [*added, *about]


def _named(name: str, kind: Message) -> Message:
    return Message(N_("{name} ({kind})"), {"name": name, "kind": kind})


def guardian_on_record(
    guardian: GuardianRow, pupil_id: int | None, snapshot: Snapshot
) -> PersonRecord | None:
    """Return the person a row's guardian is, None when nobody on record is."""
    if guardian.code is not None:
        person_id = snapshot.by_code.get(guardian.code) or snapshot.former_codes.get(guardian.code)
        if person_id is not None:
            return snapshot.people[person_id]
    for relation in snapshot.guardianships.get(pupil_id or 0, []):
        known = snapshot.people[relation.person_id]
        names = (known.family_name, known.given_name)
        # Among a pupil's own guardians a name is enough, while one side has no code.
        if names == (guardian.family_name, guardian.given_name) and (
            guardian.code is None or known.personal_code is None
        ):
            return known
    return None


def _relation(
    pupil_id: int | None, record: PersonRecord | None, snapshot: Snapshot
) -> GuardianshipRecord | None:
    """Return the latest relation of a pupil and a person, None when there is none."""
    if pupil_id is None or record is None:
        return None
    relations = [
        relation
        for relation in snapshot.guardianships.get(pupil_id, [])
        if relation.person_id == record.person_id
    ]
    relations.sort(key=lambda relation: (relation.ends_on is None, relation.starts_on))
    return relations[-1] if relations else None
