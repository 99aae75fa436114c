"""Out-of-class events, and teachers' requests to be away."""

from typing import Any

from tests.states.rows import Row, at
from tests.states.school import READS_EVERYTHING, TEACHERS

STAFF = READS_EVERYTHING | TEACHERS | {"lietvede"}
WRITERS = TEACHERS | {"vadiba"}
HEADS = frozenset({"vadiba"})
OFFICE = frozenset({"lietvede", "vadiba"})
NOT_THERE = 1_000_000_000

# Two things are wrong in each form, so that putting one right saves nothing.
_EVENT = {
    "title": "",
    "place": "",
    "responsible": str(NOT_THERE),
    "starts_on": "2026-09-01",
    "starts_time": "10:00",
    "ends_on": "",
    "ends_time": "12:00",
    "remark": "",
}
_REQUEST = {
    "kind": "leave",
    "starts_on": "2019-09-02",
    "ends_on": "2019-09-01",
    "remark": "",
    "document": "",
}


def _on_nobody(name: str, open_to: frozenset[str], **arguments: Any) -> Row:
    """A row of a handler about something that is not there, for those who may call it at all."""
    about = {name: str(NOT_THERE), **arguments}
    return Row(
        open_to=open_to,
        arguments=lambda _school: about,
        foreign=lambda _school, _things, _caller: [at("/pasakumi", NOT_THERE, **about)],
    )


def _event(open_to: frozenset[str], **arguments: Any) -> Row:
    return _on_nobody("event_id", open_to, **arguments)


def _request(open_to: frozenset[str], **arguments: Any) -> Row:
    return _on_nobody("request_id", open_to, **arguments)


ROWS = {
    "events.SchoolEvent.offer": Row(open_to=STAFF),
    "events.SchoolEvent.enter": Row(
        open_to=STAFF,
        path=lambda _own: "/pasakumi/1",
        foreign=lambda _school, _things, _caller: [at(f"/pasakumi/{NOT_THERE}", NOT_THERE)],
    ),
    "events.SchoolEvent.fill": Row(
        open_to=WRITERS,
        arguments=lambda _school: {"day": "2026-09-01", "first": "1", "last": "2"},
    ),
    "events.SchoolEvent.propose": Row(open_to=WRITERS, arguments=lambda _school: {"form": _EVENT}),
    "events.SchoolEvent.change": _event(WRITERS, version=1, form=_EVENT | {"title": "x"}),
    "events.SchoolEvent.approve": _event(HEADS, version=1),
    "events.SchoolEvent.decline": _event(HEADS, version=1, form={"reason": "x"}),
    "events.SchoolEvent.call_off": _event(HEADS, version=1, form={"reason": "x"}),
    "event_participants.EventPupils.enter": Row(open_to=STAFF, path=lambda _own: "/pasakumi/1"),
    "event_participants.EventPupils.find": _event(WRITERS, text="Kr"),
    "event_participants.EventPupils.add_class": _event(WRITERS, class_id="1"),
    "event_participants.EventPupils.add_group": _event(WRITERS, form={"group": "1"}),
    "event_participants.EventPupils.add_pupil": _event(WRITERS, pupil_id="1"),
    "event_participants.EventPupils.remove_pupil": _event(WRITERS, pupil_id="1"),
    "event_participants.EventPupils.remove_class": _event(WRITERS, class_id="1"),
    "absence_requests.AbsenceRequests.offer": Row(),
    "absence_requests.AbsenceRequests.enter": Row(open_to=STAFF),
    "absence_requests.AbsenceRequests.ask": Row(
        open_to=STAFF, arguments=lambda _school: {"form": _REQUEST}
    ),
    "absence_requests.AbsenceRequests.withdraw": _request(STAFF),
    "absence_requests.AbsenceRequests.look": Row(open_to=READS_EVERYTHING | {"lietvede"}),
    "absence_requests.AbsenceRequests.choose": Row(
        open_to=OFFICE, arguments=lambda _school: {"request_id": "1"}
    ),
    "absence_requests.AbsenceRequests.grant": _request(OFFICE),
    "absence_requests.AbsenceRequests.decline": _request(OFFICE, form={"reason": "x"}),
}
