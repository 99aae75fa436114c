"""Personal files pupil by pupil, of all classes somebody may see, as a list (Regulation 9)."""

from collections.abc import Sequence
from dataclasses import dataclass

from ejournal_app import clock
from ejournal_app.clock import local
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition, Look

from .classes import readable_classes
from .files import FileLine, file_lines

_STATES = {
    "late": Message(N_("Overdue")),
    "open": Message(N_("To be done")),
    "done": Message(N_("Done")),
}
_LOOKS: dict[str, Look] = {"late": "bad", "open": "warn", "done": "ok"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """A pupil's file with the class."""

    class_id: int
    class_name: str
    grade: int
    file: FileLine
    items: tuple[str, ...]
    """Names of what a file must hold and this one does not."""

    @property
    def state(self) -> str:
        """Return how the file stands."""
        if self.file.complete:
            return "done"
        return "late" if self.file.overdue else "open"


def _load(actor: Actor) -> Sequence[ListedFile]:
    today = clock.today()
    with reading() as session:
        year = working_year(session, today)
        if year is None or year.id is None:
            return []
        classes = readable_classes(session, actor, year.id)
        items, lines = file_lines(session, actor, classes, today)
    return [
        ListedFile(
            class_id=own.id,
            class_name=own.name,
            grade=own.grade,
            file=line,
            items=tuple(
                (item.name_en if actor.language == "en" and item.name_en else item.name_lv)
                for item in items
                if item.item_id not in line.confirmed
            ),
        )
        for own in classes
        if own.id is not None
        for line in lines[own.id]
    ]


FILES = ListDefinition[ListedFile](
    key="lietu-saraksts",
    title=N_("Personal files of pupils"),
    permission=Permission.FILE_CHECK_READ,
    load=_load,
    columns=(
        Column(key="name", title=N_("Name"), cell=lambda row: row.file.name),
        Column(
            key="class",
            title=N_("Class"),
            cell=lambda row: row.class_name,
            order=lambda row: (row.grade, row.class_name),
        ),
        Column(key="due", title=N_("Due"), cell=lambda row: row.file.due),
        Column(key="confirmed", title=N_("Confirmed"), cell=lambda row: len(row.file.confirmed)),
        Column(key="missing", title=N_("Missing"), cell=lambda row: ", ".join(row.items)),
        Column(
            key="last",
            title=N_("Confirmed last"),
            cell=lambda row: max(
                (local(own.at).date() for own in row.file.confirmed.values()), default=None
            ),
        ),
        Column(
            key="state",
            title=N_("State"),
            cell=lambda row: _STATES[row.state],
            order=lambda row: list(_STATES).index(row.state),
            look=lambda row: _LOOKS[row.state],
        ),
    ),
    filters=(
        Filter(key="class", title=N_("Class"), values_of=lambda row: (row.class_name,)),
        Filter(key="state", title=N_("State"), values_of=lambda row: (row.state,), labels=_STATES),
    ),
    href=lambda row: f"/personas-lietas/{row.class_id}",
    found_by=lambda row: f"{row.file.name} {row.class_name}",
)
