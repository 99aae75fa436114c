"""The plan of an import of a timetable, as sections to look at, with its effect on lessons."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from ejournal_app.domain.access import Actor
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.timetable import Slot, Version
from ejournal_app.persistence.models import Journal
from ejournal_app.services.changes.runs import AppliedImport
from ejournal_app.services.importing.preview_model import Line, Prepared, Section, section
from ejournal_app.services.importing.problem_lines import problem_lines
from ejournal_app.services.importing.progress import Progress
from ejournal_app.services.lesson_planning import Forecast, forecast, load_versions

from .applying import apply
from .plan_model import ClassLoad, PlannedJournal, SlotInWords, TimetablePlan
from .warnings import weekday_name


def prepared(session: Session, plan: TimetablePlan, *, shown: str, draft_id: int) -> Prepared:
    """Return a plan for looking at, with the lessons it brings and takes, and for carrying out."""

    def carry_out(actor: Actor, skip_errors: bool, progress: Progress) -> AppliedImport:
        return apply(actor, plan, skip_errors=skip_errors, progress=progress, draft_id=draft_id)

    return Prepared(
        sections=(*_effects(session, plan), *_sections(plan)),
        shown=shown,
        changes=not plan.is_empty,
        errors=plan.counts["with_errors"],
        said=tuple(_said(plan)),
        carry_out=carry_out,
    )


def _said(plan: TimetablePlan) -> list[Message]:
    said = [
        Message(
            N_("Timetable valid from {day}: {count} lessons a week."),
            {"day": plan.valid_from, "count": len(plan.slots)},
        )
    ]
    if plan.kept:
        message = Message(
            N_("Lessons of activities kept as they are: {count}"), {"count": plan.kept}
        )
        said.append(message)
    return said


def _effects(session: Session, plan: TimetablePlan) -> tuple[Section, ...]:
    new = {journal.key: -number for number, journal in enumerate(plan.new_journals, start=1)}
    effect = forecast(
        session,
        plan.year_id,
        plan.valid_from,
        _versions(session, plan, new),
        {new[journal.key]: journal.grade for journal in plan.new_journals},
    )
    names = _journal_names(session, plan.year_id)
    names |= {new[journal.key]: journal.name for journal in plan.new_journals}
    return (
        section(
            "errors",
            N_("Errors"),
            N_("These rows cannot be imported. Correct them in the file and upload it once more."),
            problem_lines(plan.problems),
            "bad",
            plan.counts["with_errors"],
        ),
        section(
            "appear",
            N_("Lessons that appear"),
            N_("These lessons will be in the journals, ready to be filled in."),
            _by_journal(effect.added, names),
            "ok",
            len(effect.added),
        ),
        section(
            "disappear",
            N_("Lessons that disappear"),
            N_("Nothing is recorded in these lessons to come; they will be gone."),
            _by_journal(effect.removed, names),
            "warn",
            len(effect.removed),
        ),
        section(
            "keep",
            N_("Lessons that stay"),
            N_("The new timetable does not have these lessons, but something is recorded in them."),
            _kept(effect, names),
            "info",
        ),
    )


def _versions(session: Session, plan: TimetablePlan, new: Mapping[str, int]) -> list[Version]:
    """Return the year's timetables as they would be; rooms do not matter here."""
    ids = {
        journal.key: journal.journal_id if journal.journal_id is not None else new[journal.key]
        for journal in plan.journals
    }
    slots = tuple(
        Slot(journal_id=ids[slot.journal_key], weekday=slot.weekday, number=slot.number)
        for slot in plan.slots
    )
    others = [
        version
        for version in load_versions(session, plan.year_id)
        if version.valid_from != plan.valid_from
    ]
    return [*others, Version(plan.valid_from, slots)]


def _by_journal(lessons: Iterable[tuple[int, date, int]], names: Mapping[int, str]) -> list[Line]:
    days: dict[int, list[date]] = defaultdict(list)
    for journal_id, day, _number in lessons:
        days[journal_id].append(day)
    lines = [
        Line(
            title=names.get(journal_id, ""),
            place=Message(N_("lessons: {count}"), {"count": len(found)}),
            details=(
                Message(
                    N_("the first on {first}, the last on {last}"),
                    {"first": min(found), "last": max(found)},
                ),
            ),
        )
        for journal_id, found in days.items()
    ]
    return sorted(lines, key=lambda line: sort_key(str(line.title)))


