"""The list of journals that lack marks of a period (Regulation 17-19)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.kinds import EntryKind, JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.periods import OPTIONAL, PERIOD_KINDS, Window, needs_re_exam, owes_mark
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, Mark, SchoolClass, Work, WorkKind
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.persistence.queries.teaching import taught_journal_ids
from ejournal_app.policies import predicates
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition
from ejournal_app.services.teaching.journal_list import teachers_from

from .calendar import PeriodCalendar, period_calendar
from .membership import YearMembers, year_members
from .names import KIND_WORDS

_MISSING, _ALL = "trukst", "visi"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLine:
    """How far a journal is with the marks of a kind."""

    journal_id: int
    journal: str
    kind: EntryKind
    classes: tuple[str, ...]
    teachers: tuple[str, ...]
    missing: int
    of: int
    window: Window
    is_open: bool


@dataclass(frozen=True, slots=True)
class _Marked:
    """What is entered in a year: which cells, and the year marks by subject."""

    cells: dict[tuple[int, str], set[int]]
    """Pupils with a mark, by journal and kind."""
    years: dict[tuple[int, int], str]
    """Year marks by pupil and subject."""
    finals: dict[int, set[int]]
    """Pupils with a final mark this year, by subject."""
    used: set[int]
    """Journals in which ordinary work was marked."""


def _load(actor: Actor) -> Sequence[PeriodLine]:
    """Return the lines of the working year's journals the actor may see, by kind and name."""
    today = clock.today()
    with reading() as session:
        year = working_year(session, today)
        if year is None or year.id is None:
            return ()
        calendar = period_calendar(session, year.id)
        members = year_members(session, year.id)
        marked = _marked(session, year.id)
        teachers = teachers_from(session, today)
        classes = {
            row.id: row.name
            for row in session.scalars(
                select(SchoolClass).where(col(SchoolClass.year_id) == year.id)
            )
        }
        lines = [
            PeriodLine(
                journal_id=journal.id,
                journal=journal.name,
                kind=kind,
                classes=tuple(
                    sorted((classes[one] for one in members.classes_of(journal)), key=sort_key)
                ),
                teachers=tuple(teachers.get(journal.id, ())),
                missing=len(owing) - len(owing & marked.cells[journal.id, kind]),
                of=len(owing),
                window=window,
                is_open=window.is_open(today),
            )
            for journal in _journals(session, actor, year.id, members, today)
            if journal.id is not None and journal.id in marked.used
            for kind in calendar.kinds(journal)
            if kind not in OPTIONAL and (window := calendar.window(journal, kind)).has_begun(today)
            if (owing := _owing(calendar, journal, kind, members, marked, today))
        ]
    order = list(EntryKind)
    return sorted(lines, key=lambda line: (order.index(line.kind), sort_key(line.journal)))


def _journals(
    session: Session, actor: Actor, year_id: int, members: YearMembers, today: date
) -> list[Journal]:
    """Return the journals of subjects that have marks: all, or own ones and the own class's."""
    journals = session.scalars(
        select(Journal).where(
            col(Journal.year_id) == year_id,
            col(Journal.kind) == JournalKind.SUBJECT,
            col(Journal.attendance_only).is_(False),
        )
    ).all()
    if predicates.is_management(actor, None) or predicates.is_superuser(actor, None):
        return list(journals)
    own = set(session.scalars(taught_journal_ids(actor.person_id, today)))
    return [
        journal
        for journal in journals
        if journal.id in own or members.classes_of(journal) & actor.class_ids
    ]


