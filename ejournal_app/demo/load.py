"""Fills an empty database with the demo school, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, select

from ejournal_app import clock
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import DiaryVisit, School
from ejournal_app.services.lesson_planning import replan

from .absence_applications import add_applications
from .appointing import appoint
from .attendance import add_attendance
from .calendar_rows import YearPlan, school_of
from .circles import circles_of
from .class_tasks import add_class_tasks
from .events import add_events, add_requests
from .guardians import add_guardians
from .journal_rows import add_curriculum, add_journals, add_subjects, add_timetable
from .logins import DEMO_PASSWORD, DemoLogin, demo_logins
from .person_rows import People
from .pupil_rows import add_classes, add_programmes, add_pupils
from .pupils import PupilPlan, pupils_of
from .records import add_records
from .rooms import add_rooms, assign_rooms
from .sizes import Shape, Size, random_for, shape_of
from .staff import staff_of
from .staff_rows import Accounts, add_staff
from .substitutions import add_substitutions
from .tables import Tables
from .teacher_absences import TeacherAbsences
from .teaching import JournalPlan, bands_of
from .timetabling import timetable_of

_LAST_VISIT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What was loaded and how to get in."""

    password: str
    logins: list[DemoLogin]
    counts: Mapping[str, int]
    """Rows by table."""


def load_if_empty(size: Size) -> DemoReport | None:
    """Load the demo school unless there is a school already; then None and nothing is changed.

    The same day, hour and size give the same rows: lessons that are over by now are recorded.
    """
    with reading() as session:
        if _has_school(session):
            return None
    with writing() as session:
        # Another process may have been faster.
        if _has_school(session):
            return None
        counts = _load(session, shape_of(size))
    return DemoReport(password=DEMO_PASSWORD, logins=demo_logins(), counts=counts)


def _visited(tables: Tables, account_id: int, children: list[PupilPlan]) -> None:
    """Let the demo parent have looked two days ago: something is new at the first log-in."""
    for child in children:
        tables.add(
            DiaryVisit,
            account_id=account_id,
            pupil_id=child.pupil_id,
            visited_at=clock.now() - _LAST_VISIT,
        )


def _has_school(session: Session) -> bool:
    return session.exec(select(School.id).limit(1)).first() is not None


def _load(session: Session, shape: Shape) -> Mapping[str, int]:
    tables = Tables(session)
    year = school_of(tables, clock.today())
    pupils, journals, parent, away = _people_and_teaching(tables, shape, year)
    tables.write()
    add_class_tasks(tables, session, year, parent)
    add_applications(tables, session, year, parent)
    replan(session, year.year_id, year.starts_on)
    add_records(tables, shape, year, pupils, journals, away)
    tables.write()
    add_attendance(tables, year)
    add_substitutions(tables, session, away, year.today)
    tables.close()
    return tables.counts


def _people_and_teaching(
    tables: Tables, shape: Shape, year: YearPlan
) -> tuple[list[PupilPlan], list[JournalPlan], int, TeacherAbsences]:
    first = year.starts_on
    pupils, staff = pupils_of(shape, first), staff_of(shape, first, year.today)
    bands = list(bands_of(shape, pupils))
    class_teachers = appoint(shape, bands, staff, first)
    lessons = timetable_of(bands)
    subjects_taught = [journal for band in bands for journal in band.journals]
    circles, circle_lessons = circles_of(shape, pupils, staff, lessons, first, len(subjects_taught))
    journals, placed = [*subjects_taught, *circles], [*lessons, *circle_lessons]

    people, accounts = People(tables, random_for("personal codes")), Accounts(tables)
    add_staff(tables, people, accounts, staff, year.school_id, year.today)
    add_programmes(tables, year.school_id)
    classes = add_classes(tables, shape, year.year_id, class_teachers, first)
    add_pupils(tables, people, accounts, pupils, classes, year.school_id, first)
    parent = add_guardians(tables, people, pupils, first)
    children = [pupil for pupil in pupils if pupil.family.is_demo]
    own = accounts.add(parent, "vecaks", can_log_in=True)
    _visited(tables, own, children)
    subjects = add_subjects(tables, year.school_id, journals)
    add_curriculum(tables, year.year_id, shape, subjects)
    add_journals(tables, year.year_id, journals, subjects, classes, first)
    rooms = assign_rooms(placed, *add_rooms(tables, year.school_id, shape))
    add_timetable(tables, year.year_id, placed, rooms, first)
    away = TeacherAbsences(shape, staff, first, year.today)
    away.add(tables, year.school_id, year.today)
    add_events(tables, year.school_id, staff, pupils, year.today)
    add_requests(tables, staff, year.today)
    return pupils, journals, parent, away
