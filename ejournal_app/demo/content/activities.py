"""What the school offers beside the subjects (Regulation 7.3)."""

from dataclasses import dataclass

from ejournal_app.domain.kinds import JournalKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPlan:
    """A journal of another kind than a subject: a circle, an extended-day group, consultations."""

    kind: JournalKind
    name: str
    short: str
    grades: tuple[int, ...]
    pupils: int
    weekly: int
    numbers: tuple[int, ...]
    """Lesson numbers it may be held at."""
    staff: str
    """`own` staff for such work, or the code of the subject whose teacher holds it."""
    in_small: bool = False
    runs_in_breaks: bool = False


def _extended(grade: int, *, in_small: bool = False) -> ActivityPlan:
    return ActivityPlan(
        kind=JournalKind.EXTENDED_DAY,
        name=f"Pagarinātās dienas grupa, {grade}. klases",
        short="PDG",
        grades=(grade,),
        pupils=25,
        weekly=5,
        numbers=(6,),
        staff="own",
        in_small=in_small,
    )


def _interest(
    name: str,
    grades: range,
    pupils: int,
    *,
    in_small: bool = False,
    runs_in_breaks: bool = False,
) -> ActivityPlan:
    return ActivityPlan(
        kind=JournalKind.INTEREST,
        name=name,
        short=name[:30],
        grades=tuple(grades),
        pupils=pupils,
        weekly=2,
        numbers=(8, 9),
        staff="own",
        in_small=in_small,
        runs_in_breaks=runs_in_breaks,
    )


def _more(
    kind: JournalKind,
    name: str,
    short: str,
    grades: range,
    pupils: int,
    staff: str,
    number: int = 8,
    *,
    in_small: bool = False,
) -> ActivityPlan:
    return ActivityPlan(
        kind=kind,
        name=name,
        short=short,
        grades=tuple(grades),
        pupils=pupils,
        weekly=1,
        numbers=(number,),
        staff=staff,
        in_small=in_small,
    )


_ELECTIVE, _ALONE = JournalKind.ELECTIVE, JournalKind.INDIVIDUAL
_GROUP = JournalKind.GROUP_LESSONS

ACTIVITIES = (
    _extended(1),
    _extended(2, in_small=True),
    _extended(3),
    _interest("Koris", range(5, 10), 36),
    _interest("Tautas dejas", range(7, 13), 24, in_small=True, runs_in_breaks=True),
    _interest("Robotika", range(5, 9), 14),
    _interest("Šahs", range(4, 9), 12),
    _interest("Teātra pulciņš", range(6, 12), 16),
    _interest("Basketbols", range(7, 11), 18),
    _interest("Keramikas studija", range(4, 8), 14),
    _more(_ELECTIVE, "Matemātikas olimpiāžu uzdevumi", "Mat. olimp.", range(9, 13), 14, "maths"),
    _more(
        _ELECTIVE, "Debates angļu valodā", "Debates", range(10, 13), 12, "english", in_small=True
    ),
    _more(_ELECTIVE, "Finanšu pratība", "Finanses", range(10, 12), 15, "geography"),
    _more(_ALONE, "Logopēda nodarbības", "Logopēds", range(1, 3), 1, "own", 7, in_small=True),
    _more(_ALONE, "Speciālā pedagoga nodarbības", "Spec. pedagogs", range(3, 4), 1, "own", 7),
    _more(_ALONE, "Individuālās vijoles stundas", "Vijole", range(5, 7), 1, "music"),
    _more(
        _GROUP,
        "Konsultācijas matemātikā, 12. klase",
        "Konsult. mat.",
        range(12, 13),
        12,
        "maths",
        9,
        in_small=True,
    ),
    _more(_GROUP, "Latviešu valodas atbalsta grupa", "Latv. v. atb.", range(5, 7), 8, "latvian"),
    _more(_GROUP, "Mācīšanās prasmju grupa", "Māc. prasmes", range(7, 9), 9, "english"),
)
