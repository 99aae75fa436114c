"""Rows of a sheet as lessons and marks of the school."""

from collections import defaultdict
from datetime import date

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.journal_cells import JournalCell, Justification, parse_cell, usual_scale
from ejournal_app.domain.marks import Scale, display, parse_entry, scale_for_grade
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.importing.columns import fold

from .days import LessonDays
from .layout import TEST, EntryRow, Sheet
from .people import class_spans, is_within, teacher_of
from .places import Place
from .plan_model import (
    LessonStep,
    PlannedClosing,
    PlannedJournal,
    PlannedLesson,
    PlannedMark,
    PlannedWork,
)
from .problems import SheetProblem
from .snapshot import LessonRecord, Snapshot

CARRIED_OVER = N_("Carried over from the earlier system.")
"""Stands for the intended outcome, which the workbook does not have."""

_TOPIC, _OUTCOME, _HOMEWORK = 500, 1000, 2000
_LAST_NUMBER = 15


class RowPlanner:
    """Plans the rows of one sheet after the other."""

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        recorded: dict[int, set[tuple[int, str]]],
        closing: dict[tuple[int, str], dict[int, str]],
        days: LessonDays,
        problems: list[SheetProblem],
    ) -> None:
        self._snapshot = snapshot
        self._recorded = recorded
        self._closing = closing
        self._days = days
        self._problems = problems
        self.journals: dict[str, PlannedJournal] = {}
        self.new_subjects: dict[str, str] = {}
        """Folded name to the name of a subject to be added."""
        self.lessons: list[PlannedLesson] = []
        self.closings: list[PlannedClosing] = []
        self.without_outcome = 0
        self._used: dict[tuple[str, date], set[int]] = defaultdict(set)

    def take(self, sheet: Sheet, place: Place) -> None:
        """Plan the rows of a sheet; a row with a fault is left out whole and named."""
        for row in sheet.rows:
            try:
                self._take(row, sheet, place)
            except Refused as refusal:
                self._fault(sheet, row, "", refusal.message)

    def _take(self, row: EntryRow, sheet: Sheet, place: Place) -> None:
        snapshot = self._snapshot
        if not snapshot.starts_on <= row.day <= snapshot.ends_on:
            raise Refused(Message(N_("The date is not in the chosen school year.")))
        for text, limit in (
            (row.topic, _TOPIC),
            (row.notes, _OUTCOME),
            (row.homework, _HOMEWORK),
            (row.subject, 100),
        ):
            if len(text) > limit:
                raise Refused(
                    Message(
                        N_("The text is too long: {length} characters, at most {limit}."),
                        {"length": len(text), "limit": limit},
                    )
                )
        teacher_id, author_id = teacher_of(row.teacher, snapshot), teacher_of(row.author, snapshot)
        journal = self._journal(row, place, teacher_id)
        usual = teacher_id or snapshot.teachers.get(journal.journal_id or 0)
        writer = author_id or usual
        if writer is None:
            raise Refused(Message(N_("Neither the author nor the teacher of the lesson is named.")))
        cells = self._cells(row, sheet, place)
        if row.kind not in {"", TEST}:
            self._close(row, journal, writer, cells)
            return
        self._lesson(row, sheet, journal, writer, usual if usual != writer else None, cells)

    def _journal(self, row: EntryRow, place: Place, teacher_id: int | None) -> PlannedJournal:
        """Return the journal of a row: by its name, else by subject and place, else a new one."""
        subject = row.subject or row.journal
        if not subject:
            raise Refused(Message(N_("The subject is missing.")))
        subject_id = self._snapshot.subjects.get(fold(subject))
        key = f"{place.key}:{fold(subject)}"
        if key in self.journals:
            return self.journals[key]
        here = [
            journal
            for journal in self._snapshot.journals
            if (journal.class_id, journal.group_id) == (place.class_id, place.group_id)
        ]
        record = next((j for j in here if row.journal and fold(j.name) == fold(row.journal)), None)
        record = record or next((j for j in here if j.subject_id == subject_id), None)
        if record is None and subject_id is None:
            self.new_subjects.setdefault(fold(subject), subject)
        self.journals[key] = PlannedJournal(
            key=key,
            journal_id=record.journal_id if record else None,
            name=record.name if record else f"{subject} {place.name}"[:160],
            subject=subject,
            subject_id=record.subject_id if record else subject_id,
            class_id=place.class_id,
            group_id=place.group_id,
            group=place.name if place.class_id is None and place.group_id is None else "",
            grade=record.grade if record else place.grade,
            runs_in_breaks=record.runs_in_breaks if record else False,
            teacher_id=teacher_id,
        )
        return self.journals[key]

    def _cells(self, row: EntryRow, sheet: Sheet, place: Place) -> dict[int, JournalCell]:
        """Return what a row says of each pupil; an unreadable cell is named and left out."""
        names = {pupil.position: pupil.name for pupil in sheet.pupils}
        found: dict[int, JournalCell] = {}
        for position, text in row.cells:
            pupil_id = place.pupils.get(position)
            if pupil_id is None:
                continue  # the column itself is among the problems
            try:
                cell = parse_cell(text)
                self._must_belong(pupil_id, place, row.day)
            except Refused as refusal:
                self._fault(sheet, row, names[position], refusal.message)
                continue
            found[pupil_id] = cell
        return found

    def _must_belong(self, pupil_id: int, place: Place, day: date) -> None:
        """Refuse an entry of a pupil who was not there: it would be shown nowhere."""
        if not is_within(class_spans(self._snapshot, pupil_id, place.class_id), day):
            raise Refused(
                Message(
                    N_("On {day} the pupil is not enrolled here; correct the enrolment first."),
                    {"day": day},
                )
            )
        if place.group_id is not None:
            members = self._snapshot.memberships.get(place.group_id, {})
            if not is_within(members.get(pupil_id, []), day):
                raise Refused(
                    Message(
                        N_("On {day} the pupil is not in the group; correct the group first."),
                        {"day": day},
                    )
                )

    def _lesson(
        self,
        row: EntryRow,
        sheet: Sheet,
        journal: PlannedJournal,
        author_id: int,
        absent_id: int | None,
        cells: dict[int, JournalCell],
    ) -> None:
        number, record = self._numbered(row, journal)
        works = _works(row.kind, journal.grade, cells)
        absences = tuple(
            (pupil_id, cell.status) for pupil_id, cell in cells.items() if cell.status is not None
        )
        step = LessonStep.NEW
        if record is not None:
            step = self._step(record, row, works, absences) if record.touched else LessonStep.FILLED
        if step in {LessonStep.NEW, LessonStep.FILLED}:
            fault = self._days.fault(row, sheet, journal, author_id)
            if fault is not None:
                self._fault(sheet, row, *fault)
                return
            self._snapshot.bells.span(row.day, number)  # refused when the number has no time
            self.without_outcome += not row.notes
        self.lessons.append(
            PlannedLesson(
                step=step,
                journal_key=journal.key,
                day=row.day,
                number=number,
                lesson_id=record.lesson_id if record else None,
                version=record.version if record else 0,
                topic=row.topic,
                outcome=row.notes,
                homework=row.homework,
                author_id=author_id,
                absent_id=absent_id,
                absences=absences,
                justified=_justified(cells),
                works=works,
            )
        )

    def _numbered(self, row: EntryRow, journal: PlannedJournal) -> tuple[int, LessonRecord | None]:
        """Return a row's lesson number, and the lesson on record that has it.

        Without a number in the file the rows of a day take the lessons on record in turn, then the
        numbers after them.
        """
        used = self._used[journal.key, row.day]
        known = (
            self._snapshot.lessons.get((journal.journal_id, row.day), [])
            if journal.journal_id is not None
            else []
        )
        by_number = {lesson.number: lesson for lesson in known}
        number = row.number
        if number is not None and number in used:
            raise Refused(
                Message(
                    N_("The journal has lesson {number} twice on this day."), {"number": number}
                )
            )
        if number is None:
            waiting = [lesson.number for lesson in known if lesson.number not in used]
            number = waiting[0] if waiting else max({*used, *by_number}, default=0) + 1
        if number > _LAST_NUMBER:
            raise Refused(Message(N_("There are too many lessons of the journal on this day.")))
        used.add(number)
        return number, by_number.get(number)

    def _step(
        self,
        record: LessonRecord,
        row: EntryRow,
        works: tuple[PlannedWork, ...],
        absences: tuple[tuple[int, AttendanceStatus], ...],
    ) -> LessonStep:
        """Compare a row with the lesson in which something is recorded."""
        told: set[tuple[int, str]] = {(pupil_id, status) for pupil_id, status in absences}
        for work in works:
            told |= {
                (mark.pupil_id, display(mark.entry.value, mark.entry.improved_from))
                for mark in work.marks
            }
        same = (record.topic, record.homework) == (row.topic, row.homework)
        same = same and told <= self._recorded.get(record.lesson_id, set())
        return LessonStep.UNCHANGED if same else LessonStep.CONFLICT

    def _close(
        self,
        row: EntryRow,
        journal: PlannedJournal,
        author_id: int,
        cells: dict[int, JournalCell],
    ) -> None:
        works = list(_works(row.kind, journal.grade, cells))
        if not works:
            return
        if len(works) > 1:
            raise Refused(Message(N_("The marks of this row are on more than one scale.")))
        work = works[0]
        told = {m.pupil_id: display(m.entry.value, m.entry.improved_from) for m in work.marks}
        known = self._closing.get((journal.journal_id or 0, row.kind), {})
        step = LessonStep.NEW
        if known:
            same = told.items() <= known.items()
            step = LessonStep.UNCHANGED if same else LessonStep.CONFLICT
        elif any(
            (c.journal_key, c.work.kind) == (journal.key, row.kind) and c.step is LessonStep.NEW
            for c in self.closings
        ):
            raise Refused(Message(N_("The journal has such a row twice.")))
        self.closings.append(
            PlannedClosing(
                step=step, journal_key=journal.key, day=row.day, author_id=author_id, work=work
            )
        )

    def _fault(self, sheet: Sheet, row: EntryRow, column: str, problem: Message) -> None:
        self._problems.append(
            SheetProblem(sheet=sheet.name, row=row.row, column=column, problem=problem)
        )


def _justified(cells: dict[int, JournalCell]) -> tuple[tuple[int, Justification], ...]:
    return tuple(
        (pupil_id, cell.justification)
        for pupil_id, cell in cells.items()
        if cell.justification is not None
    )


def _works(kind: str, grade: int, cells: dict[int, JournalCell]) -> tuple[PlannedWork, ...]:
    """Return a row's columns of marks: one a scale, another for a pupil's second mark."""
    usual = usual_scale(list(cells.values()), scale_for_grade(grade))
    columns: dict[tuple[Scale, int], list[PlannedMark]] = defaultdict(list)
    for pupil_id, cell in cells.items():
        seen: dict[Scale, int] = defaultdict(int)
        for mark in cell.marks:
            scale = mark.scale or usual
            entry = mark.entry
            if mark.scale is None:  # nv, read once more on the scale it stands in
                entry = parse_entry(entry.value, scale)
            columns[scale, seen[scale]].append(PlannedMark(pupil_id=pupil_id, entry=entry))
            seen[scale] += 1
    return tuple(
        PlannedWork(kind=kind, scale=scale, marks=tuple(marks))
        for (scale, _turn), marks in sorted(columns.items())
    )
