"""The people of the tiny school: pupils, staff and guardians, with their accounts."""

from datetime import date

from sqlmodel import Session

from ejournal_app import clock
from ejournal_app.domain.access import GrantedRole
from ejournal_app.persistence.models import (
    Account,
    ClassTeacher,
    Enrolment,
    Guardianship,
    JournalTeacher,
    LeavingKind,
    Person,
    Pupil,
    RoleGrant,
    School,
    StaffContract,
)

from .school_days import DAY, FRIDAY, SEPTEMBER, YESTERDAY

PERSONAL_CODE = "140315-20017"
"""Anna's; it must turn up nowhere but in her file."""


class PeopleRows:
    """Adds people to one session and remembers their accounts."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.account_ids: dict[str, int] = {}
        self.school_id = self.add(School(name="Paraugskola"))

    def add(self, row: object) -> int:
        self.session.add(row)
        self.session.flush()
        return row.id  # type: ignore[attr-defined]

    def _person(self, name: str, *, account: str = "", **data: object) -> int:
        given, family = name.split()
        person_id = self.add(Person(given_name=given, family_name=family, **data))  # type: ignore[arg-type]
        if account:
            self.account_ids[account] = self.add(
                Account(person_id=person_id, username=account, username_key=account)
            )
        return person_id

    def add_pupils(self, class_a: int, class_b: int) -> dict[str, int]:
        made: dict[str, int] = {}
        for key, name, account, places in (
            ("anna", "Anna Āboliņa", "pupil", [(class_a, SEPTEMBER, None)]),
            ("bruno", "Bruno Bērziņš", "", [(class_a, SEPTEMBER, None)]),
            ("emils", "Emīls Eglītis", "", [(class_a, YESTERDAY, None)]),
            ("zane", "Zane Zariņa", "former_pupil", [(class_a, SEPTEMBER, YESTERDAY)]),
            (
                "marta",
                "Marta Krūmiņa",
                "",
                [(class_a, SEPTEMBER, FRIDAY - DAY), (class_b, FRIDAY, None)],
            ),
            ("dace", "Dace Ozola", "other_pupil", [(class_b, SEPTEMBER, None)]),
        ):
            person_id = self._person(
                name,
                account=account,
                birth_date=date(2015, 3, 14),
                personal_code=PERSONAL_CODE if key == "anna" else None,
            )
            made[key] = self.add(Pupil(school_id=self.school_id, person_id=person_id))
            for class_id, starts_on, ends_on in places:
                self.add(
                    Enrolment(
                        pupil_id=made[key],
                        class_id=class_id,
                        programme_code="21011111",
                        starts_on=starts_on,
                        ends_on=ends_on,
                        order_number="1-9/12",
                        order_date=starts_on,
                        end_kind=None if ends_on is None else LeavingKind.LEFT,
                    )
                )
        return made

    def add_staff(self, plain: dict[str, int]) -> None:
        teacher = GrantedRole.TEACHER
        ilze = self._employee("ilze", "Ilze Kalniņa", teacher)
        janis = self._employee("janis", "Jānis Liepa", teacher)
        maija = self._employee("maija", "Maija Sproģe", teacher)
        nora = self._employee("nora", "Nora Vītola", teacher)
        detached = self._employee("attached_until_yesterday", "Kārlis Osis", teacher)
        gone = self._employee("contract_ended_yesterday", "Laura Mežs", teacher, YESTERDAY)
        self._employee("management", "Guna Direktore", GrantedRole.MANAGEMENT)
        self._employee("clerk", "Lita Lietvede", GrantedRole.CLERK)
        self._employee("superuser", "Sandis Sargs", GrantedRole.SUPERUSER)
        for person_id, journal, ends_on in (
            (ilze, "maths_a", None),
            (ilze, "maths_b", None),
            (janis, "maths_a", None),
            (janis, "english", None),
            (janis, "choir", None),
            (detached, "maths_a", YESTERDAY),
            (gone, "maths_a", None),
        ):
            self.add(
                JournalTeacher(
                    journal_id=plain[journal],
                    person_id=person_id,
                    starts_on=SEPTEMBER,
                    ends_on=ends_on,
                )
            )
        for person_id, class_id in ((maija, plain["class_a"]), (nora, plain["class_b"])):
            self.add(ClassTeacher(class_id=class_id, person_id=person_id, starts_on=SEPTEMBER))

    def _employee(
        self, account: str, name: str, role: GrantedRole, ends_on: date | None = None
    ) -> int:
        person_id = self._person(name, account=account)
        self.add(
            StaffContract(
                school_id=self.school_id,
                person_id=person_id,
                kind="employment",
                number=f"DL-{account}",
                starts_on=SEPTEMBER,
                ends_on=ends_on,
                activated_at=clock.now(),
            )
        )
        self.add(
            RoleGrant(
                school_id=self.school_id,
                account_id=self.account_ids[account],
                role=role,
                starts_on=SEPTEMBER,
            )
        )
        return person_id

    def add_guardians(self, plain: dict[str, int]) -> None:
        for account, name, child, restricted in (
            ("parent", "Aija Āboliņa", "anna", False),
            ("restricted_parent", "Ainis Āboliņš", "anna", True),
            ("other_parent", "Olga Ozola", "dace", False),
        ):
            self.add(
                Guardianship(
                    pupil_id=plain[child],
                    person_id=self._person(name, account=account),
                    court_restricted=restricted,
                    starts_on=SEPTEMBER,
                )
            )
