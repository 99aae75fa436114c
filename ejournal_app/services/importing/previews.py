"""Looking at a draft before anything happens, and applying what was looked at (Regulation 7.5).

Nothing is kept between two looks: each reads the file and the school's data anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.search import matches
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import writing
from ejournal_app.policies.rules import require
from ejournal_app.services.changes.kinds import PERMISSIONS, RunKind
from ejournal_app.services.guard import use_case

from . import jobs
from .columns import survey as survey_of
from .draft_rows import find
from .drafts import Draft, begin, give_up, load_draft, standing_of, write_choices
from .headings import COLUMNS, positions_said, remember
from .preparing import ENCODING, KINDS, Opened, opened, prepared
from .preview_model import ColumnsView, Line, Look, Prepared, Section
from .problems import PlanIsStale
from .progress import Progress
from .reading import ENCODINGS

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTab:
    """A section to choose; the title is a msgid."""

    key: str
    title: str
    count: int
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A page of one section of a plan."""

    shown: str
    changes: bool
    errors: int
    said: tuple[Message, ...]
    tabs: tuple[SectionTab, ...]
    key: str
    text: str
    """A msgid: what the lines of the section mean."""
    lines: tuple[Line, ...]
    search: str
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A draft with what it would do, or with the reason why that cannot be said."""

    draft_id: int
    kind: RunKind
    file_name: str
    on: date
    encoding: str = ""
    """What it was read in; empty for a workbook and XML."""
    chosen_encoding: str = ""
    delimiter: str = ""
    rows: int = 0
    columns: ColumnsView | None = None
    refusal: Message | None = None
    plan: PlanView | None = None
    running: bool = False
    run_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far an application is."""

    running: bool
    done: int = 0
    total: int = 0
    """0: it runs in another process, which alone knows."""
    run_id: int | None = None
    refusal: Message | None = None
    failed: bool = False


@use_case
def look(
    actor: Actor,
    kind: RunKind,
    draft_id: int,
    *,
    section: str = "",
    search: str = "",
    page: int = 1,
) -> DraftView:
    """Return a draft with a page of a section; without a section the first that has lines."""
    draft = _draft(actor, kind, draft_id)
    if draft.run_id is not None or draft.running:
        return DraftView(
            draft_id=draft_id,
            kind=kind,
            file_name=draft.file_name,
            on=draft.on,
            running=draft.running and draft.run_id is None,
            run_id=draft.run_id,
        )
    refusal, plan, file = None, None, Opened()
    try:
        file = opened(draft)
        if file.is_settled:
            plan = _page(actor, prepared(actor, draft, file), section, search, page)
    except Refused as refused:
        refusal = refused.message
    table = file.table
    return DraftView(
        draft_id=draft_id,
        kind=kind,
        file_name=draft.file_name,
        on=draft.on,
        encoding=table.encoding if table is not None else "",
        chosen_encoding=str(draft.choices.get(ENCODING) or ""),
        delimiter=table.delimiter if table is not None else "",
        rows=len(table.rows) if table is not None else 0,
        columns=file.columns,
        refusal=refusal,
        plan=plan,
    )


@use_case
def choose_columns(actor: Actor, kind: RunKind, draft_id: int, said: Mapping[int, str]) -> None:
    """Say what the headings mean, place to column key; remembered for files with the same ones.

    Refused when two mean the same or a needed column is not among them.
    """
    draft = _draft(actor, kind, draft_id)
    file = opened(draft)
    if file.table is None:
        raise Refused(Message(N_("An XML file has no columns to choose.")))
    found = survey_of(file.table, KINDS[kind])
    positions = positions_said(found, KINDS[kind], said)
    with writing() as session:
        row = find(session, kind, draft_id)
        row.choices = {**row.choices, COLUMNS: positions}
        remember(session, kind, found.header, positions)


@use_case
def choose_reading(
    actor: Actor, kind: RunKind, draft_id: int, *, on: date, encoding: str = ""
) -> None:
    """Say from which day the file holds, and in which encoding it is ('' to find out)."""
    _draft(actor, kind, draft_id)
    if encoding and encoding not in ENCODINGS:
        raise Refused(
            Message(
                N_("The encoding must be one of: {encodings}."), {"encodings": ", ".join(ENCODINGS)}
            ),
            field="encoding",
        )
    write_choices(kind, draft_id, {ENCODING: encoding}, on)


@use_case
def start(
    actor: Actor, kind: RunKind, draft_id: int, shown: str, *, skip_errors: bool = False
) -> None:
    """Begin to apply the plan that was shown; `standing` tells how it goes.

    Refused when the plan of now is another one, or when rows have errors and are not to be left
    out. A draft that is being applied or has been is left alone: asking twice applies once.
    """
    draft = _draft(actor, kind, draft_id)
    if draft.run_id is not None or draft.running:
        return
    file = opened(draft)
    if not file.is_settled:
        raise PlanIsStale
    plan = prepared(actor, draft, file)
    if plan.shown != shown:
        raise PlanIsStale
    if plan.errors and not skip_errors:
        raise Refused(
            Message(
                N_("Nothing is imported: the file has rows with errors ({count})."),
                {"count": plan.errors},
            )
        )
    if not begin(kind, draft_id):
        return

    def work(progress: Progress) -> Any:
        return plan.carry_out(actor, skip_errors, progress)

    jobs.start(draft_id, work, lambda: give_up(kind, draft_id))


@use_case
def standing(actor: Actor, kind: RunKind, draft_id: int) -> Standing:
    """Return how far the application of a draft is, or how it ended."""
    require(actor, PERMISSIONS[kind])
    running, run_id = standing_of(kind, draft_id)
    if run_id is not None:
        return Standing(running=False, run_id=run_id)
    job = jobs.job_of(draft_id)
    if running:
        if job is None or job.ended:
            return Standing(running=True)
        return Standing(running=True, done=job.done, total=job.total)
    if job is None or not job.ended:
        return Standing(running=False)
    return Standing(running=False, refusal=job.refusal, failed=job.failed)


def _draft(actor: Actor, kind: RunKind, draft_id: int) -> Draft:
    require(actor, PERMISSIONS[kind])
    draft = load_draft(kind, draft_id)
    if kind not in KINDS:
        raise Refused(Message(N_("Such files are looked at on another page.")))
    return draft


def _page(actor: Actor, plan: Prepared, key: str, search: str, page: int) -> PlanView:
    chosen = _chosen(plan.sections, key)
    lines = [line for line in chosen.lines if matches(_words(line, actor.language), search)]
    pages = max(1, -(-len(lines) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    return PlanView(
        shown=plan.shown,
        changes=plan.changes,
        errors=plan.errors,
        said=plan.said,
        tabs=tuple(
            SectionTab(key=one.key, title=one.title, count=one.count, look=one.look)
            for one in plan.sections
        ),
        key=chosen.key,
        text=chosen.text,
        lines=tuple(lines[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
        search=search,
        page=page,
        pages=pages,
        total=len(lines),
    )


def _chosen(sections: tuple[Section, ...], key: str) -> Section:
    """Return the section asked for; else the first with lines, which is the most pressing one."""
    for one in sections:
        if one.key == key:
            return one
    return next((one for one in sections if one.lines), sections[0])


def _words(line: Line, language: str) -> str:
    return " ".join(
        translate(language, part) if isinstance(part, Message) else part
        for part in (line.title, line.place)
    ).replace("«", "")