def _kept(effect: Forecast, names: Mapping[int, str]) -> list[Line]:
    return [
        Line(
            title=names.get(journal_id, ""),
            place=Message(N_("{day}, lesson {number}"), {"day": day, "number": number}),
        )
        for journal_id, day, number in effect.kept
    ]


def _sections(plan: TimetablePlan) -> tuple[Section, ...]:
    return (
        section(
            "warnings",
            N_("Clashes and long days"),
            N_("Allowed, but worth a look."),
            [Line(title=warning, look="warn") for warning in plan.warnings],
            "warn",
        ),
        section(
            "journals",
            N_("Journals"),
            N_("Where the lessons of the file go, and who teaches there."),
            _journals(plan),
        ),
        section(
            "weekly_added",
            N_("Weekly lessons added"),
            N_("Compared with the timetable now in force."),
            _slots(plan.slots_added),
        ),
        section(
            "weekly_removed",
            N_("Weekly lessons removed"),
            N_("Compared with the timetable now in force."),
            _slots(plan.slots_removed),
        ),
        section(
            "things",
            N_("New subjects and rooms"),
            N_("The school does not know them yet: look for a slip of the pen."),
            [
                *(Line(title=name, place=Message(N_("subject"))) for name in plan.new_subjects),
                *(Line(title=name, place=Message(N_("room"))) for name in plan.new_rooms),
            ],
            "info",
        ),
        section(
            "days",
            N_("Lessons a day"),
            N_("How many lesson numbers of the day each class has, its groups included."),
            [_load(load) for load in plan.loads],
            "warn" if any(load.is_over for load in plan.loads) else "",
        ),
    )


def _journals(plan: TimetablePlan) -> list[Line]:
    teachers: dict[str, list[Message]] = defaultdict(list)
    for change in plan.teacher_changes:
        msgid = (
            N_("{name} begins to teach")
            if change.journal_teacher_id is None
            else N_("{name} stops teaching")
        )
        teachers[change.journal_key].append(Message(msgid, {"name": change.name}))
    weekly: dict[str, int] = defaultdict(int)
    for slot in plan.slots:
        weekly[slot.journal_key] += 1

    def line(journal: PlannedJournal) -> Line:
        is_new = journal.journal_id is None
        return Line(
            title=journal.name,
            place=Message(N_("lessons a week: {count}"), {"count": weekly[journal.key]}),
            state=Message(N_("new journal")) if is_new else "",
            look="info" if is_new else "",
            details=tuple(teachers[journal.key]),
        )

    # New and changed ones first: they are what somebody looks for.
    ordered = sorted(
        plan.journals,
        key=lambda journal: (
            journal.journal_id is not None,
            not teachers[journal.key],
            sort_key(journal.name),
        ),
    )
    return [line(journal) for journal in ordered]


def _slots(slots: Iterable[SlotInWords]) -> list[Line]:
    return [
        Line(
            title=slot.journal_name,
            place=Message(
                N_("{day}, lesson {number}"),
                {"day": weekday_name(slot.weekday), "number": slot.number},
            ),
            details=(Message(N_("room {name}"), {"name": slot.room}),) if slot.room else (),
        )
        for slot in slots
    ]


def _load(load: ClassLoad) -> Line:
    return Line(
        title=load.class_name,
        state=Message(N_("at most {most} are allowed"), {"most": load.most})
        if load.is_over
        else "",
        look="warn" if load.is_over else "",
        details=tuple(
            Message(N_("{day}: {count}"), {"day": weekday_name(weekday), "count": count})
            for weekday, count in load.days
        ),
    )


def _journal_names(session: Session, year_id: int) -> dict[int, str]:
    rows = session.connection().execute(
        select(col(Journal.id), col(Journal.name)).where(col(Journal.year_id) == year_id)
    )
    return {journal_id: name for journal_id, name in rows if journal_id is not None}
