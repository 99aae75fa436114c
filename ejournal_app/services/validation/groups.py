"""Groups: who is in none of a split, who in two, groups without a journal (Regulation 7.4)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message

from .findings import CheckKind, Finding, Place
from .snapshot import CheckedPupil, Snapshot

_Place = tuple[int, int]
"""Weekday and number of a lesson."""


@dataclass(slots=True)
class _Share:
    """What one subject's groups take of a class."""

    subjects: list[int]
    pupils: set[int] = field(default_factory=set[int])
    places: set[_Place] = field(default_factory=set[_Place])

    def beside(self, other: "_Share") -> bool:
        """Tell whether two subjects share the class out between them.

        So it is with second foreign languages: nobody is in both, and they are held at the same
        time, or no timetable says when.
        """
        if self.pupils & other.pupils:
            return False
        return bool(self.places & other.places) or not (self.places or other.places)


def groups(snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what is wrong about groups."""
    by_subject = _taught_groups(snapshot)
    for class_id, row in sorted(snapshot.classes.items(), key=lambda item: sort_key(item[1].name)):
        pupils = snapshot.by_class.get(class_id, frozenset())
        whole = {
            journal.subject_id
            for journal in snapshot.journals.values()
            if journal.class_id == class_id
        }
        for share in _shares(snapshot, by_subject, class_id, whole):
            # Fewer than half are no split of the class but a choice of some.
            if 2 * len(share.pupils) >= len(pupils):
                missing = [snapshot.pupils[one] for one in pupils - share.pupils]
                yield from _in_none(snapshot, share, class_id, row.name, missing)
    yield from _in_two(snapshot, by_subject)
    yield from _without_journal(snapshot)


def _taught_groups(snapshot: Snapshot) -> dict[int, list[int]]:
    """Return subject to its groups: those with a subject's journal, and those with none yet."""
    kinds: dict[int, set[str]] = defaultdict(set)
    for journal in snapshot.journals.values():
        if journal.group_id is not None:
            kinds[journal.group_id].add(journal.kind)
    found: dict[int, list[int]] = defaultdict(list)
    for group_id, group in snapshot.groups.items():
        if group.subject_id is not None and (
            group_id not in kinds or JournalKind.SUBJECT in kinds[group_id]
        ):
            found[group.subject_id].append(group_id)
    return found


def _shares(
    snapshot: Snapshot, by_subject: dict[int, list[int]], class_id: int, whole: set[int]
) -> list[_Share]:
    pupils = snapshot.by_class.get(class_id, frozenset())
    held: dict[int, set[_Place]] = defaultdict(set)
    for slot in snapshot.slots:
        group_id = snapshot.journals[slot.journal_id].group_id
        if group_id is not None:
            held[group_id].add((slot.weekday, slot.number))
    merged: list[_Share] = []
    for subject_id, group_ids in by_subject.items():
        if subject_id in whole:
            continue
        share = _Share([subject_id])
        for group_id in group_ids:
            own = snapshot.members.get(group_id, frozenset()) & pupils
            if own:
                share.pupils |= own
                share.places |= held[group_id]
        if not share.pupils:
            continue
        for other in merged:
            if other.beside(share):
                other.subjects += share.subjects
                other.pupils |= share.pupils
                other.places |= share.places
                break
        else:
            merged.append(share)
    return merged


def _in_none(
    snapshot: Snapshot,
    share: _Share,
    class_id: int,
    class_name: str,
    missing: list[CheckedPupil],
) -> Iterator[Finding]:
    subjects = ", ".join(snapshot.subjects[one] for one in share.subjects)
    query = f"klases={class_id}&prieksmeti={','.join(str(one) for one in share.subjects)}"
    for pupil in sorted(missing, key=lambda one: one.order):
        yield Finding(
            kind=CheckKind.PUPIL_WITHOUT_GROUP,
            name=pupil.name,
            text=Message(N_("In no group: {subjects}."), {"subjects": subjects}),
            place=Place.SPLIT,
            query=query,
            classes=(class_name,),
        )


def _in_two(snapshot: Snapshot, by_subject: dict[int, list[int]]) -> Iterator[Finding]:
    for subject_id, group_ids in by_subject.items():
        places: dict[int, list[str]] = defaultdict(list)
        for group_id in group_ids:
            for pupil_id in snapshot.members.get(group_id, ()):
                places[pupil_id].append(snapshot.groups[group_id].name)
        for pupil_id, names in places.items():
            if len(names) > 1:
                pupil = snapshot.pupils[pupil_id]
                yield Finding(
                    kind=CheckKind.PUPIL_IN_TWO_GROUPS,
                    name=pupil.name,
                    text=Message(
                        N_("In several groups at once: {groups}."),
                        {"groups": "; ".join(sorted(names, key=sort_key))},
                    ),
                    place=Place.SPLIT,
                    query=f"klases={pupil.class_id}&prieksmeti={subject_id}",
                    classes=(snapshot.classes[pupil.class_id].name,),
                )


def _without_journal(snapshot: Snapshot) -> Iterator[Finding]:
    kept = {journal.group_id for journal in snapshot.journals.values()}
    for group_id, group in sorted(snapshot.groups.items(), key=lambda item: sort_key(item[1].name)):
        members = snapshot.members.get(group_id, frozenset())
        if group_id not in kept and members:
            yield Finding(
                kind=CheckKind.GROUP_WITHOUT_JOURNAL,
                name=group.name,
                text=Message(
                    N_("The group has pupils and no journal. Pupils: {n}."), {"n": len(members)}
                ),
                place=Place.GROUP,
                place_id=group_id,
                classes=snapshot.class_names(members),
            )
