"""The curriculum table: what a grade learns in a week, and the journals that follow from it."""

from collections.abc import Iterable
from dataclasses import dataclass

from .kinds import JournalKind
from .legal_limits import max_lessons

MOST_LESSONS = 40
MOST_GROUPS = 6
_SCHOOL_DAYS = 5

# Names of journals are data of the school, so they are in the school's language.
_KIND_NAMES = {
    JournalKind.INTEREST: "interešu izglītība",
    JournalKind.EXTENDED_DAY: "pagarinātās dienas grupa",
    JournalKind.ELECTIVE: "fakultatīvs",
    JournalKind.INDIVIDUAL: "individuālās nodarbības",
    JournalKind.GROUP_LESSONS: "grupu nodarbības",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A line of a grade's plan."""

    subject_id: int
    kind: JournalKind
    lessons: int
    """A week."""
    groups: int = 0
    """Groups each class is split into; 0: the class together."""
    attendance_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedJournal:
    """A journal a plan asks for."""

    class_id: int
    line: PlanLine
    group: int
    """Number of the group from 1; 0: the whole class."""

    @property
    def key(self) -> str:
        """Return what names it among the wanted ones."""
        return f"{self.class_id}-{self.line.subject_id}-{self.line.kind}-{self.group}"


def weekly_limit(grade: int) -> int:
    """Return how many lessons a week the law lets a grade have at most."""
    return max_lessons(grade) * _SCHOOL_DAYS


def weekly_total(lines: Iterable[PlanLine]) -> int:
    """Return the lessons a week every pupil of the grade has: those of subjects.

    A pupil is in one group of a subject, so its lessons count once. Electives, interest education
    and the other kinds are chosen by some and do not count (Regulation 7.3).
    """
    return sum(line.lessons for line in lines if line.kind is JournalKind.SUBJECT)


def wanted_journals(class_id: int, lines: Iterable[PlanLine]) -> tuple[WantedJournal, ...]:
    """Return the journals of a class: one for each line, or one for each of its groups."""
    return tuple(
        WantedJournal(class_id=class_id, line=line, group=group)
        for line in lines
        for group in (range(1, line.groups + 1) if line.groups else (0,))
    )


def journal_name(subject: str, place: str, kind: JournalKind, group: int = 0) -> str:
    """Return what people call a journal: `Angļu valoda 5.a, 1. grupa`."""
    parts = [f"{subject} {place}".strip()]
    if kind in _KIND_NAMES:
        parts.append(_KIND_NAMES[kind])
    if group:
        parts.append(f"{group}. grupa")
    return ", ".join(parts)
