"""The report to the municipality of a pupil with more than 20 unjustified lessons (MK 89/2011).

Made once more it is another document: what was sent stays as it was sent.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_numbers import LAW_STEP
from ejournal_app.domain.absence_tally import Tally, tally_of
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import AbsenceContact, Enrolment, Person, StoredFile
from ejournal_app.persistence.queries.facts import enrolled_on, pupil_facts
from ejournal_app.persistence.queries.pupils import PupilRow
from ejournal_app.persistence.queries.schools import school_id_of, school_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case
from ejournal_app.services.setup.logo import Logo
from ejournal_app.services.timeliness.report import school_logo

from .classes import sees_all
from .counting import count_symbols
from .kept_files import PDF, XLSX, keep_file
from .months import months_between
from .municipality_files import report_pdf, report_sheet
from .municipality_model import MunicipalityReport, Told
from .semesters import SemesterDays, semester_days
from .steps import one_pupil, require_pupil
from .unjustified import steps_done

PURPOSE = "municipality"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReport:
    """A file that was made."""

    file_id: int
    name: str
    pupil_id: int
    sha256: str
    at: datetime


@use_case
def make_report(actor: Actor, pupil_id: int, semester: int) -> tuple[int, int]:
    """Make and keep the report of a pupil; return the ids of the PDF and of the spreadsheet.

    Refused unless the pupil has more than 20 unjustified lessons in the semester.
    """
    today, now = clock.today(), clock.now()
    with reading() as session:
        require_pupil(session, actor, pupil_id)
        report = _report(session, actor, pupil_id, semester_days(session, today, semester), now)
        school_id = school_id_of(session)
    stem = f"pasvaldibai-{pupil_id}-{report.semester}-{now:%Y%m%d-%H%M}"
    made = (
        (f"{stem}.pdf", PDF, report_pdf(report, actor.language)),
        (f"{stem}.xlsx", XLSX, report_sheet(report, actor.language)),
    )
    with writing() as session:
        pdf, sheet = (
            keep_file(
                session,
                school_id=school_id,
                purpose=PURPOSE,
                name=name,
                media_type=media_type,
                content=content,
                at=now,
                by_id=actor.person_id,
                pupil_id=pupil_id,
            )
            for name, media_type, content in made
        )
        audit.record(
            session,
            actor=actor,
            action=Permission.ABSENT_CONTACT_WRITE,
            entity="municipality_report",
            entity_id=pdf,
            pupil_id=pupil_id,
            after={"semester": report.semester, "unjustified": report.total.unjustified},
        )
    return pdf, sheet


@use_case
def kept_reports(actor: Actor) -> tuple[KeptReport, ...]:
    """Return the reports on pupils the actor sees, the latest first."""
    require(actor, Permission.ABSENCE_REPORT_READ)
    with reading() as session:
        return _kept(session, actor)


@use_case
def open_report(actor: Actor, file_id: int) -> StoredFile:
    """Return a report as it was made; that it was opened is on record. Forbidden for any other."""
    require(actor, Permission.ABSENCE_REPORT_READ)
    with writing() as session:
        row = session.get(StoredFile, file_id)
        pupil_id = None if row is None else row.pupil_id
        if row is None or row.purpose != PURPOSE or pupil_id is None:
            raise _unknown(file_id)
        classes = pupil_facts(session, pupil_id, clock.today()).class_ids
        if not (sees_all(actor) or classes & actor.class_ids):
            raise _unknown(file_id)
        audit.record(
            session,
            actor=actor,
            action=Permission.ABSENCE_REPORT_READ,
            entity="municipality_report",
            entity_id=file_id,
            pupil_id=pupil_id,
        )
        session.flush()
        session.expunge(row)
        return row


def _kept(session: Session, actor: Actor) -> tuple[KeptReport, ...]:
    statement = (
        select(
            col(StoredFile.id),
            col(StoredFile.name),
            col(StoredFile.pupil_id),
            col(StoredFile.sha256),
            col(StoredFile.stored_at),
        )
        .where(col(StoredFile.purpose) == PURPOSE)
        .order_by(col(StoredFile.stored_at).desc(), col(StoredFile.id))
    )
    if not sees_all(actor):
        own = select(col(Enrolment.pupil_id)).where(
            col(Enrolment.class_id).in_(actor.class_ids), *enrolled_on(clock.today())
        )
        statement = statement.where(col(StoredFile.pupil_id).in_(own))
    return tuple(
        KeptReport(file_id=file_id, name=name, pupil_id=pupil_id, sha256=digest, at=at)
        for file_id, name, pupil_id, digest, at in session.execute(statement)
        if file_id is not None and pupil_id is not None
    )


def _unknown(file_id: int) -> Forbidden:
    return Forbidden(
        Attempt(
            action=Permission.ABSENCE_REPORT_READ, entity="municipality_report", entity_id=file_id
        )
    )


def _report(
    session: Session, actor: Actor, pupil_id: int, days: SemesterDays, now: datetime
) -> MunicipalityReport:
    pupil = one_pupil(session, pupil_id, days)
    first, last = days.of(pupil.grade) if pupil is not None else days.year_days
    months = _months(session, pupil, first, last)
    total = sum(months.values(), Tally())
    if pupil is None or total.unjustified < LAW_STEP:
        raise Refused(
            Message(
                N_("Reported is a pupil with more than 20 unjustified lessons; here are {n}."),
                {"n": total.unjustified},
            )
        )
    school = school_of(session)
    logo: Logo | None = school_logo(session)
    return MunicipalityReport(
        school="" if school is None else school.name,
        logo=logo,
        pupil=f"{pupil.given_name} {pupil.family_name}",
        class_name=pupil.class_name,
        year=days.year,
        semester=days.number,
        until=min(last, clock.today()),
        months=tuple(months.items()),
        total=total,
        steps=tuple(sorted(steps_done(session, days)[pupil_id].items())),
        told=_told(session, pupil_id, first, last),
        made_at=now,
        made_by=actor.name,
    )


def _months(
    session: Session, pupil: PupilRow | None, first: date, last: date
) -> Mapping[date, Tally]:
    if pupil is None:
        return {}
    counted: defaultdict[date, Counter[str]] = defaultdict(Counter)
    counts = count_symbols(session, [pupil.pupil_id], first, last)
    for (_, day, symbol), number in counts.items():
        counted[day.replace(day=1)][symbol] += number
    return {
        month: tally_of(counted[month].items())
        for month in months_between(first, min(last, clock.today()))
    }


def _told(session: Session, pupil_id: int, first: date, last: date) -> tuple[Told, ...]:
    teller = select(col(Person.id), col(Person.given_name), col(Person.family_name)).subquery()
    rows = session.execute(
        select(AbsenceContact, teller.c.given_name, teller.c.family_name)
        .outerjoin(teller, teller.c.id == col(AbsenceContact.told_id))
        .where(
            col(AbsenceContact.pupil_id) == pupil_id,
            col(AbsenceContact.day) >= first,
            col(AbsenceContact.day) <= last,
        )
        .order_by(col(AbsenceContact.at), col(AbsenceContact.id))
    )
    return tuple(
        Told(
            at=row.at,
            channel=row.channel,
            whom="" if row.told_id is None else f"{given} {family}",
            words=row.words,
        )
        for row, given, family in rows
    )
