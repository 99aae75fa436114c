"""The steps of the checklist: what each looks at, and where it is done (Regulation 7.1)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import (
    Account,
    BellSchedule,
    ClassTeacher,
    Enrolment,
    Guardianship,
    Journal,
    JournalTeacher,
    SchoolBreak,
    SchoolClass,
    SchoolYear,
    Semester,
    StaffContract,
    TimetableVersion,
    WorkKind,
)
from ejournal_app.persistence.queries.facts import enrolled_on
from ejournal_app.persistence.queries.schools import school_of
from ejournal_app.services.invitations.roster import load_roster

from .checklist_model import Step, StepState


@dataclass(frozen=True, slots=True)
class Looked:
    """What the steps look at."""

    session: Session
    year: SchoolYear | None
    on: date
    """Today, or the year's first day while it has not begun."""

    def count(self, model: type[SQLModel], *conditions: ColumnElement[bool]) -> int:
        """Return how many rows of a table there are."""
        counted = self.session.scalar(select(func.count()).select_from(model).where(*conditions))
        return counted or 0

    @property
    def year_id(self) -> int:
        """The year's id; 0, which no row has, without a year."""
        return 0 if self.year is None or self.year.id is None else self.year.id


def _step(
    key: str, label: str, href: str, state: StepState, msgid: str, **params: int | str
) -> Step:
    return Step(key=key, label=label, state=state, detail=Message(msgid, dict(params)), href=href)


def _or(missing: int, otherwise: StepState) -> StepState:
    return StepState.DONE if not missing else otherwise


def _school(looked: Looked) -> Step:
    school = school_of(looked.session)
    complete = school is not None and school.address and school.phone and school.director_name
    return _step(
        "school",
        N_("School data"),
        "/iestatijumi/skola",
        StepState.DONE if complete else StepState.MISSING,
        N_("Name, address, phone and director are there.")
        if complete
        else N_("Address, phone or director is missing; documents need them."),
    )


def _year(looked: Looked) -> Step:
    if looked.year is None:
        return _step(
            "year",
            N_("School year"),
            "/iestatijumi/gadi",
            StepState.BLOCKS,
            N_("No school year is set up; nobody can record anything."),
        )
    return _step(
        "year",
        N_("School year"),
        "/iestatijumi/gadi",
        StepState.DONE,
        N_("{first}/{last} is set up."),
        first=looked.year.starting,
        last=looked.year.starting + 1,
    )


def _year_href(looked: Looked) -> str:
    return f"/iestatijumi/gads/{looked.year_id}" if looked.year_id else "/iestatijumi/gadi"


def _semesters(looked: Looked) -> Step:
    grades = set(
        looked.session.scalars(
            select(col(SchoolClass.grade)).where(col(SchoolClass.year_id) == looked.year_id)
        )
    )
    complete = set(
        looked.session.scalars(
            select(col(Semester.grade))
            .where(col(Semester.year_id) == looked.year_id)
            .group_by(col(Semester.grade))
            .having(func.count() == 2)
        )
    )
    missing = sorted(grades - complete)
    if not complete or missing:
        return _step(
            "semesters",
            N_("Semesters"),
            _year_href(looked),
            StepState.BLOCKS,
            N_("Grades without semesters have no lessons: {grades}."),
            grades=", ".join(map(str, missing)) or "1–12",
        )
    return _step(
        "semesters",
        N_("Semesters"),
        _year_href(looked),
        StepState.DONE,
        N_("Every grade with classes has both semesters."),
    )


def _breaks(looked: Looked) -> Step:
    count = looked.count(SchoolBreak, col(SchoolBreak.year_id) == looked.year_id)
    return _step(
        "breaks",
        N_("Breaks and holidays"),
        _year_href(looked),
        StepState.DONE if count else StepState.MISSING,
        N_("Breaks: {count}. Official holidays are known.")
        if count
        else N_("The year has no pupils' breaks: {count}."),
        count=count,
    )


def _bells(looked: Looked) -> Step:
    count = looked.count(BellSchedule, col(BellSchedule.is_ordinary).is_(True))
    return _step(
        "bells",
        N_("Bell schedules"),
        "/iestatijumi/zvani",
        StepState.DONE if count else StepState.BLOCKS,
        N_("Ordinary bell schedules: {count}.")
        if count
        else N_("Without bell times lessons cannot be planned: {count} schedules."),
        count=count,
    )


def _works(looked: Looked) -> Step:
    count = looked.count(
        WorkKind,
        col(WorkKind.is_active).is_(True),
        col(WorkKind.entry_kind) == "",
        col(WorkKind.effective_from) <= looked.on,
    )
    return _step(
        "works",
        N_("Kinds of work"),
        "/iestatijumi/darbi",
        StepState.DONE if count else StepState.BLOCKS,
        N_("Kinds and their versions in force: {count}.")
        if count
        else N_("Without kinds of work teachers cannot enter marks: {count} kinds."),
        count=count,
    )


