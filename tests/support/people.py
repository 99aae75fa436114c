"""People of a small school, with just the facts that access hangs on."""

from datetime import date, timedelta
from itertools import count

from sqlmodel import Session

from ejournal_app import clock
from ejournal_app.domain.access import GrantedRole
from ejournal_app.persistence.models import (
    Account,
    ClassTeacher,
    Enrolment,
    Guardianship,
    LeavingKind,
    Person,
    Pupil,
    RoleGrant,
    School,
    SchoolClass,
    SchoolYear,
    StaffContract,
)
from ejournal_app.services.accounts import passwords, usernames

PASSWORD = "Zilonis-uz-ledus"
DAY = timedelta(days=1)


class SmallSchool:
    """Adds people to one school in the caller's transaction; periods are open unless given."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._numbers = count(1)
        self.long_ago = clock.today() - timedelta(days=60)
        self.school_id = self._added(School(name="Paraugskola"))
        today = clock.today()
        year_id = self._added(
            SchoolYear(
                school_id=self.school_id,
                starting=today.year,
                starts_on=today - timedelta(days=80),
                ends_on=today + timedelta(days=200),
            )
        )
        self.class_id = self._added(SchoolClass(year_id=year_id, grade=5, letter="a"))

    def person(self, given: str = "Anna", born: date | None = None) -> int:
        return self._added(Person(given_name=given, family_name="Ozola", birth_date=born))

    def account(self, person_id: int, username: str = "", password: str | None = PASSWORD) -> int:
        name = username or f"lietotajs{next(self._numbers)}"
        return self._added(
            Account(
                person_id=person_id,
                username=name,
                username_key=usernames.username_key(name),
                password_hash=None if password is None else hash_of(password),
            )
        )

    def contract(
        self,
        person_id: int,
        starts_on: date | None = None,
        ends_on: date | None = None,
        *,
        activated: bool = True,
    ) -> int:
        return self._added(
            StaffContract(
                school_id=self.school_id,
                person_id=person_id,
                kind="employment",
                number=f"DL-{next(self._numbers)}",
                starts_on=starts_on or self.long_ago,
                ends_on=ends_on,
                activated_at=clock.now() if activated else None,
            )
        )

    def grant(
        self,
        account_id: int,
        role: GrantedRole = GrantedRole.TEACHER,
        starts_on: date | None = None,
        ends_on: date | None = None,
    ) -> int:
        return self._added(
            RoleGrant(
                school_id=self.school_id,
                account_id=account_id,
                role=role,
                starts_on=starts_on or self.long_ago,
                ends_on=ends_on,
            )
        )

    def staff(self, username: str = "", role: GrantedRole = GrantedRole.TEACHER) -> int:
        """Add a member of staff with everything in force; returns the account."""
        person_id = self.person()
        account_id = self.account(person_id, username)
        self.contract(person_id)
        self.grant(account_id, role)
        return account_id

    def class_teacher(self, person_id: int) -> None:
        self._added(
            ClassTeacher(class_id=self.class_id, person_id=person_id, starts_on=self.long_ago)
        )

    def pupil(self, person_id: int, *, parents_see_data: bool = True) -> int:
        return self._added(
            Pupil(school_id=self.school_id, person_id=person_id, parents_see_data=parents_see_data)
        )

    def enrolment(
        self, pupil_id: int, starts_on: date | None = None, ends_on: date | None = None
    ) -> int:
        return self._added(
            Enrolment(
                pupil_id=pupil_id,
                class_id=self.class_id,
                programme_code="21011111",
                starts_on=starts_on or self.long_ago,
                ends_on=ends_on,
                order_number="1-9/12",
                order_date=self.long_ago,
                end_kind=None if ends_on is None else LeavingKind.LEFT,
            )
        )

    def guardian(
        self,
        person_id: int,
        pupil_id: int,
        ends_on: date | None = None,
        *,
        sees_data: bool = True,
        court_restricted: bool = False,
    ) -> int:
        return self._added(
            Guardianship(
                pupil_id=pupil_id,
                person_id=person_id,
                starts_on=self.long_ago,
                ends_on=ends_on,
                sees_data=sees_data,
                court_restricted=court_restricted,
            )
        )

    def _added(self, row: object) -> int:
        self.session.add(row)
        self.session.flush()
        row_id = getattr(row, "id", None)
        assert isinstance(row_id, int)
        return row_id


_hashes: dict[str, str] = {}


def hash_of(password: str) -> str:
    """The password's hash, computed once: hashing is slow on purpose."""
    if password not in _hashes:
        _hashes[password] = passwords.hash_password(password)
    return _hashes[password]
