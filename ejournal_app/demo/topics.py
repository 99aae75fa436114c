"""What each lesson of a journal is about: topics that follow one another through the year."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from ejournal_app.domain.kinds import JournalKind

from .content.curriculum import CLASS_HOUR, LANGUAGES, SECOND_LANGUAGE
from .teaching import JournalPlan

_FOLDER = Path(__file__).parent / "content" / "topics"
_HOMEWORK, _SECTION, _BETWEEN = "@ ", "== ", " | "

_TEST, _SKILL_TEST, _REVIEW = "Pārbaudes darbs", "Prasmju pārbaude", "Atkārtojums"
_MIDDLE = (
    "Jēdzieni un piemēri",
    "Vingrināšanās",
    "Darbs grupās",
    "Uzdevumi ar praktisku saturu",
    "Patstāvīgs darbs",
    "Zināšanu lietošana",
)
_PRACTICE = {
    "sport": ("Prasmju nostiprināšana", "Spēles un vingrinājumi", _SKILL_TEST),
    "music": ("Dziedāšana un muzicēšana", "Klausīšanās un analīze", "Muzicēšana grupās"),
}
_CRAFT = ("Darba turpinājums", "Darbs tehnikā", "Darba pabeigšana un izvērtēšana")
_CRAFTS = frozenset({"visual_art", "design", "theatre", "project", "engineering"})
_SHORTEST_WITH_TEST = 3


@dataclass(frozen=True, slots=True)
class LessonText:
    """What a teacher writes about one lesson."""

    topic: str
    outcome: str
    is_test: bool = False
    """The last lesson of a topic, when the work on it is marked."""


@dataclass(frozen=True, slots=True)
class _Section:
    """Topics with outcomes for a band of grades, in their order."""

    first_grade: int
    last_grade: int
    topics: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Book:
    sections: dict[str, _Section]
    homework: tuple[str, ...]


def lesson_text(journal: JournalPlan, place: int, lessons: int) -> LessonText:
    """Return the text of a journal's lesson by its place among the lessons of the year."""
    section = _section(journal)
    count = len(section.topics)
    # Grades that share a section begin at different topics of it.
    grades = section.last_grade - section.first_grade + 1
    offset = count * (journal.grade - section.first_grade) // grades
    if journal.kind is not JournalKind.SUBJECT or journal.subject == CLASS_HOUR:
        return LessonText(*section.topics[(offset + place) % count])
    index = place * count // lessons
    begins, ends = -(-index * lessons // count), -(-(index + 1) * lessons // count)
    topic, outcome = section.topics[(offset + index) % count]
    step, steps = place - begins, ends - begins
    is_test = step == steps - 1 and steps >= _SHORTEST_WITH_TEST
    part = _part(journal.subject, step, steps)
    return LessonText(f"{topic}. {part}" if part else topic, outcome, is_test)


def homework_text(journal: JournalPlan, place: int, random: Random) -> str | None:
    """Return what is set for the next lesson, None when a subject sets none."""
    templates = _book(_file_of(journal)).homework
    if not templates:
        return None
    page, first = 8 + place * 2, random.randrange(1, 9)
    return random.choice(templates).format(
        page=page, next=page + 1, first=first, last=first + random.randrange(1, 5)
    )


def _part(subject: str, step: int, steps: int) -> str:
    """Return which part of its topic a lesson is; nothing for the first."""
    if step == 0:
        return ""
    practice = _CRAFT if subject in _CRAFTS else _PRACTICE.get(subject)
    if practice is not None:
        return practice[-1] if step == steps - 1 else practice[(step - 1) % (len(practice) - 1)]
    if steps < _SHORTEST_WITH_TEST:
        return _MIDDLE[1]
    if step == steps - 1:
        return _TEST
    if step == steps - 2 and step > 1:
        return _REVIEW
    return _MIDDLE[(step - 1) % len(_MIDDLE)]


def _file_of(journal: JournalPlan) -> str:
    if journal.kind is not JournalKind.SUBJECT:
        return "activities"
    return SECOND_LANGUAGE if journal.subject in LANGUAGES else journal.subject


def _section(journal: JournalPlan) -> _Section:
    sections = _book(_file_of(journal)).sections
    if journal.kind is not JournalKind.SUBJECT:
        return sections[journal.kind]
    return next(
        section
        for section in sections.values()
        if section.first_grade <= journal.grade <= section.last_grade
    )


@cache
def _book(name: str) -> _Book:
    """Read a file: lines `@ homework`, `== grades`, `topic | outcome`."""
    homework: list[str] = []
    topics: dict[str, list[tuple[str, str]]] = {}
    title = ""
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(_HOMEWORK):
            homework.append(line.removeprefix(_HOMEWORK))
        elif line.startswith(_SECTION):
            title = line.removeprefix(_SECTION)
            topics[title] = []
        else:
            topic, outcome = line.split(_BETWEEN)
            topics[title].append((topic, outcome))
    return _Book(
        {title: _Section(*_grades(title), tuple(rows)) for title, rows in topics.items()},
        tuple(homework),
    )


def _grades(title: str) -> tuple[int, int]:
    first, _, last = title.partition("-")
    return (int(first), int(last)) if last else (1, 12)
