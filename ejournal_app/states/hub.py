"""The page from which the school is set up and kept right: what the actor may work on."""

from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.policies.rules import allows

from .guard import requires
from .setup_checklist import StepView, checklist_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A page of the hub: name and explanation (msgids), address, icon, what a person needs."""

    label: str
    text: str
    href: str
    icon: str
    permission: Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Wing:
    """A group of pages; its title is a msgid."""

    title: str
    doors: tuple[Door, ...]


HUB: tuple[Wing, ...] = (
    Wing(
        title=N_("School and year"),
        doors=(
            Door(
                label=N_("School data"),
                text=N_("Name, address, director and logo, as printed on documents."),
                href="/iestatijumi/skola",
                icon="school",
                permission=Permission.SETUP_WRITE,
            ),
            Door(
                label=N_("School years"),
                text=N_("Semesters by grade, breaks, holidays; a new year or a copy."),
                href="/iestatijumi/gadi",
                icon="calendar",
                permission=Permission.SETUP_WRITE,
            ),
            Door(
                label=N_("Bell schedules"),
                text=N_("When lessons begin and end, on ordinary and on short days."),
                href="/iestatijumi/zvani",
                icon="clock",
                permission=Permission.SETUP_WRITE,
            ),
            Door(
                label=N_("Kinds of work"),
                text=N_("Scale, weight and deadline of what is marked."),
                href="/iestatijumi/darbi",
                icon="award",
                permission=Permission.SETUP_WRITE,
            ),
            Door(
                label=N_("Rules"),
                text=N_("Deadlines, scales, rounding, with the day they hold from."),
                href="/iestatijumi/noteikumi",
                icon="list-checks",
                permission=Permission.SETUP_WRITE,
            ),
            Door(
                label=N_("Period windows"),
                text=N_("When interim, year and other closing marks are entered; opening again."),
                href="/iestatijumi/periodi",
                icon="calendar",
                permission=Permission.PERIOD_MANAGE,
            ),
            Door(
                label=N_("Education programmes"),
                text=N_("Codes and names of what pupils are enrolled in."),
                href="/iestatijumi/programmas",
                icon="award",
                permission=Permission.SETUP_WRITE,
            ),
        ),
    ),
    Wing(
        title=N_("People and access"),
        doors=(
            Door(
                label=N_("Staff"),
                text=N_("Persons, contracts, roles and who may do what."),
                href="/personals",
                icon="users",
                permission=Permission.STAFF_LIST,
            ),
            Door(
                label=N_("Teachers' absences"),
                text=N_("Incapacity for work, trips, courses, leave, and the lessons they hit."),
                href="/prombutnes",
                icon="calendar",
                permission=Permission.TEACHER_ABSENCE_READ,
            ),
            Door(
                label=N_("Guardians"),
                text=N_("Who stands for whom, contacts, who has logged in."),
                href="/vecaki",
                icon="users",
                permission=Permission.PUPIL_LIST,
            ),
            Door(
                label=N_("Accounts"),
                text=N_("Invitations, forgotten passwords, who has logged in."),
                href="/konti",
                icon="key",
                permission=Permission.ACCOUNT_MANAGE,
            ),
            Door(
                label=N_("Putting entries back"),
                text=N_("What an account did, in one step undone; entries that are held back."),
                href="/atgriesana",
                icon="undo",
                permission=Permission.HELD_DECIDE,
            ),
        ),
    ),
    Wing(
        title=N_("Teaching"),
        doors=(
            Door(
                label=N_("Timetable"),
                text=N_("The week of every class, teacher and room; a new one from a date."),
                href="/stundu-saraksts",
                icon="calendar",
                permission=Permission.OVERVIEW_READ,
            ),
            Door(
                label=N_("Classes"),
                text=N_("Classes of the year and their class teachers."),
                href="/klases",
                icon="school",
                permission=Permission.TEACHING_WRITE,
            ),
            Door(
                label=N_("Subjects"),
                text=N_("What the school teaches, with short names."),
                href="/prieksmeti",
                icon="book",
                permission=Permission.TEACHING_WRITE,
            ),
            Door(
                label=N_("Curriculum table"),
                text=N_("Lessons a week of each grade, and journals made from it in one go."),
                href="/zurnalu-plans",
                icon="list-checks",
                permission=Permission.TEACHING_WRITE,
            ),
            Door(
                label=N_("All journals"),
                text=N_("Journals of the year, their settings, teachers and hand-overs."),
                href="/zurnali-parvaldiba",
                icon="layers",
                permission=Permission.TEACHING_WRITE,
            ),
            Door(
                label=N_("Groups"),
                text=N_("Groups with their pupils; splitting classes into groups."),
                href="/grupas",
                icon="layers",
                permission=Permission.TEACHING_WRITE,
            ),
            Door(
                label=N_("Events"),
                text=N_("Out-of-class events, who takes part, and what waits for approval."),
                href="/pasakumi",
                icon="award",
                permission=Permission.EVENT_LIST,
            ),
            Door(
                label=N_("Substitutions"),
                text=N_("Who leads the lessons of absent teachers; proposing, confirming."),
                href="/aizvietosana",
                icon="users",
                permission=Permission.SUBSTITUTION_PLAN,
            ),
            Door(
                label=N_("Hours of substitution"),
                text=N_("By teacher, month and reason, for the payroll; corrections."),
                href="/aizvietotas-stundas",
                icon="clock",
                permission=Permission.SUBSTITUTION_HOURS,
            ),
            Door(
                label=N_("Changes of lessons"),
                text=N_("What is different today and tomorrow; on paper and on screens."),
                href="/stundu-izmainas",
                icon="calendar",
                permission=Permission.DAY_CHANGES_READ,
            ),
            Door(
                label=N_("Screens"),
                text=N_("Addresses at which screens in the school show the changes of the day."),
                href="/ekrani",
                icon="monitor",
                permission=Permission.SCREEN_MANAGE,
            ),
            Door(
                label=N_("Calendar of tests"),
                text=N_("Planned tests by class, and the days and weeks with too many."),
                href="/parbaudes-darbi",
                icon="calendar",
                permission=Permission.OVERVIEW_READ,
            ),
            Door(
                label=N_("Timeliness"),
                text=N_("What share of what fell due was done in time; the month's report."),
                href="/savlaicigums",
                icon="clock",
                permission=Permission.TIMELINESS_READ,
            ),
            Door(
                label=N_("Extended deadlines"),
                text=N_("Deadlines put off for a person or a journal, with the reason."),
                href="/terminu-pagarinajumi",
                icon="calendar",
                permission=Permission.EXTENSION_WRITE,
            ),
            Door(
                label=N_("Validation"),
                text=N_("What is not in order: groups, teachers, pupils, the timetable."),
                href="/parbaude",
                icon="list-checks",
                permission=Permission.OVERVIEW_READ,
            ),
        ),
    ),
    Wing(
        title=N_("Pupils"),
        doors=(
            Door(
                label=N_("Pupils"),
                text=N_("Enrolled, coming and former pupils, with their personal files."),
                href="/skoleni",
                icon="users",
                permission=Permission.PUPIL_LIST,
            ),
            Door(
                label=N_("Enrol a pupil"),
                text=N_("A new pupil, a former one, or somebody who is on record already."),
                href="/skoleni/jauns",
                icon="plus",
                permission=Permission.MOVEMENT_WRITE,
            ),
            Door(
                label=N_("Movement of pupils"),
                text=N_("The register of orders: enrolled, moved, promoted, left."),
                href="/kustiba",
                icon="list-checks",
                permission=Permission.MOVEMENT_READ,
            ),
            Door(
                label=N_("Promotion"),
                text=N_("From the classes of this year into those of the next."),
                href="/parcelsana",
                icon="award",
                permission=Permission.MOVEMENT_WRITE,
            ),
            Door(
                label=N_("Period marks by journal"),
                text=N_("Which journals lack interim, year or other closing marks."),
                href="/periodu-saraksts",
                icon="list-checks",
                permission=Permission.PERIOD_MANAGE,
            ),
            Door(
                label=N_("Tasks of class teachers"),
                text=N_("Personal files and telling parents, class by class."),
                href="/personas-lietas",
                icon="list-checks",
                permission=Permission.FILE_CHECK_READ,
            ),
            Door(
                label=N_("Applications for absences"),
                text=N_("What families apply for, and what class teachers decided."),
                href="/kavejumu-pieteikumi",
                icon="inbox",
                permission=Permission.NOTE_LIST,
            ),
            Door(
                label=N_("Absence notes"),
                text=N_("What justifies pupils' absences, by day or by lesson."),
                href="/kavejumu-zimes",
                icon="list-checks",
                permission=Permission.NOTE_LIST,
            ),
            Door(
                label=N_("Absent today without news"),
                text=N_("Who is missing, whom to tell, and who was told what."),
                href="/bez-zinam",
                icon="bell",
                permission=Permission.ABSENT_TODAY_READ,
            ),
            Door(
                label=N_("Unjustified lessons"),
                text=N_("Steps of the school, and reports to the municipality."),
                href="/neattaisnotie",
                icon="warning",
                permission=Permission.ABSENCE_REPORT_READ,
            ),
            Door(
                label=N_("Summary of absences"),
                text=N_("By pupil, class and month; PDF and XLSX."),
                href="/kavejumu-kopsavilkums",
                icon="list-checks",
                permission=Permission.ABSENCE_REPORT_READ,
            ),
            Door(
                label=N_("First lesson for the canteen"),
                text=N_("How many pupils of each class are there, without names."),
                href="/edinataja",
                icon="users",
                permission=Permission.ABSENCE_REPORT_READ,
            ),
            Door(
                label=N_("Achievements"),
                text=N_("Olympiads, competitions, sports: the register of the school."),
                href="/sasniegumi",
                icon="award",
                permission=Permission.ACHIEVEMENT_LIST,
            ),
            Door(
                label=N_("Contents of personal files"),
                text=N_("What class teachers check in every personal file."),
                href="/iestatijumi/personas-lietas",
                icon="file",
                permission=Permission.SETUP_WRITE,
            ),
        ),
    ),
    Wing(
        title=N_("Data in and out"),
        doors=(
            Door(
                label=N_("Take the school out"),
                text=N_("Everything in open files, in one zip, ready to be loaded elsewhere."),
                href="/izvesana",
                icon="download",
                permission=Permission.SCHOOL_EXPORT,
            ),
            Door(
                label=N_("Imports"),
                text=N_("Pupils from VIIS, the timetable, and the history with its undo."),
                href="/importi",
                icon="upload",
                permission=Permission.IMPORT_APPLY,
            ),
            Door(
                label=N_("Scheduled jobs"),
                text=N_("What the system does by itself, every run and how it ended."),
                href="/darbi",
                icon="clock",
                permission=Permission.JOB_READ,
            ),
        ),
    ),
)
"""Every page of the hub, in the order a school is set up. Add a page's door to its wing."""

