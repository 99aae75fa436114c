"""The list of guardians: for whom they stand, how to reach them, whether they use the journal."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.spans import in_force
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Account, Guardianship, Person
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition, Look

_SEES = {
    "yes": Message(N_("sees the data")),
    "no": Message(N_("does not see the data")),
    "court": Message(N_("restricted by a court")),
}
_LOOKS: dict[str, Look] = {"yes": "ok", "no": "warn", "court": "bad"}
_USES = {
    "yes": Message(N_("has logged in")),
    "never": Message(N_("never logged in")),
    "none": Message(N_("no account")),
}
_OFFICE = {GrantedRole.CLERK, GrantedRole.SUPERUSER}


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianRow:
    """Somebody who stands for pupils enrolled today."""

    given_name: str
    family_name: str
    children: tuple[str, ...]
    classes: tuple[str, ...]
    phone: str
    email: str
    sees: str
    uses: str
    href: str


def _load(actor: Actor) -> Sequence[GuardianRow]:
    """Return the guardians the actor may list; to a class teacher, those of the class."""
    today = clock.today()
    with reading() as session:
        pupils = pupils_enrolled(session, today)
        if not actor.roles & {*_OFFICE, GrantedRole.MANAGEMENT}:
            pupils = [pupil for pupil in pupils if pupil.class_id in actor.class_ids]
        by_pupil = {pupil.pupil_id: pupil for pupil in pupils}
        relations: dict[int, list[Guardianship]] = defaultdict(list)
        for row in session.scalars(select(Guardianship)):
            if row.pupil_id in by_pupil and in_force((row.starts_on, row.ends_on), today):
                relations[row.person_id].append(row)
        people = _people(session)
    rows = [
        _row(actor, person, account, relations[person.id or 0], by_pupil)
        for person, account in people
        if person.id in relations
    ]
    return sorted(rows, key=lambda row: person_key(row.family_name, row.given_name))


def _people(session: Session) -> list[tuple[Person, Account | None]]:
    rows = session.execute(
        select(Person, Account)
        .join(Account, col(Account.person_id) == col(Person.id), isouter=True)
        .where(col(Person.id).in_(select(col(Guardianship.person_id))))
    )
    return [(person, account) for person, account in rows]


def _row(
    actor: Actor,
    person: Person,
    account: Account | None,
    relations: list[Guardianship],
    by_pupil: dict[int, PupilRow],
) -> GuardianRow:
    children = sorted(
        (by_pupil[relation.pupil_id] for relation in relations),
        key=lambda pupil: (sort_key(pupil.class_name), sort_key(pupil.given_name)),
    )
    sees = "yes" if any(one.sees_data and not one.court_restricted for one in relations) else "no"
    if any(one.court_restricted for one in relations):
        sees = "court"
    uses = "none"
    if account is not None:
        uses = "never" if account.last_login_at is None else "yes"
    file = f"/skoleni/{children[0].pupil_id}"
    return GuardianRow(
        given_name=person.given_name,
        family_name=person.family_name,
        children=tuple(f"{one.given_name} {one.family_name}, {one.class_name}" for one in children),
        classes=tuple(one.class_name for one in children),
        phone=person.phone or "",
        email=person.email or "",
        sees=sees,
        uses=uses,
        href=f"{file}/vecaki" if actor.roles & _OFFICE else file,
    )


GUARDIANS = ListDefinition[GuardianRow](
    key="vecaki",
    title=N_("Guardians"),
    permission=Permission.PUPIL_LIST,
    load=_load,
    columns=(
        Column(
            key="name",
            title=N_("Name"),
            cell=lambda row: f"{row.family_name} {row.given_name}",
            order=lambda row: person_key(row.family_name, row.given_name),
        ),
        Column(
            key="children",
            title=N_("Stands for"),
            cell=lambda row: "; ".join(row.children),
            order=lambda row: [sort_key(name) for name in row.classes],
        ),
        Column(key="phone", title=N_("Phone"), cell=lambda row: row.phone),
        Column(key="email", title=N_("E-mail"), cell=lambda row: row.email, on_screen=False),
        Column(
            key="sees",
            title=N_("Rights"),
            cell=lambda row: _SEES[row.sees],
            look=lambda row: _LOOKS[row.sees],
        ),
        Column(key="uses", title=N_("Journal"), cell=lambda row: _USES[row.uses]),
    ),
    filters=(
        Filter(key="class", title=N_("Class"), values_of=lambda row: row.classes),
        Filter(key="sees", title=N_("Rights"), values_of=lambda row: (row.sees,), labels=_SEES),
        Filter(key="uses", title=N_("Journal"), values_of=lambda row: (row.uses,), labels=_USES),
    ),
    href=lambda row: row.href,
    found_by=lambda row: " ".join((row.given_name, row.family_name, *row.children)),
)
