"""Who is not in a lesson and who comes late: illness in runs of days, visits to the doctor."""

from datetime import date, timedelta

from ejournal_app.domain.attendance import AttendanceStatus

from .pupils import PupilPlan
from .sizes import random_for

_DAYS_BETWEEN_ILLNESSES = 62
_ILLNESS_DAYS = (1, 1, 2, 3, 4, 5, 7)
_DAYS_BETWEEN_EARLY_LEAVES = 75
_LATE_ANY_LESSON = 0.002


class Absences:
    """The presence of every pupil in every lesson of the year so far."""

    def __init__(self, pupils: list[PupilPlan], first: date, last: date) -> None:
        """Draw every pupil's illnesses and early leaves from the first day to the last."""
        self._ill: dict[int, frozenset[date]] = {}
        self._leaves: dict[int, dict[date, int]] = {}
        for pupil in pupils:
            random = random_for(f"absences {pupil.number}")
            ill: set[date] = set()
            day = first
            while True:
                day += timedelta(days=1 + int(random.expovariate(1 / _DAYS_BETWEEN_ILLNESSES)))
                if day > last:
                    break
                for _ in range(random.choice(_ILLNESS_DAYS)):
                    ill.add(day)
                    day += timedelta(days=1)
            leaves: dict[date, int] = {}
            day = first
            while day <= last:
                day += timedelta(days=1 + int(random.expovariate(1 / _DAYS_BETWEEN_EARLY_LEAVES)))
                leaves[day] = random.randrange(4, 7)
            self._ill[pupil.number] = frozenset(ill)
            self._leaves[pupil.number] = leaves

    def illnesses(self, pupil: PupilPlan) -> list[tuple[date, date]]:
        """Return the first and last days of a pupil's illnesses, the earliest first."""
        runs: list[tuple[date, date]] = []
        for day in sorted(self._ill[pupil.number]):
            if runs and runs[-1][1] + timedelta(days=1) == day:
                runs[-1] = runs[-1][0], day
            else:
                runs.append((day, day))
        return runs

    def early_leaves(self, pupil: PupilPlan) -> list[tuple[date, int]]:
        """Return the days on which a pupil leaves early, with the first lesson missed."""
        return sorted(self._leaves[pupil.number].items())

    def status(self, pupil: PupilPlan, day: date, number: int, chance: float) -> AttendanceStatus:
        """Return whether a pupil is in a lesson; `chance` is a draw from 0 to 1."""
        if day in self._ill[pupil.number]:
            return AttendanceStatus.ABSENT
        leaves = self._leaves[pupil.number].get(day)
        if leaves is not None and number >= leaves:
            return AttendanceStatus.ABSENT
        late = pupil.tardiness if number == 1 else _LATE_ANY_LESSON
        return AttendanceStatus.LATE if chance < late else AttendanceStatus.PRESENT
