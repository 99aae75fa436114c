"""What is proposed for the classes of the ending year (Regulation 8, 21)."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.movements import day_before
from ejournal_app.domain.promotion import LAST_GRADES, Outcome, Proposal, propose
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Enrolment, Person, Pupil, SchoolClass, SchoolYear
from ejournal_app.persistence.queries.schools import working_year, years_of
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case
from ejournal_app.services.movements.places import year_name

from .results import results_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A class of the next year."""

    class_id: int
    grade: int
    letter: str

    @property
    def name(self) -> str:
        """Return the class as people write it: 6.a."""
        return f"{self.grade}.{self.letter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A pupil who is still without a decision, with what the rules propose."""

    pupil_id: int
    enrolment_id: int
    name: str
    proposal: Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingClass:
    """A class of the ending year."""

    class_id: int
    grade: int
    name: str
    letter: str
    candidates: tuple[Candidate, ...]
    """In Latvian order; those with a decision already are not among them."""
    decided: int
    """Pupils who were in the class on its last days and have a decision."""
    next_classes: tuple[Target, ...]
    """The classes of the next grade, the one with the same letter first."""
    same_grade: tuple[Target, ...]
    """Where a pupil would repeat the grade."""

    @property
    def proposed(self) -> Mapping[Outcome | None, int]:
        """Return how many pupils there are for each outcome."""
        return Counter(own.proposal.outcome for own in self.candidates)

    @property
    def is_last(self) -> bool:
        """Tell whether the class ends a stage of education."""
        return self.grade in LAST_GRADES


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotions:
    """The ending year, class by class."""

    year_id: int
    year: str
    next_year: str
    """Empty while the next year is not set up."""
    starts_on: date
    """First day of the next year: when promotions take effect unless said otherwise."""
    school_id: int
    last_day: date
    """Last day of the ending year."""
    first_day: date
    classes: tuple[EndingClass, ...]


@use_case
def promotions(actor: Actor) -> Promotions | None:
    """Return the classes of the present year with proposals; None while no year is set up."""
    require(actor, Permission.MOVEMENT_WRITE)
    with reading() as session:
        return load(session)


@use_case
def promotion_of_class(actor: Actor, class_id: int) -> tuple[Promotions, EndingClass]:
    """Return one class of the present year; Forbidden for any other."""
    require(actor, Permission.MOVEMENT_WRITE)
    with reading() as session:
        found = load(session, class_id)
    own = next((one for one in found.classes if one.class_id == class_id), None) if found else None
    if found is None or own is None:
        raise Forbidden(
            Attempt(action=Permission.MOVEMENT_WRITE, entity="class", entity_id=class_id)
        )
    return found, own


def load(session: Session, class_id: int | None = None) -> Promotions | None:
    """Return the classes of the present year, or the one asked for."""
    year = _ending_year(session)
    if year is None or year.id is None:
        return None
    following = next(
        (other for other in years_of(session) if other.starting == year.starting + 1), None
    )
    targets = _targets(session, following)
    classes = [
        own
        for own in session.scalars(select(SchoolClass).where(col(SchoolClass.year_id) == year.id))
        if class_id is None or own.id == class_id
    ]
    classes.sort(key=lambda own: (own.grade, sort_key(own.letter)))
    ids = [own.id for own in classes if own.id is not None]
    results = results_of(session, year.id, ids, _measured_on(year))
    enrolled = _enrolled(session, ids)
    decided = _decided(session, ids, year)
    return Promotions(
        year_id=year.id,
        year=year_name(year.starting),
        next_year=year_name(following.starting) if following else "",
        starts_on=following.starts_on if following else date(year.starting + 1, 9, 1),
        school_id=year.school_id,
        first_day=year.starts_on,
        last_day=year.ends_on,
        classes=tuple(
            EndingClass(
                class_id=own.id,
                grade=own.grade,
                name=own.name,
                letter=own.letter,
                candidates=tuple(
                    Candidate(
                        pupil_id=enrolment.pupil_id,
                        enrolment_id=enrolment.id or 0,
                        name=f"{person.family_name} {person.given_name}",
                        proposal=propose(own.grade, results.get(enrolment.pupil_id, [])),
                    )
                    for enrolment, person in enrolled[own.id]
                ),
                decided=decided[own.id],
                next_classes=_ordered(targets[own.grade + 1], own.letter),
                same_grade=_ordered(targets[own.grade], own.letter),
            )
            for own in classes
            if own.id is not None
        ),
    )


