"""The XML that aSc Timetables exports: `<timetable>` with lessons and the cards they stand on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.importing.problems import RowProblem
from ejournal_app.services.importing.reading import check_size, describe_file

from .entries import MAX_ENTRIES, Entry, TimetableFile, Writings
from .listing import parse_number

_KEPT = ("subject", "teacher", "classroom", "class", "group", "lesson")
_MAX_ELEMENTS = 200_000
_WEEKDAYS = 7


@dataclass(frozen=True, slots=True)
class _Card:
    """A place of a lesson in the week, as the file has it."""

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Place:
    """A card as days and lesson numbers."""

    card: _Card
    weekdays: tuple[int, ...]
    number: int


class _Gatherer(ContentHandler):
    """Keeps the elements the import needs, by kind and id."""

    def __init__(self) -> None:
        super().__init__()
        self.is_timetable = False
        self.elements: dict[str, dict[str, dict[str, str]]] = {kind: {} for kind in _KEPT}
        self.cards: list[_Card] = []
        self._locator: Any = None
        self._count = 0

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802 - the library's name
        self._locator = locator

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the library's name
        self._count += 1
        if self._count == 1:
            self.is_timetable = name == "timetable"
        if self._count > _MAX_ELEMENTS or len(self.cards) > MAX_ENTRIES:
            raise Refused(Message(N_("The file is too large to be a timetable.")))
        values = {key: " ".join(value.split()) for key, value in attrs.items()}
        if name == "card":
            self.cards.append(_Card(self._locator.getLineNumber(), values))
        elif name in self.elements and values.get("id"):
            self.elements[name][values["id"]] = values


def read_asc(content: bytes, file_name: str) -> TimetableFile:
    """Read an aSc Timetables XML file; Refused when it is not one."""
    check_size(content)
    gathered = _Gatherer()
    try:
        parseString(content, gathered, forbid_dtd=True)
    except (SAXException, DefusedXmlException, ValueError, LookupError) as error:
        raise Refused(Message(N_("The file is not XML that can be read."))) from error
    if not gathered.is_timetable:
        raise Refused(Message(N_("The XML file is not an export of aSc Timetables.")))
    problems: list[RowProblem] = []
    entries = list(_entries(gathered, problems))
    return TimetableFile(
        file=describe_file(content, file_name), entries=tuple(entries), problems=tuple(problems)
    )


def _entries(source: _Gatherer, problems: list[RowProblem]) -> Iterator[Entry]:
    places: dict[str, list[_Place]] = defaultdict(list)
    for card in source.cards:
        lesson_id = card.values.get("lessonid", "")
        if lesson_id not in source.elements["lesson"]:
            problem = Message(N_("The card belongs to no lesson of the file."))
            problems.append(RowProblem(card.line, "lessonid", problem))
            continue
        try:
            places[lesson_id].append(_place(card))
        except Refused as refusal:
            problems.append(RowProblem(card.line, "card", refusal.message))
    for lesson_id, cards in places.items():
        lesson = source.elements["lesson"][lesson_id]
        length = _length(lesson, cards)
        for place in cards:
            for weekday in place.weekdays:
                for number in range(place.number, place.number + length):
                    yield from _held(source, lesson, place.card, weekday, number)


def _place(card: _Card) -> _Place:
    weeks = card.values.get("weeks", "")
    if "0" in weeks or "," in weeks:
        raise Refused(Message(N_("Lessons that are not held every week cannot be imported.")))
    weekdays = {
        position
        for mask in card.values.get("days", "").split(",")
        for position, sign in enumerate(mask, start=1)
        if sign == "1"
    }
    if not weekdays or max(weekdays) > _WEEKDAYS:
        raise Refused(Message(N_("The days of the card are not days of a week.")))
    return _Place(card, tuple(sorted(weekdays)), parse_number(card.values.get("period", "")))


def _length(lesson: Mapping[str, str], places: Iterable[_Place]) -> int:
    """Return how many lesson numbers a card of the lesson stands for.

    A double lesson comes as two cards from some versions of the program, as one from others.
    """
    length = int(lesson.get("periodspercard") or "1") if _is_number(lesson, "periodspercard") else 1
    if length <= 1 or length > 4:
        return 1
    taken = {(day, place.number) for place in places for day in place.weekdays}
    if any((day, number + 1) in taken for day, number in taken):
        return 1
    in_week = lesson.get("periodsperweek", "").replace(",", ".").split(".")[0]
    planned = int(in_week) if in_week.isascii() and in_week.isdigit() else len(taken) * length
    return length if len(taken) * length <= planned else 1


def _is_number(lesson: Mapping[str, str], key: str) -> bool:
    value = lesson.get(key, "")
    return value.isascii() and value.isdigit() and len(value) < 3


def _held(
    source: _Gatherer, lesson: Mapping[str, str], card: _Card, weekday: int, number: int
) -> Iterator[Entry]:
    """Yield an entry for every whole class of the lesson, and one for its groups together."""
    parts: dict[str, list[str]] = defaultdict(list)
    for group_id in _ids(lesson, "groupids"):
        group = source.elements["group"].get(group_id, {})
        if group.get("entireclass") != "1" and group.get("name"):
            parts[group.get("classid", "")].append(group["name"])
    class_ids = _ids(lesson, "classids")
    names = sorted({name for part in parts.values() for name in part})
    groups = [(tuple(c for c in class_ids if c in parts), " + ".join(names))] if names else []
    wholes = [((class_id,), "") for class_id in class_ids if class_id not in parts]
    rooms = _ids(card.values, "classroomids")
    held = [*wholes, *groups]
    for classes, group in held:
        yield Entry(
            row=card.line,
            weekday=weekday,
            number=number,
            classes=tuple(_writings(source, "class", class_id) for class_id in classes),
            group=group,
            subject=_writings(source, "subject", lesson.get("subjectid", "")),
            teachers=tuple(
                _writings(source, "teacher", teacher_id)
                for teacher_id in _ids(lesson, "teacherids")
            ),
            room=next(iter(_writings(source, "classroom", rooms[0])), "") if rooms else "",
            together=f"card {card.line}" if len(held) > 1 else "",
        )


def _ids(values: Mapping[str, str], key: str) -> list[str]:
    return [part for part in values.get(key, "").split(",") if part]


def _writings(source: _Gatherer, kind: str, element_id: str) -> Writings:
    element = source.elements[kind].get(element_id, {})
    full = f"{element.get('firstname', '')} {element.get('lastname', '')}".strip()
    said = (element.get("name", ""), full, element.get("short", ""))
    return tuple(dict.fromkeys(writing for writing in said if writing))
