"""From the file's words to the school's records: class, group, subject, teacher, journal, room."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.importing.columns import fold
from ejournal_app.services.importing.fields import ClassName, class_name, parse_class
from ejournal_app.services.importing.problems import RowProblem

from .entries import Entry, Writings
from .plan_model import PlannedJournal, PlannedSlot
from .snapshot import JournalRecord, Snapshot

_Problem = Callable[[str, Message], None]

_SUBJECT_LENGTH, _GROUP_LENGTH, _JOURNAL_LENGTH, _ROOM_LENGTH = 100, 80, 160, 40


@dataclass(slots=True)
class Resolved:
    """The timetable in the school's terms, and what the file said that cannot be."""

    journals: dict[str, PlannedJournal] = field(default_factory=dict[str, PlannedJournal])
    slots: dict[tuple[str, int, int], PlannedSlot] = field(
        default_factory=dict[tuple[str, int, int], PlannedSlot]
    )
    teachers: dict[str, set[int]] = field(default_factory=lambda: defaultdict[str, set[int]](set))
    """Journal to the people the file says teach it."""
    classes: dict[str, set[ClassName]] = field(
        default_factory=lambda: defaultdict[str, set[ClassName]](set)
    )
    together: dict[tuple[str, int, int], str] = field(
        default_factory=dict[tuple[str, int, int], str]
    )
    new_subjects: dict[str, str] = field(default_factory=dict[str, str])
    """Folded name to the name as first written."""
    new_rooms: dict[str, str] = field(default_factory=dict[str, str])
    problems: list[RowProblem] = field(default_factory=list[RowProblem])


def resolve(entries: tuple[Entry, ...], snapshot: Snapshot) -> Resolved:
    """Resolve every entry, gathering all faults."""
    resolver = _Resolver(snapshot)
    for entry in entries:
        resolver.take(entry)
    return resolver.resolved


