"""Which parents know what the journal offers, class by class, as a list (Regulation 6)."""

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
from .notices import ReaderLine, Told, readers_by_class

WORDS: dict[str, Message] = {
    Told.NOT_YET: Message(N_("not yet")),
    Told.EARLIER: Message(N_("knows an earlier text only")),
    Told.READ: Message(N_("has read it")),
    Told.TOLD: Message(N_("told at a meeting")),
}
"""Whether a parent knows the text, in words."""
_LOOKS: dict[str, Look] = {
    Told.NOT_YET: "warn",
    Told.EARLIER: "warn",
    Told.READ: "ok",
    Told.TOLD: "ok",
}
_KNOWS = {"yes": Message(N_("knows it")), "no": Message(N_("does not know it yet"))}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReader:
    """A parent of a class."""

    class_name: str
    grade: int
    reader: ReaderLine

    @property
    def knows(self) -> str:
        """Return whether the parent knows the text that stands, as the filter names it."""
        return "yes" if self.reader.told in (Told.READ, Told.TOLD) else "no"


def _load(actor: Actor) -> Sequence[ListedReader]:
    today = clock.today()
    with reading() as session:
        year = working_year(session, today)
        if year is None or year.id is None:
            return []
        classes = readable_classes(session, actor, year.id)
        readers = readers_by_class(session, classes, today)
    return [
        ListedReader(class_name=own.name, grade=own.grade, reader=reader)
        for own in classes
        for reader in readers.get(own.id or 0, ())
    ]


READERS = ListDefinition[ListedReader](
    key="informetie",
    title=N_("Parents who know about the journal"),
    permission=Permission.FILE_CHECK_READ,
    load=_load,
    columns=(
        Column(key="name", title=N_("Parent"), cell=lambda row: row.reader.name),
        Column(
            key="children",
            title=N_("Children"),
            cell=lambda row: ", ".join(row.reader.children),
        ),
        Column(
            key="class",
            title=N_("Class"),
            cell=lambda row: row.class_name,
            order=lambda row: (row.grade, row.class_name),
        ),
        Column(
            key="told",
            title=N_("State"),
            cell=lambda row: WORDS[row.reader.told],
            order=lambda row: list(WORDS).index(row.reader.told),
            look=lambda row: _LOOKS[row.reader.told],
        ),
        Column(
            key="when",
            title=N_("When"),
            cell=lambda row: (
                row.reader.told_on or (local(row.reader.at).date() if row.reader.at else None)
            ),
        ),
    ),
    filters=(
        Filter(key="class", title=N_("Class"), values_of=lambda row: (row.class_name,)),
        Filter(key="knows", title=N_("Knows"), values_of=lambda row: (row.knows,), labels=_KNOWS),
    ),
    found_by=lambda row: f"{row.reader.name} {' '.join(row.reader.children)} {row.class_name}",
)
