"""What an account did, in words."""

from dataclasses import dataclass

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services.reverting.model import Act, Line, Review, Standing, Thing

from .action_words import ACTION_WORDS, OTHER_ACT

_LONGEST_TEXT = 120

_STATUS = {
    AttendanceStatus.PRESENT: N_("present"),
    AttendanceStatus.ABSENT: N_("absent"),
    AttendanceStatus.LATE: N_("late"),
}


@dataclass(frozen=True)
class LineView:
    """One value the account changed."""

    key: str
    name: str
    """The name of its tick."""
    pupil: str
    what: str
    before: str
    after: str
    stands: str
    ready: bool
    note: str
    """Why it stays."""
    at: str


@dataclass(frozen=True)
class Group:
    """The values of one journal."""

    key: str
    name: str
    """The name of its tick."""
    journal: str
    ready: int
    lines: list[LineView]


@dataclass(frozen=True)
class ActView:
    """Something else the account did."""

    key: str
    at: str
    text: str
    origin: str
    refused: bool


def groups_of(review: Review, language: str) -> list[Group]:
    """Return the lines of a review by journal, in the order of the review."""
    by_journal: dict[int, list[Line]] = {}
    for line in review.lines:
        by_journal.setdefault(line.journal_id, []).append(line)
    return [
        Group(
            key=str(journal_id),
            name=f"journal_{journal_id}",
            journal=lines[0].journal,
            ready=sum(line.standing is Standing.READY for line in lines),
            lines=[_line(line, language) for line in lines],
        )
        for journal_id, lines in by_journal.items()
    ]


def act_view(number: int, act: Act, language: str) -> ActView:
    """Return an act in words."""
    return ActView(
        key=str(number),
        at=date_and_time(act.at, language),
        text=gettext(language, ACTION_WORDS.get(act.action, OTHER_ACT)),
        origin=" · ".join(part for part in (act.address, act.device) if part),
        refused=act.refused,
    )


def _line(line: Line, language: str) -> LineView:
    kind = line.kind_en if language == "en" else line.kind_lv
    named = translate(language, line.label) if line.label else kind
    parts = (short_date(line.day, language), named, line.title)
    return LineView(
        key=line.key,
        name=f"line_{line.key}",
        pupil=line.pupil,
        what=" · ".join(part for part in parts if part),
        before=_value(line, line.before, language),
        after=_value(line, line.after, language),
        stands=_value(line, line.standing_value, language),
        ready=line.standing is Standing.READY,
        note=_note(line, language),
        at=date_and_time(line.at, language),
    )


def _note(line: Line, language: str) -> str:
    match line.standing:
        case Standing.READY:
            return ""
        case Standing.SAME:
            return gettext(language, N_("Stands again as it was before."))
        case Standing.OVERWRITTEN if line.since_by and line.since_at:
            return gettext(
                language,
                N_("Stays: {who} wrote {value} on {at}."),
                who=line.since_by,
                value=_value(line, line.standing_value, language),
                at=date_and_time(line.since_at, language),
            )
        case _:
            return gettext(
                language,
                N_("Stays: it has become {value} since."),
                value=_value(line, line.standing_value, language),
            )


def _value(line: Line, value: str, language: str) -> str:
    if line.thing is Thing.ATTENDANCE:
        return gettext(language, _STATUS[AttendanceStatus(value)])
    if line.thing is Thing.CHECKED or line.key.endswith(":no_homework"):
        return gettext(language, N_("yes") if value else N_("no"))
    if len(value) > _LONGEST_TEXT:
        return f"{value[:_LONGEST_TEXT]}…"
    return value or "—"
