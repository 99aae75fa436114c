"""A finding: what is not in order, about what, and where it is put right."""

from dataclasses import dataclass
from enum import StrEnum

from ejournal_app.domain.messages import N_, Message


class CheckKind(StrEnum):
    """What is looked for, the most urgent first."""

    NOT_SET_UP = "not-set-up"
    JOURNAL_WITHOUT_TEACHER = "no-teacher"
    JOURNAL_WITHOUT_PUPILS = "no-pupils"
    CLASS_WITHOUT_TEACHER = "no-class-teacher"
    PUPIL_WITHOUT_JOURNALS = "no-journals"
    PUPIL_WITHOUT_GROUP = "no-group"
    PUPIL_IN_TWO_GROUPS = "two-groups"
    GROUP_WITHOUT_JOURNAL = "group-no-journal"
    TEACHER_WITHOUT_CONTRACT = "no-contract"
    CLASH = "clash"
    LONG_DAY = "long-day"
    SUBJECT_WITHOUT_JOURNAL = "plan"
    PUPIL_WITHOUT_GUARDIAN = "no-guardian"


TITLES: dict[CheckKind, str] = {
    CheckKind.NOT_SET_UP: N_("The school is not set up yet"),
    CheckKind.JOURNAL_WITHOUT_TEACHER: N_("Journals without a teacher"),
    CheckKind.JOURNAL_WITHOUT_PUPILS: N_("Journals without pupils"),
    CheckKind.CLASS_WITHOUT_TEACHER: N_("Classes without a class teacher"),
    CheckKind.PUPIL_WITHOUT_JOURNALS: N_("Pupils in no journal"),
    CheckKind.PUPIL_WITHOUT_GROUP: N_("Pupils in no group"),
    CheckKind.PUPIL_IN_TWO_GROUPS: N_("Pupils in several groups of a subject"),
    CheckKind.GROUP_WITHOUT_JOURNAL: N_("Groups without a journal"),
    CheckKind.TEACHER_WITHOUT_CONTRACT: N_("Teachers without a contract in force"),
    CheckKind.CLASH: N_("Clashes of the timetable"),
    CheckKind.LONG_DAY: N_("Too many lessons a day"),
    CheckKind.SUBJECT_WITHOUT_JOURNAL: N_("Subjects of the plan without a journal"),
    CheckKind.PUPIL_WITHOUT_GUARDIAN: N_("Pupils without a guardian"),
}
"""Each kind in words (msgids)."""


class Place(StrEnum):
    """What a finding is about: it says where it leads."""

    SET_UP = "set-up"
    JOURNAL = "journal"
    GROUP = "group"
    CLASS = "class"
    PUPIL = "pupil"
    PERSON = "person"
    SPLIT = "split"
    PLAN = "plan"
    TIMETABLE = "timetable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not in order."""

    kind: CheckKind
    name: str
    """The journal, pupil, class … it is about."""
    text: Message
    place: Place
    place_id: int = 0
    query: str = ""
    """What the address goes on with, where an id does not say it all."""
    classes: tuple[str, ...] = ()
    year: str = ""
    is_coming: bool = False
    """Of a year that has not begun while another one has not ended."""


def not_set_up() -> Finding:
    """Return the finding of a school where nothing can be checked yet."""
    return Finding(
        kind=CheckKind.NOT_SET_UP,
        name="",
        text=Message(N_("There are no journals with a timetable yet; the checklist leads there.")),
        place=Place.SET_UP,
    )
