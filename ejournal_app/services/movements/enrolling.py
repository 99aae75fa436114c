"""Enrolling (uzņemšana): a new person, somebody known, or a former pupil (Regulation 4, 7.7, 8)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import Session as ModelSession
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain import personal_code
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.movements import check_in_year, check_new_stay
from ejournal_app.domain.plain_text import is_plain
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Enrolment, Person, Pupil
from ejournal_app.policies.rules import require
from ejournal_app.services import live
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.guard import use_case
from ejournal_app.services.importing.fields import parse_name

from .finding import person_with_code
from .finishing import Done, finish, record_pupil, topics
from .groups import choices, join_groups
from .kinds import MovementKind
from .orders import GroupChoice, Movement, MovementPreview, Order, about, order_warnings
from .places import ClassPlace, class_place, lock_school
from .programme_codes import programme_of, programme_warnings

_LONGEST_LANGUAGE = 30
_SCHOOL_AGES = range(5, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person as typed."""

    given_name: str = ""
    family_name: str = ""
    personal_code: str = field(default="", repr=False)
    birth_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolling:
    """What is asked for; `person_id` names somebody known, otherwise `person` is new."""

    person_id: int | None = None
    person: NewPerson = NewPerson()
    class_id: int
    programme: str = ""
    order: Order
    starts_on: date | None
    second_language: str = ""
    groups: Mapping[int, int] = field(default_factory=dict[int, int])
    """Subject to the group the pupil joins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    values: Mapping[str, Any] = field(repr=False)
    """The new person's columns; empty for somebody known."""
    name: str
    known: Person | None
    pupil: Pupil | None
    place: ClassPlace
    programme: str
    starts_on: date
    order_number: str
    order_date: date
    language: str
    offered: tuple[GroupChoice, ...]
    warnings: tuple[Message, ...]


@use_case
def preview_enrolling(actor: Actor, asked: Enrolling) -> MovementPreview:
    """Say what enrolling would do, and which groups of the class there are to join."""
    require(actor, Permission.MOVEMENT_WRITE)
    with reading() as session:
        plan = _plan(session, asked)
        who = (
            N_("{name} is enrolled again.")
            if plan.pupil is not None
            else N_("{name}, who is on record already, becomes a pupil.")
            if plan.known is not None
            else N_("{name} is entered as a new person and pupil.")
        )
        lines = [
            Message(who, {"name": plan.name}),
            Message(
                N_(
                    "Class {class_name} from {day}, programme {programme}."
                    " Order No. {number}, {date}."
                ),
                {
                    "class_name": plan.place.name,
                    "day": plan.starts_on,
                    "programme": plan.programme,
                    "number": plan.order_number,
                    "date": plan.order_date,
                },
            ),
        ]
        if plan.starts_on > clock.today():
            lines.append(Message(N_("Access and lessons begin on {day}."), {"day": plan.starts_on}))
        return MovementPreview(lines=tuple(lines), warnings=plan.warnings, groups=plan.offered)


@use_case
def enrol(actor: Actor, asked: Enrolling) -> Movement:
    """Enrol a pupil by an order, as one run that can be taken back."""
    require(actor, Permission.MOVEMENT_WRITE)
    with writing() as session:
        lock_school(session)
        plan = _plan(session, asked)
        log = ChangeLog(session)
        pupil_id = _pupil(session, log, plan)
        log.add(
            Enrolment(
                pupil_id=pupil_id,
                class_id=plan.place.class_id,
                programme_code=plan.programme,
                starts_on=plan.starts_on,
                order_number=plan.order_number,
                order_date=plan.order_date,
            )
        )
        joined = join_groups(log, pupil_id, plan.offered, asked.groups, plan.starts_on)
        record_pupil(
            session,
            actor,
            pupil_id,
            MovementKind.ENROLLED,
            after={
                "class": plan.place.name,
                "order": plan.order_number,
                "effective": plan.starts_on.isoformat(),
            },
        )
        run_id = finish(
            session,
            actor,
            log,
            Done(
                movement=MovementKind.ENROLLED,
                school_id=plan.place.school_id,
                effective=plan.starts_on,
                order_number=plan.order_number,
                order_date=plan.order_date,
                classes=(plan.place.name,),
                counts={"pupils": 1, "groups": len(joined)},
            ),
        )
        told = topics(
            session, pupil_ids=[pupil_id], class_ids=[plan.place.class_id], group_ids=joined
        )
    live.publish(told)
    return Movement(run_id=run_id, pupil_id=pupil_id)


