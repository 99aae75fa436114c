"""Hours of substitution for the payroll, by teacher, month and reason (Regulation 20).

Both lists show reasons; whoever may see hours may see teachers' reasons as well, which the policy
says and a test holds.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.engine import reading
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition

from .kind_words import KINDS, REASONS, UNKNOWN_REASON, reason_words
from .lines import Line, substitution_lines

NO_REASON = "none"
"""The value of the filter for lessons of which no reason is known."""

_SAME = {True: Message(N_("yes")), False: Message(N_("no"))}
_REASON_LABELS = {**REASONS, NO_REASON: UNKNOWN_REASON}
_CONFIRMED = {"yes": Message(N_("Is confirmed")), "no": Message(N_("To be confirmed"))}
_COUNTED = tuple(
    kind
    for kind in SubstitutionKind
    if kind not in (SubstitutionKind.MOVED, SubstitutionKind.CANCELLED)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRow:
    """The lessons one teacher led for others in a month for one reason."""

    given_name: str
    family_name: str
    month: str
    month_order: tuple[int, int]
    """Year and month."""
    reason: str
    counts: Counter[SubstitutionKind]
    """Confirmed lessons by kind."""
    waiting: int
    """Lessons somebody entered and management has not confirmed: in none of the counts."""

    @property
    def led(self) -> int:
        """Return the lessons that were taught; supervised ones are counted apart."""
        return self.counts.total() - self.counts[SubstitutionKind.SUPERVISED]


def _load(_actor: Actor) -> Sequence[HoursRow]:
    with reading() as session:
        return summed(substitution_lines(session))


def _load_lines(_actor: Actor) -> Sequence[Line]:
    with reading() as session:
        return substitution_lines(session)


def summed(lines: Sequence[Line]) -> list[HoursRow]:
    """Return the sums, the newest month first, teachers in Latvian order."""
    counts: defaultdict[tuple[str, int, str], Counter[SubstitutionKind]] = defaultdict(Counter)
    waiting: Counter[tuple[str, int, str]] = Counter()
    names: dict[tuple[int, str], Line] = {}
    for line in lines:
        key = (line.month, line.substitute_id, line.reason)
        counts[key][line.kind] += line.is_confirmed
        waiting[key] += not line.is_confirmed
        names[line.substitute_id, line.month] = line
    rows = [
        HoursRow(
            given_name=names[who, month].given_name,
            family_name=names[who, month].family_name,
            month=month,
            month_order=(names[who, month].day.year, names[who, month].day.month),
            reason=reason,
            counts=counted,
            waiting=waiting[month, who, reason],
        )
        for (month, who, reason), counted in counts.items()
    ]
    rows.sort(key=lambda row: (person_key(row.family_name, row.given_name), row.reason))
    rows.sort(key=lambda row: row.month_order, reverse=True)
    return rows


def _reason_value(reason: str) -> str:
    return reason if reason in REASONS else NO_REASON


HOURS = ListDefinition[HoursRow](
    key="aizvietotas-stundas",
    title=N_("Hours of substitution"),
    permission=Permission.SUBSTITUTION_HOURS,
    load=_load,
    columns=(
        Column(
            key="name",
            title=N_("Substitute"),
            cell=lambda row: f"{row.family_name} {row.given_name}",
            order=lambda row: person_key(row.family_name, row.given_name),
        ),
        Column(
            key="month",
            title=N_("Month"),
            cell=lambda row: row.month,
            order=lambda row: row.month_order,
        ),
        Column(key="reason", title=N_("Reason"), cell=lambda row: reason_words(row.reason)),
        Column(
            key="same",
            title=N_("Same subject"),
            cell=lambda row: row.counts[SubstitutionKind.SAME_SUBJECT],
        ),
        Column(
            key="other",
            title=N_("Another subject"),
            cell=lambda row: row.counts[SubstitutionKind.OTHER_SUBJECT],
        ),
        Column(
            key="joined",
            title=N_("Groups joined"),
            cell=lambda row: row.counts[SubstitutionKind.JOINED],
        ),
        Column(key="led", title=N_("Lessons led"), cell=lambda row: row.led),
        Column(
            key="supervised",
            title=N_("Supervised"),
            cell=lambda row: row.counts[SubstitutionKind.SUPERVISED],
        ),
        Column(key="waiting", title=N_("To be confirmed"), cell=lambda row: row.waiting),
    ),
    filters=(
        Filter(key="month", title=N_("Month"), values_of=lambda row: (row.month,)),
        Filter(
            key="reason",
            title=N_("Reason"),
            values_of=lambda row: (_reason_value(row.reason),),
            labels=_REASON_LABELS,
        ),
    ),
    found_by=lambda row: f"{row.given_name} {row.family_name}",
)

HOUR_LINES = ListDefinition[Line](
    key="aizvietojumi",
    title=N_("Substituted lessons"),
    permission=Permission.SUBSTITUTION_HOURS,
    load=_load_lines,
    columns=(
        Column(
            key="name",
            title=N_("Substitute"),
            cell=lambda row: f"{row.family_name} {row.given_name}",
            order=lambda row: person_key(row.family_name, row.given_name),
        ),
        Column(key="day", title=N_("Day"), cell=lambda row: row.day),
        Column(key="number", title=N_("Lesson"), cell=lambda row: row.number),
        Column(key="place", title=N_("Class"), cell=lambda row: row.place),
        Column(key="subject", title=N_("Subject"), cell=lambda row: row.subject),
        Column(key="kind", title=N_("Kind"), cell=lambda row: KINDS[row.kind]),
        Column(key="same", title=N_("Same subject?"), cell=lambda row: _SAME[row.same_subject]),
        Column(key="absent", title=N_("Who was away"), cell=lambda row: row.absent),
        Column(key="reason", title=N_("Reason"), cell=lambda row: reason_words(row.reason)),
        Column(
            key="state",
            title=N_("State"),
            cell=lambda row: _CONFIRMED["yes" if row.is_confirmed else "no"],
            look=lambda row: "" if row.is_confirmed else "warn",
        ),
        Column(
            key="corrected",
            title=N_("Corrected"),
            cell=lambda row: Message(N_("corrected")) if row.is_corrected else None,
        ),
    ),
    filters=(
        Filter(key="month", title=N_("Month"), values_of=lambda row: (row.month,)),
        Filter(
            key="reason",
            title=N_("Reason"),
            values_of=lambda row: (_reason_value(row.reason),),
            labels=_REASON_LABELS,
        ),
        Filter(
            key="kind",
            title=N_("Kind"),
            values_of=lambda row: (row.kind,),
            labels={kind.value: KINDS[kind] for kind in _COUNTED},
        ),
        Filter(
            key="state",
            title=N_("State"),
            values_of=lambda row: ("yes" if row.is_confirmed else "no",),
            labels=_CONFIRMED,
        ),
    ),
    href=lambda row: f"/aizvietotas-stundas/{row.substitution_id}",
    found_by=lambda row: f"{row.given_name} {row.family_name} {row.absent} {row.place}",
)
