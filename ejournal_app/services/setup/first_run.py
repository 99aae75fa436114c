"""The first superuser of an empty installation (Regulation 7.1, 7.2).

Whoever starts the server is told a one-time code, which opens the first-run page; only its hash
is kept, in the data directory. From the first superuser on neither code nor page opens anything.
"""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import GrantedRole
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import ContractKind, Person, RoleGrant, School, StaffContract
from ejournal_app.persistence.queries.schools import school_of
from ejournal_app.services import audit
from ejournal_app.services.accounts import attempts
from ejournal_app.services.accounts.provisioning import create_account
from ejournal_app.settings import get_settings

from .texts import required

_FILE = "first-run-code"
_LONGEST_CODE = 100
ACTION = "first_run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What is asked of the person who sets the installation up."""

    school_name: str
    given_name: str
    family_name: str
    username: str
    password: str = field(repr=False)
    password_again: str = field(repr=False)


def has_superuser() -> bool:
    """Tell whether anybody was ever made superuser here."""
    with reading() as session:
        return _has_superuser(session)


def has_school() -> bool:
    """Tell whether the school has a name already: then a new superuser is not asked for it."""
    with reading() as session:
        return school_of(session) is not None


def new_code() -> str:
    """Return a new one-time code; the one given before opens nothing any more."""
    code = secrets.token_hex(10)
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as kept:
        kept.write(_hash(code))
    return code


def found(code: str, founding: Founding, *, address: str) -> None:
    """Make the school and its first superuser, all or nothing, with the code of the server.

    Refused for a wrong code, for too many attempts from one address and once there is a superuser.
    """
    if has_superuser():
        raise _too_late()
    key = f"first run from {address}"
    attempts.begin(key, address)
    if not _is_right(code):
        attempts.failed(address)
        raise Refused(
            Message(N_("The code is wrong. The newest one is where the server was started.")),
            field="code",
        )
    with writing() as session:
        _lock(session)
        if _has_superuser(session):
            raise _too_late()
        _make_superuser(session, founding, address)
    attempts.succeeded(key)
    _path().unlink(missing_ok=True)


def make_superuser(founding: Founding) -> None:
    """Make one more superuser, by whoever may run commands on the server; the school stays."""
    with writing() as session:
        _lock(session)
        _make_superuser(session, founding, "command line")


def _make_superuser(session: Session, founding: Founding, address: str) -> None:
    given = required(founding.given_name, "given_name", 100)
    family = required(founding.family_name, "family_name", 100)
    today = clock.today()
    school = school_of(session)
    if school is None:
        school = School(name=required(founding.school_name, "school_name"))
        session.add(school)
    if founding.password != founding.password_again:
        raise Refused(Message(N_("The two passwords differ.")), field="password_again")
    person = Person(given_name=given, family_name=family)
    session.add(person)
    session.flush()
    assert school.id is not None
    assert person.id is not None
    account = create_account(
        session,  # type: ignore[arg-type]
        person_id=person.id,
        username=founding.username,
        password=founding.password,
    )
    assert account.id is not None
    session.add(
        StaffContract(
            school_id=school.id,
            person_id=person.id,
            kind=ContractKind.EMPLOYMENT,
            # The real one is not known here; the records clerk writes it over.
            number=f"sākums-{person.id}",
            position="virslietotājs",
            starts_on=today,
            activated_at=clock.now(),
            activated_by_id=person.id,
        )
    )
    session.add(
        RoleGrant(
            school_id=school.id,
            account_id=account.id,
            role=GrantedRole.SUPERUSER,
            starts_on=today,
            granted_by_id=person.id,
        )
    )
    audit.record(
        session,
        actor=None,
        action=ACTION,
        entity="account",
        entity_id=account.id,
        account_id=account.id,
        actor_name=f"{given} {family}",
        address=address,
        after={"role": GrantedRole.SUPERUSER},
    )


def _has_superuser(session: Session) -> bool:
    held = select(col(RoleGrant.id)).where(col(RoleGrant.role) == GrantedRole.SUPERUSER).limit(1)
    return session.scalar(held) is not None


def _lock(session: Session) -> None:
    """Let two who do this at once do it one after the other; SQLite has one writer anyway."""
    if session.connection().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE role_grant IN SHARE ROW EXCLUSIVE MODE"))


def _too_late() -> Refused:
    return Refused(Message(N_("This installation has its superuser already.")))


def _is_right(code: str) -> bool:
    if len(code) > _LONGEST_CODE:
        return False
    try:
        kept = _path().read_text(encoding="ascii")
    except OSError:
        return False
    return hmac.compare_digest(kept, _hash(code.strip().lower()))


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


def _path() -> Path:
    return get_settings().data_dir / _FILE
