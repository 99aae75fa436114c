"""People: class teachers, contracts, guardians."""

from collections.abc import Iterator

from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.messages import N_, Message

from .findings import CheckKind, Finding, Place
from .snapshot import Snapshot


def people(snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what is missing about people."""
    yield from _class_teachers(snapshot)
    yield from _contracts(snapshot)
    yield from _guardians(snapshot)


def _class_teachers(snapshot: Snapshot) -> Iterator[Finding]:
    for class_id, row in sorted(snapshot.classes.items(), key=lambda item: sort_key(item[1].name)):
        if not snapshot.class_teachers.get(class_id):
            yield Finding(
                kind=CheckKind.CLASS_WITHOUT_TEACHER,
                name=row.name,
                text=Message(N_("The class has no class teacher.")),
                place=Place.CLASS,
                place_id=class_id,
                classes=(row.name,),
            )


def _contracts(snapshot: Snapshot) -> Iterator[Finding]:
    journals: dict[int, int] = {}
    for journal_id in snapshot.journals:
        for person_id in snapshot.teachers.get(journal_id, ()):
            journals[person_id] = journals.get(person_id, 0) + 1
    leading = {person for persons in snapshot.class_teachers.values() for person in persons}
    without = (journals.keys() | leading) - snapshot.contracted
    for person_id in sorted(without, key=lambda one: sort_key(snapshot.people.get(one, ""))):
        yield Finding(
            kind=CheckKind.TEACHER_WITHOUT_CONTRACT,
            name=snapshot.people.get(person_id, ""),
            text=Message(
                N_("Has no opened contract in force and cannot log in. Journals: {n}."),
                {"n": journals.get(person_id, 0)},
            ),
            place=Place.PERSON,
            place_id=person_id,
        )


def _guardians(snapshot: Snapshot) -> Iterator[Finding]:
    for pupil in sorted(snapshot.pupils.values(), key=lambda one: one.order):
        if not pupil.is_adult and pupil.pupil_id not in snapshot.guarded:
            yield Finding(
                kind=CheckKind.PUPIL_WITHOUT_GUARDIAN,
                name=pupil.name,
                text=Message(N_("No guardian is registered: nobody at home is told anything.")),
                place=Place.PUPIL,
                place_id=pupil.pupil_id,
                classes=(snapshot.classes[pupil.class_id].name,),
            )
