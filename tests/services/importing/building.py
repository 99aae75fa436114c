"""A small school built row by row, for tests that need to know every row of it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from ejournal_app.domain.access import Actor, GrantedRole
from ejournal_app.domain.school_year_defaults import default_year
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    Account,
    BellPeriod,
    BellSchedule,
    ContractKind,
    Enrolment,
    Journal,
    JournalTeacher,
    Person,
    Pupil,
    RoleGrant,
    School,
    SchoolBreak,
    SchoolClass,
    SchoolYear,
    Semester,
    StaffContract,
    Subject,
    TimetableSlot,
    TimetableVersion,
    WorkKind,
)

SCHOOL_YEAR = 2026


@dataclass
class Built:
    """Ids of what was built, by the names people use."""

    school_id: int = 0
    year_id: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    """Staff by full name, given name first."""
    superuser: Actor = field(default=Actor(account_id=0, person_id=0, session_id=0, name=""))
    teacher: Actor = field(default=Actor(account_id=0, person_id=0, session_id=0, name=""))
    work_kind_id: int = 0


def add(session: Session, row: object) -> int:
    session.add(row)
    session.flush()
    identity: int = row.id  # type: ignore[attr-defined]
    return identity


def build_school(
    classes: tuple[str, ...] = ("1.a", "2.b", "5.a", "5.b", "9.a", "12.c"),
    staff: tuple[str, ...] = ("Anna Bērziņa", "Jānis Ozols", "Līga Kalniņa", "Pēteris Zariņš"),
    subjects: tuple[str, ...] = ("Matemātika", "Latviešu valoda un literatūra"),
) -> Built:
    """Build the school year 2026/27 of a school: calendar, bells, classes, staff, accounts."""
    built = Built()
    with writing() as session:
        built.school_id = add(session, School(name="Pārbaudes skola"))
        built.year_id = add(
            session,
            SchoolYear(
                school_id=built.school_id,
                starting=SCHOOL_YEAR,
                starts_on=date(SCHOOL_YEAR, 9, 1),
                ends_on=date(SCHOOL_YEAR + 1, 8, 31),
            ),
        )
        add_calendar(session, built.year_id)
        add_bells(session, built.school_id)
        for name in classes:
            grade, letter = name.split(".")
            built.classes[name] = add(
                session, SchoolClass(year_id=built.year_id, grade=int(grade), letter=letter)
            )
        for name in subjects:
            built.subjects[name] = add(
                session, Subject(school_id=built.school_id, name=name, short_name=name[:4])
            )
        for number, name in enumerate(staff):
            built.people[name] = add_teacher(session, built.school_id, name, f"{number + 1}")
        built.superuser = add_actor(session, built, staff[0], GrantedRole.SUPERUSER)
        built.teacher = add_actor(session, built, staff[1], GrantedRole.TEACHER)
        built.work_kind_id = add(
            session,
            WorkKind(
                school_id=built.school_id,
                code="test",
                name_lv="pārbaudes darbs",
                name_en="test",
                weight=2,
                deadline_days=7,
                effective_from=date(SCHOOL_YEAR, 9, 1),
            ),
        )
    return built


def add_calendar(session: Session, year_id: int) -> None:
    calendar = default_year(SCHOOL_YEAR)
    for span in calendar.semesters:
        session.add(
            Semester(
                year_id=year_id,
                grade=span.grade,
                number=span.number,
                starts_on=span.starts_on,
                ends_on=span.ends_on,
            )
        )
    for pause in calendar.breaks:
        session.add(
            SchoolBreak(
                year_id=year_id,
                grade=pause.grade,
                name=pause.name,
                starts_on=pause.starts_on,
                ends_on=pause.ends_on,
            )
        )


def add_bells(session: Session, school_id: int, valid_from: date = date(2026, 9, 1)) -> int:
    schedule_id = add(
        session, BellSchedule(school_id=school_id, name="Parastais", valid_from=valid_from)
    )
    for number in range(10):
        begins = datetime.combine(valid_from, time(7, 40)) + timedelta(minutes=50 * number)
        session.add(
            BellPeriod(
                schedule_id=schedule_id,
                number=number,
                starts_at=begins.time(),
                ends_at=(begins + timedelta(minutes=40)).time(),
            )
        )
    return schedule_id


def add_teacher(session: Session, school_id: int, name: str, contract: str) -> int:
    given, family = name.split(" ", 1)
    person_id = add(session, Person(given_name=given, family_name=family))
    session.add(
        StaffContract(
            school_id=school_id,
            person_id=person_id,
            kind=ContractKind.EMPLOYMENT,
            number=contract,
            starts_on=date(2020, 9, 1),
            activated_at=datetime(2020, 9, 1, tzinfo=UTC),
        )
    )
    return person_id


def add_actor(session: Session, built: Built, name: str, role: GrantedRole) -> Actor:
    username = name.lower().replace(" ", ".")
    account_id = add(
        session,
        Account(person_id=built.people[name], username=username, username_key=username),
    )
    session.add(
        RoleGrant(
            school_id=built.school_id,
            account_id=account_id,
            role=role,
            starts_on=date(2020, 9, 1),
        )
    )
    return Actor(
        account_id=account_id,
        person_id=built.people[name],
        session_id=0,
        name=name,
        roles=frozenset({role}),
    )


def add_journal(session: Session, built: Built, subject: str, class_name: str, **fields) -> int:
    return add(
        session,
        Journal(
            year_id=built.year_id,
            subject_id=built.subjects[subject],
            class_id=built.classes[class_name],
            name=f"{subject} {class_name}",
            grade=int(class_name.split(".", maxsplit=1)[0]),
            starts_on=date(2026, 9, 1),
            **fields,
        ),
    )


def add_journal_teacher(session: Session, built: Built, journal_id: int, name: str) -> int:
    return add(
        session,
        JournalTeacher(
            journal_id=journal_id, person_id=built.people[name], starts_on=date(2026, 9, 1)
        ),
    )


def add_version(
    session: Session,
    built: Built,
    valid_from: date,
    slots: list[tuple[int, int, int]],
    room_id: int | None = None,
) -> int:
    """Add a timetable; slots are journal, weekday and lesson number."""
    version_id = add(
        session,
        TimetableVersion(
            year_id=built.year_id, valid_from=valid_from, imported_at=datetime.now(UTC)
        ),
    )
    for journal_id, weekday, number in slots:
        session.add(
            TimetableSlot(
                version_id=version_id,
                journal_id=journal_id,
                weekday=weekday,
                number=number,
                room_id=room_id,
            )
        )
    return version_id


def add_pupil(
    session: Session,
    built: Built,
    name: str,
    class_name: str,
    *,
    code: str | None = None,
    birth_date: date | None = None,
    programme_code: str = "21011111",
) -> int:
    given, family = name.split(" ", 1)
    person_id = add(
        session,
        Person(given_name=given, family_name=family, personal_code=code, birth_date=birth_date),
    )
    pupil_id = add(session, Pupil(school_id=built.school_id, person_id=person_id))
    session.add(
        Enrolment(
            pupil_id=pupil_id,
            class_id=built.classes[class_name],
            programme_code=programme_code,
            starts_on=date(2026, 9, 1),
            order_number="1-9/1",
            order_date=date(2026, 8, 25),
        )
    )
    return pupil_id
