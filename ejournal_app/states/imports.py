"""The page of imports, and those where a file is uploaded: kinds, drafts that wait, refusals."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.messages import N_, Message
from ejournal_app.http.uploads import IMPORT_PAGES, NO_DATE, NO_FILE, TOO_LARGE
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.policies.rules import allows
from ejournal_app.services.changes.history import KIND_WORDS
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.importing.drafts import discard, open_drafts

from .guard import requires, say_done
from .hub import Door, DoorView
from .parsing import as_id, as_text

IMPORT_DOORS: tuple[Door, ...] = (
    Door(
        label=N_("Pupils from VIIS"),
        text=N_("CSV or XLSX list of pupils: new, changed and moved ones, with their guardians."),
        href="/importi/viis",
        icon="users",
        permission=Permission.IMPORT_APPLY,
    ),
    Door(
        label=N_("Staff"),
        text=N_("CSV or XLSX list of staff: contracts, roles and accounts, all at once."),
        href="/importi/personals",
        icon="user",
        permission=Permission.ROLE_GRANT,
    ),
    Door(
        label=N_("Timetable"),
        text=N_("aSc Timetables XML or a CSV table: a timetable valid from a day."),
        href="/importi/stundu-saraksts",
        icon="calendar",
        permission=Permission.IMPORT_APPLY,
    ),
    Door(
        label=N_("Journals of the earlier system"),
        text=N_("XLSX workbook: lessons, marks, absences and substitutions of a school year."),
        href="/importi/zurnali",
        icon="grid",
        permission=Permission.IMPORT_APPLY,
    ),
    Door(
        label=N_("History of imports and changes"),
        text=N_("What was carried out, when and by whom; taking it back as a whole."),
        href="/importi/vesture",
        icon="undo",
        permission=Permission.IMPORT_APPLY,
    ),
)
"""What can be imported. A new kind of file adds its page here."""

_REFUSALS = {
    NO_FILE: N_("No file was chosen, or it is empty. Choose a file and send it once more."),
    TOO_LARGE: N_("The file is too large: at most 10 MB."),
    NO_DATE: N_("This is not a date. Choose a day from the calendar."),
}


@dataclass(frozen=True)
class DraftRow:
    """An uploaded file that waits."""

    draft_id: str
    kind: str
    """As in the address."""
    label: str
    file_name: str
    uploaded: str
    href: str


class Imports(rx.State):
    """Kinds of files, and drafts nobody has applied yet."""

    doors: list[DoorView] = []  # noqa: RUF012 - copied for each client
    drafts: list[DraftRow] = []  # noqa: RUF012
    refusal: str = ""
    """Why the last upload was not taken."""

    @rx.event
    @requires(Permission.IMPORT_APPLY)
    async def enter(self, actor: Actor) -> None:
        """Show the kinds and the drafts; on the page of one kind, its own."""
        code = self.router.url.query_parameters.get("kluda", "")
        doors = [
            DoorView(
                label=gettext(actor.language, door.label),
                text=gettext(actor.language, door.text),
                href=door.href,
                icon=door.icon,
            )
            for door in IMPORT_DOORS
            if allows(actor, door.permission)
        ]
        await _show_drafts(self, actor)
        self.doors = doors
        known = _REFUSALS.get(code)
        self.refusal = gettext(actor.language, known) if known else ""

    @rx.event
    @requires(Permission.IMPORT_APPLY)
    async def discard(self, actor: Actor, kind: str, draft_id: str) -> None:
        """Throw a draft away."""
        await asyncio.to_thread(discard, actor, kind_of(kind), as_id(draft_id))
        await _show_drafts(self, actor)
        await say_done(self, actor.language, Message(N_("The uploaded file was thrown away.")))


def kind_of(slug: str) -> RunKind:
    """Return the kind a name in an address means; Forbidden for any other."""
    known = IMPORT_PAGES.get(as_text(slug, 40))
    if known is None:
        raise Forbidden(Attempt(action=Permission.IMPORT_APPLY, entity="address"))
    return known[0]


async def _show_drafts(state: Imports, actor: Actor) -> None:
    drafts = await asyncio.to_thread(open_drafts, actor)
    pages = {kind: (slug, page) for slug, (kind, page) in IMPORT_PAGES.items()}
    here = state.router.url.path.rstrip("/")
    only = next((kind for kind, page in IMPORT_PAGES.values() if page == here), None)
    state.drafts = [
        DraftRow(
            draft_id=str(draft.draft_id),
            kind=pages[draft.kind][0],
            label=gettext(actor.language, KIND_WORDS[draft.kind]),
            file_name=draft.file_name,
            uploaded=f"{date_and_time(draft.uploaded_at, actor.language)}, {draft.uploaded_by}",
            href=f"{pages[draft.kind][1]}/{draft.draft_id}",
        )
        for draft in drafts
        if draft.kind in pages and only in {None, draft.kind}
    ]
