"""The timetable on a week grid."""

from tests.states.rows import Row
from tests.states.school import READS_EVERYTHING

_SUPERUSER = frozenset({"virslietotajs"})

ROWS = {
    "timetable.Timetable.enter": Row(open_to=READS_EVERYTHING),
    "timetable.Timetable.show": Row(
        open_to=READS_EVERYTHING,
        arguments=lambda _school: {"whose": "klase", "chosen": "", "version": ""},
    ),
    "timetable.Timetable.start": Row(
        open_to=_SUPERUSER,
        arguments=lambda _school: {"whose": "klase", "chosen": "", "form": {"valid_from": "nav"}},
    ),
    "timetable.Timetable.set_day": Row(
        open_to=_SUPERUSER, arguments=lambda _school: {"draft_id": "999999", "day": "2030-01-01"}
    ),
    "timetable.Timetable.pick": Row(
        open_to=_SUPERUSER,
        arguments=lambda _school: {
            "whose": "klase",
            "chosen": "",
            "weekday": "1",
            "number": "1",
        },
    ),
    "timetable.Timetable.add": Row(
        open_to=_SUPERUSER,
        arguments=lambda _school: {
            "draft_id": "999999",
            "place": "1-1",
            "form": {"journal": "1", "room": ""},
        },
    ),
    "timetable.Timetable.change": Row(
        open_to=_SUPERUSER,
        arguments=lambda _school: {
            "slot_id": "999999",
            "form": {"weekday": "1", "number": "1", "room": ""},
        },
    ),
    "timetable.Timetable.remove": Row(
        open_to=_SUPERUSER, arguments=lambda _school: {"slot_id": "999999", "place": "1-1"}
    ),
    "timetable.Timetable.look_at_effect": Row(
        open_to=_SUPERUSER, arguments=lambda _school: {"draft_id": "999999"}
    ),
    "timetable.Timetable.publish": Row(
        open_to=_SUPERUSER, arguments=lambda _school: {"draft_id": "999999"}
    ),
    "timetable.Timetable.discard": Row(
        open_to=_SUPERUSER,
        arguments=lambda _school: {"draft_id": "999999", "form": {"typed": "x"}},
    ),
}
