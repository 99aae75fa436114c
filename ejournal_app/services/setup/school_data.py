"""What the school is called and how it is reached: printed on everything it issues."""

import re
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import School, StoredFile
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .logo import PURPOSE
from .texts import fitting, required

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_WEBSITE = re.compile(r"(https?://)?[^\s/]+\.[^\s]+")
_REGISTRATION = re.compile(r"[0-9]{10,11}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolData:
    """The data of the school as the superuser writes them; all but the name may be empty."""

    name: str
    registration_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    director_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolPage:
    """The data and which logo there is; its hash is empty when there is none."""

    data: SchoolData
    logo_hash: str


@use_case
def school_page(actor: Actor) -> SchoolPage:
    """Return the data of the school (Regulation 7.1)."""
    require(actor, Permission.SETUP_WRITE)
    with reading() as session:
        school = session.get_one(School, school_id_of(session))
        logo = session.scalar(
            select(col(StoredFile.sha256)).where(
                col(StoredFile.school_id) == school.id, col(StoredFile.purpose) == PURPOSE
            )
        )
        return SchoolPage(data=_data_of(school), logo_hash=logo or "")


@use_case
def save_school(actor: Actor, data: SchoolData) -> None:
    """Write the data of the school; Refused beside the field that cannot be right."""
    require(actor, Permission.SETUP_WRITE)
    clean = SchoolData(
        name=required(data.name, "name"),
        registration_number=fitting(data.registration_number, "registration_number", 20),
        address=fitting(data.address, "address", 300),
        phone=fitting(data.phone, "phone", 40),
        email=fitting(data.email, "email"),
        website=fitting(data.website, "website"),
        director_name=fitting(data.director_name, "director_name"),
    )
    if clean.registration_number and not _REGISTRATION.fullmatch(clean.registration_number):
        raise Refused(
            Message(N_("A registration number has 10 or 11 digits.")), field="registration_number"
        )
    if clean.email and not _EMAIL.fullmatch(clean.email):
        raise Refused(Message(N_("This is not an e-mail address.")), field="email")
    if clean.website and not _WEBSITE.fullmatch(clean.website):
        raise Refused(Message(N_("This is not the address of a website.")), field="website")
    with writing() as session:
        school = session.get_one(School, school_id_of(session), with_for_update=True)
        before, after = asdict(_data_of(school)), asdict(clean)
        changed = [name for name in after if after[name] != before[name]]
        if not changed:
            return
        for name in changed:
            setattr(school, name, after[name])
        audit.record(
            session,
            actor=actor,
            action=Permission.SETUP_WRITE,
            entity="school",
            entity_id=school.id,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )


def _data_of(school: School) -> SchoolData:
    return SchoolData(
        name=school.name,
        registration_number=school.registration_number,
        address=school.address,
        phone=school.phone,
        email=school.email,
        website=school.website,
        director_name=school.director_name,
    )