def _pupil(session: ModelSession, log: ChangeLog, plan: _Plan) -> int:
    """Return the pupil, added or with the language brought up to date."""
    if plan.pupil is not None:
        if plan.language and plan.language != plan.pupil.second_language:
            log.change(plan.pupil, {"second_language": plan.language})
        assert plan.pupil.id is not None
        return plan.pupil.id
    person = plan.known
    if person is None:
        person = Person(**plan.values)
        log.add(person)
        session.flush()
    assert person.id is not None
    pupil = Pupil(
        school_id=plan.place.school_id, person_id=person.id, second_language=plan.language
    )
    log.add(pupil)
    session.flush()
    assert pupil.id is not None
    return pupil.id


def _plan(session: Session, asked: Enrolling) -> _Plan:
    known = _known(session, asked.person_id)
    values: dict[str, Any] = {}
    warnings: list[Message] = []
    if known is None:
        values, warnings = _new_person(session, asked.person)
    place = class_place(session, asked.class_id)
    programme = programme_of(asked.programme, place)
    number, day = asked.order.checked()
    if asked.starts_on is None:
        raise Refused(Message(N_("Choose the first day.")), field="starts_on")
    check_in_year(asked.starts_on, place.first, place.last, field="starts_on")
    pupil = None
    if known is not None:
        pupil = session.scalars(select(Pupil).where(col(Pupil.person_id) == known.id)).first()
        if pupil is not None:
            stays = session.execute(
                select(col(Enrolment.starts_on), col(Enrolment.ends_on)).where(
                    col(Enrolment.pupil_id) == pupil.id
                )
            )
            check_new_stay([(first, last) for first, last in stays], asked.starts_on)
    given, family = (
        (known.given_name, known.family_name)
        if known is not None
        else (values["given_name"], values["family_name"])
    )
    return _Plan(
        values=values,
        name=f"{given} {family}",
        known=known,
        pupil=pupil,
        place=place,
        programme=programme,
        starts_on=asked.starts_on,
        order_number=number,
        order_date=day,
        language=_language(asked.second_language),
        offered=choices(session, place.year_id, place.class_id, asked.starts_on),
        warnings=(
            *warnings,
            *order_warnings(day, asked.starts_on),
            *programme_warnings(session, programme),
        ),
    )


def _known(session: Session, person_id: int | None) -> Person | None:
    if person_id is None:
        return None
    person = session.get(Person, person_id)
    if person is None:
        raise Forbidden(
            Attempt(action=Permission.MOVEMENT_WRITE, entity="person", entity_id=person_id)
        )
    return person


def _new_person(session: Session, typed: NewPerson) -> tuple[dict[str, Any], list[Message]]:
    """Return the columns of a new person and what is doubtful; Refused for somebody known."""
    with about("given_name"):
        given = parse_name(" ".join(typed.given_name.split()))
    with about("family_name"):
        family = parse_name(" ".join(typed.family_name.split()))
    warnings: list[Message] = []
    birth, code = typed.birth_date, None
    if typed.personal_code.strip():
        with about("personal_code"):
            parsed = personal_code.parse(typed.personal_code)
        code = parsed.code
        if parsed.warning is not None:
            warnings.append(parsed.warning)
        if person_with_code(session, code) is not None:
            raise Refused(
                Message(N_("Somebody with this personal code is on record: find them above.")),
                field="personal_code",
            )
        told = personal_code.birth_date(code)
        if told is not None and birth is not None and told != birth:
            raise Refused(
                Message(N_("The personal code tells another date of birth: {day}."), {"day": told}),
                field="birth_date",
            )
        birth = birth or told
    if birth is not None and clock.today().year - birth.year not in _SCHOOL_AGES:
        raise Refused(Message(N_("This is not a pupil's date of birth.")), field="birth_date")
    if _namesake(session, given, family, birth):
        warnings.append(
            Message(
                N_("Somebody called {name} is on record already. Make sure it is another person."),
                {"name": f"{given} {family}"},
            )
        )
    values = {
        "given_name": given,
        "family_name": family,
        "personal_code": code,
        "birth_date": birth,
    }
    return values, warnings


def _namesake(session: Session, given: str, family: str, birth: date | None) -> bool:
    found = session.scalars(
        select(col(Person.birth_date)).where(
            col(Person.given_name) == given, col(Person.family_name) == family
        )
    )
    return any(other is None or birth is None or other == birth for other in found)


def _language(text: str) -> str:
    language = " ".join(text.split())
    if len(language) > _LONGEST_LANGUAGE or not is_plain(language):
        raise Refused(
            Message(
                N_("A language has at most {length} characters."), {"length": _LONGEST_LANGUAGE}
            ),
            field="second_language",
        )
    return language
