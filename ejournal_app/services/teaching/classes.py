"""A class and its class teacher; making, changing and removing classes (Regulation 7.3)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.class_letters import read_letter, read_letters
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.typed_name import require_typed
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    ClassTeacher,
    Programme,
    SchoolClass,
    SchoolYear,
)
from ejournal_app.persistence.queries.pupils import pupils_enrolled
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .class_teachers import class_teacher_terms
from .class_uses import uses_of_class
from .finding import find
from .staff import StaffOption, staff_options
from .terms import PersonTerm
from .years import YearOption, chosen_year, no_year, year_label, year_options


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeOption:
    """A programme of the dictionary."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassForm:
    """What a form about classes offers."""

    years: tuple[YearOption, ...]
    programmes: tuple[ProgrammeOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPupil:
    """A pupil of the class, surname first."""

    pupil_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPage:
    """A class with everything its page shows."""

    class_id: int
    name: str
    grade: int
    letter: str
    year: str
    year_starts_on: date
    year_ends_on: date
    programme_code: str
    pupils: tuple[ClassPupil, ...]
    """Enrolled today, in Latvian order of names."""
    is_used: bool
    """Grade and letter stay as they are: pupils or journals have the class's name."""
    uses: tuple[Message, ...]
    """Why it cannot be deleted; empty when it can."""
    teachers: tuple[PersonTerm, ...]
    """Class teachers, the latest first."""
    programmes: tuple[ProgrammeOption, ...]
    staff: tuple[StaffOption, ...]


@use_case
def class_form(actor: Actor) -> ClassForm:
    """Return what the form for new classes offers; Refused while there is no year."""
    require(actor, Permission.TEACHING_WRITE)
    with reading() as session:
        years = year_options(session)
        if not years:
            raise no_year()
        return ClassForm(years=years, programmes=_programmes(session))


@use_case
def class_page(actor: Actor, class_id: int) -> ClassPage:
    """Return a class with its class teachers."""
    require(actor, Permission.TEACHING_WRITE)
    today = clock.today()
    with reading() as session:
        school_class = find(session, SchoolClass, class_id)
        year = find(session, SchoolYear, school_class.year_id)
        pupils = pupils_enrolled(session, today, col(SchoolClass.id) == class_id)
        uses = uses_of_class(session, class_id)
        return ClassPage(
            class_id=class_id,
            name=school_class.name,
            grade=school_class.grade,
            letter=school_class.letter,
            year=year_label(year.starting),
            year_starts_on=year.starts_on,
            year_ends_on=year.ends_on,
            programme_code=school_class.programme_code,
            pupils=tuple(
                ClassPupil(pupil_id=row.pupil_id, name=f"{row.family_name} {row.given_name}")
                for row in sorted(
                    pupils, key=lambda row: person_key(row.family_name, row.given_name)
                )
            ),
            is_used=bool(uses),
            uses=uses,
            teachers=class_teacher_terms(session, class_id, today),
            programmes=_programmes(session, also=school_class.programme_code),
            staff=staff_options(session, today),
        )


@use_case
def create_classes(
    actor: Actor, *, year_id: int | None, grade: int, letters: str, programme_code: str
) -> tuple[int, ...]:
    """Add classes of a grade and return their ids: `5` and `a–d` make 5.a, 5.b, 5.c, 5.d.

    Refused when the letters cannot be read or when one of the classes is there already: then
    none is added.
    """
    require(actor, Permission.TEACHING_WRITE)
    wanted = read_letters(letters)
    _check_grade(grade)
    with writing() as session:
        year = chosen_year(session, year_id)
        assert year.id is not None
        code = _check_programme(session, programme_code)
        present = set(
            session.scalars(
                select(col(SchoolClass.letter)).where(
                    col(SchoolClass.year_id) == year.id, col(SchoolClass.grade) == grade
                )
            )
        )
        for letter in wanted:
            if letter in present:
                raise _taken(grade, letter)
        made = [
            SchoolClass(year_id=year.id, grade=grade, letter=letter, programme_code=code)
            for letter in wanted
        ]
        session.add_all(made)
        session.flush()
        for one in made:
            _record(session, actor, one, after=_facts(one))
        return tuple(one.id for one in made if one.id is not None)


@use_case
def save_class(
    actor: Actor, class_id: int, *, grade: int, letter: str, programme_code: str
) -> None:
    """Change a class; Refused for another name once pupils or journals have the present one."""
    require(actor, Permission.TEACHING_WRITE)
    wanted = read_letter(letter)
    _check_grade(grade)
    with writing() as session:
        school_class = find(session, SchoolClass, class_id, lock=True)
        before = _facts(school_class)
        if (grade, wanted) != (school_class.grade, school_class.letter):
            if uses_of_class(session, class_id):
                raise Refused(
                    Message(
                        N_("{name} is in use: its grade and letter cannot change any more."),
                        {"name": school_class.name},
                    ),
                    field="letters",
                )
            twin = session.scalars(
                select(col(SchoolClass.id)).where(
                    col(SchoolClass.year_id) == school_class.year_id,
                    col(SchoolClass.grade) == grade,
                    col(SchoolClass.letter) == wanted,
                )
            ).first()
            if twin is not None:
                raise _taken(grade, wanted)
        if programme_code != school_class.programme_code:
            school_class.programme_code = _check_programme(session, programme_code)
        school_class.grade, school_class.letter = grade, wanted
        after = _facts(school_class)
        if after != before:
            _record(session, actor, school_class, before=before, after=after)


@use_case
def delete_class(actor: Actor, class_id: int, *, typed: str) -> str:
    """Remove a class nothing depends on, and return its name; Refused with what does depend,
    and when what was typed is not its name.

    Who was named its class teacher goes with it.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        school_class = find(session, SchoolClass, class_id, lock=True)
        uses = uses_of_class(session, class_id)
        if uses:
            raise Refused(
                Message(
                    N_("{name} cannot be deleted: {what}"),
                    {"name": school_class.name, "what": uses[0]},
                )
            )
        name = school_class.name
        require_typed(typed, name)
        _record(session, actor, school_class, before=_facts(school_class))
        session.connection().execute(
            delete(ClassTeacher).where(col(ClassTeacher.class_id) == class_id)
        )
        session.delete(school_class)
        return name


def _check_grade(grade: int) -> None:
    if not 1 <= grade <= 12:
        raise Refused(Message(N_("Choose a grade from 1 to 12.")), field="grade")


def _taken(grade: int, letter: str) -> Refused:
    message = Message(N_("{name} is there already."), {"name": f"{grade}.{letter}"})
    return Refused(message, field="letters")


def _programmes(session: Session, *, also: str = "") -> tuple[ProgrammeOption, ...]:
    rows = session.scalars(select(Programme).order_by(col(Programme.code)))
    return tuple(
        ProgrammeOption(code=row.code, name=row.name)
        for row in rows
        if row.is_active or row.code == also
    )


def _check_programme(session: Session, code: str) -> str:
    if code and code not in {option.code for option in _programmes(session)}:
        message = Message(N_("Choose a programme from the list."))
        raise Refused(message, field="programme_code")
    return code


def _facts(school_class: SchoolClass) -> dict[str, str | int]:
    return {
        "name": school_class.name,
        "year_id": school_class.year_id,
        "programme": school_class.programme_code,
    }


def _record(
    session: Session,
    actor: Actor,
    school_class: SchoolClass,
    *,
    before: dict[str, str | int] | None = None,
    after: dict[str, str | int] | None = None,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=Permission.TEACHING_WRITE,
        entity="school_class",
        entity_id=school_class.id,
        before=before,
        after=after,
    )
