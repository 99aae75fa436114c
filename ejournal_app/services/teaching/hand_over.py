"""Handing journals over to another teacher, or giving them their first (Regulation 7.6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlmodel import Session, col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.posts import Term, before, since, without
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Journal, JournalTeacher, Person
from ejournal_app.policies.rules import require
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.changes.runs import AppliedImport, open_run
from ejournal_app.services.guard import use_case

from .finding import find
from .journal_checks import check_period
from .journal_teachers import terms_in
from .staff import StaffOption, check_staff, staff_options
from .years import chosen_year, year_label

_MOST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedJournal:
    """A journal that can be handed over."""

    journal_id: int
    name: str
    grade: int
    starts_on: date
    ends_on: date | None
    """The days it is taught by the one it would be taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverForm:
    """What can be handed over: from whom, to whom, which journals."""

    year: str
    first_day: date
    last_day: date
    holders: tuple[StaffOption, ...]
    """Who teaches a journal of the working year, former staff too, and whoever is asked about."""
    staff: tuple[StaffOption, ...]
    from_id: int | None
    """Whose journals are shown; None: those without a teacher."""
    journals: tuple[HandedJournal, ...]


@use_case
def hand_over_form(actor: Actor, from_id: int | None) -> HandOverForm:
    """Return the journals of somebody that go on today or later; without anybody, those nobody has.

    Journals of years that are over are left out.
    """
    require(actor, Permission.TEACHING_WRITE)
    today = clock.today()
    with reading() as session:
        year = chosen_year(session, None)
        assert year.id is not None
        if from_id is not None:
            find(session, Person, from_id)
        journals = (
            _without_teacher(session, year.id, today)
            if from_id is None
            else _taught_by(session, year.id, from_id, today)
        )
        return HandOverForm(
            year=year_label(year.starting),
            first_day=year.starts_on,
            last_day=year.ends_on,
            holders=_holders(session, year.id, today, also=from_id),
            staff=staff_options(session, today),
            from_id=from_id,
            journals=tuple(sorted(journals, key=lambda one: (one.grade, sort_key(one.name)))),
        )


@use_case
def hand_over(
    actor: Actor,
    *,
    from_id: int | None,
    to_id: int,
    journal_ids: Collection[int],
    starts_on: date,
) -> AppliedImport:
    """Give journals to another teacher from a day on, as one run that can be undone.

    The old teacher's time ends the day before and the right to write with it; what was written
    stays theirs. The new one gets the days the old one would have had. Without an old teacher
    the journal is taught from that day to its end. Refused when one of the journals is not the
    old teacher's on that day or later, with nothing changed.
    """
    require(actor, Permission.TEACHING_WRITE)
    if not journal_ids or len(journal_ids) > _MOST:
        raise Refused(Message(N_("Tick the journals to hand over.")))
    if from_id == to_id:
        raise Refused(Message(N_("Choose another teacher than the present one.")), field="to")
    with writing() as session:
        year = chosen_year(session, None)
        check_period(year, starts_on, None)
        person = find(session, Person, from_id) if from_id is not None else None
        journals = [find(session, Journal, one, lock=True) for one in sorted(set(journal_ids))]
        to_name = check_staff(session, to_id, starts_on, field="to")
        run_id = open_run(
            session,
            actor=actor,
            school_id=year.school_id,
            kind=RunKind.HAND_OVER,
            valid_from=starts_on,
            summary={
                "journals": len(journals),
                "from": f"{person.family_name} {person.given_name}" if person else "",
                "to": to_name,
            },
        )
        log = ChangeLog(session)
        for journal in journals:
            if journal.year_id != year.id:
                raise _not_theirs(journal)
            terms = (
                _vacant(session, journal, starts_on)
                if from_id is None
                else _take(session, log, journal, from_id, starts_on)
            )
            _give(session, log, journal, to_id, terms)
        log.write(run_id)
        return AppliedImport(run_id=run_id, counts={"journals": len(journals)})


