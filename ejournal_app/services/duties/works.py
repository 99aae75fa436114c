"""Marks of works that are owed (Regulation 15)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from ejournal_app.clock import local
from ejournal_app.domain.deadlines import Deadline
from ejournal_app.domain.duties import Duty, DutyKind
from ejournal_app.domain.marks_owed import OwedPart, Together, together

from .ground import Ground
from .journal_rows import JournalRow
from .marked import read_first_at
from .words import mark_reason, mark_title
from .work_rows import WorkRow, WorkRows, read_works


class _Count(NamedTuple):
    """The pupils whose marks are counted from one day."""

    day0: date
    pupils: frozenset[int]


class _Owed(NamedTuple):
    """What is owed of a work."""

    counts: list[_Count]
    """First those who were there, when any is owed; then one for each who did it later."""
    pupils: frozenset[int]
    left: frozenset[int]
    """Without a mark."""
    extra: bool
    """Whether others have a mark as well, of whom none is owed."""
    absent: int
    """Pupils nothing is owed for."""
    later: int
    """Pupils for whom it counts from another day."""

    @property
    def by_pupil(self) -> bool:
        """Tell whether it must be known of each pupil when the mark was there."""
        return not self.left and (self.extra or len(self.counts) > 1)


class _Done(NamedTuple):
    """When marks were there."""

    last: datetime | None
    """All of them; None while one is missing."""
    of_pupil: Mapping[int, datetime]
    """Each, where it matters."""


def mark_duties(ground: Ground) -> Iterator[Duty]:
    """Yield the works with marks owed, one for all teachers with the same deadlines."""
    rows = read_works(ground)
    found = [
        (work, journal, owed)
        for work in rows.works
        if ground.lessons_held(journal := ground.journals[work.journal_id], work.day)
        and (owed := _owed(ground, rows, work, journal)) is not None
    ]
    first_at = read_first_at(
        ground.session, [work.work_id for work, _, owed in found if owed.by_pupil]
    )
    for work, journal, owed in found:
        of_pupil = first_at.get(work.work_id, {})
        if owed.left:
            last = None
        elif owed.by_pupil:
            last = max(of_pupil[pupil] for pupil in owed.pupils)
        else:
            last = rows.last_at[work.work_id]
        yield from _duties(ground, rows, work, journal, owed, _Done(last, of_pupil))


def _owed(ground: Ground, rows: WorkRows, work: WorkRow, journal: JournalRow) -> _Owed | None:
    """Return what is owed; None when nothing is, or nothing any more and only that is asked."""
    if journal.attendance_only:
        return None
    here = ground.rosters.on(journal, work.day)
    marked = rows.marked(work)
    if ground.scope.to_do and here <= marked:
        return None
    absent = here & rows.absent(work)
    if not absent:
        counts, pupils = ([_Count(work.day, here)] if here else []), here
    else:
        counts = [_Count(work.day, here - absent)] if len(absent) < len(here) else []
        if late := rows.late.get(work.work_id):
            counts += [_Count(late[pupil], frozenset({pupil})) for pupil in absent if pupil in late]
        pupils = frozenset[int]().union(*(count.pupils for count in counts))
    left = pupils - marked
    if not pupils or (ground.scope.to_do and not left):
        return None
    later = sum(count.day0 != work.day for count in counts)
    extra = len(marked) > len(pupils)
    return _Owed(counts, pupils, left, extra, len(here) - len(pupils), later)


def _duties(
    ground: Ground,
    rows: WorkRows,
    work: WorkRow,
    journal: JournalRow,
    owed: _Owed,
    done: _Done,
) -> Iterator[Duty]:
    scope = ground.scope
    at = scope.today if done.last is None else local(done.last).date()
    persons = ground.wanted(ground.owners.of(work.journal_id, work.day, max(at, work.day)))
    if not persons:
        return
    kind = rows.kinds.of(work.kind_id, work.day)
    for group, dues in _groups(ground, persons, work, owed, kind.deadline_days):
        whole = _whole(owed, done, dues, scope.now)
        whom = group
        if owed.left:
            whom = ground.still_open(group, journal, work.day, whole.due_at)
        if not whom or not scope.falls_in(whole.due_at):
            continue
        yield Duty(
            kind=DutyKind.MARKS,
            key=f"work:{work.work_id}",
            person_ids=whom,
            class_ids=ground.rosters.classes(journal),
            journal_id=work.journal_id,
            object_id=work.work_id,
            day0=work.day,
            due_at=whole.due_at,
            done_at=whole.done_at,
            missing=whole.missing,
            total=whole.total,
            title=mark_title(journal.name, work.title or kind.name_lv, work.day),
            reason=(
                mark_reason(ground, dues[0], kind, group, owed.absent, owed.later)
                if scope.words
                else ()
            ),
            href=f"/zurnals/{work.journal_id}/darbs/{work.work_id}",
        )


def _groups(
    ground: Ground, persons: frozenset[int], work: WorkRow, owed: _Owed, days: int
) -> Iterator[tuple[frozenset[int], tuple[Deadline, ...]]]:
    """Yield persons with the same deadlines, one for each count."""
    if len(owed.counts) == 1:
        day0 = owed.counts[0].day0
        for group, due in ground.deadlines(DutyKind.MARKS, persons, work.journal_id, day0, days):
            yield group, (due,)
        return
    of_person: defaultdict[int, list[Deadline]] = defaultdict(list)
    for count in owed.counts:
        for group, due in ground.deadlines(
            DutyKind.MARKS, persons, work.journal_id, count.day0, days
        ):
            for person in group:
                of_person[person].append(due)
    together_: defaultdict[tuple[Deadline, ...], set[int]] = defaultdict(set)
    for person, dues in of_person.items():
        together_[tuple(dues)].add(person)
    for dues, group in together_.items():
        yield frozenset(group), dues


def _whole(owed: _Owed, done: _Done, dues: tuple[Deadline, ...], now: datetime) -> Together:
    if len(dues) == 1:
        return Together(
            due_at=dues[0].at, done_at=done.last, missing=len(owed.left), total=len(owed.pupils)
        )
    return together(
        OwedPart(due.at, None if pupil in owed.left else done.of_pupil.get(pupil, now))
        for count, due in zip(owed.counts, dues, strict=True)
        for pupil in count.pupils
    )
