"""Which version of a kind of work holds on a day (Regulation 15)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from ejournal_app.persistence.models import WorkKind


class Kinds:
    """Which version of a kind holds for a work: the one in force on its day (15)."""

    def __init__(self, kinds: list[WorkKind]) -> None:
        self._own = {kind.id: kind for kind in kinds}
        self._versions: defaultdict[str, list[WorkKind]] = defaultdict(list)
        for kind in sorted(kinds, key=lambda kind: (kind.effective_from, kind.id or 0)):
            self._versions[kind.code].append(kind)
        self._known: dict[tuple[int, date], WorkKind] = {}

    def of(self, kind_id: int, day: date) -> WorkKind:
        """Return the version in force on the day of a work; its own when none was yet."""
        key = (kind_id, day)
        if key not in self._known:
            own = self._own[kind_id]
            versions = [one for one in self._versions[own.code] if one.effective_from <= day]
            self._known[key] = versions[-1] if versions else own
        return self._known[key]

    def ordinary(self) -> list[int]:
        """Return the kinds of works that close no period."""
        return [key for key, kind in self._own.items() if not kind.entry_kind and key is not None]

    def closing(self, entry_kinds: Collection[str]) -> dict[int, str]:
        """Return the kinds of works that hold marks of these periods, with what each closes."""
        return {
            key: kind.entry_kind
            for key, kind in self._own.items()
            if kind.entry_kind in entry_kinds and key is not None
        }

    def most_days(self) -> int:
        """Return the greatest number of working days any kind has."""
        return max((kind.deadline_days for kind in self._own.values()), default=0)