_OPENS = frozenset({Permission.SETUP_WRITE, Permission.STAFF_LIST})
"""One of these brings the hub into the navigation."""


@dataclass(frozen=True)
class DoorView:
    """A page one can go to."""

    label: str
    text: str
    href: str
    icon: str


@dataclass(frozen=True)
class WingView:
    """A group of them."""

    title: str
    doors: list[DoorView]


class Hub(rx.State):
    """The hub."""

    wings: list[WingView] = []  # noqa: RUF012 - copied for each client
    year: str = ""
    """The year the checklist is about; empty while there is none."""
    done: int = 0
    blocks: int = 0
    steps: list[StepView] = []  # noqa: RUF012
    """The checklist; empty for those who do not set the school up."""

    @rx.event
    @requires(Permission.STAFF_LIST)
    async def enter(self, actor: Actor) -> None:
        """Show what the actor may work on."""
        found = await checklist_for(actor)
        self.year, self.done, self.blocks = found.year, found.done, found.blocks
        self.steps = list(found.steps)
        self.wings = [
            WingView(title=gettext(actor.language, wing.title), doors=doors)
            for wing in HUB
            if (doors := _doors(actor, wing))
        ]


def has_hub(actor: Actor) -> bool:
    """Tell whether the hub is of use to the actor."""
    return any(allows(actor, permission) for permission in _OPENS)


def _doors(actor: Actor, wing: Wing) -> list[DoorView]:
    return [
        DoorView(
            label=gettext(actor.language, door.label),
            text=gettext(actor.language, door.text),
            href=door.href,
            icon=door.icon,
        )
        for door in wing.doors
        if allows(actor, door.permission)
    ]
