"""Out-of-class events past, near and proposed (Regulation 11), and two requests to be away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ejournal_app.clock import RIGA
from ejournal_app.domain.absence_states import EventState, RequestState
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.models import AbsenceRequest, EventParticipant, SchoolEvent

from .pupils import PupilPlan
from .sizes import ClassKey
from .staff import Staff
from .tables import Tables

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    title: str
    place: str
    who: str
    """Account of the teacher responsible."""
    days: int
    """Working days from today."""
    begins: time
    ends: time
    state: EventState
    classes: tuple[tuple[ClassKey, int], ...]
    """How many of each class take part, from the first; zero: all."""
    remark: str = ""


_EVENTS = (
    _Event(
        title="Mākslas muzeja nodarbība",
        place="Latvijas Nacionālais mākslas muzejs",
        who="audzinatajs",
        days=-4,
        begins=time(10, 20),
        ends=time(13, 50),
        state=EventState.APPROVED,
        classes=(((7, "b"), 0),),
    ),
    _Event(
        title="Matemātikas olimpiādes 2. posms",
        place="Rīgas Valsts 1. ģimnāzija",
        who="skolotajs",
        days=1,
        begins=time(9, 30),
        ends=time(13, 0),
        state=EventState.APPROVED,
        classes=(((7, "a"), 4), ((7, "b"), 2), ((12, "a"), 3)),
        remark="Tikšanās 8.45 pie skolas",
    ),
    _Event(
        title="Ekskursija uz Cēsīm",
        place="Cēsu pils",
        who="audzinatajs",
        days=6,
        begins=time(8, 30),
        ends=time(17, 0),
        state=EventState.PROPOSED,
        classes=(((7, "a"), 0),),
    ),
)


def add_events(
    tables: Tables, school_id: int, staff: Staff, pupils: Sequence[PupilPlan], today: date
) -> None:
    """Add the events, with the demo parent's child in two of them."""
    heads = staff.with_account("vadiba").person_id
    for event in _EVENTS:
        day, who = _working_day(today, event.days), staff.with_account(event.who).person_id
        proposed = datetime.combine(_working_day(today, min(event.days, 0) - 5), time(15, 10), RIGA)
        decided = event.state is EventState.APPROVED
        event_id = tables.add(
            SchoolEvent,
            school_id=school_id,
            title=event.title,
            place=event.place,
            remark=event.remark,
            responsible_id=who,
            starts_at=datetime.combine(day, event.begins, RIGA),
            ends_at=datetime.combine(day, event.ends, RIGA),
            state=str(event.state),
            proposed_at=proposed,
            proposed_by_id=who,
            decided_at=proposed + _DAY if decided else None,
            decided_by_id=heads if decided else None,
        )
        for class_key, most in event.classes:
            own = [one for one in pupils if _is_in(one, class_key, day)]
            # The demo family's child first.
            own.sort(key=lambda one: not one.family.is_demo)
            for pupil in own[: most or None]:
                tables.add(
                    EventParticipant,
                    event_id=event_id,
                    pupil_id=pupil.pupil_id,
                    added_at=proposed,
                    added_by_id=who,
                )


def add_requests(tables: Tables, staff: Staff, today: date) -> None:
    """Add a request that waits and one that was declined."""
    for who, kind, days, remark, state in (
        (
            "skolotajs",
            TeacherAbsenceKind.COURSES,
            8,
            "Tālākizglītība Valmierā",
            RequestState.PENDING,
        ),
        ("audzinatajs", TeacherAbsenceKind.LEAVE, 11, "Bezalgas brīvdiena", RequestState.DECLINED),
    ):
        day = _working_day(today, days)
        asked = datetime.combine(_working_day(today, -1), time(16, 5), RIGA)
        declined = state is RequestState.DECLINED
        tables.add(
            AbsenceRequest,
            person_id=staff.with_account(who).person_id,
            kind=str(kind),
            starts_on=day,
            ends_on=day,
            remark=remark,
            asked_at=asked,
            state=str(state),
            answer="Šajā nedēļā ir semestra noslēgums." if declined else "",
            decided_at=asked + timedelta(hours=1) if declined else None,
            decided_by_id=staff.with_account("vadiba").person_id if declined else None,
        )


def _is_in(pupil: PupilPlan, class_key: ClassKey, day: date) -> bool:
    return any(
        stay.class_key == class_key
        and stay.starts_on <= day
        and (stay.ends_on is None or day <= stay.ends_on)
        for stay in pupil.stays
    )


def _working_day(today: date, count: int) -> date:
    """Return a Monday to Friday so many of them after today, or before."""
    day, step = today, _DAY if count > 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while day.isoweekday() > 5:
            day += step
    return day