class _Resolver:
    def __init__(self, snapshot: Snapshot) -> None:
        self.resolved = Resolved()
        self._snapshot = snapshot
        self._by_place: dict[tuple[int, int | None, int | None], list[JournalRecord]] = defaultdict(
            list
        )
        for journal in snapshot.journals.values():
            place = (journal.subject_id, journal.class_id, journal.group_id)
            self._by_place[place].append(journal)
        self._groups = {fold(name): group_id for group_id, name in snapshot.groups.items()}

    def take(self, entry: Entry) -> None:
        problems: list[RowProblem] = []

        def problem(what: str, message: Message) -> None:
            problems.append(RowProblem(entry.row, what, message))

        classes = self._classes(entry, problem)
        teachers = self._teachers(entry, problem)
        if not entry.subject or len(entry.subject[0]) > _SUBJECT_LENGTH:
            problem("Priekšmets", Message(N_("This is not the name of a subject.")))
        if len(entry.room) > _ROOM_LENGTH:
            problem("Kabinets", Message(N_("This is not the name of a room.")))
        if entry.number not in self._snapshot.numbers:
            message = Message(
                N_("The bell schedule has no time for lesson {number}."), {"number": entry.number}
            )
            problem("Stunda", message)
        journal = None
        if classes and not problems:
            try:
                journal = self._journal(entry, classes, teachers)
            except Refused as refusal:
                problem("Grupa", refusal.message)
        self.resolved.problems += problems
        if journal is not None and not problems:
            self._place(entry, journal, classes, teachers)

    def _place(
        self, entry: Entry, journal: PlannedJournal, classes: list[ClassName], teachers: set[int]
    ) -> None:
        resolved = self.resolved
        resolved.journals.setdefault(journal.key, journal)
        resolved.teachers[journal.key] |= teachers
        resolved.classes[journal.key] |= set(classes)
        room_id = self._snapshot.room_ids.get(fold(entry.room)) if entry.room else None
        room = self._snapshot.rooms[room_id] if room_id is not None else entry.room
        if room and room_id is None:
            room = resolved.new_rooms.setdefault(fold(room), room)
        place = (journal.key, entry.weekday, entry.number)
        known = resolved.slots.get(place)
        if known is None or (not known.room and room):
            resolved.slots[place] = PlannedSlot(
                journal_key=journal.key, weekday=entry.weekday, number=entry.number, room=room
            )
        if entry.together:
            resolved.together[place] = entry.together

    def _classes(self, entry: Entry, problem: _Problem) -> list[ClassName]:
        found: list[ClassName] = []
        for writings in entry.classes:
            name = _first_class(writings)
            if name is None or name not in self._snapshot.classes:
                shown = class_name(name) if name else " ".join(writings[:1])
                problem(
                    "Klase", Message(N_("There is no class {name} this year."), {"name": shown})
                )
            else:
                found.append(name)
        if not entry.classes:
            problem("Klase", Message(N_("This must be filled in.")))
        return sorted(found)

    def _teachers(self, entry: Entry, problem: _Problem) -> set[int]:
        found: set[int] = set()
        for writings in entry.teachers:
            people = next(
                (
                    people
                    for writing in writings
                    if (people := self._snapshot.staff_ids.get(fold(writing)))
                ),
                set[int](),
            )
            name = " ".join(writings[:1])
            if not people:
                message = Message(
                    N_("There is no teacher {name} with a contract on {day}."),
                    {"name": name, "day": self._snapshot.valid_from},
                )
                problem("Skolotājs", message)
            elif len(people) > 1:
                message = Message(
                    N_("{name} may be several teachers; write the full name."), {"name": name}
                )
                problem("Skolotājs", message)
            else:
                found |= people
        return found

    def _journal(
        self, entry: Entry, classes: list[ClassName], teachers: set[int]
    ) -> PlannedJournal:
        subject_id = next(
            (
                subject_id
                for writing in entry.subject
                if (subject_id := self._snapshot.subject_ids.get(fold(writing))) is not None
            ),
            None,
        )
        subject = (
            self._snapshot.subjects[subject_id] if subject_id is not None else entry.subject[0]
        )
        if subject_id is None:
            subject = self.resolved.new_subjects.setdefault(fold(subject), subject)
        class_id = None if entry.group else self._snapshot.classes[classes[0]]
        group_id, group = self._group(entry, classes, subject) if entry.group else (None, "")
        known = self._known(subject_id, class_id, group_id, teachers)
        if known is not None:
            return PlannedJournal(
                key=str(known.journal_id),
                journal_id=known.journal_id,
                name=known.name,
                subject=subject,
                subject_id=known.subject_id,
                class_id=known.class_id,
                group_id=known.group_id,
                grade=known.grade,
            )
        name = group or f"{subject} {class_name(classes[0])}"
        if subject not in name:
            name = f"{subject}, {name}"
        if len(name) > _JOURNAL_LENGTH:
            raise Refused(Message(N_("The name of the journal would be too long.")))
        return PlannedJournal(
            key=f"new {fold(subject)} {class_id or ''} {fold(group)}",
            journal_id=None,
            name=name,
            subject=subject,
            subject_id=subject_id,
            class_id=class_id,
            group_id=group_id,
            group=group if group_id is None else "",
            grade=classes[0][0],
        )

    def _group(
        self, entry: Entry, classes: list[ClassName], subject: str
    ) -> tuple[int | None, str]:
        """Return the group on record, or None and the name the new one gets."""
        of_classes = ", ".join(class_name(name) for name in classes)
        full = f"{subject} {of_classes}, {entry.group}"
        if len(full) > _GROUP_LENGTH:
            # From so many classes that only the first and the last can be named: 4.a–9.d.
            span = f"{class_name(min(classes))}–{class_name(max(classes))}"
            full = f"{subject} {span}, {entry.group}"
        for name in (full, f"{subject} {of_classes} {entry.group}", entry.group):
            group_id = self._groups.get(fold(name))
            if group_id is not None:
                return group_id, self._snapshot.groups[group_id]
        # A group that has the subject for its name: Vācu valoda 7.a, 7.b.
        plain = self._groups.get(fold(f"{subject} {of_classes}"))
        if plain is not None and fold(entry.group) == fold(subject):
            return plain, self._snapshot.groups[plain]
        if len(full) > _GROUP_LENGTH:
            raise Refused(
                Message(N_("The name of the group would be too long: write a shorter one."))
            )
        return None, full

    def _known(
        self,
        subject_id: int | None,
        class_id: int | None,
        group_id: int | None,
        teachers: set[int],
    ) -> JournalRecord | None:
        """Return the journal on record; of several, one for the subject with these teachers."""
        if subject_id is None or (class_id is None and group_id is None):
            return None

        def rank(journal: JournalRecord) -> tuple[bool, bool, int]:
            own = {t.person_id for t in self._snapshot.teachers.get(journal.journal_id, [])}
            return (
                journal.kind != JournalKind.SUBJECT,
                not (own & teachers),
                journal.journal_id,
            )

        return min(self._by_place.get((subject_id, class_id, group_id), []), key=rank, default=None)


def _first_class(writings: Writings) -> ClassName | None:
    for writing in writings:
        try:
            return parse_class(writing)
        except Refused:
            continue
    return None