def _staff(looked: Looked) -> Step:
    in_force = (
        col(StaffContract.starts_on) <= looked.on,
        or_(col(StaffContract.ends_on).is_(None), col(StaffContract.ends_on) >= looked.on),
    )
    with_account = select(col(Account.person_id))
    people = func.count(func.distinct(col(StaffContract.person_id)))
    total = looked.session.scalar(select(people).where(*in_force)) or 0
    ready = (
        looked.session.scalar(
            select(people).where(
                *in_force,
                col(StaffContract.activated_at).is_not(None),
                col(StaffContract.person_id).in_(with_account),
            )
        )
        or 0
    )
    few = total < 2
    return _step(
        "staff",
        N_("Staff"),
        "/personals",
        StepState.DONE if total == ready and not few else StepState.MISSING,
        N_("With access: {ready} of {total}."),
        ready=ready,
        total=total,
    )


def _classes(looked: Looked) -> Step:
    own = col(SchoolClass.year_id) == looked.year_id
    total = looked.count(SchoolClass, own)
    led = select(col(ClassTeacher.class_id)).where(
        col(ClassTeacher.starts_on) <= looked.on,
        or_(col(ClassTeacher.ends_on).is_(None), col(ClassTeacher.ends_on) >= looked.on),
    )
    without = looked.count(SchoolClass, own, col(SchoolClass.id).not_in(led))
    return _step(
        "classes",
        N_("Classes"),
        "/klases",
        StepState.BLOCKS if not total else _or(without, StepState.MISSING),
        N_("Classes: {total}, without a class teacher: {without}."),
        total=total,
        without=without,
    )


def _journals(looked: Looked) -> Step:
    own = (
        col(Journal.year_id) == looked.year_id,
        or_(col(Journal.ends_on).is_(None), col(Journal.ends_on) >= looked.on),
    )
    total = looked.count(Journal, *own)
    taught = select(col(JournalTeacher.journal_id)).where(
        or_(col(JournalTeacher.ends_on).is_(None), col(JournalTeacher.ends_on) >= looked.on)
    )
    without = looked.count(Journal, *own, col(Journal.id).not_in(taught))
    return _step(
        "journals",
        N_("Journals and their teachers"),
        "/zurnalu-plans",
        StepState.BLOCKS if not total else _or(without, StepState.MISSING),
        N_("Journals: {total}, without a teacher: {without}."),
        total=total,
        without=without,
    )


def _timetable(looked: Looked) -> Step:
    count = looked.count(TimetableVersion, col(TimetableVersion.year_id) == looked.year_id)
    return _step(
        "timetable",
        N_("Timetable"),
        "/stundu-saraksts",
        StepState.DONE if count else StepState.BLOCKS,
        N_("Versions of the timetable: {count}.")
        if count
        else N_("Without a timetable teachers see no lessons: {count} versions."),
        count=count,
    )


def _pupils(looked: Looked) -> Step:
    count = looked.count(Enrolment, *enrolled_on(looked.on))
    return _step(
        "pupils",
        N_("Pupils"),
        "/importi/viis",
        StepState.DONE if count else StepState.BLOCKS,
        N_("Enrolled: {count}."),
        count=count,
    )


def _guardians(looked: Looked) -> Step:
    seen = select(col(Guardianship.pupil_id)).where(
        col(Guardianship.starts_on) <= looked.on,
        or_(col(Guardianship.ends_on).is_(None), col(Guardianship.ends_on) >= looked.on),
    )
    enrolled = looked.count(Enrolment, *enrolled_on(looked.on))
    without = looked.count(Enrolment, *enrolled_on(looked.on), col(Enrolment.pupil_id).not_in(seen))
    return _step(
        "guardians",
        N_("Guardians"),
        "/skoleni",
        StepState.DONE if enrolled and not without else StepState.MISSING,
        N_("Pupils without a guardian: {count}."),
        count=without,
    )


def _access(looked: Looked) -> Step:
    roster = load_roster(looked.session, looked.on)
    waiting = sum(1 for member in roster.members.values() if member.awaits_invitation)
    return _step(
        "access",
        N_("Access of everybody"),
        "/konti",
        StepState.MISSING if waiting else StepState.DONE,
        N_("Everybody has chosen a password.")
        if not waiting
        else N_("Have not chosen a password yet: {count}. Invite them by slips or by e-mail."),
        count=waiting,
    )


def _all_steps() -> Iterator[Callable[[Looked], Step]]:
    yield from (_school, _year, _semesters, _breaks, _bells, _works)
    yield from (_staff, _classes, _journals, _timetable, _pupils, _guardians, _access)


STEPS = tuple(_all_steps())
"""In the order in which a school is set up."""
