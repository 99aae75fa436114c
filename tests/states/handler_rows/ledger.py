"""Histories of marks, notices, held entries, putting back what an account wrote."""

from typing import Any

from tests.states.rows import Call, Row, at
from tests.states.school import READS_EVERYTHING, TEACHERS, Objects, School

_SUPERUSER = frozenset({"virslietotajs"})
_NOBODYS = 999_999


def _inspected(_school: School, things: Objects, _caller: str) -> list[Call]:
    return [
        at(
            "/",
            things.journal,
            journal_id=str(things.journal),
            pupil_id=str(things.pupil),
            key=f"w{things.work}",
        )
    ]


def _no_account(_school: School, _things: Objects, caller: str) -> list[Call]:
    if caller not in _SUPERUSER:
        return []
    return [at("/", _NOBODYS, **_span(_NOBODYS))]


def _span(account_id: int) -> dict[str, Any]:
    return {
        "account_id": account_id,
        "starts": "2026-09-01T08:00",
        "ends": "2026-09-01T09:00",
        "shown": "",
        "form": {},
    }


ROWS = {
    "mark_history.MarkHistory.inspect": Row(
        open_to=TEACHERS | READS_EVERYTHING,
        arguments=lambda school: {
            "journal_id": str(school.own.journal),
            "pupil_id": str(school.own.pupil),
            "key": "average",
        },
        foreign=_inspected,
        may_see=READS_EVERYTHING,
    ),
    "mark_history.MarkHistory.look": Row(
        arguments=lambda school: {"work_id": school.own.work, "pupil_id": school.own.pupil},
        foreign=lambda _school, things, _caller: [
            at("/", things.journal, work_id=things.work, pupil_id=things.pupil)
        ],
        may_see=READS_EVERYTHING,
    ),
    "shell.Shell.listen": Row(),
    "notices.Notices.enter": Row(path=lambda _own: "/pazinojumi"),
    "notices.Notices.open": Row(
        arguments=lambda _school: {"notice_id": _NOBODYS},
        foreign=lambda _school, _things, _caller: [at("/", _NOBODYS, notice_id=_NOBODYS)],
    ),
    "notices.Notices.read_all": Row(),
    "held.Held.enter": Row(path=lambda _own: "/aizturetie"),
    "held.Held.confirm": Row(
        arguments=lambda _school: {"form": {"held": str(_NOBODYS), "password": "nav"}},
        foreign=lambda _school, _things, _caller: [
            at("/", _NOBODYS, form={"held": str(_NOBODYS), "password": "nav"})
        ],
    ),
    "held.Held.drop": Row(
        arguments=lambda _school: {"held_id": _NOBODYS},
        foreign=lambda _school, _things, _caller: [at("/", _NOBODYS, held_id=_NOBODYS)],
    ),
    "held_overview.HeldOverview.enter": Row(
        open_to=READS_EVERYTHING, path=lambda _own: "/atgriesana"
    ),
    "held_overview.HeldOverview.drop": Row(
        open_to=READS_EVERYTHING,
        arguments=lambda _school: {"form": {"held": str(_NOBODYS), "reason": "Iemesls"}},
        foreign=lambda _school, _things, caller: (
            [at("/", _NOBODYS, form={"held": str(_NOBODYS), "reason": "Iemesls"})]
            if caller in READS_EVERYTHING
            else []
        ),
    ),
    "reverting.Reverting.enter": Row(open_to=READS_EVERYTHING, path=lambda _own: "/atgriesana"),
    "reverting.Reverting.search": Row(
        open_to=_SUPERUSER, arguments=lambda _school: {"form": {"name": "Ilze"}}
    ),
    "reverting.Reverting.look": Row(
        open_to=_SUPERUSER,
        arguments=lambda school: {
            "account_id": school.account("skolotajs"),
            "form": {"no": "", "lidz": ""},
        },
    ),
    "reverting.Reverting.put_back": Row(
        open_to=_SUPERUSER,
        arguments=lambda school: _span(school.account("skolotajs")),
        foreign=_no_account,
    ),
}
