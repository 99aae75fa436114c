"""Who is in which group, of all groups and years, as a list (Regulation 7.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    GroupMembership,
    Person,
    Pupil,
    SchoolYear,
    StudyGroup,
    Subject,
)
from ejournal_app.persistence.queries.groups import classes_by_pupil
from ejournal_app.persistence.queries.schools import years_of
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition

from .years import day_in, year_name

_NOW, _ALL = "now", "all"
_STATES = {_NOW: Message(N_("in the group now")), _ALL: Message(N_("Everybody"))}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedMember:
    """A pupil's time in a group."""

    group: str
    subject: str
    year: str
    pupil_id: int
    family_name: str
    given_name: str
    class_name: str
    """Today's, or that of the nearest day of the year; empty when not enrolled."""
    starts_on: date
    ends_on: date | None
    in_force: bool


def _load(_actor: Actor) -> Sequence[ListedMember]:
    """Return the members of all groups, the latest year first, then by group and name."""
    today = clock.today()
    with reading() as session:
        return [member for year in years_of(session) for member in _in_year(session, year, today)]


def _in_year(session: Session, year: SchoolYear, today: date) -> list[ListedMember]:
    on = day_in(year, today)
    classes = classes_by_pupil(session, on)
    rows = session.execute(
        select(GroupMembership, StudyGroup, Subject, Person)
        .join(StudyGroup, col(StudyGroup.id) == col(GroupMembership.group_id))
        .outerjoin(Subject, col(Subject.id) == col(StudyGroup.subject_id))
        .join(Pupil, col(Pupil.id) == col(GroupMembership.pupil_id))
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .where(col(StudyGroup.year_id) == year.id)
    )
    listed = [
        _line(year_name(year), on, classes, member, group, subject, person)
        for member, group, subject, person in rows
    ]
    listed.sort(key=lambda row: person_key(row.family_name, row.given_name))
    listed.sort(key=lambda row: sort_key(row.group))
    return listed


def _line(
    year: str,
    on: date,
    classes: dict[int, tuple[int, str]],
    member: GroupMembership,
    group: StudyGroup,
    subject: Subject | None,
    person: Person,
) -> ListedMember:
    class_name = classes.get(member.pupil_id, (0, ""))[1]
    in_time = member.starts_on <= on and (member.ends_on is None or member.ends_on >= on)
    return ListedMember(
        group=group.name,
        subject=subject.name if subject else "",
        year=year,
        pupil_id=member.pupil_id,
        family_name=person.family_name,
        given_name=person.given_name,
        class_name=class_name,
        starts_on=member.starts_on,
        ends_on=member.ends_on,
        # Who left the school left its groups too, whatever the row says.
        in_force=in_time and bool(class_name),
    )


MEMBERS = ListDefinition[ListedMember](
    key="sastavs",
    title=N_("Members of groups"),
    permission=Permission.TEACHING_WRITE,
    load=_load,
    columns=(
        Column(
            key="name",
            title=N_("Name"),
            cell=lambda row: f"{row.family_name} {row.given_name}",
            order=lambda row: person_key(row.family_name, row.given_name),
        ),
        Column(key="class", title=N_("Class"), cell=lambda row: row.class_name),
        Column(key="group", title=N_("Group"), cell=lambda row: row.group),
        Column(key="subject", title=N_("Subject"), cell=lambda row: row.subject),
        Column(key="from", title=N_("From"), cell=lambda row: row.starts_on),
        Column(key="until", title=N_("Until"), cell=lambda row: row.ends_on),
        Column(key="year", title=N_("School year"), cell=lambda row: row.year, on_screen=False),
    ),
    filters=(
        Filter(key="group", title=N_("Group"), values_of=lambda row: (row.group,)),
        Filter(key="class", title=N_("Class"), values_of=lambda row: (row.class_name,)),
        Filter(key="year", title=N_("School year"), values_of=lambda row: (row.year,)),
        Filter(
            key="state",
            title=N_("State"),
            values_of=lambda row: (_NOW, _ALL) if row.in_force else (_ALL,),
            labels=_STATES,
            default=_NOW,
        ),
    ),
    href=lambda row: f"/skoleni/{row.pupil_id}",
    found_by=lambda row: f"{row.family_name} {row.given_name} {row.class_name} {row.group}",
)
