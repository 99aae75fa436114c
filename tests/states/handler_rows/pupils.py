"""Movements of pupils, promotion, the personal file's undoing."""

from tests.states.rows import Row, at

_SUPERUSER = frozenset({"virslietotajs"})
_ORDER = {"order_number": "1", "order_date": "nav"}

ROWS = {
    "movement.Movements.enter": Row(
        open_to=_SUPERUSER,
        path=lambda own: f"/kustiba/parvietot/{own.pupil}",
        foreign=lambda _school, things, _caller: [
            at(f"/kustiba/{kind}/{things.pupil}", things.pupil)
            for kind in ("parvietot", "izslegt", "programma")
        ],
        may_see=_SUPERUSER,
    ),
    "movement.Movements.find": Row(
        open_to=_SUPERUSER, arguments=lambda _school: {"form": {"find": "mar"}}
    ),
    "movement.Movements.preview": Row(
        open_to=_SUPERUSER,
        arguments=lambda school: {
            "kind": "izslegt",
            "whose": str(school.own.pupil),
            "form": _ORDER,
        },
        foreign=lambda _school, things, _caller: [
            at("/", things.pupil, kind="programma", whose=str(things.pupil), form={})
        ],
        may_see=_SUPERUSER,
    ),
    "movement.Movements.change": Row(open_to=_SUPERUSER),
    "movement.Movements.apply": Row(
        open_to=_SUPERUSER,
        arguments=lambda school: {
            "kind": "izslegt",
            "whose": str(school.own.pupil),
            "draft": _ORDER,
            "form": {},
        },
        foreign=lambda _school, things, _caller: [
            at("/", things.pupil, kind="programma", whose=str(things.pupil), draft={}, form={})
        ],
        may_see=_SUPERUSER,
    ),
    "promoting.Promoting.enter": Row(open_to=_SUPERUSER, path=lambda _own: "/parcelsana"),
    "promoting.Promoting.preview": Row(
        open_to=_SUPERUSER, arguments=lambda _school: {"class_id": "", "form": _ORDER}
    ),
    "promoting.Promoting.change": Row(open_to=_SUPERUSER),
    "promoting.Promoting.apply": Row(
        open_to=_SUPERUSER, arguments=lambda _school: {"class_id": "", "draft": _ORDER}
    ),
    "promoting.Promoting.take_back": Row(
        open_to=_SUPERUSER, arguments=lambda _school: {"run_id": "0"}
    ),
    "pupil_file.PupilFile.take_back": Row(
        open_to=_SUPERUSER,
        arguments=lambda school: {
            "run_id": "0",
            "pupil_id": str(school.own.pupil),
            "form": {"typed": "x"},
        },
    ),
}
