"""Groups and splitting."""

from typing import Any

from tests.states.rows import Call, Row, at
from tests.states.school import Objects, School

_SUPERUSER = frozenset({"virslietotajs"})


def _group(school: School) -> int:
    return school.one("SELECT min(id) FROM study_group")


def _ask(school: School) -> dict[str, Any]:
    """What splits the group's own classes for its subject."""
    group = _group(school)
    return {
        "classes": [
            row[0]
            for row in school.rows(
                "SELECT DISTINCT e.class_id FROM enrolment e JOIN group_membership m"
                " ON m.pupil_id = e.pupil_id WHERE m.group_id = ? AND e.ends_on IS NULL",
                group,
            )
        ],
        "subjects": [school.one("SELECT subject_id FROM study_group WHERE id = ?", group)],
        "on": school.one("SELECT date('now')"),
    }


def _form(school: School) -> dict[str, Any]:
    ask = _ask(school)
    ticks = {f"class_{one}": "on" for one in ask["classes"]}
    return {**ticks, "subject": str(ask["subjects"][0]), "on": ask["on"], "new": "0"}


def _no_group(_school: School, _things: Objects, _caller: str) -> list[Call]:
    return [at("/grupa/999999", 999_999)]


def _foreign_pupil(school: School, things: Objects, caller: str) -> list[Call]:
    """A pupil who is not in the class that is split; the others may split nothing at all."""
    if caller not in _SUPERUSER:
        return []
    ask = _ask(school) | {
        "classes": [
            school.one(
                "SELECT class_id FROM enrolment WHERE pupil_id = ? AND ends_on IS NULL",
                school.pupil,
            )
        ]
    }
    return [at("/", things.pupil, ask=ask, places=[[things.pupil, 0]], groups=[])]


def _foreign_pupil_saved(school: School, things: Objects, caller: str) -> list[Call]:
    return [
        at(call.path, *call.ids, **call.arguments, fingerprint="0" * 64)
        for call in _foreign_pupil(school, things, caller)
    ]


ROWS = {
    "group.Group.enter": Row(
        open_to=_SUPERUSER,
        path=lambda _own: "/grupa/1",
        foreign=_no_group,
    ),
    "group.Group.rename": Row(
        open_to=_SUPERUSER,
        # Whatever text is sent is a name: no group has it in the end.
        arguments=lambda _school: {"group_id": 999_999, "form": {"name": "A"}},
        foreign=lambda _school, _things, _caller: [
            at("/", 999_999, group_id=999_999, form={"name": "A"})
        ],
    ),
    "group.Group.move": Row(
        open_to=_SUPERUSER,
        arguments=lambda school: {
            "group_id": _group(school),
            "form": {"pupil": "", "target": "", "on": ""},
        },
    ),
    "group.Group.delete": Row(
        open_to=_SUPERUSER,
        arguments=lambda school: {"group_id": _group(school), "form": {"typed": "cits"}},
    ),
    "split.Split.enter": Row(open_to=_SUPERUSER, path=lambda _own: "/grupas/dalit"),
    "split.Split.choose": Row(open_to=_SUPERUSER, arguments=lambda school: {"form": _form(school)}),
    "split.Split.arrange": Row(
        open_to=_SUPERUSER,
        arguments=lambda school: {
            "ask": _ask(school),
            "rule": "turns",
            "groups": [[_group(school), ""]],
        },
    ),
    "split.Split.review": Row(
        open_to=_SUPERUSER,
        arguments=lambda school: {"ask": _ask(school), "places": [], "groups": []},
        foreign=_foreign_pupil,
    ),
    "split.Split.save": Row(
        open_to=_SUPERUSER,
        arguments=lambda school: {
            "ask": _ask(school),
            "places": [],
            "groups": [],
            "fingerprint": "0" * 64,
        },
        foreign=_foreign_pupil_saved,
    ),
    "split.Split.undo": Row(
        open_to=_SUPERUSER,
        arguments=lambda school: {"run_id": 999_999, "ask": _ask(school)},
    ),
}
