"""The rows of a running demo school, prepared and read beside its server.

Lessons made here are held today, at this hour, so that the flows do not depend on the day: the
demo's own lessons may all be recorded already, or it may be Sunday.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlmodel import Session, SQLModel, col, func, select

from ejournal_app import clock
from ejournal_app.domain.absence_states import ApplicationState
from ejournal_app.domain.marks import Scale
from ejournal_app.persistence.models import (
    AbsenceApplication,
    AbsenceContact,
    AbsenceNote,
    Account,
    Attendance,
    AuditEntry,
    CalendarException,
    DayKind,
    Enrolment,
    GroupMembership,
    Journal,
    LeavingKind,
    Lesson,
    Mark,
    MarkEvent,
    OutboxMessage,
    Person,
    Pupil,
    RuleSetting,
    SchoolClass,
    SchoolYear,
    StudyGroup,
    Subject,
    Substitution,
    Work,
    WorkKind,
)
from ejournal_app.services.school_rules import Rule

MATHS_A, MATHS_B, MATHS_12 = "Matemātika 7.a", "Matemātika 7.b", "Matemātika 12.a"
"""Journals of `skolotajs`; `audzinatajs` teaches the first one too."""

ENGLISH_GROUP = "Angļu valoda 7.a, 1. grupa"
"""One of the two groups 7.a is split into."""

Row = TypeVar("Row", bound=SQLModel)

_numbers = count(20)
"""Numbers of lessons that no timetable has."""


class DemoSchool:
    """One installation's database."""

    def __init__(self, database_url: str) -> None:
        url = make_url(database_url)
        patience: dict[str, Any] = {} if url.get_backend_name() == "postgresql" else {"timeout": 30}
        self._engine = create_engine(url, connect_args=patience)

    def dispose(self) -> None:
        self._engine.dispose()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session that commits."""
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    def add(self, row: SQLModel) -> int:
        """Add a row; returns its id."""
        with self.session() as session:
            session.add(row)
            session.flush()
            return row.id  # type: ignore[attr-defined]

    def lesson(self, journal: str = MATHS_A, day: date | None = None) -> int:
        """A lesson of which nothing is recorded; today's began half an hour ago."""
        now, today = clock.now(), clock.today()
        day = day or today
        self.allow_lessons(day)
        later = day - today
        midnight = datetime.combine(day, time(), clock.RIGA).astimezone(UTC)
        return self.add(
            Lesson(
                journal_id=self.journal(journal),
                day=day,
                number=next(_numbers),
                starts_at=max(midnight, now - timedelta(minutes=30) + later),
                ends_at=now + timedelta(minutes=10) + later,
            )
        )

    def allow_lessons(self, day: date) -> None:
        """Let lessons be held on a day, whatever day of the week or break it is."""
        with self.session() as session:
            known = session.exec(
                select(CalendarException.id).where(col(CalendarException.day) == day)
            )
            if known.first() is None:
                year = session.exec(select(func.max(col(SchoolYear.id)))).one()
                session.add(
                    CalendarException(
                        year_id=year or 0,
                        day=day,
                        kind=DayKind.LESSONS_ALLOWED,
                        name="Pārbaudei",
                    )
                )

    def work(self, lesson_id: int, title: str) -> int:
        """A test marked in points, with nothing marked yet."""
        lesson = self.row(Lesson, lesson_id)
        with self.session() as session:
            kind = session.exec(select(WorkKind.id).where(WorkKind.code == "test")).one()
        assert kind is not None
        return self.add(
            Work(
                journal_id=lesson.journal_id,
                lesson_id=lesson_id,
                kind_id=kind,
                title=title,
                day=lesson.day,
                scale=Scale.TEN_POINTS,
                weight=2,
            )
        )

    def journal(self, name: str) -> int:
        with self.session() as session:
            return session.exec(select(Journal.id).where(Journal.name == name)).one() or 0

    def school_class(self, name: str) -> int:
        """The class people call `7.a`."""
        grade, _, letter = name.partition(".")
        with self.session() as session:
            statement = select(SchoolClass.id).where(
                SchoolClass.grade == int(grade), SchoolClass.letter == letter
            )
            return session.exec(statement).one() or 0

    def subject(self, name: str) -> int:
        with self.session() as session:
            return session.exec(select(Subject.id).where(Subject.name == name)).one() or 0

    def substitution(self) -> int:
        """A substitution somebody leads, confirmed."""
        with self.session() as session:
            found = session.exec(
                select(Substitution.id).where(
                    col(Substitution.substitute_id).is_not(None),
                    col(Substitution.confirmed_at).is_not(None),
                )
            ).first()
        assert found is not None
        return found

    def class_id(self, name: str) -> int:
        """The id of a class by its name: 7.a."""
        grade, letter = name.split(".")
        with self.session() as session:
            return (
                session.exec(
                    select(SchoolClass.id).where(
                        SchoolClass.grade == int(grade), SchoolClass.letter == letter
                    )
                ).first()
                or 0
            )

    def group(self, name: str) -> int:
        with self.session() as session:
            return session.exec(select(StudyGroup.id).where(StudyGroup.name == name)).one() or 0

    def groups_of(self, name: str, subject: str = "Angļu valoda") -> list[str]:
        """The groups of a subject a pupil is in today."""
        today = clock.today()
        with self.session() as session:
            rows = session.exec(
                select(col(StudyGroup.name), col(GroupMembership.ends_on))
                .join(GroupMembership, col(GroupMembership.group_id) == col(StudyGroup.id))
                .join(Subject, col(Subject.id) == col(StudyGroup.subject_id))
                .where(
                    Subject.name == subject,
                    GroupMembership.pupil_id == self.pupil(name),
                    GroupMembership.starts_on <= today,
                )
            )
            return [group for group, last in rows if last is None or last >= today]

    def split_address(self, class_name: str, subject: str) -> str:
        """Where a class is split into groups of a subject from today."""
        return (
            f"/grupas/dalit?klases={self.school_class(class_name)}"
            f"&prieksmeti={self.subject(subject)}&no={clock.today()}"
        )

    def lessons_about(self, topic: str, journal: str) -> list[Lesson]:
        """The lessons of a journal with a topic."""
        with self.session() as session:
            return list(
                session.exec(
                    select(Lesson).where(
                        Lesson.topic == topic, Lesson.journal_id == self.journal(journal)
                    )
                )
            )

    def leave(self, name: str, last_day: date) -> None:
        """Let a pupil leave the school."""
        with self.session() as session:
            for enrolment in session.exec(
                select(Enrolment).where(Enrolment.pupil_id == self.pupil(name))
            ):
                enrolment.ends_on, enrolment.end_kind = last_day, LeavingKind.LEFT
                session.add(enrolment)

    def day_of(self, lesson_id: int) -> date:
        return self.row(Lesson, lesson_id).day

    def row(self, table: type[Row], row_id: int) -> Row:
        with self.session() as session:
            return session.get_one(table, row_id)

    def year(self) -> int:
        """The calendar year in which the demo's school year began."""
        with self.session() as session:
            return session.exec(select(SchoolYear.starting)).one()

    def marks(self, *work_ids: int) -> dict[str, str]:
        """The marks of works, by family name and given name."""
        with self.session() as session:
            rows = session.exec(
                select(Person.family_name, Person.given_name, Mark.value)
                .join(Pupil, col(Pupil.person_id) == col(Person.id))
                .join(Mark, col(Mark.pupil_id) == col(Pupil.id))
                .where(col(Mark.work_id).in_(work_ids), Mark.value != "")
            )
            return {f"{family} {given}": value for family, given, value in rows}

    def steps_of_marks(self, *work_ids: int) -> int:
        """How many times marks of works were written."""
        with self.session() as session:
            return session.exec(
                select(func.count())
                .select_from(MarkEvent)
                .join(Mark, col(Mark.id) == col(MarkEvent.mark_id))
                .where(col(Mark.work_id).in_(work_ids))
            ).one()

    def ledger(self, work_id: int) -> dict[str, list[tuple[str, str]]]:
        """What each pupil's mark of a work was changed from and to, in order, by name."""
        with self.session() as session:
            rows = session.exec(
                select(
                    Person.family_name,
                    Person.given_name,
                    MarkEvent.old_value,
                    MarkEvent.new_value,
                )
                .join(Pupil, col(Pupil.person_id) == col(Person.id))
                .join(Mark, col(Mark.pupil_id) == col(Pupil.id))
                .join(MarkEvent, col(MarkEvent.mark_id) == col(Mark.id))
                .where(col(Mark.work_id) == work_id)
                .order_by(col(MarkEvent.mark_id), col(MarkEvent.sequence))
            )
            found: dict[str, list[tuple[str, str]]] = {}
            for family, given, old, new in rows:
                found.setdefault(f"{family} {given}", []).append((old, new))
            return found

    def attendance(self, lesson_id: int) -> dict[str, str]:
        """Who was not present, by family name and given name."""
        with self.session() as session:
            rows = session.exec(
                select(Person.family_name, Person.given_name, Attendance.status)
                .join(Pupil, col(Pupil.person_id) == col(Person.id))
                .join(Attendance, col(Attendance.pupil_id) == col(Pupil.id))
                .where(Attendance.lesson_id == lesson_id, Attendance.status != "present")
            )
            return {f"{family} {given}": status for family, given, status in rows}

    def pupil(self, name: str) -> int:
        """The id of a pupil, by family name and given name."""
        family, given = name.split(" ", 1)
        with self.session() as session:
            return (
                session.exec(
                    select(Pupil.id)
                    .join(Person, col(Person.id) == col(Pupil.person_id))
                    .where(Person.family_name == family, Person.given_name == given)
                ).one()
                or 0
            )

    def nothing_covers(self, pupil: str) -> None:
        """Take away what other tests said of a pupil's absence today: notes, words, calls."""
        pupil_id, today = self.pupil(pupil), clock.today()
        with self.session() as session:
            for note in session.exec(
                select(AbsenceNote).where(
                    AbsenceNote.pupil_id == pupil_id,
                    AbsenceNote.ends_on >= today,
                    col(AbsenceNote.withdrawn_at).is_(None),
                )
            ):
                note.withdrawn_at = clock.now()
            for application in session.exec(
                select(AbsenceApplication).where(
                    AbsenceApplication.pupil_id == pupil_id,
                    AbsenceApplication.starts_on <= today,
                    AbsenceApplication.ends_on >= today,
                )
            ):
                application.state = ApplicationState.WITHDRAWN
            for contact in session.exec(
                select(AbsenceContact).where(
                    AbsenceContact.pupil_id == pupil_id, AbsenceContact.day == today
                )
            ):
                session.delete(contact)

    def person_of(self, username: str) -> int:
        """The person of an account."""
        with self.session() as session:
            return session.exec(select(Account.person_id).where(Account.username == username)).one()

    def undelivered(self, username: str) -> int:
        """Keep a reminder to somebody that was given up; returns its id."""
        return self.add(
            OutboxMessage(
                school_id=1,
                key=f"given-up-{next(_numbers)}",
                person_id=self.person_of(username),
                topic="marks",
                address="nav.tada@skola.lv",
                subject="Jaunumi žurnālā: Marta",
                body="Labdien!",
                created_at=clock.now(),
                attempts=1,
                last_error="SMTPRecipientsRefused 550",
            )
        )

    def account_of(self, username: str) -> int:
        """The account with this user name."""
        with self.session() as session:
            return session.exec(select(Account.id).where(Account.username == username)).one() or 0

    def audited(self, username: str, action: str, outcome: str = "done") -> list[AuditEntry]:
        """What an account did, in order."""
        with self.session() as session:
            return list(
                session.exec(
                    select(AuditEntry)
                    .join(Account, col(Account.id) == col(AuditEntry.account_id))
                    .where(
                        Account.username == username,
                        AuditEntry.action == action,
                        AuditEntry.outcome == outcome,
                    )
                    .order_by(col(AuditEntry.id))
                )
            )


def always_work(database_url: str) -> None:
    """Hold nothing back at night: the windows of tests are new devices to their accounts."""
    school = DemoSchool(database_url)
    school.add(
        RuleSetting(
            school_id=1,
            key=Rule.WORKING_HOURS,
            effective_from=date(school.year(), 9, 1),
            value="00:00,23:59",
        )
    )
    school.dispose()