def default_decision(own: EndingClass, candidate: Candidate, *, undecided_too: bool) -> str:
    """Return the decision a proposal amounts to, as a form sends it; empty for none."""
    outcome = candidate.proposal.outcome
    if outcome is None and undecided_too:
        outcome = Outcome.GRADUATES if own.is_last else Outcome.PROMOTED
    if outcome is Outcome.PROMOTED and own.next_classes:
        return f"{Outcome.PROMOTED}:{own.next_classes[0].class_id}"
    if outcome is Outcome.REPEATS and own.same_grade:
        return f"{Outcome.REPEATS}:{own.same_grade[0].class_id}"
    return Outcome.GRADUATES.value if outcome is Outcome.GRADUATES else ""


def _ending_year(session: Session) -> SchoolYear | None:
    """Return the present year, or the one before while somebody in it is not decided about."""
    present = working_year(session, clock.today())
    if present is None:
        return None
    before = next((own for own in years_of(session) if own.starting == present.starting - 1), None)
    if before is None:
        return present
    undecided = session.scalar(
        select(col(Enrolment.id))
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .where(col(SchoolClass.year_id) == before.id, col(Enrolment.ends_on).is_(None))
        .limit(1)
    )
    return present if undecided is None else before


def _measured_on(year: SchoolYear) -> date:
    """Return the day on which it is asked what a pupil learns: today, within the year."""
    return max(year.starts_on, min(clock.today(), day_before(year.ends_on)))


def _targets(session: Session, year: SchoolYear | None) -> Mapping[int, Sequence[Target]]:
    found: dict[int, list[Target]] = defaultdict(list)
    if year is None:
        return found
    rows = session.scalars(select(SchoolClass).where(col(SchoolClass.year_id) == year.id))
    for own in sorted(rows, key=lambda row: sort_key(row.letter)):
        assert own.id is not None
        found[own.grade].append(Target(class_id=own.id, grade=own.grade, letter=own.letter))
    return found


def _ordered(targets: Sequence[Target], letter: str) -> tuple[Target, ...]:
    same = letter.casefold()
    return tuple(sorted(targets, key=lambda target: target.letter.casefold() != same))


def _enrolled(
    session: Session, class_ids: list[int]
) -> Mapping[int, list[tuple[Enrolment, Person]]]:
    """Return who is in the classes without an end."""
    found: dict[int, list[tuple[Enrolment, Person]]] = defaultdict(list)
    rows = session.execute(
        select(Enrolment, Person)
        .join(Pupil, col(Pupil.id) == col(Enrolment.pupil_id))
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .where(col(Enrolment.class_id).in_(class_ids), col(Enrolment.ends_on).is_(None))
    )
    for enrolment, person in rows:
        found[enrolment.class_id].append((enrolment, person))
    for own in found.values():
        own.sort(key=lambda row: person_key(row[1].family_name, row[1].given_name))
    return found


def _decided(session: Session, class_ids: list[int], year: SchoolYear) -> Mapping[int, int]:
    """Return how many of each class have a decision: promoted, repeating, graduated."""
    return Counter(
        session.scalars(
            select(col(Enrolment.class_id)).where(
                col(Enrolment.class_id).in_(class_ids),
                col(Enrolment.end_kind).in_(("promoted", "graduated")),
                col(Enrolment.ends_on) <= year.ends_on,
            )
        )
    )
