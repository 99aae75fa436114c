"""The weekly lessons of a file, still in the file's own words."""

from dataclasses import dataclass, field
from pathlib import PurePath

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.importing.columns import ColumnMapping
from ejournal_app.services.importing.problems import RowProblem
from ejournal_app.services.importing.reading import SourceFile

MAX_ENTRIES = 20_000

Writings = tuple[str, ...]
"""One thing in the ways a file writes it: ("Anna Bērziņa", "A. Bērziņa")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One weekly lesson of one class, or of one group from one or more classes."""

    row: int
    """Row of the table or line of the XML file."""
    weekday: int
    number: int
    classes: tuple[Writings, ...]
    group: str = ""
    """Empty: the whole class, and then there is exactly one class."""
    subject: Writings
    teachers: tuple[Writings, ...] = ()
    room: str = ""
    together: str = ""
    """The same for entries that are one lesson held for several classes at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableFile:
    """A file that was read: its good entries and the faults of the others."""

    file: SourceFile
    entries: tuple[Entry, ...] = field(repr=False)
    problems: tuple[RowProblem, ...]


def is_xml(file_name: str) -> bool:
    """Tell whether a file is taken for an export of aSc Timetables, by its name."""
    return PurePath(file_name.lower()).suffix == ".xml"


def read(
    content: bytes,
    file_name: str,
    *,
    encoding: str | None = None,
    mapping: ColumnMapping | None = None,
) -> TimetableFile:
    """Read a timetable by the kind of file; Refused when it is not one.

    Encoding and mapping are only about tables: an XML file says both itself.
    """
    from .asc import read_asc
    from .listing import read_listing

    if is_xml(file_name):
        source = read_asc(content, file_name)
    else:
        source = read_listing(content, file_name, encoding=encoding, mapping=mapping)
    if len(source.entries) > MAX_ENTRIES:
        raise Refused(Message(N_("The file has more than {rows} rows."), {"rows": MAX_ENTRIES}))
    if not source.entries and not source.problems:
        raise Refused(Message(N_("The file has no lessons.")))
    return source