def _vacant(session: Session, journal: Journal, starts_on: date) -> list[Term]:
    """Return the days from a day on of a journal nobody teaches any more."""
    rest = since(Term(journal.starts_on, journal.ends_on), starts_on)
    taught = session.scalars(
        select(col(JournalTeacher.id)).where(
            col(JournalTeacher.journal_id) == journal.id,
            or_(col(JournalTeacher.ends_on).is_(None), col(JournalTeacher.ends_on) >= starts_on),
        )
    ).first()
    if rest is None or taught is not None:
        raise _not_theirs(journal)
    return [rest]


def _take(
    session: Session, log: ChangeLog, journal: Journal, person_id: int, starts_on: date
) -> list[Term]:
    """End somebody's terms the day before a day; return what they would have had from it on."""
    assert journal.id is not None
    taken: list[Term] = []
    for row in terms_in(session, journal.id, person_id):
        term = Term(row.starts_on, row.ends_on)
        rest, kept = since(term, starts_on), before(term, starts_on)
        if rest is None:
            continue
        taken.append(rest)
        if kept is None:
            log.remove(row)
        else:
            log.change(row, {"ends_on": starts_on - timedelta(days=1)})
    if not taken:
        raise _not_theirs(journal)
    return taken


def _give(
    session: Session, log: ChangeLog, journal: Journal, person_id: int, terms: list[Term]
) -> None:
    """Let somebody teach a journal on these days, but for those they teach it anyway."""
    assert journal.id is not None
    own = [Term(row.starts_on, row.ends_on) for row in terms_in(session, journal.id, person_id)]
    for term in terms:
        for part in without(term, own):
            log.add(
                JournalTeacher(
                    journal_id=journal.id,
                    person_id=person_id,
                    starts_on=part.first,
                    ends_on=part.last,
                )
            )


def _not_theirs(journal: Journal) -> Refused:
    return Refused(
        Message(
            N_("{name} is no longer as it was shown. Look at the journals again."),
            {"name": journal.name},
        )
    )


def _taught_by(session: Session, year_id: int, person_id: int, on: date) -> list[HandedJournal]:
    rows = session.connection().execute(
        select(
            col(Journal.id),
            col(Journal.name),
            col(Journal.grade),
            col(JournalTeacher.starts_on),
            col(JournalTeacher.ends_on),
        )
        .join(JournalTeacher, col(JournalTeacher.journal_id) == col(Journal.id))
        .where(
            col(Journal.year_id) == year_id,
            col(JournalTeacher.person_id) == person_id,
            or_(col(JournalTeacher.ends_on).is_(None), col(JournalTeacher.ends_on) >= on),
        )
    )
    found = {
        journal_id: HandedJournal(
            journal_id=journal_id, name=name, grade=grade, starts_on=starts_on, ends_on=ends_on
        )
        for journal_id, name, grade, starts_on, ends_on in rows
        if journal_id is not None
    }
    return list(found.values())


def _without_teacher(session: Session, year_id: int, on: date) -> list[HandedJournal]:
    taught = select(col(JournalTeacher.journal_id)).where(
        or_(col(JournalTeacher.ends_on).is_(None), col(JournalTeacher.ends_on) >= on)
    )
    rows = session.scalars(
        select(Journal).where(
            col(Journal.year_id) == year_id,
            col(Journal.id).not_in(taught),
            or_(col(Journal.ends_on).is_(None), col(Journal.ends_on) >= on),
        )
    )
    return [
        HandedJournal(
            journal_id=row.id,
            name=row.name,
            grade=row.grade,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in rows
        if row.id is not None
    ]


def _holders(
    session: Session, year_id: int, on: date, *, also: int | None
) -> tuple[StaffOption, ...]:
    teaching = (
        select(col(JournalTeacher.person_id))
        .join(Journal, col(Journal.id) == col(JournalTeacher.journal_id))
        .where(
            col(Journal.year_id) == year_id,
            or_(col(JournalTeacher.ends_on).is_(None), col(JournalTeacher.ends_on) >= on),
        )
    )
    people = session.scalars(
        select(Person).where(or_(col(Person.id).in_(teaching), col(Person.id) == also))
    ).all()
    ordered = sorted(people, key=lambda one: person_key(one.family_name, one.given_name))
    return tuple(
        StaffOption(person_id=one.id, name=f"{one.family_name} {one.given_name}")
        for one in ordered
        if one.id is not None
    )
