"""What class teachers owe: telling parents, files, statements, report cards (6, 9, 16, 21)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ejournal_app.clock import local
from ejournal_app.domain.class_duties import (
    month_key,
    next_month,
    statement_months,
    statements_day,
)
from ejournal_app.domain.class_tasks import at_school_since, personal_file_due
from ejournal_app.domain.duties import Duty, DutyKind
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.periods import Terms
from ejournal_app.persistence.models import SchoolClass
from ejournal_app.services.school_rules import class_tasks_due, newcomer_days

from .class_rows import FileRows, read_classes, read_done, read_files
from .ground import Ground

OWN_CLASS = "/mana-klase"


@dataclass(frozen=True, slots=True, kw_only=True)
class _ClassDuty:
    """One thing a class is owed, before it is known by whom."""

    kind: DutyKind
    period: str
    """What it is about, in its key."""
    day0: date
    working_days: int
    due: date
    """The day its deadline is counted from, with no working days: its day."""
    done_at: datetime | None
    missing: int
    total: int
    title: Message
    rule: Message
    href: str


def class_duties(ground: Ground) -> Iterator[Duty]:
    """Yield what is owed to classes with pupils."""
    classes = read_classes(ground)
    ids = [own.id for own in classes if own.id is not None]
    if not ids:
        return
    done, files = read_done(ground, ids), read_files(ground, ids)
    for own in classes:
        assert own.id is not None
        if not ground.rosters.in_class(own.id, ground.scope.today):
            continue
        yield from _owed(ground, own, _notice(ground, own, done.notices.get(own.id)))
        for duty in _files(ground, own, files):
            yield from _owed(ground, own, duty)
        for duty in _papers(ground, own, done.papers):
            yield from _owed(ground, own, duty)


def _owed(ground: Ground, own: SchoolClass, duty: _ClassDuty) -> Iterator[Duty]:
    """Yield a duty for its class teachers, one for all with the same deadline."""
    scope = ground.scope
    assert own.id is not None
    if scope.to_do and duty.done_at is not None:
        return
    at = scope.today if duty.done_at is None else local(duty.done_at).date()
    # Whoever has the class when it falls due owes it, not who had it when it was counted from.
    day = min(max(duty.due, duty.day0), scope.today)
    persons = ground.wanted(ground.class_owners.of(own.id, day, max(at, day)))
    for group, due in ground.deadlines(duty.kind, persons, None, duty.due, duty.working_days):
        if not scope.falls_in(due.at):
            continue
        yield Duty(
            kind=duty.kind,
            key=f"{duty.kind}:{own.id}:{duty.period}",
            person_ids=group,
            class_ids=frozenset({own.id}),
            journal_id=None,
            object_id=own.id,
            day0=duty.day0,
            due_at=due.at,
            done_at=duty.done_at,
            missing=duty.missing,
            total=duty.total,
            title=duty.title,
            reason=(duty.rule, *ground.counted(due, group)) if scope.words else (),
            href=duty.href,
        )


def _notice(ground: Ground, own: SchoolClass, published_at: datetime | None) -> _ClassDuty:
    return _ClassDuty(
        kind=DutyKind.CLASS_NOTICE,
        period=str(ground.year.starting),
        day0=ground.year.starts_on,
        working_days=0,
        due=class_tasks_due(ground.session, ground.year.starting),
        done_at=published_at,
        missing=int(published_at is None),
        total=1,
        title=Message(
            N_("{class_name}: tell parents what the journal offers"), {"class_name": own.name}
        ),
        rule=Message(N_("Clause 6: parents are told at the start of the year.")),
        href=f"{OWN_CLASS}/informesana?klase={own.id}",
    )


def _files(ground: Ground, own: SchoolClass, files: FileRows) -> Iterator[_ClassDuty]:
    """Yield the files of those here in the autumn as one duty, newcomers' by day of enrolment."""
    if not files.items:
        return
    assert own.id is not None
    starting, today = ground.year.starting, ground.scope.today
    autumn = class_tasks_due(ground.session, starting)
    together: defaultdict[tuple[date, date, int], list[int]] = defaultdict(list)
    for pupil in ground.rosters.in_class(own.id, today):
        since = at_school_since(files.spans[pupil], today) or today
        days = newcomer_days(ground.session, since)
        due = personal_file_due(since, starting, ground.calendar, days, (autumn.month, autumn.day))
        if due == autumn:
            together[ground.year.starts_on, autumn, 0].append(pupil)
        else:
            together[since, since, days].append(pupil)
    for (day0, counted_from, days), pupils in together.items():
        done = [files.done_at(pupil) for pupil in pupils]
        moments = [at for at in done if at is not None]
        missing = len(pupils) - len(moments)
        newcomers = day0 != ground.year.starts_on
        yield _ClassDuty(
            kind=DutyKind.PERSONAL_FILES,
            period=day0.isoformat(),
            day0=day0,
            working_days=days,
            due=counted_from,
            done_at=None if missing else max(moments),
            missing=missing,
            total=len(pupils),
            title=Message(
                N_("{class_name}: personal files of newcomers of {day}")
                if newcomers
                else N_("{class_name}: personal files"),
                {"class_name": own.name, "day": day0},
            ),
            rule=Message(
                N_("Clause 9: working days for a newcomer's personal file: {n}."), {"n": days}
            )
            if newcomers
            else Message(N_("Clause 9: personal files are in order at the start of the year.")),
            href=f"/personas-lietas/{own.id}",
        )