def _marked(session: Session, year_id: int) -> _Marked:
    found = _Marked(defaultdict(set), {}, defaultdict(set), set())
    for journal_id, subject_id, kind, pupil_id, value in session.execute(
        select(
            col(Journal.id),
            col(Journal.subject_id),
            col(WorkKind.entry_kind),
            col(Mark.pupil_id),
            col(Mark.value),
        )
        .join(Work, col(Work.journal_id) == col(Journal.id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Mark, col(Mark.work_id) == col(Work.id))
        .where(
            col(Journal.year_id) == year_id,
            col(WorkKind.entry_kind).in_(PERIOD_KINDS),
            col(Mark.value) != "",
        )
        .order_by(col(Work.day), col(Work.id))
    ):
        assert journal_id is not None
        found.cells[journal_id, kind].add(pupil_id)
        if kind == EntryKind.YEAR:
            found.years[pupil_id, subject_id] = value
        elif kind == EntryKind.FINAL:
            found.finals[subject_id].add(pupil_id)
    used = session.scalars(
        select(col(Work.journal_id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .where(
            col(Journal.year_id) == year_id,
            col(WorkKind.entry_kind) == "",
            exists().where(col(Mark.work_id) == col(Work.id)),
        )
        .distinct()
    )
    found.used.update(used)
    return found


def _owing(
    calendar: PeriodCalendar,
    journal: Journal,
    kind: EntryKind,
    members: YearMembers,
    marked: _Marked,
    today: date,
) -> set[int]:
    """Return the pupils who get the mark of a kind in a journal (Regulation 8, 18, 19)."""
    ends_on = calendar.ends_on(journal, kind)
    owing = {
        pupil_id
        for pupil_id, spans in members.of(journal).items()
        if owes_mark(spans, ends_on, today)
    }
    if kind is EntryKind.RE_EXAM:
        subject = journal.subject_id
        return {one for one in owing if needs_re_exam(marked.years.get((one, subject), ""))}
    if kind is EntryKind.FINAL:
        assert journal.id is not None
        elsewhere = marked.finals[journal.subject_id] - marked.cells[journal.id, kind]
        return owing - elsewhere
    return owing


PERIOD_MARKS = ListDefinition[PeriodLine](
    key="periodu-saraksts",
    title=N_("Period marks by journal"),
    permission=Permission.JOURNAL_LIST,
    load=_load,
    columns=(
        Column(key="journal", title=N_("Journal"), cell=lambda row: row.journal),
        Column(
            key="kind",
            title=N_("Kind"),
            cell=lambda row: KIND_WORDS[row.kind],
            order=lambda row: list(EntryKind).index(row.kind),
        ),
        Column(
            key="missing",
            title=N_("Missing"),
            cell=lambda row: (
                Message(N_("{n} of {all}"), {"n": row.missing, "all": row.of})
                if row.missing
                else Message(N_("all entered"))
            ),
            order=lambda row: row.missing,
            look=lambda row: ("warn" if row.is_open else "bad") if row.missing else "ok",
        ),
        Column(
            key="until",
            title=N_("Window"),
            cell=lambda row: Message(
                N_("open until {day}") if row.is_open else N_("was open until {day}"),
                {"day": row.window.closes_on},
            ),
            order=lambda row: row.window.closes_on,
        ),
        Column(key="teachers", title=N_("Teachers"), cell=lambda row: ", ".join(row.teachers)),
        Column(key="classes", title=N_("Class"), cell=lambda row: ", ".join(row.classes)),
    ),
    filters=(
        Filter(
            key="state",
            title=N_("Marks"),
            values_of=lambda row: (_MISSING, _ALL) if row.missing else (_ALL,),
            labels={_MISSING: Message(N_("missing")), _ALL: Message(N_("all journals"))},
            default=_MISSING,
        ),
        Filter(
            key="kind",
            title=N_("Kind"),
            values_of=lambda row: (row.kind,),
            labels={
                kind: KIND_WORDS[kind] for kind in EntryKind if kind in PERIOD_KINDS - OPTIONAL
            },
        ),
        Filter(key="class", title=N_("Class"), values_of=lambda row: row.classes),
        Filter(key="teacher", title=N_("Teachers"), values_of=lambda row: row.teachers),
    ),
    href=lambda row: f"/zurnals/{row.journal_id}/periodi",
    found_by=lambda row: " ".join((row.journal, *row.teachers)),
)
