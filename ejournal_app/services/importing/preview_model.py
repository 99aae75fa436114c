"""What a draft would do, made for looking at: sections of lines, whatever kind of file it is."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from ejournal_app.domain.access import Actor
from ejournal_app.domain.messages import Message
from ejournal_app.services.changes.runs import AppliedImport

from .progress import Progress

Look = Literal["", "info", "ok", "warn", "bad"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing a file would do: what it is about, where, in what state, and the details."""

    title: str | Message
    place: str | Message = ""
    state: str | Message = ""
    look: Look = ""
    details: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()
    """What is allowed but worth a look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines of one kind under a title; title and text are msgids."""

    key: str
    title: str
    text: str
    lines: tuple[Line, ...]
    look: Look = ""
    count: int = 0
    """What the title is followed by; not always the number of lines."""


def section(
    key: str,
    title: str,
    text: str,
    lines: Sequence[Line],
    look: Look = "",
    count: int | None = None,
) -> Section:
    """Return a section that counts its lines unless told what to count."""
    return Section(
        key=key,
        title=title,
        text=text,
        lines=tuple(lines),
        look=look,
        count=len(lines) if count is None else count,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingView:
    """A heading of the file, a value below it, and the column it is taken for ('' for none)."""

    position: int
    heading: str
    sample: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnOption:
    """A column the import knows, for choosing from."""

    key: str
    title: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsView:
    """The headings of a file and what they are taken for."""

    headings: tuple[HeadingView, ...]
    options: tuple[ColumnOption, ...]
    missing: tuple[str, ...] = ()
    """Titles of needed columns no heading is taken for."""
    doubled: tuple[str, ...] = ()
    """Headings that mean the same as another one: a person must choose."""
    unused: int = 0
    """How many headings are taken for nothing."""
    remembered: bool = False
    """Somebody said it of an earlier file with the same headings."""

    @property
    def is_settled(self) -> bool:
        """Tell whether the file can be read so."""
        return not (self.missing or self.doubled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A draft read and planned."""

    sections: tuple[Section, ...]
    shown: str
    """Names the plan: another plan has another one."""
    changes: bool
    """False: there is nothing to change."""
    errors: int
    """Rows with errors."""
    said: tuple[Message, ...] = ()
    """What is true of the whole file."""
    carry_out: Callable[[Actor, bool, Progress], AppliedImport] = field(repr=False)
    """Apply the plan; the second argument says whether rows with errors are left out."""


def plan_name(sha256: str, on: date, choices: Mapping[str, Any], parts: Sequence[Any]) -> str:
    """Return the same short text for the same plan of the same file, in every process."""
    whole = [sha256, on.isoformat(), dict(choices), [asdict(part) for part in parts]]
    text = json.dumps(whole, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
