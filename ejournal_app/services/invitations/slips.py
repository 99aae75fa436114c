"""Printable slips: codes are made class by class and stand on the paper only (Regulation 4, 5)."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ejournal_app.domain.access import Actor
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.queries.schools import school_of

from .bulk import Bundle, Sheet
from .codes import Issued, first_expiry
from .issuing import issue
from .roster import Member
from .slip_pdf import slips_pdf

PDF, ZIP = "application/pdf", "application/zip"

_NOT_IN_FILE_NAMES = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A file that is made while it is sent."""

    name: str
    media_type: str
    chunks: Iterator[bytes] = field(repr=False)


def print_bundles(actor: Actor, bundles: Sequence[Bundle], *, days: int) -> PrintedFile:
    """Make codes and pages of bundles the actor was given: a PDF, or several in a ZIP.

    Each class is a transaction of its own, so a download that breaks off leaves the classes it
    did not reach as they were. Whoever stands on several pages has the same code on each.
    """
    first_expiry(days)  # a wrong number is refused before anything is sent
    printed: dict[int, Issued] = {}
    if len(bundles) == 1:
        (bundle,) = bundles
        content = _pdf(actor, bundle, days, printed)
        return PrintedFile(f"{_file_name(actor, bundle)}.pdf", PDF, iter([content]))
    name = gettext(actor.language, N_("invitations"))
    return PrintedFile(f"{name}.zip", ZIP, _zipped(actor, bundles, days, printed))


def _zipped(
    actor: Actor, bundles: Sequence[Bundle], days: int, printed: dict[int, Issued]
) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for bundle in bundles:
            archive.writestr(f"{_file_name(actor, bundle)}.pdf", _pdf(actor, bundle, days, printed))
            yield sink.taken()
    yield sink.taken()


def _pdf(actor: Actor, bundle: Bundle, days: int, printed: dict[int, Issued]) -> bytes:
    _issue_missing(actor, bundle.sheets, days, printed)
    with reading() as session:
        school = school_of(session)
    return slips_pdf(
        actor.language,
        "" if school is None else school.name,
        _with_codes(bundle.sheets, printed),
    )


def _issue_missing(
    actor: Actor, sheets: Sequence[Sheet], days: int, printed: dict[int, Issued]
) -> None:
    missing: dict[int, Member] = {
        member.person_id: member
        for sheet in sheets
        for member in sheet.members
        if member.person_id not in printed
    }
    with writing() as session:
        printed |= issue(session, list(missing.values()), days=days, actor=actor)


def _with_codes(
    sheets: Sequence[Sheet], printed: dict[int, Issued]
) -> list[tuple[Sheet, list[tuple[Member, Issued]]]]:
    # Somebody may have been locked since the pages were planned: without a code, no slip.
    return [
        (
            sheet,
            [
                (member, printed[member.person_id])
                for member in sheet.members
                if member.person_id in printed
            ],
        )
        for sheet in sheets
    ]


def _file_name(actor: Actor, bundle: Bundle) -> str:
    name = gettext(actor.language, N_("invitations"))
    group = bundle.class_name or gettext(actor.language, N_("staff"))
    return _NOT_IN_FILE_NAMES.sub("-", f"{name}-{group}")


class _Sink(io.RawIOBase):
    """Takes what an archive writes and gives it away at once: nothing is kept."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._at = 0

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def tell(self) -> int:
        """Return how much was written, as an archive needs to know."""
        return self._at

    def write(self, data: object) -> int:
        """Take bytes."""
        some = bytes(data)  # type: ignore[call-overload]
        self._waiting += some
        self._at += len(some)
        return len(some)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        some = bytes(self._waiting)
        self._waiting.clear()
        return some
