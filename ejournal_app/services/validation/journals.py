"""Journals: their teachers and pupils, and what has none (Regulation 7.3, 7.6)."""

from collections.abc import Iterator

from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import CurriculumLine, Journal, SchoolClass

from .findings import CheckKind, Finding, Place
from .snapshot import Snapshot


def journals(snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what is missing about journals."""
    for journal_id, journal in sorted(
        snapshot.journals.items(), key=lambda item: sort_key(item[1].name)
    ):
        if not snapshot.teachers.get(journal_id):
            before = journal_id in snapshot.ever_taught
            yield Finding(
                kind=CheckKind.JOURNAL_WITHOUT_TEACHER,
                name=journal.name,
                text=Message(
                    N_("Nobody teaches it today; somebody did before.")
                    if before
                    else N_("It has never had a teacher.")
                ),
                place=Place.JOURNAL,
                place_id=journal_id,
                classes=_classes(snapshot, journal),
            )
        if not snapshot.pupils_of(journal):
            yield _without_pupils(journal_id, journal)
    yield from _pupils(snapshot)
    yield from _plan(snapshot)


def _without_pupils(journal_id: int, journal: Journal) -> Finding:
    if journal.group_id is not None:
        return Finding(
            kind=CheckKind.JOURNAL_WITHOUT_PUPILS,
            name=journal.name,
            text=Message(N_("Nobody is in its group.")),
            place=Place.GROUP,
            place_id=journal.group_id,
        )
    return Finding(
        kind=CheckKind.JOURNAL_WITHOUT_PUPILS,
        name=journal.name,
        text=Message(N_("Nobody is enrolled in its class.")),
        place=Place.JOURNAL,
        place_id=journal_id,
    )


def _classes(snapshot: Snapshot, journal: Journal) -> tuple[str, ...]:
    if journal.class_id is not None and journal.class_id in snapshot.classes:
        return (snapshot.classes[journal.class_id].name,)
    return snapshot.class_names(snapshot.pupils_of(journal))


def _pupils(snapshot: Snapshot) -> Iterator[Finding]:
    seen: set[int] = set()
    for journal in snapshot.journals.values():
        seen |= snapshot.pupils_of(journal)
    for pupil in sorted(snapshot.pupils.values(), key=lambda one: one.order):
        if pupil.pupil_id not in seen:
            yield Finding(
                kind=CheckKind.PUPIL_WITHOUT_JOURNALS,
                name=pupil.name,
                text=Message(N_("Neither the class nor a group of the pupil has a journal.")),
                place=Place.CLASS,
                place_id=pupil.class_id,
                classes=(snapshot.classes[pupil.class_id].name,),
            )


def _plan(snapshot: Snapshot) -> Iterator[Finding]:
    present: dict[tuple[int, str], list[Journal]] = {}
    for journal in snapshot.journals.values():
        present.setdefault((journal.subject_id, journal.kind), []).append(journal)
    for row in sorted(snapshot.classes.values(), key=lambda row: sort_key(row.name)):
        for line in snapshot.plan:
            kept = present.get((line.subject_id, line.kind), [])
            if line.grade == row.grade and not any(
                _serves(snapshot, journal, row, line) for journal in kept
            ):
                yield Finding(
                    kind=CheckKind.SUBJECT_WITHOUT_JOURNAL,
                    name=f"{snapshot.subjects.get(line.subject_id, '')} {row.name}",
                    text=Message(N_("The plan has the subject, but the class has no journal.")),
                    place=Place.PLAN,
                    query=f"gads={snapshot.year_id}&klases={row.grade}",
                    classes=(row.name,),
                )


def _serves(snapshot: Snapshot, journal: Journal, row: SchoolClass, line: CurriculumLine) -> bool:
    """Tell whether a journal is the class's own or one of a group for it."""
    if journal.class_id is not None:
        return journal.class_id == row.id
    members = snapshot.members.get(journal.group_id or 0, frozenset())
    if not members:
        return journal.grade == line.grade  # its pupils are still to be put into it
    return bool(members & snapshot.by_class.get(row.id or 0, frozenset()))
