"""Marks that close a part of the year, owed while their window is open (Regulation 17-19)."""

from collections.abc import Iterator
from datetime import date

from ejournal_app.clock import local
from ejournal_app.domain.deadlines import END_OF_DAY, riga_moment
from ejournal_app.domain.duties import Duty, DutyKind
from ejournal_app.domain.kinds import EntryKind, JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.periods import Window
from ejournal_app.services.periods.names import KIND_WORDS

from .exceptions import reopened_until
from .ground import Ground
from .journal_rows import JournalRow
from .period_rows import PeriodRows, read_periods


def period_duties(ground: Ground) -> Iterator[Duty]:
    """Yield the marks of periods that are owed, one for each journal and kind."""
    of_shape: dict[tuple[int, date | None], list[tuple[EntryKind, Window]]] = {}
    asked: list[tuple[JournalRow, EntryKind, Window]] = []
    for journal in ground.journals.values():
        if journal.kind != JournalKind.SUBJECT or journal.attendance_only:
            continue
        shape = (journal.grade, journal.course_ends_on)
        if shape not in of_shape:
            of_shape[shape] = list(_asked(ground, journal))
        asked += [(journal, kind, window) for kind, window in of_shape[shape]]
    if not asked:
        return
    rows = read_periods(ground, {kind for _, kind, _ in asked})
    for journal, kind, window in asked:
        if journal.id in rows.used:
            yield from _duties(ground, rows, journal, kind, window)


def _asked(ground: Ground, journal: JournalRow) -> Iterator[tuple[EntryKind, Window]]:
    """Yield what is asked for in journals like this one."""
    for kind in ground.periods.kinds(journal):
        window = ground.periods.window(journal, kind)
        if _may_be_asked(ground, kind, window):
            yield kind, window


def _may_be_asked(ground: Ground, kind: EntryKind, window: Window) -> bool:
    scope = ground.scope
    if not window.has_begun(scope.today):
        return False
    if any(one.kind is kind for one in ground.reopenings):
        return True
    if scope.first is None or scope.last is None:
        return window.is_open(scope.today)
    return scope.first <= window.closes_on <= scope.last


def _duties(
    ground: Ground, rows: PeriodRows, journal: JournalRow, kind: EntryKind, window: Window
) -> Iterator[Duty]:
    scope = ground.scope
    owing = rows.owing(ground, journal, kind)
    if not owing:
        return
    first_at = rows.first_at.get((journal.id, kind), {})
    missing = len(owing - first_at.keys())
    if scope.to_do and not missing:
        return
    done_at = None if missing else max(first_at[pupil] for pupil in owing)
    at = scope.today if done_at is None else local(done_at).date()
    day = min(ground.periods.ends_on(journal, kind), at)
    persons = ground.wanted(ground.owners.of(journal.id, day, at))
    for until, group in _by_end(ground, persons, journal.id, kind, window).items():
        due_at = riga_moment(until, END_OF_DAY)
        over = until < scope.today or (journal.ends_on or scope.today) < scope.today
        if (scope.to_do and over) or not scope.falls_in(due_at):
            continue
        yield Duty(
            kind=DutyKind.PERIOD_MARKS,
            key=f"period:{journal.id}:{kind}",
            person_ids=frozenset(group),
            class_ids=ground.rosters.classes(journal),
            journal_id=journal.id,
            object_id=journal.id,
            day0=window.opens_on,
            due_at=due_at,
            done_at=done_at,
            missing=missing,
            total=len(owing),
            title=Message(
                N_("{journal}: {kind}"), {"journal": journal.name, "kind": KIND_WORDS[kind]}
            ),
            reason=_reason(window, until) if scope.words else (),
            href=f"/zurnals/{journal.id}/periodi",
        )


def _by_end(
    ground: Ground,
    persons: frozenset[int],
    journal_id: int,
    kind: EntryKind,
    window: Window,
) -> dict[date, set[int]]:
    """Return the persons by the last day on which each may enter marks.

    Neither incapacity nor an extension moves the end of a window, for nothing can be entered after
    it: who is unfit on its last day owes nothing, unless it is opened again for them.
    """
    found: dict[date, set[int]] = {}
    for person in persons:
        again = reopened_until(ground.reopenings, (kind,), person, journal_id)
        until = max(window.closes_on, again or window.closes_on)
        if again is None and ground.paused(person, window.closes_on):
            continue
        found.setdefault(until, set()).add(person)
    return found


def _reason(window: Window, until: date) -> tuple[Message, ...]:
    clause = Message(
        N_("Clauses 17 to 19: these marks are entered from {first} to {last}."),
        {"first": window.opens_on, "last": window.closes_on},
    )
    if until <= window.closes_on:
        return (clause,)
    return (clause, Message(N_("For you it is open until {until}."), {"until": until}))
