"""The staff: teachers by subject, those who come and go, the office (Regulation 5)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from ejournal_app.domain.access import GrantedRole
from ejournal_app.persistence.models import ContractKind

from .content import names
from .content.posts import DEMO_CLASS_TEACHER, DEMO_TEACHER, OFFICE, POOLS, PRIMARY_LAST_GRADE
from .names import NameBook
from .sizes import Shape, random_for

OWN_WORK = "own"
"""In place of a subject: interest education, extended-day groups, support."""

HAND_OVER_DAYS = 50
"""After so many days of the year a teacher of history leaves and another takes over."""

# Interest education, extended day and support: position and kind of contract.
_OWN_WORK = (
    ("pagarinātās dienas grupas skolotāja", ContractKind.EMPLOYMENT),
    ("interešu izglītības skolotāja", ContractKind.SERVICES),
    ("logopēde", ContractKind.EMPLOYMENT),
    ("pagarinātās dienas grupas skolotāja", ContractKind.EMPLOYMENT),
    ("pagarinātās dienas grupas skolotāja", ContractKind.EMPLOYMENT),
    ("interešu izglītības skolotāja", ContractKind.SERVICES),
    ("interešu izglītības skolotāja", ContractKind.SERVICES),
    ("speciālā pedagoģe", ContractKind.EMPLOYMENT),
)
_OWN_WORK_IN_SMALL = 1
_WOMEN_ONLY = frozenset({"logopēde", "speciālā pedagoģe"})
_SHARE_OF_WOMEN = 0.86


@dataclass(slots=True, kw_only=True)
class StaffPlan:
    """A member of staff before there is a row."""

    number: int
    given_name: str
    family_name: str
    position: str
    role: GrantedRole
    subjects: frozenset[str] = frozenset()
    kind: ContractKind = ContractKind.EMPLOYMENT
    starts_on: date
    ends_on: date | None = None
    account: str = ""
    """User name of a demo account; the others are named after the person."""
    person_id: int = 0
    load: int = 0
    """Lessons a week."""
    takes_over_from: "StaffPlan | None" = None
    """Who taught these journals until the hand-over."""


@dataclass(slots=True)
class Staff:
    """Everybody who works at the school, the teachers by what they do."""

    everybody: list[StaffPlan] = field(default_factory=list[StaffPlan])
    primary: list[StaffPlan] = field(default_factory=list[StaffPlan])

    def teachers_of(self, subject: str) -> list[StaffPlan]:
        """Return who can be given journals of a subject, in a fixed order."""
        return [one for one in self.everybody if subject in one.subjects]

    def with_account(self, username: str) -> StaffPlan:
        """Return the member of staff of a demo account."""
        return next(one for one in self.everybody if one.account == username)


class _Hiring:
    def __init__(self, random: Random, year_starts: date) -> None:
        taken = {DEMO_TEACHER, DEMO_CLASS_TEACHER, *((row[1], row[2]) for row in OFFICE)}
        self._book = NameBook(random, names.TEACHERS_WOMEN, names.TEACHERS_MEN, taken)
        self._random = random
        self._year_starts = year_starts
        self.staff = Staff()

    def hire(
        self,
        position: str,
        subjects: frozenset[str],
        *,
        name: tuple[str, str] | None = None,
        account: str = "",
        role: GrantedRole = GrantedRole.TEACHER,
        kind: ContractKind = ContractKind.EMPLOYMENT,
    ) -> StaffPlan:
        if name is None:
            is_woman = position in _WOMEN_ONLY or self._random.random() < _SHARE_OF_WOMEN
            name = self._book.given(self._book.families.next(), is_woman=is_woman)
            if not is_woman:
                position = position.replace("skolotāja", "skolotājs")
        years = 0 if kind == ContractKind.SERVICES else self._random.randrange(1, 24)
        plan = StaffPlan(
            number=len(self.staff.everybody) + 1,
            given_name=name[0],
            family_name=name[1],
            position=position,
            role=role,
            subjects=subjects,
            kind=kind,
            starts_on=date(self._year_starts.year - years, 8, 15),
            ends_on=date(self._year_starts.year + 1, 6, 30)
            if kind == ContractKind.SERVICES
            else None,
            account=account,
        )
        self.staff.everybody.append(plan)
        return plan


def staff_of(shape: Shape, year_starts: date, today: date) -> Staff:
    """Return the staff of a size: about 90 teachers, or 8, and the office."""
    hiring = _Hiring(random_for("staff"), year_starts)
    for account, given, family, position, role in OFFICE:
        hiring.hire(
            position,
            frozenset(),
            name=(given, family),
            account=account,
            role=GrantedRole(role),
        )
    for (grade, _), _ in shape.classes:
        if grade <= PRIMARY_LAST_GRADE:
            hiring.staff.primary.append(hiring.hire("sākumskolas skolotāja", frozenset()))
    _subject_teachers(hiring, shape)
    own = _OWN_WORK[:_OWN_WORK_IN_SMALL] if shape.size == "small" else _OWN_WORK
    for position, kind in own:
        hiring.hire(position, frozenset({OWN_WORK}), kind=kind)
    if shape.size == "full":
        _comings_and_goings(hiring, year_starts, today)
    return hiring.staff


def _subject_teachers(hiring: _Hiring, shape: Shape) -> None:
    demo = {"maths": ("skolotajs", DEMO_TEACHER), "geography": ("audzinatajs", DEMO_CLASS_TEACHER)}
    for pool in POOLS:
        for _ in range(pool.full if shape.size == "full" else pool.small):
            subject = next((one for one in demo if one in pool.subjects), "")
            account, name = demo.pop(subject, ("", None))
            hiring.hire(
                "skolotāja" if account != "audzinatajs" else "skolotājs",
                pool.subjects,
                name=name,
                account=account,
            )


def _comings_and_goings(hiring: _Hiring, year_starts: date, today: date) -> None:
    """Add a teacher who left in the autumn, handing over, and one who is still to come."""
    hand_over = year_starts + timedelta(days=HAND_OVER_DAYS)
    successor = hiring.staff.teachers_of("society_history")[0]
    leaver = hiring.hire(successor.position, frozenset())
    leaver.ends_on = hand_over
    successor.starts_on = hand_over + timedelta(days=1)
    successor.takes_over_from = leaver
    newcomer = hiring.hire("skolotāja", frozenset())
    newcomer.starts_on = today + timedelta(days=21)
