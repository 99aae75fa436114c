"""The summary of absences: pupils, classes and months in numbers (Regulation 20)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_tally import Tally, tally_of, total
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Enrolment, Person, Pupil, SchoolClass
from ejournal_app.persistence.queries.schools import school_of, working_year
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case
from ejournal_app.services.teaching.years import no_year, year_label

from .classes import own_class, own_classes, pupils_in
from .counting import count_symbols
from .months import months_between
from .periods import Period, period_choices, period_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilAbsences:
    """A pupil in a class, as long as the pupil was in it."""

    pupil_id: int
    name: str
    months: Mapping[date, Tally]
    """By the first day of the month; months without anything are not there."""

    @property
    def total(self) -> Tally:
        """Return all months together."""
        return total(self.months.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassAbsences:
    """A class with its pupils, in the order of names."""

    class_id: int
    name: str
    pupils: tuple[PupilAbsences, ...]

    @property
    def total(self) -> Tally:
        """Return all pupils together."""
        return total(one.total for one in self.pupils)

    def in_month(self, month: date) -> Tally:
        """Return all pupils together in a month."""
        return total(one.months[month] for one in self.pupils if month in one.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceSummary:
    """What the page, the PDF and the spreadsheet are made of."""

    school: str
    year: str
    period: Period
    months: tuple[date, ...]
    """Of the period, up to today."""
    classes: tuple[ClassAbsences, ...]
    """One when a class was asked for; else all the actor sees."""
    known_classes: tuple[tuple[int, str], ...]
    """All there is to choose from."""
    periods: tuple[Period, ...]


@use_case
def absence_summary(actor: Actor, class_id: int | None = None, period: str = "") -> AbsenceSummary:
    """Return the absences for the page; see `read_summary`."""
    return read_summary(actor, class_id, period)


def read_summary(actor: Actor, class_id: int | None = None, period: str = "") -> AbsenceSummary:
    """Return the absences of a class, or of all classes the actor sees, in a period.

    Without a period (or with an unknown one) the running month. Forbidden for a class the actor
    does not see, and for one that is not there.
    """
    require(actor, Permission.ABSENCE_REPORT_READ)
    today = clock.today()
    with reading() as session:
        year = working_year(session, today)
        if year is None or year.id is None:
            raise no_year()
        known = own_classes(session, actor, year.id)
        classes = known if class_id is None else [own_class(known, class_id)]
        chosen = period_of(session, year, period, today)
        school = school_of(session)
        return AbsenceSummary(
            school="" if school is None else school.name,
            year=year_label(year.starting),
            period=chosen,
            months=tuple(months_between(chosen.first, min(chosen.last, today))),
            classes=_count(session, classes, chosen.first, min(chosen.last, today)),
            known_classes=tuple((row.id, row.name) for row in known if row.id is not None),
            periods=period_choices(session, year, today),
        )


def _count(
    session: Session, classes: list[SchoolClass], first: date, last: date
) -> tuple[ClassAbsences, ...]:
    """A pupil who moved is counted in each class for the days in it."""
    counts = count_symbols(session, pupils_in(classes, first, last), first, last)
    names: dict[int, tuple[str, tuple[object, ...]]] = {}
    spans: defaultdict[int, list[tuple[int, date, date]]] = defaultdict(list)
    pupils: defaultdict[int, set[int]] = defaultdict(set)
    for pupil_id, class_id, starts, ends, given, family in _places(session, classes, first, last):
        spans[pupil_id].append((class_id, starts, ends or date.max))
        pupils[class_id].add(pupil_id)
        names[pupil_id] = (f"{family} {given}", person_key(family, given))
    found: defaultdict[tuple[int, int], defaultdict[date, Counter[str]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for (pupil_id, day, symbol), number in counts.items():
        for class_id, starts, ends in spans[pupil_id]:
            if starts <= day <= ends:
                found[class_id, pupil_id][day.replace(day=1)][symbol] += number
                break
    return tuple(
        ClassAbsences(
            class_id=row.id,
            name=row.name,
            pupils=tuple(
                PupilAbsences(
                    pupil_id=pupil_id,
                    name=names[pupil_id][0],
                    months={
                        month: tally_of(symbols.items())
                        for month, symbols in found[row.id, pupil_id].items()
                    },
                )
                for pupil_id in sorted(pupils[row.id], key=lambda one: names[one][1])
            ),
        )
        for row in classes
        if row.id is not None
    )


def _places(
    session: Session, classes: Iterable[SchoolClass], first: date, last: date
) -> list[tuple[int, int, date, date | None, str, str]]:
    return [
        (pupil_id, class_id, starts, ends, given, family)
        for pupil_id, class_id, starts, ends, given, family in session.execute(
            select(
                col(Enrolment.pupil_id),
                col(Enrolment.class_id),
                col(Enrolment.starts_on),
                col(Enrolment.ends_on),
                col(Person.given_name),
                col(Person.family_name),
            )
            .join(Pupil, col(Pupil.id) == col(Enrolment.pupil_id))
            .join(Person, col(Person.id) == col(Pupil.person_id))
            .where(
                col(Enrolment.class_id).in_([row.id for row in classes]),
                col(Enrolment.starts_on) <= last,
                or_(col(Enrolment.ends_on).is_(None), col(Enrolment.ends_on) >= first),
            )
        )
    ]
