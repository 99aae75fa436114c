"""Subjects with their weekly lessons per grade, and what else the school offers."""

from dataclasses import dataclass
from typing import Literal

Split = Literal["halves", "pairs"]
"""How a class is split: in two by itself, or together with its neighbour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectPlan:
    """A subject of the demo school."""

    code: str
    name: str
    short: str
    weekly: dict[int, int]
    """Lessons a week by grade."""
    small: dict[int, int]
    """The same in the small school."""
    split: dict[int, Split]
    groups: tuple[str, ...] = ()
    """Names of the groups when neighbouring classes are mixed; a language group is a subject."""


def _weekly(text: str) -> dict[int, int]:
    """Read `4-6:5 7:4` as lessons a week by grade."""
    found: dict[int, int] = {}
    for part in text.split():
        grades, lessons = part.split(":")
        first, _, last = grades.partition("-")
        for grade in range(int(first), int(last or first) + 1):
            found[grade] = int(lessons)
    return found


def _subject(
    code: str,
    name: str,
    short: str,
    weekly: str,
    small: str = "",
    *,
    halves: range | None = None,
    pairs: range | None = None,
    groups: tuple[str, ...] = (),
) -> SubjectPlan:
    split: dict[int, Split] = dict.fromkeys(halves or (), "halves")
    split |= dict.fromkeys(pairs or (), "pairs")
    return SubjectPlan(
        code=code,
        name=name,
        short=short,
        weekly=_weekly(weekly),
        small=_weekly(small),
        split=split,
        groups=groups,
    )


LANGUAGES = {
    "german": ("Vācu valoda", "Vācu val."),
    "spanish": ("Spāņu valoda", "Spāņu val."),
    "russian": ("Krievu valoda", "Krievu val."),
}
"""The second foreign languages, each a subject of its own taught to a group."""

SECOND_LANGUAGE = "second_language"
CLASS_HOUR = "class_hour"

SUBJECTS = (
    _subject(
        "latvian",
        "Latviešu valoda un literatūra",
        "Latv. val.",
        "1-3:7 4:6 5-9:5 10-12:4",
        "2:7 7:5 12:4",
    ),
    _subject("maths", "Matemātika", "Matem.", "1-3:4 4-12:5", "2:4 7:5 12:5"),
    _subject(
        "english",
        "Angļu valoda",
        "Angļu val.",
        "1-2:2 3-9:3 10-12:4",
        "2:2 7:3 12:4",
        halves=range(4, 10),
    ),
    _subject(
        SECOND_LANGUAGE,
        "Otrā svešvaloda",
        "2. svešval.",
        "6-12:2",
        "7:2",
        pairs=range(6, 13),
        groups=tuple(LANGUAGES),
    ),
    _subject("nature", "Dabaszinības", "Dabasz.", "1-5:2 6:3", "2:2"),
    _subject("biology", "Bioloģija", "Biol.", "7-12:2"),
    _subject("chemistry", "Ķīmija", "Ķīm.", "8-12:2"),
    _subject("physics", "Fizika", "Fiz.", "8-12:2"),
    _subject("geography", "Ģeogrāfija", "Ģeogr.", "7-9:2 10-11:2", "7:2"),
    _subject("computing", "Datorika", "Datorika", "3-9:1", "7:1"),
    _subject("programming", "Programmēšana", "Progr.", "10-12:2"),
    _subject("engineering", "Inženierzinības", "Inž.", "7:1"),
    _subject("society_history", "Sociālās zinības un vēsture", "Soc. zin. vēst.", "4-6:2"),
    _subject("history", "Latvijas un pasaules vēsture", "Vēsture", "7-12:2", "7:2 12:2"),
    _subject("society", "Sociālās zinības", "Soc. zin.", "1-3:1 8-9:1 10-12:1"),
    _subject("visual_art", "Vizuālā māksla", "Viz. māksla", "1-9:1", "2:1"),
    _subject("music", "Mūzika", "Mūzika", "1-4:2 5-8:1"),
    _subject("theatre", "Teātra māksla", "Teātris", "10:1"),
    _subject(
        "design",
        "Dizains un tehnoloģijas",
        "Dizains",
        "1-3:1 4-6:2 7-9:1",
        pairs=range(6, 10),
        groups=("koks un metāls", "tekstils un ēdiens"),
    ),
    _subject(
        "sport",
        "Sports un veselība",
        "Sports",
        "1-4:2 5-7:3 8-12:2",
        "2:2 7:3 12:2",
        pairs=range(8, 13),
        groups=("meitenes", "zēni"),
    ),
    _subject("project", "Projektu darbs", "Projekti", "11:1"),
    _subject(CLASS_HOUR, "Klases stunda", "Kl. st.", "1-12:1", "2:1 7:1 12:1"),
)
