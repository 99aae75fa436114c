"""Which class or group of the school a sheet is of, and who of it is whom."""

from dataclasses import dataclass

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.importing.columns import fold
from ejournal_app.services.importing.fields import class_name, parse_class

from .layout import Sheet
from .people import match_pupils
from .plan_model import PlannedGroup
from .problems import SheetProblem
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A class, a group on record, or a group to be added."""

    name: str
    grade: int
    class_id: int | None
    group_id: int | None
    pupils: dict[int, int]
    """Column to pupil."""

    @property
    def key(self) -> str:
        """Return what tells the place from others."""
        return f"c{self.class_id}" if self.class_id else f"g{self.group_id or fold(self.name)}"


class Places:
    """Finds the places of sheets and remembers the groups to be added."""

    def __init__(self, snapshot: Snapshot, problems: list[SheetProblem]) -> None:
        self._snapshot = snapshot
        self._problems = problems
        self.new_groups: list[PlannedGroup] = []

    def of(self, sheet: Sheet) -> Place | None:
        """Return the place of a sheet; None, with the reason among the problems."""
        key = self._class_key(sheet.place)
        if key is not None and key not in self._snapshot.classes:
            return self._no_place(
                sheet, Message(N_("There is no class {name} in this year."), {"name": sheet.place})
            )
        pupils = match_pupils(sheet, self._snapshot, self._problems)
        if key is not None:
            class_id, grade = self._snapshot.classes[key]
            return Place(
                name=sheet.place, grade=grade, class_id=class_id, group_id=None, pupils=pupils
            )
        if not pupils:
            return self._no_place(
                sheet,
                Message(N_("No pupil of group {name} was found."), {"name": sheet.place[:100]}),
            )
        group_id = self._snapshot.groups.get(fold(sheet.place))
        if group_id is None:
            self._add(sheet.place[:80], pupils)
        return Place(
            name=sheet.place[:80],
            grade=self._grade(pupils),
            class_id=None,
            group_id=group_id,
            pupils=pupils,
        )

    def _class_key(self, name: str) -> str | None:
        if fold(name) in self._snapshot.groups:
            return None
        try:
            return fold(class_name(parse_class(name)))
        except Refused:
            return None

    def _add(self, name: str, pupils: dict[int, int]) -> None:
        known = next((g for g in self.new_groups if fold(g.name) == fold(name)), None)
        members = set(pupils.values())
        if known is not None:
            self.new_groups.remove(known)
            members |= set(known.pupil_ids)
        self.new_groups.append(PlannedGroup(name=name, pupil_ids=tuple(sorted(members))))

    def _grade(self, pupils: dict[int, int]) -> int:
        """Return the grade most pupils of a group are in; of equals the lower."""
        grades = [
            grade
            for pupil_id in pupils.values()
            for _class, grade, _span in self._snapshot.enrolments.get(pupil_id, [])
        ]
        return max(sorted(set(grades)), key=grades.count) if grades else 1

    def _no_place(self, sheet: Sheet, problem: Message) -> None:
        self._problems.append(SheetProblem(sheet=sheet.name, row=1, column="", problem=problem))