def _papers(
    ground: Ground, own: SchoolClass, done: dict[tuple[int, str, str], datetime]
) -> Iterator[_ClassDuty]:
    """Yield the statements of the months gone by and the report cards, once they may be sent."""
    assert own.id is not None
    ahead = ground.scope.planned
    for month in statement_months(ground.year.starting, own.grade, ground.calendar):
        if not ahead and next_month(month) > ground.scope.today:
            break
        at = done.get((own.id, DutyKind.STATEMENTS, month_key(month)))
        yield _ClassDuty(
            kind=DutyKind.STATEMENTS,
            period=month_key(month),
            day0=next_month(month),
            working_days=0,
            due=statements_day(month),
            done_at=at,
            missing=int(at is None),
            total=1,
            title=Message(
                N_("{class_name}: statements and averages for {month}"),
                {"class_name": own.name, "month": f"{month:%m.%Y}"},
            ),
            rule=Message(
                N_(
                    "Clause 16: last month's statements are sent by the 3rd; when that is no"
                    " working day, by the next one."
                )
            ),
            href=OWN_CLASS,
        )
    terms = ground.periods.terms(own.grade)
    if terms is None:
        return
    opens_on = ground.periods.own.get((EntryKind.YEAR, own.grade)) or ground.periods.default(
        EntryKind.YEAR, own.grade, terms
    )
    if ahead or opens_on.has_begun(ground.scope.today):
        yield _report_cards(ground, own, opens_on.opens_on, terms, done)


def _report_cards(
    ground: Ground,
    own: SchoolClass,
    opens_on: date,
    terms: Terms,
    done: dict[tuple[int, str, str], datetime],
) -> _ClassDuty:
    assert own.id is not None
    at = done.get((own.id, DutyKind.REPORT_CARDS, str(ground.year.starting)))
    return _ClassDuty(
        kind=DutyKind.REPORT_CARDS,
        period=str(ground.year.starting),
        day0=opens_on,
        working_days=0,
        due=terms.second_ends,
        done_at=at,
        missing=int(at is None),
        total=1,
        title=Message(N_("{class_name}: report cards"), {"class_name": own.name}),
        rule=Message(N_("Clause 21: report cards are given out at the end of the year.")),
        href=OWN_CLASS,
    )
